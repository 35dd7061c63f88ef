"""Other names of an organisation, as pages and programs are told of them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from indexer.searcher import Searcher
from webui import create_app

NAMES = {"UNODC": ("UNODC", "Office on Drugs")}


@pytest.fixture
def site(tmp_path: Path, record: Callable, index_of: Callable) -> Iterator[FlaskClient]:
    records = [
        record("short", "Short", ["A seminar of UNODC."], organisation=("UNODC",)),
        record("long", "Long", ["The Office on Drugs held a seminar."], organisation=("UNODC",)),
    ]
    with Searcher(index_of(tmp_path, records, names=NAMES)) as searcher:
        yield create_app(searcher).test_client()


def test_a_page_of_results_tells_the_other_names_and_undoes_them(site: FlaskClient) -> None:
    page = BeautifulSoup(site.get("/search?q=UNODC").text, "lxml")
    remark = page.select_one("p.remark")
    assert remark.get_text() == "Also searched for: Office on Drugs Undo"
    assert remark.a["href"] == "/search?q=UNODC&not.also=synonym"
    undone = BeautifulSoup(site.get(remark.a["href"]).text, "lxml")
    assert undone.h1.get_text().strip() == "Showing 1–1 of 1 result for “UNODC”"
    assert undone.select_one("p.remark a")["href"] == "/search?q=UNODC"


def test_programs_are_told_alike(site: FlaskClient) -> None:
    told = site.get("/api/v1/search?q=UNODC").json
    assert told["total"] == 2
    assert told["query"]["switches"] == [
        {
            "kind": "synonym",
            "label": "Office on Drugs",
            "on": True,
            "url": "/api/v1/search?q=UNODC&not.also=synonym",
        }
    ]
    assert site.get("/api/v1/search?q=UNODC&not.also=synonym").json["total"] == 1


def test_exports_and_facets_have_what_the_page_counts(site: FlaskClient) -> None:
    for suffix, count in (("", 2), ("&not.also=synonym", 1)):
        assert len(site.get(f"/search.jsonl?q=UNODC{suffix}").text.splitlines()) == count
        facet = site.get(f"/api/v1/facets/organisation?q=UNODC{suffix}").json
        assert facet["values"][0]["count"] == count


def test_the_other_name_is_marked_in_the_document_until_it_is_undone(site: FlaskClient) -> None:
    found = site.get("/api/v1/search?q=UNODC").json["results"]
    long = next(one["links"]["html"] for one in found if one["title"] == "Long")
    assert "<mark" in site.get(f"{long}?q=UNODC").text
    assert "<mark" not in site.get(f"{long}?q=UNODC&not.also=synonym").text


def test_what_cannot_be_undone_is_refused_by_name(site: FlaskClient) -> None:
    answer = site.get("/api/v1/search?q=UNODC&not.also=script")
    assert (answer.status_code, answer.json["parameter"], answer.json["allowed"]) == (400, "not.also", ["synonym"])
