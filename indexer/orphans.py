"""Imported by the server that workers are forked from, and nowhere else: what a worker says whose builder has ended.

A build that is interrupted while a worker is being made takes away what the worker was to be given. Python would print
a traceback of it on the user's terminal; it is no news there.
"""

import sys
from types import TracebackType


def _tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if not isinstance(error, FileNotFoundError | EOFError | BrokenPipeError | ConnectionError):
        sys.__excepthook__(kind, error, trace)


sys.excepthook = _tell
