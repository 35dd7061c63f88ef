from collections.abc import Iterator
from threading import Event, Thread
from time import sleep

import pytest
from flask import Flask

from webui import errors, load


@pytest.fixture(params=[(0, 60), (1, 0.05)], ids=["the line is full", "waited in vain"])
def app(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """One request at a time; "/slow" ends when `app.end` is set."""
    in_line, seconds = request.param
    from flask import Blueprint

    app, search = Flask("webui.app"), Blueprint("search", __name__)
    begun, end = Event(), Event()
    app.extensions["begun"], app.extensions["end"] = begun, end

    @search.get("/api/slow")
    def slow() -> str:
        begun.set()
        end.wait(10)
        return "done"

    @search.get("/api/broken")
    def broken() -> str:
        raise load.Busy("as if")

    app.register_blueprint(search)
    app.add_url_rule("/static-like", view_func=lambda: "light", endpoint="light")
    load.bound(app, at_once=1, in_line=in_line, seconds=seconds)
    errors.register(app)
    yield app
    end.set()


def test_one_request_too_many_is_told_to_come_back_and_the_next_is_answered(app: Flask) -> None:
    first = Thread(target=lambda: app.test_client().get("/api/slow"))
    first.start()
    app.extensions["begun"].wait(10)
    refused = app.test_client().get("/api/slow")
    assert (refused.status_code, refused.json["code"], refused.headers["Retry-After"]) == (503, "busy", "5")
    assert app.test_client().get("/static-like").text == "light"
    app.extensions["end"].set()
    first.join()
    assert app.test_client().get("/api/slow").text == "done"


def test_a_request_that_fails_gives_its_turn_back(app: Flask) -> None:
    app.extensions["end"].set()
    for _ in range(3):
        assert app.test_client().get("/api/broken").status_code == 503
    assert app.test_client().get("/api/slow").status_code == 200


def test_in_a_flood_fewer_wait() -> None:
    line = load.Line(at_once=1, in_line=2)
    assert line.take(0)
    patient = [Thread(target=line.take, args=(60,)) for _ in range(2)]
    for number, one in enumerate(patient, start=1):
        one.start()
        while len(line.waiting) < number:
            sleep(0.001)
    assert not any(line.take(60) for _ in range(load.FLOOD))
    line.give_back()
    assert not line.take(60)  # one waits still, where two may if there is no flood
    line.give_back()
    for one in patient:
        one.join()
