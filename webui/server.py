"""Serve the web UI from this process: waitress, for one machine or behind a reverse proxy."""

import gc
import logging
import socket
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import waitress
from waitress import wasyncore

from indexer import limits, words
from indexer.errors import SettingsError
from indexer.searcher import Searcher
from webui import load
from webui.app import create_app

if TYPE_CHECKING:
    from waitress.server import MultiSocketServer, TcpWSGIServer

# As many as may be worked on and wait (limits.py), and four that tell others to come back. Asked ten times what it can
# answer, p99 of the accepted was twice as long with 64 threads, which all compete for the interpreter
# (bench/overload.py, alternating, two runs each on a busy machine).
THREADS: Final = limits.SEARCHES_AT_ONCE + limits.SEARCHES_IN_LINE + 4
# Browsers keep theirs open for two minutes. waitress's own limit is 100: the next visitors would wait for these to end.
CONNECTIONS: Final = 1_000
LOOK: Final = 1.0  # seconds that waitress waits for something to come, unless it comes
REST: Final = 0.01  # seconds that it rests after each look in a flood
WORDS: Final = 20_000  # of a language, remembered for snippets; 20 MB less than a build remembers
COLLECT: Final = (20_000, 20, 10)  # objects more than before, and how often of these the older ones are looked at too
LOOPBACK: Final = ("127.0.0.1", "localhost")  # Werkzeug's check knows no IPv6 addresses


def run(searcher: Searcher, *, name: str, host: str, port: int, seeds: Sequence[Path] = ()) -> None:
    """Listen until interrupted; the address is printed as soon as it answers. Port 0 takes any free one.

    Raises SettingsError where the address cannot be had, and what the searcher raises where there is nothing to serve.
    """
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a line for each request that finds no idle thread
    searcher.status()
    app = create_app(searcher, title=name, trusted_hosts=LOOPBACK if host in LOOPBACK else (), seeds=seeds)
    spare_the_collector()
    words.remember(WORDS)
    connections = dict[int, Any]()  # by file descriptor
    with listening(host, port) as listener:
        server = waitress.create_server(
            app, sockets=[listener], map=connections, threads=THREADS, connection_limit=CONNECTIONS, ident=None
        )
        shown = f"[{host}]" if ":" in host else host
        print(f"Serving on http://{shown}:{listener.getsockname()[1]}/ (Ctrl-C ends it)", flush=True)  # noqa: T201
        try:
            attend(server, connections, app.extensions[load.LINE])
        finally:
            server.close()


def attend(server: "TcpWSGIServer | MultiSocketServer", connections: dict[int, Any], line: load.Line) -> None:
    """Read and write what comes, until interrupted; what has begun is then finished.

    As waitress's own `run`, but for the rest. For each connection that has something to say it looks at all of them
    again: with a hundred, that took a third of the interpreter's time from those who are answered. With the rest, and
    one turn at a time (load.Line), their p99 was 2.7–3.8 times the quiet one instead of 5.6–7.1, and more were answered
    (a hundred clients, 10 s each, alternating, three runs).
    """
    try:
        while connections:
            wasyncore.loop(timeout=LOOK, use_poll=True, map=connections, count=1)
            if line.is_flooded():
                time.sleep(REST)
    except (SystemExit, KeyboardInterrupt):
        server.task_dispatcher.shutdown()


def spare_the_collector() -> None:
    """What is here when the server starts, stays: Python's collector looked through all of it again and again, which
    made one page of a hundred wait. Without, p99 of a page went from 106–126 to 59 CPU ms (20,000 records)."""
    gc.freeze()
    gc.set_threshold(*COLLECT)


def listening(host: str, port: int) -> socket.socket:
    """A socket that connections can be made to."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise SettingsError(f"Cannot listen on {host}, port {port}: {error}. Choose another with --port.") from error
