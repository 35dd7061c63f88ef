from collections.abc import Iterator
from threading import Event, Thread

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
