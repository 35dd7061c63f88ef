from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer.errors import EngineError
from indexer.model import Record
from indexer.searcher import Searcher
from webui import create_app

Serve = Callable[..., FlaskClient]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/search?sort=x", 400),
        ("/cleaning?order=x", 400),
        ("/cleaning/a.example?order=site", 400),
        ("/cleaning/nope", 404),
        ("/doc/0123456789abcdef?view=x", 400),
        ("/doc/0123456789abcdef.txt?x=1", 400),
        ("/doc/0123456789abcdef", 404),
        ("/doc/../etc/passwd", 404),
        ("/nope", 404),
        ("/static/nope.css", 404),
    ],
)
def test_people_get_a_page_in_the_usual_layout(client: FlaskClient, path: str, status: int) -> None:
    response = client.get(path)
    assert (response.status_code, response.mimetype) == (status, "text/html")
    assert 'id="search"' in response.text


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/v1/search?sort=x", 400, "bad_value"),
        ("/api/v1/cleaning?order=x", 400, "bad_value"),
        ("/api/v1/cleaning/a.example?order=site", 400, "unknown_parameter"),
        ("/api/v1/cleaning/nope", 404, "no_such_site"),
        ("/api/v1/search?nope=1", 400, "unknown_parameter"),
        ("/api/v1/docs/0123456789abcdef", 404, "no_such_document"),
        ("/doc/0123456789abcdef.json", 404, "no_such_document"),
        ("/api/v2", 404, "not_found"),
    ],
)
def test_programs_get_problem_json(client: FlaskClient, path: str, status: int, code: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.mimetype) == (status, "application/problem+json")
    assert (response.json["status"], response.json["code"]) == (status, code)


def test_a_bad_parameter_is_named_with_what_is_allowed(client: FlaskClient) -> None:
    problem = client.get("/api/v1/search?country=Iran&sort=newest").json
    assert problem["parameter"] == "sort"
    assert problem["allowed"] == ["relevance", "date", "-date", "title", "-first_seen"]


def test_the_page_of_a_bad_parameter_leads_out_and_keeps_the_words(client: FlaskClient) -> None:
    html = client.get("/search?q=seminar&country=Iran&sort=newest").text
    assert 'href="/search?q=seminar&amp;country=Iran"' in html
    assert 'value="seminar"' in html
    assert "<code>-date</code>" in html


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_another_method_is_refused_with_what_is_allowed(client: FlaskClient, method: str) -> None:
    response = getattr(client, method)("/api/v1/search")
    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert response.json["code"] == "method_not_allowed"


def test_without_an_index_searches_are_503_and_health_is_red(tmp_path: Path) -> None:
    client = create_app(Searcher(tmp_path / "none")).test_client()
    for path in ("/", "/search", "/doc/0123456789abcdef", "/api/v1/search", "/healthz"):
        response = client.get(path)
        assert response.status_code == 503
        assert response.headers["Retry-After"]
    assert client.get("/healthz").json["code"] == "no_index"
    assert client.get("/help").status_code == client.get("/api/v1/openapi.json").status_code == 200


def test_a_damaged_index_is_503_and_tells_no_paths(
    tmp_path: Path, index_of: Callable[..., Path], record: Callable[..., Record]
) -> None:
    index = index_of(tmp_path / "index", [record()])
    next(index.rglob("manifest.json")).write_text("broken")
    client = create_app(Searcher(index)).test_client()
    for path in ("/api/v1/search", "/healthz"):
        response = client.get(path)
        assert (response.status_code, response.json["code"]) == (503, "index_damaged")
        assert str(tmp_path) not in response.text


def test_a_failing_engine_is_503(serve: Serve, record: Callable[..., Record], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise EngineError("segment 7 is gone")

    client = serve(record())
    monkeypatch.setattr(Searcher, "search", fail)
    response = client.get("/api/v1/search")
    assert (response.status_code, response.json["code"]) == (503, "engine_failed")
    assert "segment" not in response.text


def test_a_mistake_of_ours_is_500_without_a_trace(
    serve: Serve, record: Callable[..., Record], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    client = serve(record())
    monkeypatch.setattr(Searcher, "search", lambda *_: 1 / 0)
    response = client.get("/search")
    assert response.status_code == 500
    assert "Traceback" not in response.text
    assert "ZeroDivisionError" in caplog.text
