"""The owner's word on blocks, values and dates."""

import pickle
from collections.abc import Callable

import pytest

from indexer.model import Document, Record
from indexer.overrides import Corrections, by_owner, to_blocks, to_record

Of = Callable[..., Corrections]
KEEP = '[[keep]]\ntext = "our PARTNERS "\n'
DROP = '[[drop]]\ntext = "our partners"\n'
HERE = 'page = "https://a.example/seminar"\n'
SITE = 'site = "a.example"\n'


def values(record: Record, facet: str = "organisation") -> list[str]:
    return [each.value for each in record.facets.get(facet, ())]


# ---------------------------------------------------------------------------------------------------------- blocks


def test_a_removed_block_is_kept_by_its_text_and_says_so(document: Document, corrections: Of) -> None:
    verdict = to_blocks(document, corrections(KEEP)).blocks[1].verdict
    assert (verdict.kept, verdict.rule, verdict.reason) == (True, "owner", "kept by overrides.toml")
    assert (verdict.on_pages, verdict.of_pages, verdict.confidence) == (12, 12, 1.0)


def test_a_block_is_dropped_by_a_pattern(document: Document, corrections: Of) -> None:
    blocks = to_blocks(document, corrections("[[drop]]\npattern = '^Photo:'")).blocks
    assert [block.verdict.kept for block in blocks] == [True, False, False]
    assert blocks[2].verdict.reason == "dropped by overrides.toml"


def test_a_text_is_the_whole_block_with_white_space_and_case_folded(document: Document, corrections: Of) -> None:
    assert not to_blocks(document, corrections('[[drop]]\ntext = "seminar on\\n migration"')).blocks[0].verdict.kept
    assert to_blocks(document, corrections('[[drop]]\ntext = "seminar"')).blocks == document.blocks


@pytest.mark.parametrize(
    ("entries", "kept"),
    [
        (KEEP + DROP, True),
        (KEEP + SITE + DROP + HERE, False),
        (DROP + SITE + KEEP, False),
        (DROP + SITE + KEEP + HERE, True),
        ("[[keep]]\npattern = 'partners'\n" + DROP, False),
        ("[[drop]]\npattern = 'partners'\n" + SITE + KEEP, False),
        ("[[drop]]\npattern = 'partners'\n[[keep]]\npattern = 'Our'", True),
    ],
)
def test_the_narrower_entry_has_its_way(document: Document, corrections: Of, entries: str, kept: bool) -> None:
    assert to_blocks(document, corrections(entries)).blocks[1].verdict.kept is kept


def test_without_entries_nothing_changes(document: Document, record: Record, corrections: Of) -> None:
    assert to_blocks(document, corrections("")) is document
    assert to_record(record, corrections("")) is record
    assert to_record(record, corrections(KEEP)) == record


def test_corrections_cross_between_processes(corrections: Of) -> None:
    assert pickle.loads(pickle.dumps(corrections(KEEP))) == corrections(KEEP)  # noqa: S301


# ---------------------------------------------------------------------------------------------------------- facets

MERGE = '[[merge]]\nfacet = "organisation"\nvalue = "un drugs office"\ninto = "UNODC"\n'


def test_an_alias_becomes_the_canonical_value_with_its_evidence(record: Record, corrections: Of) -> None:
    merged = to_record(record, corrections(MERGE)).facets["organisation"]
    assert [value.value for value in merged] == ["UNODC", "GLO"]
    assert (merged[0].surface, merged[0].start) == ("UN Drugs Office", 3)
    assert (merged[0].label, merged[0].method) == ("UN Office on Drugs (UNODC)", "known name, merged by the owner")


def test_merges_lead_on_to_the_last_name(record: Record, corrections: Of) -> None:
    on = '[[merge]]\nfacet = "organisation"\nvalue = "UNODC"\ninto = "ООН"\nlabel = "United Nations"\n'
    merged = to_record(record, corrections(MERGE + on)).facets["organisation"]
    assert [(value.value, value.label) for value in merged] == [("ООН", "United Nations"), ("GLO", "GLO")]


