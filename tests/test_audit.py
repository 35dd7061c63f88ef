"""What cleaning did to each site: exact counts, the blocks to look at, and a template that has changed."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from indexer import audit, pipeline
from indexer.contents import Entry
from indexer.errors import NoSuchSite
from indexer.model import JudgedBlock, Kind, Record, Verdict, document_id
from indexer.report import Report
from indexer.searcher import Searcher
from indexer.settings import Settings

KEPT = Verdict(True, "content", "prose", 3, 9)
OWN = Verdict(True, "content", "prose", 1, 9)
REPEATED = Verdict(False, "repeated", "on 9 of 9 pages of this site", 9, 9)
OLD = ("Home of the network", "Our old partners", "Powered by tables", "Guest book", "Map of the site")
NEW = ("Start", "Partners of ours", "Follow us", "All rights reserved", "Send a hint", "Read aloud")


def page(number: int, removed: Sequence[str] = (), kept: Sequence[str] = (), language: str = "en") -> Record:
    """A page with something of its own, what is removed, and what is kept though others have it."""
    blocks = [block(text, REPEATED) for text in removed] + [block(text, KEPT) for text in kept]
    name = str(number)
    return Record(
        document_id(name), name, "", "a.example", name, language, (*blocks, block(f"Own words {name * 3}", OWN))
    )


def block(text: str, verdict: Verdict) -> JudgedBlock:
    return JudgedBlock(text, Kind.PARAGRAPH, 0, verdict)


def site_of(records: Sequence[Record]) -> audit.Site:
    return audit.overview((each.id, Entry.of(each, "key")) for each in records).sites["a.example"]


def audit_of(records: Sequence[Record]) -> audit.SiteAudit:
    return audit.audit(site_of(records), {each.id: each for each in records}.get)


# ---------------------------------------------------------------------------------------------- the whole index

CONTENTS = {
    "1": Entry("k", "a.example", "en", 60, 40, {"repeated": 2}),
    "2": Entry("k", "a.example", "ru", 0, 100, {"repeated": 3, "notice": 1}),
    "3": Entry("k", "a.example", "ru", 100, 0, {}),
    "4": Entry("k", "b.example", "en", 100, 300, {"menu": 5}),
}


def test_sites_and_languages_are_counted_exactly() -> None:
    found = audit.overview(CONTENTS.items())
    site = found.sites["a.example"]
    assert site.total == audit.Yield(3, 160, 140, {"repeated": 5, "notice": 1}, emptied=1, untouched=1)
    assert list(site.languages) == ["ru", "en"]
    assert site.languages["ru"].rules == {"repeated": 3, "notice": 1}
    assert found.total == audit.Yield(4, 260, 440, {"repeated": 5, "menu": 5, "notice": 1}, emptied=1, untouched=1)


def test_the_share_is_that_of_the_characters() -> None:
    sites = audit.overview(CONTENTS.items()).sites
    assert (sites["a.example"].total.share, sites["b.example"].total.share) == (140 / 300, 0.75)
    assert audit.overview(()).total.share == 0


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("worst", ["a.example", "b.example"]),
        ("removed", ["b.example", "a.example"]),
        ("emptied", ["a.example", "b.example"]),
        ("untouched", ["a.example", "b.example"]),
        ("documents", ["a.example", "b.example"]),
        ("site", ["a.example", "b.example"]),
    ],
)
def test_sites_come_in_the_order_asked_for(order: str, names: list[str]) -> None:
    assert [site.name for site in audit.overview(CONTENTS.items()).ordered(order)] == names


def test_documents_with_nothing_left_or_nothing_removed_are_named() -> None:
    site = audit.overview(CONTENTS.items()).sites["a.example"]
    assert (site.emptied, site.untouched, site.sample) == (("2",), ("3",), ("1", "2", "3"))


def test_a_large_site_is_looked_at_in_part() -> None:
    entries = {f"{number:04}": Entry("k", "a.example", "en", 0, 0, {}) for number in range(400)}
    site = audit.overview(entries.items()).sites["a.example"]
    assert (len(site.sample), len(site.emptied), len(site.untouched)) == (audit.SAMPLE, audit.LISTED, audit.LISTED)
    assert site.total.emptied == 400


# ----------------------------------------------------------------------------------------------------- one site


def test_the_commonest_removed_blocks_come_first_the_longest_of_equals() -> None:
    found = audit_of([page(n, ["Menu", "Our partners", "Read 7 comments"][: n % 2 + 2]) for n in range(6)])
    assert [(each.block.text, each.documents) for each in found.removed] == [
        ("Our partners", 6),
        ("Menu", 6),
        ("Read 7 comments", 3),
    ]
    assert len(found.removed[0].examples) == audit.EXAMPLES


def test_blocks_that_differ_in_a_number_are_one() -> None:
    (each,) = audit_of([page(n, [f"Read {n} comments"]) for n in range(4)]).removed
    assert each.documents == 4


def test_a_block_that_stands_twice_on_a_page_counts_once() -> None:
    (each,) = audit_of([page(1, ["Menu", "Menu"])]).removed
    assert each.documents == 1


def test_kept_blocks_that_are_repeated_are_shown_and_a_pages_own_are_not() -> None:
    found = audit_of([page(n, kept=["Subscribe to our letter"]) for n in range(3)])
    assert [(each.block.text, each.documents) for each in found.kept] == [("Subscribe to our letter", 3)]


def test_near_identical_pages_repeat_nothing() -> None:
    copies = [Record(document_id(str(n)), "", "", "a.example", "", "en", (block("The same", OWN),)) for n in range(2)]
    assert audit_of(copies).kept == ()


def test_a_document_that_left_the_index_meanwhile_is_passed_over() -> None:
    records = [page(n, OLD) for n in range(3)]
    assert audit.audit(site_of(records), {records[0].id: records[0]}.get).looked_at == 1


# ---------------------------------------------------------------------------------------------------- templates


def test_a_redesigned_site_has_two_templates() -> None:
    first, second = audit_of([page(n, OLD if n < 12 else NEW) for n in range(20)]).templates
    assert {first.documents, second.documents} == {12, 8}
    assert (first.of, second.of, first.language) == (20, 20, "en")
    assert {*first.blocks, *second.blocks} <= {*OLD, *NEW}
    assert not {each.id for each in first.examples} & {each.id for each in second.examples}


def test_a_site_with_one_template_has_no_such_hint() -> None:
    assert audit_of([page(n, OLD) for n in range(20)]).templates == ()


def test_a_menu_entry_that_outlives_the_redesign_hides_nothing() -> None:
    found = audit_of([page(n, ["About us", *(OLD if n < 10 else NEW)]) for n in range(20)])
    assert len(found.templates) == 2
    assert "About us" not in [text for each in found.templates for text in each.blocks]


def test_two_kinds_of_pages_with_one_menu_are_one_template() -> None:
    assert audit_of([page(n, [*OLD, *(NEW[:3] if n % 2 else NEW[3:])]) for n in range(20)]).templates == ()


def test_a_few_odd_pages_are_no_template() -> None:
    assert audit_of([page(n, OLD if n < 18 else NEW) for n in range(20)]).templates == ()


def test_one_notice_is_no_template() -> None:
    assert audit_of([page(n, OLD if n < 10 else ["Get Adobe Flash player"]) for n in range(20)]).templates == ()


def test_the_languages_of_a_site_are_no_templates() -> None:
    assert (
        audit_of([page(n, OLD if n < 10 else NEW, language="en" if n < 10 else "ru") for n in range(20)]).templates
        == ()
    )


# -------------------------------------------------------------------------------------------------- on an index


def test_what_is_told_of_a_site_is_what_its_documents_say(build: Callable[..., Report], index: Path) -> None:
    report = build()
    with Searcher(index) as searcher:
        total, found = searcher.overview().total, searcher.site("river.example")
        removed = [b for id_ in found.site.sample for b in searcher.document(id_).blocks if not b.verdict.kept]
    assert total.rules == report.written.rules == {"repeated": len(removed)}
    assert total.removed == sum(len(each.text) for each in removed)
    assert (found.looked_at, found.removed[0].documents, found.templates) == (12, 12, ())
    assert "Our friendly network of partner sites" in [each.block.text for each in found.removed]


def test_an_incremental_build_keeps_what_is_known_of_the_other_documents(
    build: Callable[..., Report], seeds: Path, index: Path, write_site: Callable[..., Path]
) -> None:
    write_site(seeds / "river.example", 30)
    build()
    write_site(seeds / "river.example", 1, first=30)
    with Searcher(index) as searcher:
        before = searcher.overview().total
        assert build().written.written == 1
        after = searcher.overview().total
    assert (before.documents, after.documents) == (30, 31)
    assert after.rules["repeated"] == before.rules["repeated"] * 31 // 30


def test_a_site_redesigned_half_way_is_recognised_in_the_index(tmp_path: Path, site_of_two_templates: Path) -> None:
    pipeline.build(Settings(seeds=(site_of_two_templates,), index=tmp_path / "index", workers=1))
    with Searcher(tmp_path / "index") as searcher:
        groups = searcher.site("river.example").templates
    assert sorted(group.documents for group in groups) == [8, 12]


def test_an_unknown_site_says_where_sites_are_listed(build: Callable[..., Report], index: Path) -> None:
    build()
    with Searcher(index) as searcher, pytest.raises(NoSuchSite, match="winnow status --cleaning"):
        searcher.site("nowhere.example")


@pytest.fixture
def site_of_two_templates(tmp_path: Path, write_site: Callable[..., Path]) -> Path:
    """Twenty pages, the last eight of them after a redesign."""
    folder = write_site(tmp_path / "seeds" / "river.example", 20)
    for name in sorted(folder.iterdir())[12:]:
        text = name.read_text("utf-8")
        for old, new in (
            ("Front page of the network", "Start of the new site"),
            ("All our projects", "Everything that we have done"),
            ("Our friendly network of partner sites", "Follow us wherever you may be"),
        ):
            text = text.replace(old, new)
        name.write_text(text, "utf-8")
    return tmp_path / "seeds"
