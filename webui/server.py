"""Serve the web UI from this process: waitress, for one machine or behind a reverse proxy."""

import gc
import logging
import socket
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import waitress

from indexer import limits
from indexer.errors import SettingsError
from indexer.searcher import Searcher
from webui.app import create_app

# As many as may be worked on and wait (limits.py), and four that tell others to come back. Asked ten times what it can
# answer, p99 of the accepted was twice as long with 64 threads, which all compete for the interpreter
# (bench/overload.py, alternating, two runs each on a busy machine).
THREADS: Final = limits.SEARCHES_AT_ONCE + limits.SEARCHES_IN_LINE + 4
# Browsers keep theirs open for two minutes. waitress's own limit is 100: the next visitors would wait for these to end.
CONNECTIONS: Final = 1_000
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
    with listening(host, port) as listener:
        server = waitress.create_server(
            app, sockets=[listener], threads=THREADS, connection_limit=CONNECTIONS, asyncore_use_poll=True, ident=None
        )
        shown = f"[{host}]" if ":" in host else host
        print(f"Serving on http://{shown}:{listener.getsockname()[1]}/ (Ctrl-C ends it)", flush=True)  # noqa: T201
        try:
            server.run()
        finally:
            server.close()


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
