"""The lines shown beside a block or a value correct just that."""

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from indexer.model import Date, JudgedBlock, Kind, Record, Verdict
from indexer.overrides import load, to_blocks, to_record
from webui import corrections

CUT = Verdict(False, "repeated", "on 9 of 9 pages of this site")
HARD = 'Our "partners" \\ and\n</pre><b>friends</b>\u202e \x0b & \U0001f600'


@pytest.fixture
def corrected(tmp_path: Path) -> Callable[[Record, str], Record]:
    """The record as it comes out with these lines in overrides.toml."""

    def of(record: Record, lines: str) -> Record:
        (tmp_path / "overrides.toml").write_text(lines, "utf-8")
        owner = load(tmp_path / "overrides.toml").of(record.id, record.source, record.site)
        return to_record(to_blocks(record, owner), owner)

    return of


def shown(client: FlaskClient, path: str, within: str = "main") -> list[str]:
    """The lines to copy on a page, as a reader copies them."""
    return [
        pre.get_text() for pre in BeautifulSoup(client.get(path).text, "html.parser").select(f"{within} .correct pre")
    ]


def test_a_removed_block_shows_the_lines_that_keep_it(client: FlaskClient, seminar: Record) -> None:
    lines = shown(client, f"/doc/{seminar.id}", ".chaff")
    assert lines[0] == '[[keep]]\ntext = "Get Adobe Flash player"\nsite = "a.example"'
    assert len(lines) == 2


def test_kept_blocks_show_the_lines_that_drop_them_where_all_blocks_are_shown(
    client: FlaskClient, seminar: Record
) -> None:
    assert not shown(client, f"/doc/{seminar.id}", ".text")
    lines = shown(client, f"/doc/{seminar.id}?view=all", ".text")
    texts = {entry["text"] for each in lines for entry in tomllib.loads(each).get("drop", ())}
    assert texts == {b.text for b in seminar.blocks if b.verdict.kept and b.kind is not Kind.TITLE}
    assert sum(each.startswith("[[keep]]") for each in lines) == 2


def test_a_value_shows_the_lines_that_hide_and_merge_it(client: FlaskClient, seminar: Record) -> None:
    hide = '[[hide]]\nfacet = "organisation"\nvalue = "UNODC"\nsite = "a.example"'
    merge = '[[merge]]\nfacet = "organisation"\nvalue = "UNODC"\ninto = ""'
    assert {hide, merge} <= set(shown(client, f"/doc/{seminar.id}", ".why"))


def test_a_value_that_the_corpus_made_one_with_another_shows_the_line_that_splits_it_off(seminar: Record) -> None:
    value = replace(seminar.facets["organisation"][0], alone="UN Drugs Office")
    split = '[[split]]\nfacet = "organisation"\nvalue = "UN Drugs Office"'
    assert corrections.of_value(seminar, "organisation", value)[2:] == (split,)


def test_the_lines_do_what_they_say(seminar: Record, corrected: Callable[[Record, str], Record]) -> None:
    for before in seminar.blocks:
        after = next(
            b for b in corrected(seminar, corrections.of_block(seminar, before)).blocks if b.text == before.text
        )
        assert after.verdict.kept is not before.verdict.kept
    hide, merge = corrections.of_value(seminar, "organisation", seminar.facets["organisation"][0])
    assert "organisation" not in corrected(seminar, hide).facets
    merged = corrected(seminar, merge.replace('into = ""', 'into = "UN"'))
    assert [value.value for value in merged.facets["organisation"]] == ["UN"]
    (date,) = corrections.of_date(seminar, seminar.dates[0])
    assert corrected(seminar, date.replace("10-09", "10-08")).dates[0].value == "2018-10-08"
    assert (corrected(seminar, date).dates[0].kind, corrected(seminar, date).dates[0].precision) == ("event", "day")


ODD = Verdict(False, "boilerplate", "does not read like the page's own text", 1, 9)


def by_place(record: Callable[..., Record], *blocks: JudgedBlock) -> str:
    return corrections.of_place(record("placed", blocks=blocks), blocks[0])


def test_a_block_of_this_page_alone_shows_the_selector_of_its_place_too(
    serve: Callable[..., FlaskClient], record: Callable[..., Record]
) -> None:
    byline = record("byline", blocks=[JudgedBlock("By A. Nobody", Kind.PARAGRAPH, 0, ODD, "p.byline")])
    assert shown(serve(byline), f"/doc/{byline.id}", ".chaff") == [
        '[[keep]]\ntext = "By A. Nobody"\nsite = "a.example"',
        '[[keep]]\nselector = "p.byline"\nsite = "a.example"',
    ]


def test_no_selector_is_shown_where_it_would_do_more_than_is_asked_for(record: Callable[..., Record]) -> None:
    kept = Verdict(True, "content", "reads like the page's own text", 1, 9)
    one, other = (JudgedBlock(text, Kind.PARAGRAPH, 0, kept, "article > p") for text in ("One", "Other"))
    assert by_place(record, one) == '[[drop]]\nselector = "article > p"\nsite = "a.example"'
    assert by_place(record, one, other) == ""
    assert by_place(record, one._replace(verdict=ODD), other) == ""
    assert by_place(record, one._replace(verdict=replace(CUT, on_pages=9, of_pages=9))) == ""
    assert by_place(record, one._replace(place="")) == ""


def test_any_text_comes_through_the_page_and_toml(
    serve: Callable[..., FlaskClient], record: Callable[..., Record], corrected: Callable[[Record, str], Record]
) -> None:
    hard = record("hard", blocks=[JudgedBlock(HARD, Kind.PARAGRAPH, 0, CUT)])
    (lines,) = shown(serve(hard), f"/doc/{hard.id}", ".chaff")
    assert corrected(hard, lines).blocks[0].verdict.kept


def test_where_the_owner_has_spoken_no_lines_are_shown(seminar: Record, corrected: Callable[..., Record]) -> None:
    text = (
        corrections.of_block(seminar, seminar.blocks[0]) + '\n[[set]]\nfacet = "site"\nvalue = "x"\nsite = "a.example"'
    )
    spoken = corrected(seminar, text)
    assert corrections.of_block(spoken, spoken.blocks[0]) == ""
    assert corrections.of_value(spoken, "site", spoken.facets["site"][0]) == ()


def test_a_page_that_its_owner_gave_another_site_is_named_itself(
    seminar: Record, corrected: Callable[..., Record]
) -> None:
    moved = corrected(seminar, '[[merge]]\nfacet = "site"\nvalue = "a.example"\ninto = "A"')
    assert corrections.scope(moved) == {"page": seminar.id}
    assert corrections.scope(replace(seminar, site="")) == {"page": seminar.id}


@pytest.mark.parametrize(
    ("ends", "precision", "spelt"),
    [
        (("2018-10-09", "2018-10-10"), "day", "2018-10-09..2018-10-10"),
        (("2018-10-01", "2018-10-31"), "month", "2018-10"),
        (("2018-01-01", "2018-12-31"), "year", "2018"),
    ],
)
def test_dates_are_spelt_as_the_file_has_them(ends: Iterable[str], precision: str, spelt: str) -> None:
    assert corrections.spelt(Date(*ends, precision, "event", "text")) == spelt
