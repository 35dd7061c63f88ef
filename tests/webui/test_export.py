import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from indexer import limits
from indexer.errors import EngineError
from indexer.model import Record
from indexer.searcher import Searcher
from webui import create_app
from webui.export import COLUMNS, FORMULA, cell, line
from webui.markup import tidy


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.fixture
def many(serve: Callable[..., FlaskClient], record: Callable[..., Record]) -> FlaskClient:
    """More documents than are asked for at once, and than one chunk holds."""
    return serve(*(record(str(number), f"Seminar {number:04}", ["A seminar."]) for number in range(1_203)))


def test_a_table_has_a_row_for_each_document_found(client: FlaskClient, seminar: Record) -> None:
    response = client.get("/search.csv?q=UNODC")
    (row,) = rows(response.data)
    assert response.mimetype == "text/csv"
    assert response.headers["Content-Disposition"] == 'attachment; filename="search.csv"'
    assert (row["id"], row["title"], row["text"]) == (seminar.id, seminar.title, seminar.text)
    assert (row["date"], row["date_end"], row["date_kind"]) == ("2018-10-09", "2018-10-10", "event")
    assert (row["country"], row["organisation"], row["language"]) == ("Kazakhstan | Iran", "UNODC", "en")


def test_spreadsheets_are_told_that_it_is_utf_8_and_every_cell_is_quoted(client: FlaskClient) -> None:
    data = client.get("/search.csv?q=nothing-like-it").data
    assert data == ("\ufeff" + ",".join(f'"{name}"' for name in COLUMNS) + "\r\n").encode()


def test_json_lines_are_the_documents_unchanged(client: FlaskClient) -> None:
    response = client.get("/search.jsonl?sort=title")
    lines = response.text.splitlines()
    assert (response.mimetype, len(lines)) == ("application/x-ndjson", 3)
    documents = [
        client.get(f"/doc/{result['id']}.json").text
        for result in client.get("/api/v1/search?sort=title").json["results"]
    ]
    assert [text + "\n" for text in lines] == documents


def test_nothing_is_left_out_however_many_there_are(many: FlaskClient) -> None:
    titles = [row["title"] for row in rows(many.get("/search.csv?q=seminar&sort=title").data)]
    assert titles == [f"Seminar {number:04}" for number in range(1_203)]
    assert len(many.get("/search.jsonl?q=seminar").text.splitlines()) == 1_203


def test_any_address_of_a_search_exports_all_of_it(client: FlaskClient) -> None:
    for query in ("?page=7&per_page=1", "?per_page=0", "?q=&page=2"):
        assert len(rows(client.get("/search.csv" + query).data)) == 3


def test_a_search_leads_to_its_exports(client: FlaskClient) -> None:
    links = client.get("/api/v1/search?q=seminar&country=Iran&per_page=1&page=3").json["links"]
    assert links["csv"] == "/search.csv?q=seminar&country=Iran"
    assert links["jsonl"] == "/search.jsonl?q=seminar&country=Iran"
    page = client.get("/search?q=seminar&country=Iran").text
    assert '<a href="/search.csv?q=seminar&amp;country=Iran" rel="nofollow">CSV</a>' in page


@pytest.mark.parametrize(
    "text", ["=1+1", "  =1", "+a", "-a", "@SUM(1)", "＝1", "－1", "\t=1", "\tx", "\nx", "\r=1", "\u00a0=1", "\x07=1"]
)
def test_no_cell_is_taken_for_a_formula(text: str) -> None:
    assert cell(text).startswith("'")


@given(st.text(max_size=60))
def test_a_cell_is_the_text_or_the_text_behind_an_apostrophe(text: str) -> None:
    (back,) = next(csv.reader(io.StringIO(line([cell(text)]), newline="")))
    assert back.removeprefix("'") == str(tidy(text)).removeprefix("'")
    assert not back.lstrip().startswith(FORMULA)


def test_a_cell_ends_where_a_spreadsheet_would_end_it() -> None:
    assert len(cell("=" + "x" * 50_000)) == limits.CELL_CHARS


@pytest.mark.parametrize("path", ["/search.csv", "/search.jsonl"])
def test_a_wrong_parameter_is_a_problem_for_programs(client: FlaskClient, path: str) -> None:
    response = client.get(path + "?sort=x")
    assert (response.status_code, response.mimetype) == (400, "application/problem+json")
    assert response.json["parameter"] == "sort"


def test_an_engine_that_fails_is_a_503_and_not_an_empty_file(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise EngineError("broken")

    monkeypatch.setattr("indexer.engines.memory.MemoryEngine.hits", fail)
    response = client.get("/search.csv?q=seminar")
    assert (response.status_code, response.json["code"]) == (503, "engine_failed")


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_index_is_let_go_when_a_file_is_sent_or_given_up(
    tmp_path: Path, index_of: Callable[..., Path], record: Callable[..., Record], method: str
) -> None:
    index = index_of(tmp_path / "index", [record(str(number), blocks=["x" * 300]) for number in range(600)])
    with Searcher(index) as searcher:
        client = create_app(searcher).test_client()
        client.get("/search")
        response = client.open("/search.jsonl", method=method, buffered=False)
        assert searcher._opened._users == 2
        response.close()
        assert searcher._opened._users == 1


def test_robots_are_kept_from_exports(client: FlaskClient) -> None:
    assert "noindex" in client.get("/search.csv").headers["X-Robots-Tag"]
    assert "Disallow: /search\n" in client.get("/robots.txt").text
