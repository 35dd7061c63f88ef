"""The catalog: what is known of files and pages, and that segments come back as they went in."""

from dataclasses import replace
from pathlib import Path

import pytest

from indexer.catalog import Catalog
from indexer.errors import IndexOutdated
from indexer.model import Block, Element, Kind, Meta, Segments, Skipped
from indexer.rows import Change, FileRow, PageRow, decode_segments, encode_segments

FILE = FileRow("seeds/a.html", "seeds", "digest", "1")


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    return Catalog(tmp_path / "catalog.sqlite3")


def page(source: str = "seeds/a.html", id: str = "1" * 16, fetched_at: str = "", digest: str = "d") -> PageRow:
    return PageRow(source, id, "site", "en", fetched_at, digest, b"segments", b"\0" * 8)


def test_segments_come_back_as_they_went_in() -> None:
    blocks = (
        Block("A title", Kind.TITLE, 1, ("nav",)),
        Block("Қазақ", Kind.ROW, 0, (), 1),
    )
    meta = Meta(
        (("h1", "A title"),), (("json-ld datePublished", "2018"),), "kk", "Site", "article", "about", "http://a.kz/",
        (("ru", "/ru/"),),
    )  # fmt: skip
    segments = Segments("i", "s", "u", "site", "html", "kk", blocks, meta, "utf-8", "2020", ("odd",))
    segments = replace(
        segments, elements=(Element(-1, "body", "", "front wide"), Element(0, "ul", "menu", "")), numbers=b"\0\1"
    )
    assert decode_segments(encode_segments(segments)) == segments


def test_segments_without_blocks_come_back() -> None:
    segments = Segments("i", "s", "", "site", "text", "", ())
    assert decode_segments(encode_segments(segments)) == segments


def test_pages_are_new_then_changed_then_unchanged(catalog: Catalog) -> None:
    assert catalog.put_file(FILE, [page()], "2024") == Change(new=1)
    assert catalog.put_file(FILE, [page(digest="e")], "2025") == Change(changed=1)
    assert catalog.put_file(FILE, [page(digest="e")], "2026") == Change(unchanged=1)


def test_first_seen_stays_when_a_page_changes(catalog: Catalog) -> None:
    catalog.put_file(FILE, [page()], "2024")
    catalog.put_file(FILE, [page(digest="e")], "2025")
    assert [key.first_seen for key in catalog.page_keys()] == ["2024"]


def test_of_two_captures_of_one_address_the_later_counts(catalog: Catalog) -> None:
    catalog.put_file(FILE, [page("w#1", fetched_at="2020"), page("w#2", fetched_at="2022"), page("w#3")], "2024")
    assert [key.source for key in catalog.page_keys()] == ["w#2"]


def test_a_page_that_is_gone_stays_until_it_is_pruned(catalog: Catalog) -> None:
    catalog.put_file(FILE, [page()], "2024")
    catalog.leave_files([FILE.name])
    assert (len([*catalog.page_keys()]), catalog.gone(), catalog.files()) == (1, 1, {})
    catalog.prune()
    assert ([*catalog.page_keys()], catalog.pages()) == ([], 0)


def test_a_page_that_vanished_from_its_file_is_gone(catalog: Catalog) -> None:
    catalog.put_file(FILE, [page("w#1"), page("w#2", id="2" * 16)], "2024")
    assert catalog.put_file(FILE, [page("w#1")], "2025") == Change(unchanged=1)
    assert catalog.gone() == 1


def test_a_page_that_comes_back_is_no_longer_gone(catalog: Catalog) -> None:
    catalog.put_file(FILE, [page()], "2024")
    catalog.leave_files([FILE.name])
    assert catalog.put_file(FILE, [page()], "2025") == Change(unchanged=1)
    assert catalog.gone() == 0


def test_what_was_skipped_is_kept_by_file(catalog: Catalog) -> None:
    skipped = Skipped("w#9", "status 404")
    catalog.put_file(FILE, [skipped, page()], "2024")
    assert catalog.skipped() == [skipped]
    catalog.put_file(FILE, [page()], "2024")
    assert catalog.skipped() == []


def test_an_error_while_reading_a_file_leaves_what_was_known(catalog: Catalog) -> None:
    catalog.put_file(FILE, [page()], "2024")

    def broken():
        yield page(digest="other")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        catalog.put_file(FILE, broken(), "2025")
    assert [key.digest for key in catalog.page_keys()] == ["d"]


def test_a_catalog_of_another_version_is_refused(tmp_path: Path) -> None:
    with Catalog(tmp_path / "c") as catalog:
        catalog._db.execute("PRAGMA user_version = 99")
    with pytest.raises(IndexOutdated, match="version 99"):
        Catalog(tmp_path / "c")
