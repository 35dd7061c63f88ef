"""Builds: what is read, what is written again, what is never lost."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from captures import BACK, GONE, OTHER, PAGE, capture

from indexer import generations, pipeline
from indexer.asking import Request
from indexer.catalog import Catalog
from indexer.contents import Entry
from indexer.errors import BuildRefused, IndexBusy, SourceError
from indexer.model import Record, Skipped
from indexer.report import Report
from indexer.rows import Change
from indexer.scan import scan_sources
from indexer.searcher import Searcher
from indexer.settings import Settings
from indexer.sources import walk
from indexer.workers import Workers

Build = Callable[..., Report]


def total(index: Path, q: str = "") -> int:
    with Searcher(index) as searcher:
        return searcher.search(Request(q)).results.total


def contents(index: Path) -> dict[str, Entry]:
    return dict(generations.current(index).contents())


def test_every_page_is_found_and_its_template_is_not(build: Build, index: Path) -> None:
    report = build()
    assert report.pages == Change(new=12)
    assert (total(index), total(index, "expected"), total(index, '"friendly network"')) == (12, 12, 0)


def test_a_second_build_with_nothing_new_writes_nothing(build: Build, index: Path) -> None:
    build()
    before = sorted((index / "generations").rglob("*"))
    report = build()
    assert report.pages == Change(unchanged=12)
    assert "nothing to change" in str(report)
    assert sorted((index / "generations").rglob("*")) == before


def test_a_new_page_is_added_and_the_others_are_not_written_again(
    build: Build, seeds: Path, index: Path, write_site
) -> None:
    write_site(seeds / "river.example", 30)
    build()
    write_site(seeds / "river.example", 1, first=30)
    report = build()
    assert (report.pages, report.written.written) == (Change(new=1, unchanged=30), 1)
    assert total(index) == 31


def test_many_documents_are_analysed_in_workers_and_come_out_the_same(
    build: Build, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build()
    here = contents(index)
    monkeypatch.setattr(pipeline, "_SHARED", 1)
    monkeypatch.setattr("indexer.cleaning.VERSION", "a newer one", raising=False)
    assert build().written.written == 12
    assert {id_: replace(entry, key=here[id_].key) for id_, entry in contents(index).items()} == here
    assert total(index, "expected") == 12


def test_a_document_that_ends_every_worker_is_analysed_all_the_same(
    build: Build, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deadly(
        _: Workers, function: object, items: Iterable[object], failed: Callable[..., object]
    ) -> Iterator[object]:
        return (failed(item, "crashed its worker", "") for item in items)

    build()
    monkeypatch.setattr("indexer.corpus.VERSION", "a newer one")
    monkeypatch.setattr("indexer.corpus.agreement.VERSION", "a newer one")
    monkeypatch.setattr(pipeline, "_SHARED", 1)
    monkeypatch.setattr(Workers, "map_batches", deadly)
    assert build().written.written == 12
    assert total(index, "expected") == 12


def test_for_a_new_rule_pages_are_judged_again_and_not_read_again(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    build()
    monkeypatch.setattr("indexer.cleaning.VERSION", "a newer one", raising=False)
    report = build()
    assert (report.pages, report.written.written) == (Change(unchanged=12), 12)


def test_for_a_new_reader_every_page_is_read_again(
    build: Build, seeds: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build()
    monkeypatch.setattr("indexer.cleaning.READER", "a newer one")
    with Catalog(index / "catalog.sqlite3") as catalog:
        assert len(scan_sources([seeds], catalog).to_read) == 12


def test_a_changed_page_is_replaced(build: Build, seeds: Path, index: Path) -> None:
    build()
    page = seeds / "river.example" / "page-003.html"
    page.write_text(page.read_text("utf-8").replace("Nobody", "Zarathustra"), "utf-8")
    assert build().pages == Change(changed=1, unchanged=11)
    assert (total(index), total(index, "Zarathustra")) == (12, 1)


def test_an_incremental_index_equals_one_built_at_once(
    build: Build, seeds: Path, index: Path, tmp_path: Path, write_site
) -> None:
    build()
    write_site(seeds / "river.example", 9, first=40)
    (seeds / "river.example" / "page-001.html").unlink()
    build(prune=True)
    fresh = tmp_path / "fresh"
    pipeline.build(Settings(seeds=(seeds,), index=fresh, workers=2))
    assert contents(index) == contents(fresh)


def test_new_pages_that_make_a_block_template_have_the_others_judged_again(
    build: Build, seeds: Path, index: Path
) -> None:
    notice = "<p>The archive of the association is open for everybody on the third floor.</p>"
    folder = seeds / "river.example"
    first = folder / "page-000.html"
    first.write_text(first.read_text("utf-8").replace("</body>", notice + "</body>"), "utf-8")
    build()
    assert total(index, '"third floor"') == 1
    for number in range(1, 8):
        page = folder / f"page-{number:03}.html"
        page.write_text(page.read_text("utf-8").replace("</body>", notice + "</body>"), "utf-8")
    build()
    assert total(index, '"third floor"') == 0


def test_a_page_whose_source_is_gone_stays_until_it_is_pruned(build: Build, seeds: Path, index: Path) -> None:
    build()
    (seeds / "river.example" / "page-000.html").unlink()
    assert build().pages == Change(unchanged=11, gone=1)
    assert total(index) == 12
    build(prune=True)
    assert total(index) == 11


def test_an_empty_input_is_refused_and_nothing_is_lost(build: Build, seeds: Path, index: Path) -> None:
    build()
    for page in (seeds / "river.example").iterdir():
        page.unlink()
    for prune in (False, True):
        with pytest.raises(BuildRefused, match="Nothing to read"):
            build(prune=prune)
    assert total(index) == 12


def test_input_that_is_all_junk_now_is_never_a_deletion(build: Build, seeds: Path, index: Path) -> None:
    build()
    for page in (seeds / "river.example").iterdir():
        page.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    with pytest.raises(BuildRefused, match="would empty the index"):
        build(prune=True)
    assert total(index) == 12


def test_a_seed_that_does_not_exist_is_named(index: Path, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"There is no .*nowhere"):
        pipeline.build(Settings(seeds=(tmp_path / "nowhere",), index=index))


def test_a_first_build_of_junk_says_why_nothing_was_read(tmp_path: Path, index: Path) -> None:
    (tmp_path / "junk").mkdir()
    (tmp_path / "junk" / "page.html").write_bytes(b"")
    with pytest.raises(BuildRefused, match="could be read: empty"):
        pipeline.build(Settings(seeds=(tmp_path / "junk",), index=index))


def test_a_second_builder_is_refused(build: Build, index: Path) -> None:
    with generations.locked(index), pytest.raises(IndexBusy):
        build()


def test_another_engine_gets_a_generation_of_its_own(build: Build, index: Path) -> None:
    build()
    build(engine="whoosh")
    assert generations.current(index).manifest.engine == "whoosh"
    assert (total(index), total(index, "expected")) == (12, 12)


def test_a_damaged_generation_is_built_anew_from_the_catalog(build: Build, index: Path) -> None:
    build()
    (generations.current(index).path / "contents").unlink()
    assert build().written.written == 12
    assert total(index) == 12


def test_skipped_files_are_named_with_their_reason(build: Build, seeds: Path) -> None:
    (seeds / "river.example" / "empty.html").write_bytes(b"")
    (seeds / "loop").symlink_to(seeds)
    report = build()
    assert {(skipped.source, skipped.reason) for skipped in report.skipped} >= {
        ("seeds/river.example/empty.html", "empty"),
        ("seeds/loop", "symbolic link"),
    }


def test_a_dry_run_says_what_a_build_would_read(build: Build, seeds: Path, index: Path) -> None:
    build()
    (seeds / "river.example" / "page-000.html").unlink()
    (seeds / "river.example" / "new.html").write_text("<p>New words on a new page</p>")
    with Catalog(index / "catalog.sqlite3") as catalog:
        assert str(scan_sources([seeds], catalog)) == "files      1 new, 0 changed, 11 unchanged, 1 gone"


def test_explain_agrees_with_the_index(build: Build, seeds: Path, index: Path) -> None:
    build()
    with Workers(2) as workers:
        explained = [item for item in pipeline.explain(walk(seeds), workers) if isinstance(item, Record)]
    with Searcher(index) as searcher:
        for record in explained:
            stored = searcher.document(record.id)
            assert (stored.text, stored.title, stored.facets, stored.dates) == (
                record.text,
                record.title,
                record.facets,
                record.dates,
            )


def test_explain_names_what_it_skips(tmp_path: Path) -> None:
    (tmp_path / "junk.html").write_bytes(b"")
    with Workers(1) as workers:
        (item,) = pipeline.explain(walk(tmp_path / "junk.html"), workers)
    assert isinstance(item, Skipped)
    assert item.reason == "empty"


@pytest.mark.parametrize(
    ("captures", "found"), [((PAGE, GONE), 0), ((GONE, BACK), 1), ((PAGE, GONE, BACK), 1), ((PAGE,), 1)]
)
def test_a_page_whose_site_says_that_it_is_gone_leaves_the_index(
    tmp_path: Path, index: Path, captures: tuple[tuple[str, str, str, str], ...], found: int
) -> None:
    for number, each in enumerate((OTHER, *captures)):
        (tmp_path / f"{number}.warc").write_bytes(capture(*each))
        pipeline.build(Settings(seeds=(tmp_path,), index=index, workers=1))
    assert total(index, "commission") == found
    assert total(index) == 1 + found


def test_another_wish_for_readers_comments_judges_the_pages_again(build: Build, seeds: Path, index: Path) -> None:
    page = seeds / "river.example" / "page-003.html"
    remark = "<p>I was there too, and I must say that the lighthouse was the best of all that was talked about.</p>"
    page.write_text(page.read_text("utf-8") + f"<ol class=comment-list>{remark}</ol>", "utf-8")
    build()
    assert total(index, "lighthouse") == 0
    assert build(comments="keep").written.written == 12
    assert total(index, "lighthouse") == 1
