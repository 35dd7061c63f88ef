import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

import pytest

from indexer.errors import NoIndex, SettingsError
from indexer.model import Record
from indexer.searcher import Searcher
from webui.server import run

PROGRAM = """
import sys
from pathlib import Path
from indexer.searcher import Searcher
from webui.server import run
with Searcher(Path(sys.argv[1])) as searcher:
    run(searcher, name="Winnow", host="127.0.0.1", port=0)
"""


def test_the_printed_address_answers_and_an_interrupt_ends_it(
    tmp_path: Path, index_of: Callable[..., Path], record: Callable[..., Record]
) -> None:
    index = index_of(tmp_path / "index", [record()])
    with subprocess.Popen([sys.executable, "-c", PROGRAM, index], stdout=subprocess.PIPE, text=True) as server:
        printed = re.search(r"http://127\.0\.0\.1:[0-9]+/", server.stdout.readline())
        with urlopen(printed[0] + "healthz", timeout=10) as response:  # noqa: S310
            assert response.status == 200
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=10) == 0


def test_a_port_in_use_is_told_with_the_way_out(
    tmp_path: Path, index_of: Callable[..., Path], record: Callable[..., Record]
) -> None:
    index = index_of(tmp_path / "index", [record()])
    with socket.create_server(("127.0.0.1", 0)) as taken, Searcher(index) as searcher:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=f"port {port}.*--port"):
            run(searcher, name="Winnow", host="127.0.0.1", port=port)


def test_without_an_index_nothing_is_served(tmp_path: Path) -> None:
    with pytest.raises(NoIndex):
        run(Searcher(tmp_path), name="Winnow", host="127.0.0.1", port=0)
