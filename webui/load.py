"""How many requests are worked on at once: a few more wait in line for a moment, all others are told to come back.

What is answered must be answered soon, however many ask: a long line would make all of them wait, and then be too late.
"""

from math import inf
from threading import BoundedSemaphore
from time import monotonic
from typing import Final, NoReturn

from flask import Flask, g, request

from indexer import limits
from indexer.errors import WinnowError

LIGHT: Final = (
    "service",
    None,
)  # blueprints that ask no engine, and static files: they answer whatever the load
TOLD_SECONDS: Final = 60.0  # between two lines of the log: one for each refusal would cost more than refusing


class Busy(WinnowError):
    """As many requests as may be worked on at once are being worked on."""


def bound(
    app: Flask,
    at_once: int = limits.SEARCHES_AT_ONCE,
    in_line: int = limits.SEARCHES_IN_LINE,
    seconds: float = limits.WAIT_SECONDS,
) -> None:
    """Let so many requests at once to the index, and so many wait for a turn, up to so many seconds. Who finds the line
    full, or has waited in vain, gets Busy."""
    places, turns = BoundedSemaphore(at_once + in_line), BoundedSemaphore(at_once)
    told = -inf

    def refuse() -> NoReturn:
        nonlocal told
        if monotonic() > told + TOLD_SECONDS:
            told = monotonic()
            app.logger.warning("More is asked for than %d requests at once: some are told to come back.", at_once)
        raise Busy(f"{at_once} requests are being worked on, and {in_line} wait.")

    def take() -> None:
        if request.blueprint in LIGHT:
            return
        if not places.acquire(blocking=False):
            refuse()
        g.places = [places]
        if not turns.acquire(timeout=seconds):
            refuse()
        g.places.append(turns)

    def give_back(_: BaseException | None) -> None:
        for taken in g.pop("places", ()):
            taken.release()

    app.before_request(take)
    app.teardown_request(give_back)
