"""The table of the fault suite: what each fault was met with, in figures, printed at the end of the run."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from indexer.asking import Request
from indexer.searcher import Searcher

# Root may read everything, unless it gives that up.
WITHOUT_RIGHTS = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search") if os.geteuid() == 0 else ()
WINNOW = (sys.executable, "-c", "from indexer.cli import main; main()")
_FIGURES = pytest.StashKey[dict[str, str]]()


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Notes a row of the table: the fault, and what came of it."""
    rows = request.config.stash.setdefault(_FIGURES, {})
    return rows.__setitem__


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    rows = config.stash.get(_FIGURES, {})
    if rows:
        terminalreporter.section("faults")
    for fault, came_of_it in rows.items():
        terminalreporter.write_line(f"{fault:<44} {came_of_it}")


@pytest.fixture
def start() -> Callable[..., "subprocess.Popen[str]"]:
    """Starts `winnow` in a process of its own."""

    def start(*arguments: object, before: tuple[str, ...] = ()) -> "subprocess.Popen[str]":
        command = [*before, *WINNOW, *map(str, arguments)]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    return start


@pytest.fixture
def run(start: Callable[..., "subprocess.Popen[str]"]) -> Callable[..., tuple[int, str]]:
    """Runs `winnow` to its end: exit code and what it said on standard error."""

    def run(*arguments: object) -> tuple[int, str]:
        process = start(*arguments)
        _, errors = process.communicate(timeout=120)
        return process.returncode, errors

    return run


@pytest.fixture
def without_rights() -> tuple[str, ...]:
    """What stands before a command that file permissions shall bind; skipped where there is no such thing."""
    if WITHOUT_RIGHTS and subprocess.run([*WITHOUT_RIGHTS, "true"], check=False).returncode:
        pytest.skip("root may read everything here")
    return WITHOUT_RIGHTS


@pytest.fixture
def answer() -> Callable[[Path], tuple[int, list[str]]]:
    """How many documents an index finds for a word that stands in many, and the first of them."""

    def answer(index: Path) -> tuple[int, list[str]]:
        with Searcher(index) as searcher:
            found = searcher.search(Request("meeting", per_page=100)).results
        return found.total, sorted(hit.id for hit in found.hits)

    return answer


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """Mounts a file system of so many bytes; skipped where that is not allowed."""
    mounted = list[Path]()

    def mount(size: int) -> Path:
        place = tmp_path / f"disk-{size}"
        place.mkdir()
        done = subprocess.run(["/bin/mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", place], check=False)
        if done.returncode:
            pytest.skip("this process may not mount a file system")
        mounted.append(place)
        return place

    yield mount
    for place in mounted:
        subprocess.run(["/bin/umount", "--lazy", place], check=True)
