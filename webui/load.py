"""How many requests are worked on at once: a few more wait in line for a moment, all others are told to come back.

What is answered must be answered soon, however many ask: a long line would make all of them wait, and then be too late.
"""

import logging
from collections import deque
from collections.abc import Callable, Iterable
from math import inf
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Final

from flask import Flask
from werkzeug.wsgi import get_path_info

from indexer import limits

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LINE: Final = "winnow.line"  # in Flask's `extensions`
LIGHT: Final = ("/static/", "/healthz", "/robots.txt", "/favicon.ico")  # ask no engine: answered whatever the load
TOLD_SECONDS: Final = 60.0  # between two lines of the log: one for each refusal would cost more than refusing
# So many refusals within so many seconds are a flood. A few browsers too many are none.
FLOOD: Final = 20
FLOOD_SECONDS: Final = 1.0
_LOG: Final = logging.getLogger(__name__)


class Line:
    """Turns for so many at once, given to those who wait in the order in which they came.

    threading's semaphores are not fair: whoever comes just when a turn is given back may take it from those in line,
    and under load the last of them waited until it was too late. In a flood there is no line: the next who asks comes
    within milliseconds, so a line serves no more of them, only later. Nor is there more than one turn at a time then:
    those who are refused take the interpreter's time as well.
    """

    def __init__(self, at_once: int, in_line: int) -> None:
        self._at_once, self._in_line, self._lock = at_once, in_line, Lock()
        self._taken = 0
        self.waiting = deque[Lock]()
        self._refused = deque[float](maxlen=FLOOD)  # when

    def take(self, seconds: float) -> bool:
        """Whether there was a turn within so many seconds; False at once where the line is full."""
        with self._lock:
            flooded = self.is_flooded()
            if self._taken < (1 if flooded else self._at_once):
                self._taken += 1
                return True
            if flooded or len(self.waiting) >= self._in_line:
                self._refused.append(monotonic())
                return False
            turn = Lock()
            turn.acquire()
            self.waiting.append(turn)
        return turn.acquire(timeout=seconds) or not self._left(turn)

    def is_flooded(self) -> bool:
        """Whether so many were refused just now that nobody waits any longer."""
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
                self._taken -= 1


class Gate:
    """A WSGI app before the app: who gets no turn is told so here.

    In a flood most of the work is refusing. In Flask that takes .3 ms, for a page 1.2 ms, and a search takes 15; with
    it here, and no line, p99 of those who are answered is half of what it was (bench/overload.py, alternating).
    """

    def __init__(
        self, inner: "WSGIApplication", refused: "Callable[[str], WSGIApplication]", line: Line, seconds: float
    ):
        self._inner, self._refused, self._line, self._seconds = inner, refused, line, seconds
        self._told = -inf

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        path = get_path_info(environ)
        if path.startswith(LIGHT):
            return self._inner(environ, start_response)
        if not self._line.take(self._seconds):
            self._tell()
            return self._refused(path)(environ, start_response)
        try:
            return self._inner(environ, start_response)
        finally:
            self._line.give_back()

    def _tell(self) -> None:
        if monotonic() > self._told + TOLD_SECONDS:
            self._told = monotonic()
            _LOG.warning("More is asked for than can be answered at once: some are told to come back.")


def bound(
    app: Flask,
    refused: "Callable[[str], WSGIApplication]",
    at_once: int = limits.SEARCHES_AT_ONCE,
    in_line: int = limits.SEARCHES_IN_LINE,
    seconds: float = limits.WAIT_SECONDS,
) -> None:
    """Let so many requests at once to the app, and so many wait for a turn, up to so many seconds. Who finds the line
    full, or has waited in vain, gets what `refused` gives for the path. An answer that is sent bit by bit, as exports
    are, keeps no turn while it is sent."""
    line = app.extensions[LINE] = Line(at_once, in_line)
    app.wsgi_app = Gate(app.wsgi_app, refused, line, seconds)  # type: ignore[method-assign]
