"""How many requests are worked on at once: one more waits a moment, then is told to come back."""

from threading import BoundedSemaphore
from typing import Final

from flask import Flask, g, request

from indexer import limits
from indexer.errors import WinnowError

LIGHT: Final = (
    "service",
    None,
)  # blueprints that ask no engine, and static files: they answer whatever the load


class Busy(WinnowError):
    """As many requests as may be worked on at once are being worked on."""


def bound(app: Flask, at_once: int = limits.SEARCHES_AT_ONCE, seconds: float = limits.WAIT_SECONDS) -> None:
    """Let so many requests at once to the index; who waits longer than so many seconds for a turn gets Busy."""
    turns = BoundedSemaphore(at_once)

    def take() -> None:
        if request.blueprint in LIGHT:
            return
        if not turns.acquire(timeout=seconds):
            raise Busy(f"{at_once} requests are being worked on.")
        g.turn = turns

    def give_back(_: BaseException | None) -> None:
        if turn := g.pop("turn", None):
            turn.release()

    app.before_request(take)
    app.teardown_request(give_back)
