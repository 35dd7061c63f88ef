"""Around a document: citing it, its neighbours in the search, and the page as it was captured."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from indexer.model import Date, Record, document_id
from indexer.searcher import Searcher
from webui import captured, citing, create_app

PUBLISHED = Date("2018-10-09", "2018-10-09", "day", "published", "json-ld")


# -------------------------------------------------------------------------------------------------------- citing


def test_a_citation_has_what_is_known(record: Callable[..., Record]) -> None:
    known = replace(record("a", "A {seminar}"), dates=(PUBLISHED,), fetched_at="2019-03-02T10:00:00+00:00")
    assert citing.in_words(known) == (
        "A {seminar}. a.example, 9 October 2018. http://a.example/a (captured 2 Mar 2019, 10:00 UTC)"
    )
    assert citing.in_words(record("b", "Bare", site="", url="http://b/")) == "Bare. http://b/"


def test_bibtex_holds_no_command_of_the_page(record: Callable[..., Record]) -> None:
    entry = citing.bibtex(replace(record("a", r"100% & \input{x} _y_"), dates=(PUBLISHED,)))
    assert r"title = {{100\% \& \textbackslash{}input\{x\} \_y\_}}" in entry
    assert "year = {2018}" in entry
    assert "month = oct" in entry
    assert entry.count("{") - entry.count(r"\{") == entry.count("}") - entry.count(r"\}")


def test_ris_is_a_tag_and_a_value_a_line(record: Callable[..., Record]) -> None:
    lines = citing.ris(replace(record("a", "A\nseminar", type=("press release",)), dates=(PUBLISHED,))).split("\r\n")
    assert lines[0] == "TY  - PRESS"
    assert "TI  - A seminar" in lines
    assert "DA  - 2018/10/09/" in lines
    assert lines[-2] == "ER  - "


def test_citations_are_files_too(client: FlaskClient, seminar: Record) -> None:
    page = BeautifulSoup(client.get(f"/doc/{seminar.id}").text, "lxml")
    links = {a.text: a["href"] for a in page.select(".cite a")}
    assert client.get(links["BibTeX"]).text.startswith("@misc{")
    assert client.get(links["RIS"]).mimetype == "application/x-research-info-systems"


# ----------------------------------------------------------------------------------------------------- neighbours


def beside(client: FlaskClient, path: str) -> dict[str, str]:
    page = BeautifulSoup(client.get(path).text, "lxml")
    return {a.text: a["href"] for a in page.select(".hits-beside a")}


def test_hits_beside_this_one_are_a_step_away(client: FlaskClient) -> None:
    results = BeautifulSoup(client.get("/search?per_page=1&sort=title&page=2").text, "lxml")
    (here,) = (a["href"] for a in results.select(".hits h2 a"))
    ways = beside(client, here)
    assert "page=3&per_page=1" in ways["Next result"]
    assert "per_page=1" in ways["Previous result"]
    back = beside(client, ways["Next result"])
    assert list(back) == ["Previous result"]
    assert back["Previous result"] == here


def test_the_place_among_the_results_is_told(client: FlaskClient) -> None:
    hit = BeautifulSoup(client.get("/search?sort=title").text, "lxml").select(".hits h2 a")[1]["href"]
    assert "Result 2 of 3" in client.get(hit).text


def test_a_document_that_the_search_does_not_find_has_no_neighbours(client: FlaskClient, seminar: Record) -> None:
    assert not beside(client, f"/doc/{seminar.id}?q=zebra")
    assert not beside(client, f"/doc/{seminar.id}")


# ------------------------------------------------------------------------------------------------------- captured

HOSTILE = """<!doctype html><title>t</title><h1 onclick=alert(1)>Seminar</h1><script>alert(1)</script><style>*{}</style>
<p style="color:red">Kept <a href="javascript:alert(1)">link</a> <img src="http://evil.example/x" onerror=alert(1)></p>
<iframe src="http://evil.example/"></iframe><form action="http://evil.example/"><input></form><svg onload=alert(1)>"""


@pytest.fixture
def kept(
    tmp_path: Path, record: Callable[..., Record], index_of: Callable[..., Path]
) -> Iterator[tuple[FlaskClient, Path]]:
    """A page in a folder of seeds, indexed, and its file."""
    file = tmp_path / "seeds" / "a.example" / "page.html"
    file.parent.mkdir(parents=True)
    file.write_text(HOSTILE, "utf-8")
    source = "seeds/a.example/page.html"
    known = replace(record("x", "Seminar", ["Kept"]), id=document_id(source), source=source, url="")
    with Searcher(index_of(tmp_path / "index", [known])) as searcher:
        yield create_app(searcher, seeds=[tmp_path / "seeds"]).test_client(), file


PAGE = f"/doc/{document_id('seeds/a.example/page.html')}"


def test_the_page_as_captured_keeps_its_structure_and_nothing_that_acts(kept: tuple[FlaskClient, Path]) -> None:
    response = kept[0].get(f"{PAGE}/captured")
    soup = BeautifulSoup(response.text, "lxml")
    assert soup.h1.text == "Seminar"
    assert "Kept" in soup.p.text
    assert not soup.select("script, style, img, iframe, form, input, svg, [href], [src], [onclick], body [style]")
    assert "evil.example" not in response.text


def test_the_page_as_captured_has_a_policy_that_allows_nothing(kept: tuple[FlaskClient, Path]) -> None:
    policy = kept[0].get(f"{PAGE}/captured").headers["Content-Security-Policy"]
    assert policy == captured.POLICY
    assert {"default-src 'none'", "sandbox"} <= set(policy.split("; "))


def test_the_frame_is_sandboxed_and_named(kept: tuple[FlaskClient, Path]) -> None:
    frame = BeautifulSoup(kept[0].get(PAGE).text, "lxml").iframe
    assert (list(frame["sandbox"]), frame["title"], frame["src"]) == ([], "The page as captured", f"{PAGE}/captured")


def test_a_page_whose_file_is_gone_says_so(kept: tuple[FlaskClient, Path]) -> None:
    kept[1].unlink()
    response = kept[0].get(f"{PAGE}/captured")
    assert response.status_code == 404
    assert "is not at hand" in response.text


def test_no_file_outside_of_the_seeds_is_read(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "secret.html").write_text("<p>secret")
    (tmp_path / "seeds" / "link.html").symlink_to(tmp_path / "secret.html")
    for name in (
        "seeds/../secret.html",
        "seeds//etc/passwd",
        "seeds/link.html",
        "secret.html",
        "other/x.html",
        "seeds",
    ):
        assert captured.beneath(tmp_path / "seeds", name) is None, name


def test_a_page_of_an_archive_is_found_by_its_place(tmp_path: Path, record: Callable[..., Record]) -> None:
    (tmp_path / "pages.jsonl").write_text(
        '{"url": "http://a.example/1", "text": "One."}\n{"url": "http://a.example/2", "text": "Two."}\n'
    )
    known = replace(record(), id=document_id("http://a.example/2"), source="pages.jsonl#2")
    assert captured.captured(known, [tmp_path / "pages.jsonl"]).text == "Two."


def test_tags_nested_to_no_end_are_not_sanitised(tmp_path: Path, record: Callable[..., Record]) -> None:
    (tmp_path / "deep.html").write_text("<div>" * 100_000 + "x" + "</div>" * 100_000)
    known = replace(record(), id=document_id("deep.html"), source="deep.html")
    with pytest.raises(captured.NotAtHand):
        captured.captured(known, [tmp_path / "deep.html"])


def test_without_seeds_no_capture_is_offered(client: FlaskClient, seminar: Record) -> None:
    assert "iframe" not in client.get(f"/doc/{seminar.id}").text
    assert client.get(f"/doc/{seminar.id}/captured").status_code == 404
