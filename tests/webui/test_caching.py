from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer.model import Record
from indexer.searcher import Searcher
from webui import create_app


@pytest.mark.parametrize(
    "path",
    ["/", "/search?q=seminar", "/doc/{id}", "/doc/{id}.txt", "/api/v1/search", "/cleaning", "/api/v1/openapi.json"],
)
def test_an_unchanged_page_is_not_sent_twice(client: FlaskClient, seminar: Record, path: str) -> None:
    first = client.get(path.format(id=seminar.id))
    again = client.get(path.format(id=seminar.id), headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert first.headers["Cache-Control"] == "no-cache"


def test_each_address_has_its_own_tag(client: FlaskClient) -> None:
    assert client.get("/search?q=a").headers["ETag"] != client.get("/search?q=b").headers["ETag"]


def test_a_new_index_has_new_tags(tmp_path: Path, index_of: Callable[..., Path], record: Callable[..., Record]) -> None:
    index = index_of(tmp_path / "index", [record("a")])
    with Searcher(index) as searcher:
        client = create_app(searcher).test_client()
        before = client.get("/search").headers["ETag"]
        index_of(index, [record("a"), record("b")])
        after = client.get("/search", headers={"If-None-Match": before})
    assert after.status_code == 200
    assert "of 2 results" in after.text


def test_problems_are_not_kept(client: FlaskClient) -> None:
    response = client.get("/search?sort=x")
    assert response.headers["Cache-Control"] == "no-store"
    assert "ETag" not in response.headers


def test_files_of_a_version_are_kept_for_a_year(client: FlaskClient) -> None:
    with client.get("/static/winnow.css?v=1") as response:
        assert "max-age=31536000" in response.headers["Cache-Control"]
