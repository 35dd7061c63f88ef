"""Processes that may be killed: one page that hangs, crashes or eats memory costs that page and nothing else.

Pages go to the workers in batches, because a call costs more than an ordinary page. A batch that fails is tried again
page by page, so that only the culprit is lost.
"""

import gc
import multiprocessing
import os
import resource
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, wait
from concurrent.futures import TimeoutError as TooLong
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import islice
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, TypeVar

from indexer import limits
from indexer.errors import BuildFailed

if TYPE_CHECKING:
    from pebble import ProcessPool

T = TypeVar("T")
R = TypeVar("R")

BATCH: Final = 16  # pages; at 2 ms a page a batch takes 30 ms, where a call costs about 1 ms
# Imported once, by the server that workers are forked from: 0.5 s less for each worker.
_PRELOADED: Final = [
    "charset_normalizer",
    "indexer.orphans",
    "indexer.sources",
    "indexer.cleaning",
    "indexer.enrichment",
]
# Objects after which garbage is looked for. Enriching makes none in cycles, and every look goes through the vocabulary
# and what is remembered of words: with Python's 700, 15 % of the time.
GARBAGE: Final = 100_000
STOP_SECONDS: Final = 1.5  # for the processes to end when a build is interrupted, of the 2 s it has; commonly 0.4
# Batches after which a process makes room for a new one, 4,000 pages: what is remembered of words and names has grown
# until then as much as it helps. Of enriching, a new process costs 0.4 s of some 25.
BATCHES: Final = 250
RESTARTS: Final = 3  # of the pool in a run
LOOK: Final = 1.0  # seconds after which it is looked whether those who should answer are still there
_NO_WORKERS: Final = (
    "The worker processes were ended again and again before they had begun a page. If the system ended them for want "
    "of memory, give the build more of it, or fewer workers: winnow build --workers 1. What was read so far is kept."
)
_AHEAD: Final = 3  # batches in flight for each worker: enough to keep it busy, and memory flat


class Workers:
    """A pool of processes, started at the first use."""

    def __init__(self, count: int = 0) -> None:
        """`count` processes; 0 for one a core."""
        self._count = count or os.cpu_count() or 1
        self._broken = 0  # pools whose processes were all ended by others
        self._pool = self._fresh_pool()

    def _fresh_pool(self) -> "ProcessPool":
        from pebble import ProcessPool  # it brings asyncio, 0.07 s: only for who builds

        context = multiprocessing.get_context("forkserver")  # a fork of a process with threads may hang
        context.set_forkserver_preload(_PRELOADED)
        return ProcessPool(self._count, BATCHES, context=context, initializer=_prepare)

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, failure: object, *_: object) -> None:
        if failure:
            stopping = Thread(target=self._stop, daemon=True)
            stopping.start()
            stopping.join(STOP_SECONDS)
        else:
            self._end()

    def rest(self) -> None:
        """End the processes once they have nothing to do, and with them what they remember; whoever has work for them
        again is given new ones."""
        self._end()
        self._pool = self._fresh_pool()

    def _end(self) -> None:
        self._pool.close()
        self._pool.join()

    def _stop(self) -> None:
        """End the processes without waiting for their work.

        It may never return: a signal that ends the build can be met inside a lock of the pool, between taking it and
        the `with` that would give it back. So nobody waits for it longer than STOP_SECONDS; what it leaves, Pebble
        ends when the interpreter does.
        """
        self._pool.stop()
        self._pool.join()

    def map(self, function: Callable[[T], R], items: Iterable[T], failed: Callable[[T, str, str], R]) -> Iterator[R]:
        """`function(item)` for each item, in order; `failed(item, reason, detail)` where a worker died of it."""
        return self.map_batches(partial(_each, function), items, failed)

    def map_batches(
        self, function: Callable[[list[T]], Sequence[R]], items: Iterable[T], failed: Callable[[T, str, str], R]
    ) -> Iterator[R]:
        """The same with a function of several items, for work that is cheaper together: a result for each of them."""
        source = iter(items)
        flight: deque[tuple[list[T], _Sent[R]]] = deque()
        while batch := list(islice(source, BATCH)):
            flight.append((batch, self._submit(function, batch)))
            if len(flight) > _AHEAD * self._count:
                yield from self._collect(function, *flight.popleft(), failed)
        while flight:
            yield from self._collect(function, *flight.popleft(), failed)

    def _submit(self, function: Callable[[list[T]], Sequence[R]], batch: list[T]) -> "_Sent[R]":
        """Raises BuildFailed where processes die again and again without having begun a page."""
        if not self._pool.active:  # the system ended them all while none had work, for want of memory say
            if self._broken == RESTARTS:
                raise BuildFailed(_NO_WORKERS)
            self._broken += 1
            self._pool = self._fresh_pool()
        future: Future[list[R | _Failure]] = self._pool.schedule(
            _guarded, args=(function, batch), timeout=limits.PAGE_SECONDS
        )
        return _Sent(future, self._pool)

    def _collect(
        self,
        function: Callable[[list[T]], Sequence[R]],
        batch: list[T],
        sent: "_Sent[R]",
        failed: Callable[[T, str, str], R],
    ) -> list[R]:
        from pebble import ProcessExpired

        try:
            while not wait([sent.future], LOOK).done:
                if not sent.pool.active:  # what was still in line there is never answered
                    raise BrokenProcessPool
            results = sent.future.result()
        except BrokenProcessPool:
            return self._collect(function, batch, self._submit(function, batch), failed)
        except (TooLong, ProcessExpired) as error:
            if len(batch) > 1:
                singles = [([item], self._submit(function, [item])) for item in batch]
                return [result for single in singles for result in self._collect(function, *single, failed)]
            results = [_failure(error)]
        return [
            failed(item, result.reason, result.detail) if isinstance(result, _Failure) else result
            for item, result in zip(batch, results, strict=True)
        ]


class _Sent(NamedTuple, Generic[R]):
    """What a pool was asked for."""

    future: "Future[list[R | _Failure]]"
    pool: "ProcessPool"


class _Failure(NamedTuple):
    """What went wrong with one item, for the report."""

    reason: str
    detail: str


def _failure(error: BaseException) -> _Failure:
    from pebble import ProcessExpired

    match error:
        case TooLong():
            return _Failure("took too long", f"over {limits.PAGE_SECONDS} s")
        case MemoryError():
            return _Failure("needs too much memory", f"over {limits.WORKER_MEMORY // limits.MB} MB")
        case ProcessExpired():
            return _Failure("crashed its worker", str(error))
    return _Failure("internal error", f"{type(error).__name__}: {error}")


def _each(function: Callable[[T], R], batch: list[T]) -> list[R]:
    return [function(item) for item in batch]


def _guarded(function: Callable[[list[T]], Sequence[R]], batch: list[T]) -> list[R | _Failure]:
    """A fault of ours, in whatever library, must cost the item that it is met with and no other."""
    try:
        return [*function(batch)]
    except Exception as error:
        if len(batch) == 1:
            return [_failure(error)]
        return [result for item in batch for result in _guarded(function, [item])]


def _prepare() -> None:
    """Make this process ready for pages."""
    _bound_memory()
    gc.set_threshold(GARBAGE)


def _bound_memory() -> None:
    """Let this process grow by limits.WORKER_MEMORY and no more, where the system tells how large it is now; but for
    files that are shared with it (sharing.py)."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        now = int(statm.read_text("ascii").split()[0]) * resource.getpagesize()
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (now + limits.WORKER_MEMORY, most))
