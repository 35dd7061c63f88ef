"""When and where a figure was measured; what a command and all that it starts take, as Linux tells: CPU and memory."""

import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple


def machine() -> str:
    """The head of a table: "2026-11-22, 2 cores, x86_64, Python 3.11.7"."""
    return f"{date.today()}, {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"


class Taken(NamedTuple):
    """What a command took."""

    cpu: float  # seconds of all its processes
    own_cpu: float  # seconds of the first one
    peak: int  # bytes that all processes had at once, at most
    own_peak: int  # bytes that the first one had, at most
    unmapped: int  # bytes that all had at once, without files that they have mapped, which the system can take back


def run(command: list[str], cores: int = 0) -> Taken:
    """Run a command.

    With `cores`, it has so many and no more, whatever the machine has.

    Looked at once a second, because the system does not tell of processes that a builder's helper started; more often
    at first, or a command of a second would seem to take nothing. Memory is what Linux calls proportional: what several
    processes share is counted once.
    """
    cpu, most, own, unmapped, start = dict[int, float](), 0, 0, 0, time.monotonic()
    kept_to = partial(os.sched_setaffinity, 0, range(cores)) if cores else None
    with subprocess.Popen(command, stdout=sys.stderr, preexec_fn=kept_to) as process:
        while process.poll() is None:
            pids = [*family(process.pid)]
            cpu |= {pid: max(cpu_seconds(pid), cpu.get(pid, 0)) for pid in pids}
            each = {pid: memory(pid) for pid in pids}
            most, own = max(most, sum(whole for whole, _ in each.values())), max(own, each[process.pid][0])
            unmapped = max(unmapped, sum(whole - files for whole, files in each.values()))
            time.sleep(min(1, 0.05 + (time.monotonic() - start) / 10))
    assert process.returncode == 0
    return Taken(sum(cpu.values()), cpu[process.pid], most, own, unmapped)


def family(pid: int) -> Iterator[int]:
    """A process and all that it started, by their ids."""
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in told(task).split():
            yield from family(int(child))


def cpu_seconds(pid: int) -> float:
    """That a process has used; 0 if it has ended."""
    fields = told(Path(f"/proc/{pid}/stat")).rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") if fields else 0.0


def memory(pid: int) -> tuple[int, int]:
    """Bytes of a process, and those among them of files that it has mapped; 0 if it has ended."""
    rows = map(str.split, told(Path(f"/proc/{pid}/smaps_rollup")).splitlines()[1:])
    sizes = {name: int(kilobytes) * 1024 for name, kilobytes, *_ in rows}
    return sizes.get("Pss:", 0), sizes.get("Pss_File:", 0)


def told(path: Path) -> str:
    """What the system tells of a process; "" if it has ended."""
    try:
        return path.read_text()
    except OSError:
        return ""
