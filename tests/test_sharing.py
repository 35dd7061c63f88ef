"""A value whose arrays are in a file comes out the same here and in another process, and is in memory once."""

import pickle
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray

from indexer.sharing import Shared
from indexer.workers import Workers


class Pair(NamedTuple):
    one: NDArray[np.uint32]
    other: tuple[NDArray[np.uint64], str]


def pair(count: int) -> Pair:
    return Pair(np.arange(count, dtype=np.uint32), (np.arange(count, dtype=np.uint64) * 3, "some"))


def sent(shared: Shared[Pair]) -> Shared[Pair]:
    """As another process gets it."""
    function, arguments = shared.__reduce__()
    return function(*arguments)


def total(shared: Shared[Pair]) -> str:
    """What a worker reads of it: only a process that may write would change it."""
    one, (other, name) = shared.value
    return f"{int(one.sum() + other.sum())} {name} {one.flags.writeable or other.flags.writeable}"


def failed(shared: Shared[Pair], reason: str, detail: str) -> str:
    return f"{reason} {detail}"


@pytest.mark.parametrize("count", [0, 1, 16, 10_000])
def test_the_arrays_come_out_as_they_went_in(tmp_path: Path, count: int) -> None:
    shared = Shared(pair(count), tmp_path / "arrays")
    for one, (other, name) in (shared.value, sent(shared).value):
        assert [one.tolist(), other.tolist(), name] == [[*range(count)], [*range(0, 3 * count, 3)], "some"]


def test_other_processes_read_the_file_and_are_not_sent_it(tmp_path: Path) -> None:
    shared = Shared(pair(10_000), tmp_path / "arrays")
    assert len(pickle.dumps(shared)) < 2_000
    with Workers(2) as workers:
        assert {*workers.map(total, [shared] * 40, failed)} == {"199980000 some False"}


def test_a_file_counts_nothing_of_what_a_process_may_take(tmp_path: Path) -> None:
    shared = Shared(pair(4_000_000), tmp_path / "arrays")  # 48 MB
    script = f"""
import pickle, resource
pickle.loads({pickle.dumps(shared)!r})
now = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (now + 30_000_000, resource.RLIM_INFINITY))
print(pickle.loads({pickle.dumps(Shared(pair(4_000_000), tmp_path / "others"))!r}).value.one[-1])
bytes(100_000_000)
"""
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=Path(__file__).parent)
    assert told.stdout == "3999999\n"
    assert "MemoryError" in told.stderr


def test_what_is_shared_next_is_not_what_was_shared_before(tmp_path: Path) -> None:
    for count in (3, 4):
        shared = Shared(pair(count), tmp_path / "arrays")
        assert sent(shared).value.one.tolist() == [*range(count)]
