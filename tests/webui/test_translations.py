"""The same page in other languages, as readers and programs are told of it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from indexer.model import document_id
from indexer.searcher import Searcher
from webui import create_app

ENGLISH, RUSSIAN, GONE = map(document_id, ("english", "russian", "gone"))
TABLE = {
    ENGLISH: ((RUSSIAN, "ru", "marks", 12), (GONE, "kk", "hreflang", 3)),
    RUSSIAN: ((ENGLISH, "en", "marks", 12),),
}


@pytest.fixture
def site(tmp_path: Path, record: Callable, index_of: Callable) -> Iterator[FlaskClient]:
    records = [record("english", "A seminar", ["x"]), record("russian", "Семинар", ["ы"], language="ru")]
    with Searcher(index_of(tmp_path, records, translations=TABLE)) as searcher:
        yield create_app(searcher).test_client()


def test_a_document_leads_to_the_same_page_in_other_languages(site: FlaskClient) -> None:
    section = BeautifulSoup(site.get(f"/ru/doc/{ENGLISH}").text, "lxml").select_one("section:has(#translations)")
    assert section.h2.get_text() == "Эта страница на других языках"
    assert [(a["href"], a["hreflang"], a["lang"]) for a in section.select("a")] == [(f"/ru/doc/{RUSSIAN}", "ru", "ru")]
    assert "12 общих чисел" in section.get_text()


def test_programs_are_told_alike_and_by_exports_too(site: FlaskClient) -> None:
    (told,) = site.get(f"/api/v1/docs/{RUSSIAN}").json["translations"]
    assert told == {
        "id": ENGLISH,
        "url": "http://a.example/english",
        "title": "A seminar",
        "language": "en",
        "evidence": "marks",
        "shared": 12,
        "links": {"self": f"/api/v1/docs/{ENGLISH}", "html": f"/doc/{ENGLISH}"},
    }
    assert site.get(f"/doc/{RUSSIAN}.json").json["translations"] == [told]


def test_a_document_without_any_has_no_such_list(client: FlaskClient) -> None:
    found = client.get("/api/v1/search").json["results"][0]
    assert client.get(found["links"]["self"]).json["translations"] == []
    assert "other languages" not in client.get(found["links"]["html"]).text