def test_a_merge_can_change_the_spelling_alone(record: Record, corrections: Of) -> None:
    merge = '[[merge]]\nfacet = "organisation"\nvalue = "glo"\ninto = "Glo"'
    assert values(to_record(record, corrections(merge)))[-1] == "Glo"


def test_a_value_is_hidden_where_the_entry_says(record: Record, corrections: Of) -> None:
    hide = '[[hide]]\nfacet = "organisation"\nvalue = ["glo", "UN Drugs Office"]\n'
    assert values(to_record(record, corrections(hide + SITE))) == ["UNODC"]
    assert len(values(to_record(record, corrections(hide + 'site = "b.example"')))) == 3


def test_a_facet_with_all_values_hidden_has_none(record: Record, corrections: Of) -> None:
    hidden = to_record(record, corrections('[[hide]]\nfacet = "language"\nvalue = "en"'))
    assert "language" not in hidden.facets
    assert (hidden.language, hidden.site) == ("", "a.example")


def test_a_rename_changes_what_people_read(record: Record, corrections: Of) -> None:
    named = to_record(record, corrections('[[rename]]\nfacet = "organisation"\nvalue = "GLO"\nlabel = "GLO.ACT"'))
    assert (named.facets["organisation"][2].value, named.facets["organisation"][2].label) == ("GLO", "GLO.ACT")


def test_values_are_added_once_and_without_a_span(record: Record, corrections: Of) -> None:
    add = '[[add]]\nfacet = "organisation"\nvalue = ["unodc", "Sana Sezim"]\n' + SITE
    added = to_record(record, corrections(add)).facets["organisation"]
    assert [value.value for value in added] == ["UN Drugs Office", "UNODC", "GLO", "Sana Sezim"]
    assert (added[3].method, added[3].start, added[3].confidence) == ("owner", -1, 1.0)


def test_set_takes_the_place_of_all_that_was_found(record: Record, corrections: Of) -> None:
    choose = '[[set]]\nfacet = "organisation"\nvalue = "{}"\n'
    assert values(to_record(record, corrections(choose.format("ILO") + SITE + choose.format("IOM") + HERE))) == ["IOM"]
    assert not values(to_record(record, corrections('[[set]]\nfacet = "organisation"\nvalue = []\n' + HERE)))


def test_the_owners_own_values_are_merged_but_not_hidden(record: Record, corrections: Of) -> None:
    add = '[[add]]\nfacet = "organisation"\nvalue = ["undo", "GLO"]\n' + HERE
    merge = '[[merge]]\nfacet = "organisation"\nvalue = "UNDO"\ninto = "UNODC"\n'
    hide = '[[hide]]\nfacet = "organisation"\nvalue = "GLO"\n'
    assert values(to_record(record, corrections(add + merge + hide))) == ["UN Drugs Office", "UNODC", "GLO"]


def test_the_site_and_language_of_the_record_follow_their_facets(record: Record, corrections: Of) -> None:
    text = f'[[set]]\nfacet = "site"\nvalue = "Ministry"\n{SITE}[[set]]\nfacet = "language"\nvalue = "kk"\n{HERE}'
    changed = to_record(record, corrections(text))
    assert (changed.site, changed.language) == ("Ministry", "kk")
    assert by_owner(changed.facets["site"][0])


def test_the_owners_date_stands_first(record: Record, corrections: Of) -> None:
    dates = to_record(record, corrections(f'[[date]]\nvalue = "2018-11"\n{HERE}')).dates
    assert [(date.value, date.end, date.kind, date.source) for date in dates] == [
        ("2018-11-01", "2018-11-30", "published", "owner"),
        ("2018-10-09", "2018-10-10", "event", "text"),
    ]


def test_a_page_can_be_said_to_have_no_date(record: Record, corrections: Of) -> None:
    assert to_record(record, corrections(f'[[date]]\nvalue = "none"\n{HERE}')).dates == ()
