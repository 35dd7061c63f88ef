import re
from collections.abc import Callable, Iterator
from threading import Event, Thread
from time import sleep

import pytest
from flask import Flask
from flask.testing import FlaskClient

from webui import errors, load

Serve = Callable[..., FlaskClient]


@pytest.fixture(params=[(0, 60), (1, 0.05)], ids=["the line is full", "waited in vain"])
def app(request: pytest.FixtureRequest, serve: Serve) -> Iterator[Flask]:
    """One request at a time; "/api/slow" ends when `app.end` is set."""
    in_line, seconds = request.param
    app = serve().application
    begun, end = Event(), Event()
    app.extensions["begun"], app.extensions["end"] = begun, end

    def slow() -> str:
        begun.set()
        end.wait(10)
        return "done"

    app.add_url_rule("/api/slow", view_func=slow)
    app.add_url_rule("/api/broken", view_func=lambda: 1 / 0, endpoint="broken")
    load.bound(app, errors.busy(app), at_once=1, in_line=in_line, seconds=seconds)
    yield app
    end.set()


@pytest.fixture
def busy(app: Flask) -> Iterator[FlaskClient]:
    """The app's client, while another one's request is worked on."""
    first = Thread(target=lambda: app.test_client().get("/api/slow"))
    first.start()
    app.extensions["begun"].wait(10)
    yield app.test_client()
    app.extensions["end"].set()
    first.join()


def test_one_request_too_many_is_told_to_come_back_and_the_next_is_answered(app: Flask, busy: FlaskClient) -> None:
    refused = busy.get("/api/v1/search?q=x")
    assert (refused.status_code, refused.json["code"], refused.headers["Retry-After"]) == (503, "busy", "5")
    assert busy.get("/healthz").status_code == 200
    app.extensions["end"].set()
    while busy.get("/api/slow").status_code == 503:
        sleep(0.001)
    assert busy.get("/api/slow").text == "done"


def test_a_refused_page_is_in_its_language_and_offers_the_same_address_again(busy: FlaskClient) -> None:
    russian, english = busy.get("/ru/search?q=%3Cx%3E"), busy.get("/documents/1")
    assert (russian.status_code, english.status_code) == (503, 503)
    assert '<a href="" rel="nofollow">Попробовать ещё раз</a>' in russian.text
    assert '<html lang="en"' in english.text
    assert busy.head("/search").data == b""


def test_each_refusal_has_a_nonce_of_its_own(busy: FlaskClient) -> None:
    first, second = busy.get("/search"), busy.get("/search")
    nonces = [re.search(r'<script nonce="(.+?)"', each.text)[1] for each in (first, second)]
    assert nonces[0] != nonces[1]
    assert f"'nonce-{nonces[1]}'" in second.headers["Content-Security-Policy"]


def test_a_request_that_fails_gives_its_turn_back(app: Flask) -> None:
    app.extensions["end"].set()
    for _ in range(3):
        assert app.test_client().get("/api/broken").status_code == 500
    assert app.test_client().get("/api/slow").status_code == 200


def test_in_a_flood_nobody_waits() -> None:
    line = load.Line(at_once=1, in_line=1)
    assert line.take(0)
    patient = Thread(target=line.take, args=(60,))
    patient.start()
    while not line.waiting:
        sleep(0.001)
    assert not any(line.take(60) for _ in range(load.FLOOD))
    line.give_back()
    patient.join()
    assert not line.take(60)  # though there is room in the line again


def test_in_a_flood_there_is_one_turn_at_a_time() -> None:
    line = load.Line(at_once=2, in_line=0)
    assert [line.take(0) for _ in range(3)] == [True, True, False]
    assert not any(line.take(0) for _ in range(load.FLOOD - 1))
    line.give_back()
    assert not line.take(0)
    line.give_back()
    assert [line.take(0) for _ in range(2)] == [True, False]


def test_a_refusal_is_made_under_a_host_that_is_trusted(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load.Line, "take", lambda *_: False)
    for host in ("pages.example", ".pages.example"):
        refused = serve(trusted_hosts=(host,)).get("/kk/search", base_url="http://pages.example")
        assert (refused.status_code, '<html lang="kk"' in refused.text) == (503, True)
