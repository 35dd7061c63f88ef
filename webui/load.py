"""How many requests are worked on at once: a few more wait in line for a moment, all others are told to come back.

What is answered must be answered soon, however many ask: a long line would make all of them wait, and then be too late.
"""

from collections import deque
from math import inf
from threading import Lock
from time import monotonic
from typing import Final

from flask import Flask, g, request

from indexer import limits
from indexer.errors import WinnowError

LIGHT: Final = (
    "service",
    None,
)  # blueprints that ask no engine, and static files: they answer whatever the load
TOLD_SECONDS: Final = 60.0  # between two lines of the log: one for each refusal would cost more than refusing
# So many refusals within so many seconds are a flood, when no more than so many wait. A few browsers too many are none.
# Alternating with the long line: p99 of the accepted 7 times a quiet server's, and 15 (bench/overload.py, 12 threads).
FLOOD: Final = 20
FLOOD_SECONDS: Final = 1.0
IN_FLOOD: Final = 1


class Busy(WinnowError):
    """As many requests as may be worked on at once are being worked on."""


class Line:
    """Turns for so many at once, given to those who wait in the order in which they came.

    threading's semaphores are not fair: whoever comes just when a turn is given back may take it from those in line,
    and under load the last of them waited until it was too late. In a flood the line is short: it is never empty then,
    so a longer one serves no more of those who ask, only later.
    """

    def __init__(self, at_once: int, in_line: int) -> None:
        self._free, self._in_line, self._lock = at_once, in_line, Lock()
        self.waiting = deque[Lock]()
        self._refused = deque[float](maxlen=FLOOD)  # when

    def take(self, seconds: float) -> bool:
        """Whether there was a turn within so many seconds; False at once where the line is full."""
        with self._lock:
            if self._free:
                self._free -= 1
                return True
            if len(self.waiting) >= (min(IN_FLOOD, self._in_line) if self._is_flooded() else self._in_line):
                self._refused.append(monotonic())
                return False
            turn = Lock()
            turn.acquire()
            self.waiting.append(turn)
        return turn.acquire(timeout=seconds) or not self._left(turn)

    def _is_flooded(self) -> bool:
        return len(self._refused) == FLOOD and monotonic() - self._refused[0] < FLOOD_SECONDS

    def _left(self, turn: Lock) -> bool:
        """Step out of the line; False where the turn was given just then."""
        with self._lock:
            waits = turn in self.waiting
            if waits:
                self.waiting.remove(turn)
            return waits

    def give_back(self) -> None:
        with self._lock:
            if self.waiting:
                self.waiting.popleft().release()
            else:
                self._free += 1


def bound(
    app: Flask,
    at_once: int = limits.SEARCHES_AT_ONCE,
    in_line: int = limits.SEARCHES_IN_LINE,
    seconds: float = limits.WAIT_SECONDS,
) -> None:
    """Let so many requests at once to the index, and so many wait for a turn, up to so many seconds. Who finds the line
    full, or has waited in vain, gets Busy."""
    line, told = Line(at_once, in_line), -inf

    def take() -> None:
        nonlocal told
        if request.blueprint in LIGHT:
            return
        if line.take(seconds):
            g.turn = line
            return
        if monotonic() > told + TOLD_SECONDS:
            told = monotonic()
            app.logger.warning("More is asked for than %d requests at once: some are told to come back.", at_once)
        raise Busy(f"{at_once} requests are being worked on, and {in_line} may wait.")

    def give_back(_: BaseException | None) -> None:
        if taken := g.pop("turn", None):
            taken.give_back()

    app.before_request(take)
    app.teardown_request(give_back)
