"""Searching by meaning, as pages and programs are told of it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from meanings import ByTopic, vectors_of

from indexer.errors import SettingsError
from indexer.model import Record
from indexer.searcher import Searcher
from indexer.semantic import model
from webui import create_app


@pytest.fixture
def pages(record: Callable[..., Record]) -> list[Record]:
    return [
        record("dog", "The dog", ["It barked."], country=("Peru",)),
        record("russian", "собака", ["Лаяла."], language="ru", country=("Peru",)),
        record("river", "The river", ["It rose."]),
    ]


@pytest.fixture
def site(
    tmp_path: Path, pages: list[Record], index_of: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> Iterator[FlaskClient]:
    monkeypatch.setattr(model, "embedder", ByTopic)
    monkeypatch.setattr(model, "installed", lambda: True)
    with Searcher(index_of(tmp_path, pages, vectors=vectors_of(pages))) as searcher:
        yield create_app(searcher).test_client()


def test_a_page_of_results_offers_it_marks_what_it_finds_and_undoes_it(site: FlaskClient) -> None:
    offer = BeautifulSoup(site.get("/search?q=dog").text, "lxml").select_one("p.remark")
    assert offer.get_text() == "Search by meaning too, in any language: dog"
    assert offer.a["href"] == "/search?q=dog&also=meaning"
    page = BeautifulSoup(site.get(offer.a["href"]).text, "lxml")
    assert page.select_one("p.remark").get_text() == "Also searched by meaning, in any language: dog Undo"
    assert page.select_one("p.remark a")["href"] == "/search?q=dog"
    assert ["found by its meaning" in hit.get_text() for hit in page.select("ol.hits > li")] == [False, True]


@pytest.mark.parametrize(
    ("tongue", "offer", "mark"),
    [
        ("ru", "Искать и по смыслу, на любом языке: dog", "найдено по смыслу"),
        ("kk", "Мағынасы бойынша да іздеу, кез келген тілде: dog", "мағынасы бойынша табылды"),
    ],
)
def test_it_speaks_the_language_of_the_page(site: FlaskClient, tongue: str, offer: str, mark: str) -> None:
    assert offer in BeautifulSoup(site.get(f"/{tongue}/search?q=dog").text, "lxml").get_text()
    assert mark in site.get(f"/{tongue}/search?q=dog&also=meaning").text


def test_programs_are_told_alike(site: FlaskClient) -> None:
    told = site.get("/api/v1/search?q=dog&also=meaning").json
    assert told["total"] == 2
    assert [(one["title"], one["found_by"]) for one in told["results"]] == [("The dog", "words"), ("собака", "meaning")]
    url = "/api/v1/search?q=dog"
    assert told["query"]["switches"] == [{"kind": "meaning", "label": "dog", "on": True, "url": url}]
    assert [one["found_by"] for one in site.get(url).json["results"]] == ["words"]
    assert site.get(f"{url}&also=meaning&fields=found_by").json["results"][1].keys() == {"id", "found_by"}


def test_exports_facets_and_cursors_have_what_the_page_counts(site: FlaskClient) -> None:
    assert len(site.get("/search.jsonl?q=dog&also=meaning").text.splitlines()) == 2
    assert site.get("/api/v1/facets/country?q=dog&also=meaning").json["values"][0]["count"] == 2
    first = site.get("/api/v1/search?q=dog&also=meaning&per_page=1&cursor=").json
    second = site.get(first["links"]["cursor"]).json
    assert [one["title"] for one in second["results"]] == ["собака"]


def test_a_document_that_it_found_is_shown_without_marks(site: FlaskClient) -> None:
    found = site.get("/api/v1/search?q=dog&also=meaning").json["results"][1]
    assert found["snippets"][0]["marks"] == []
    assert site.get(f"{found['links']['html']}?q=dog&also=meaning").status_code == 200


def test_where_the_model_does_not_load_searches_go_on_without_it(
    tmp_path: Path, pages: list[Record], index_of: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> ByTopic:
        raise SettingsError("no engine for this machine")

    monkeypatch.setattr(model, "installed", lambda: True)
    monkeypatch.setattr(model, "embedder", broken)
    with Searcher(index_of(tmp_path, pages, vectors=vectors_of(pages))) as searcher:
        told = create_app(searcher).test_client().get("/api/v1/search?q=dog&also=meaning").json
        assert (told["total"], told["query"]["switches"]) == (1, [])


@pytest.mark.parametrize(("vectors", "installed"), [(True, False), (False, True)])
def test_without_vectors_or_without_the_extra_it_is_neither_offered_nor_an_error(
    tmp_path: Path,
    pages: list[Record],
    index_of: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    vectors: bool,
    installed: bool,
) -> None:
    monkeypatch.setattr(model, "installed", lambda: installed)
    with Searcher(index_of(tmp_path, pages, vectors=vectors_of(pages) if vectors else b"")) as searcher:
        client = create_app(searcher).test_client()
        for suffix in ("", "&also=meaning"):
            told = client.get(f"/api/v1/search?q=dog{suffix}").json
            assert (told["total"], told["query"]["switches"]) == (1, [])
