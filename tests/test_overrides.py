"""overrides.toml through builds: it survives them, and a change of it writes exactly what it touches."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from indexer import generations, pipeline
from indexer.asking import Request
from indexer.errors import SettingsError
from indexer.model import Record, document_id
from indexer.report import Report
from indexer.rows import Change
from indexer.searcher import Searcher
from indexer.settings import Settings
from indexer.sources import walk
from indexer.workers import Workers
from webui import create_app

KEEP = '[[keep]]\ntext = "our friendly network of partner sites"\nsite = "river.example"\n'
DROP = "[[drop]]\npattern = 'Kazakhstan was discussed'\npage = \"seeds/river.example/page-003.html\"\n"
PAGE_3 = document_id("seeds/river.example/page-003.html")
BuildWith = Callable[[str], Report]


@pytest.fixture
def build_with(seeds: Path, index: Path, tmp_path: Path, write_site: Callable[[Path, int], Path]) -> BuildWith:
    """Builds an index of two sites, of 12 and of 20 pages, with overrides of this text."""
    write_site(seeds / "lake.example", 20)

    def run(text: str) -> Report:
        (tmp_path / "overrides.toml").write_text(text, "utf-8")
        return pipeline.build(settings(tmp_path))

    return run


def settings(folder: Path) -> Settings:
    return Settings(seeds=(folder / "seeds",), index=folder / "index", overrides=folder / "overrides.toml", workers=2)


def total(index: Path, q: str) -> int:
    with Searcher(index) as searcher:
        return searcher.search(Request(q)).results.total


def document(index: Path, id: str = PAGE_3) -> Record:
    with Searcher(index) as searcher:
        return searcher.document(id)


def test_a_kept_block_is_searched_on_its_site_alone_and_nothing_is_read_again(
    build_with: BuildWith, index: Path
) -> None:
    build_with("")
    assert total(index, '"friendly network"') == 0
    report = build_with(KEEP)
    assert (report.pages, report.written.written) == (Change(unchanged=32), 12)
    assert total(index, '"friendly network"') == 12


def test_an_entry_for_a_page_writes_this_page_alone(build_with: BuildWith, index: Path) -> None:
    build_with("")
    assert document(index).facets["country"]
    report = build_with(DROP)
    assert (report.pages, report.written.written) == (Change(unchanged=32), 1)
    assert "country" not in document(index).facets
    assert "discussed" not in document(index).text


def test_facets_are_looked_for_in_the_text_as_the_owner_has_it(build_with: BuildWith, index: Path) -> None:
    build_with(KEEP)
    for value in document(index).facets["country"]:
        assert document(index).text[value.start : value.end] == value.surface == "Kazakhstan"


def test_a_correction_survives_new_and_changed_pages(
    build_with: BuildWith, seeds: Path, index: Path, write_site: Callable[..., Path]
) -> None:
    build_with(KEEP + DROP)
    write_site(seeds / "river.example", 2, first=50)
    page = seeds / "river.example" / "page-003.html"
    page.write_text(page.read_text("utf-8").replace("Nobody", "Zarathustra"), "utf-8")
    assert build_with(KEEP + DROP).pages == Change(new=2, changed=1, unchanged=31)
    assert total(index, '"friendly network"') == 14
    assert "discussed" not in document(index).text


def test_the_same_words_write_nothing_and_an_entry_taken_back_leaves_no_trace(
    build_with: BuildWith, index: Path
) -> None:
    build_with("")
    before = dict(generations.current(index).contents())
    build_with(DROP)
    assert "nothing to change" in str(build_with("# why: a test\n\n" + DROP))
    assert build_with("").written.written == 1
    assert dict(generations.current(index).contents()) == before


def test_merging_two_values_by_one_entry_shows_everywhere(build_with: BuildWith, index: Path) -> None:
    build_with("")
    merge = '[[merge]]\nfacet = "country"\nvalue = "kazakhstan"\ninto = "Qazaqstan"\n'
    assert build_with(merge).pages == Change(unchanged=32)
    with Searcher(index) as searcher:
        counts = next(each for each in searcher.search(Request()).results.facets if each.field == "country")
    assert counts.values == (("Qazaqstan", 32),)


def test_a_selector_holds_for_its_site_without_a_page_read_again(build_with: BuildWith, index: Path) -> None:
    build_with("")
    report = build_with('[[keep]]\nselector = "div.box"\nsite = "river.example"')
    assert (report.pages, report.written.written) == (Change(unchanged=32), 12)
    assert total(index, '"friendly network"') == 12
    assert [block.verdict.rule for block in document(index).blocks if block.place == "div.box"] == ["owner"]


def chaff(index: Path) -> dict[str, str]:
    """Each removed block of a page with the first lines that the page shows beside it."""
    with Searcher(index) as searcher:
        page = BeautifulSoup(create_app(searcher).test_client().get(f"/doc/{PAGE_3}").text, "html.parser")
    shown = ((item.find("del"), item.select_one(".correct pre")) for item in page.select(".chaff li"))
    return {text.get_text(): lines.get_text() for text, lines in shown if text and lines}


def test_a_wrong_removal_is_undone_by_the_lines_beside_it_for_good(
    build_with: BuildWith, index: Path, seeds: Path, write_site: Callable[..., Path]
) -> None:
    build_with("")
    lines = chaff(index)["Our friendly network of partner sites"]
    build_with(lines)
    assert "Our friendly network of partner sites" not in chaff(index)
    assert "Our friendly network of partner sites" in document(index).text
    shutil.rmtree(index)
    write_site(seeds / "river.example", 2, first=50)
    build_with(lines)
    assert total(index, '"friendly network" site:river.example') == 14


def test_a_wrong_file_stops_the_build_before_anything_is_read(build_with: BuildWith, index: Path) -> None:
    with pytest.raises(SettingsError, match=r"overrides\.toml: No kind of entry called 'kepe'"):
        build_with('[[kepe]]\ntext = "x"')
    assert not index.exists()


def test_an_entry_that_meets_no_page_is_named_in_the_report(build_with: BuildWith) -> None:
    report = build_with(KEEP + KEEP.replace("river", "rivr"))
    assert "overrides  line 4, [[keep]] 2 touches nothing: no page or site 'rivr.example'" in str(report)


def test_explain_applies_the_overrides_too(build_with: BuildWith, index: Path, seeds: Path, tmp_path: Path) -> None:
    build_with(KEEP + DROP)
    owner = pipeline.owners_word(settings(tmp_path))
    with Workers(2) as workers:
        explained = {
            each.id: each for each in pipeline.explain(walk(seeds), workers, owner) if isinstance(each, Record)
        }
    stored = document(index)
    assert (explained[PAGE_3].blocks, explained[PAGE_3].facets) == (stored.blocks, stored.facets)
