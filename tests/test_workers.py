"""Workers: order is kept, and one bad item costs only itself."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time

import pytest

from indexer import limits
from indexer.errors import BuildFailed
from indexer.workers import BATCH, STOP_SECONDS, Workers


def double(number: int) -> int:
    """Doubles, but for some numbers that hang, crash, or eat memory."""
    if number == 13:
        os.kill(os.getpid(), signal.SIGSEGV)
    if number == 14:
        return len(bytearray(3 * limits.WORKER_MEMORY))
    if number == 12:
        raise RecursionError("too deep")
    if number == 15:
        time.sleep(60)
    return 2 * number


def doubled(numbers: list[int]) -> list[int]:
    return [double(number) for number in numbers]


def own_pid(_: int) -> str:
    return str(os.getpid())


def die() -> None:
    os._exit(9)


def failed(number: int, reason: str, detail: str) -> str:
    return f"{number} {reason}"


def test_results_come_in_order() -> None:
    with Workers(2) as workers:
        assert list(workers.map(double, range(100, 200), failed)) == [2 * number for number in range(100, 200)]


def test_a_fault_a_crash_and_a_memory_hog_cost_only_themselves() -> None:
    with Workers(2) as workers:
        results = list(workers.map(double, range(15), failed))
    lost = ["12 internal error", "13 crashed its worker", "14 needs too much memory"]
    assert results == [*(2 * number for number in range(12)), *lost]


def test_a_fault_among_items_that_are_worked_on_together_costs_only_itself() -> None:
    with Workers(1) as workers:
        results = list(workers.map_batches(doubled, [1, 12, 2], failed))
    assert results == [2, "12 internal error", 4]


def test_an_item_that_hangs_is_ended_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PAGE_SECONDS", 3)
    with Workers(2) as workers:
        assert list(workers.map(double, [15, 16], failed)) == ["15 took too long", 32]


def test_processes_that_were_ended_while_they_had_no_work_cost_nothing() -> None:
    with Workers(2) as workers:
        for _ in range(3):
            assert list(workers.map(double, range(5), failed)) == [0, 2, 4, 6, 8]
            for process in multiprocessing.active_children():
                process.kill()
            time.sleep(1)


def test_a_process_makes_room_for_a_new_one_after_some_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.workers.BATCHES", 2)
    with Workers(1) as workers:
        pids = list(workers.map(own_pid, range(6 * BATCH), failed))
    assert [len({*pids[at : at + 2 * BATCH]}) for at in range(0, 6 * BATCH, 2 * BATCH)] == [1, 1, 1]
    assert len({*pids}) == 3


def test_after_a_rest_there_are_other_processes_and_none_in_between() -> None:
    with Workers(1) as workers:
        (before,) = workers.map(own_pid, [0], failed)
        workers.rest()
        with pytest.raises(ProcessLookupError):
            os.kill(int(before), 0)
        (after,) = workers.map(own_pid, [0], failed)
    assert after != before


def test_what_was_in_line_when_they_were_ended_is_done_too() -> None:
    """Batches that fill the pipe wait in the pool's queue, where a pool that breaks leaves them without an answer."""
    with Workers(1) as workers:
        results = workers.map(len, (bytes(200_000) for _ in range(200)), failed)
        assert next(results) == 200_000
        time.sleep(1)  # until the worker has done what it can, and waits for what nobody takes from the line
        for process in multiprocessing.active_children():
            process.kill()
        assert [*results] == [200_000] * 199


def test_processes_that_cannot_live_are_not_started_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.workers._prepare", die)
    with Workers(1) as workers, pytest.raises(BuildFailed, match="fewer workers"):
        list(workers.map(double, range(5), failed))


@pytest.mark.parametrize("lock", ["task_queue.mutex", "status_mutex"])
def test_an_interrupt_within_a_lock_of_the_pool_ends_all_the_same(lock: str) -> None:
    script = f"""
import time
from indexer.workers import BATCH, STOP_SECONDS, Workers
began = time.monotonic()
try:
    with Workers(2) as workers:
        print(next(workers.map(abs, range(1000), None)))
        workers._pool._context.{lock}.acquire()
        began = time.monotonic()
        raise KeyboardInterrupt
except KeyboardInterrupt:
    print(time.monotonic() - began)
"""
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    first, seconds = ended.stdout.split()
    assert (first, ended.stderr) == ("0", "")
    assert float(seconds) < STOP_SECONDS + 1
