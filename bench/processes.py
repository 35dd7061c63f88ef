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


def machine() -> str:
    """The head of a table: "2026-11-22, 2 cores, x86_64, Python 3.11.7"."""
    return f"{date.today()}, {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"


def run(command: list[str], cores: int = 0) -> tuple[float, float, int, int]:
    """Run a command: CPU seconds of all its processes and of the first, the most bytes they had at once, and the first.

    With `cores`, it has so many and no more, whatever the machine has.

    Looked at once a second, because the system does not tell of processes that a builder's helper started; more often
    at first, or a command of a second would seem to take nothing. Memory is what Linux calls proportional: what several
    processes share is counted once.
    """
    cpu, most, own, start = dict[int, float](), 0, 0, time.monotonic()
    kept_to = partial(os.sched_setaffinity, 0, range(cores)) if cores else None
    with subprocess.Popen(command, stdout=sys.stderr, preexec_fn=kept_to) as process:
        while process.poll() is None:
            pids = [*family(process.pid)]
            cpu |= {pid: max(cpu_seconds(pid), cpu.get(pid, 0)) for pid in pids}
            each = {pid: memory(pid) for pid in pids}
            most, own = max(most, sum(each.values())), max(own, each.get(process.pid, 0))
            time.sleep(min(1, 0.05 + (time.monotonic() - start) / 10))
    assert process.returncode == 0
    return sum(cpu.values()), cpu[process.pid], most, own


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


def memory(pid: int) -> int:
    """Bytes of a process; 0 if it has ended."""
    lines = told(Path(f"/proc/{pid}/smaps_rollup")).splitlines()
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def told(path: Path) -> str:
    """What the system tells of a process; "" if it has ended."""
    try:
        return path.read_text()
    except OSError:
        return ""
