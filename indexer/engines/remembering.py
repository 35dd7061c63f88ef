"""An engine that remembers what it has counted: other pages and orders of a search have the same facets and total."""

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import lru_cache
from typing import Final

from indexer.engines.analysed import Analysed
from indexer.engines.base import Engine
from indexer.errors import EngineError
from indexer.limits import COUNTS_KEPT
from indexer.model import Hit, Query, Record, Results

OTHER_CORES: Final = max(1, (os.cpu_count() or 1) - 1)


class Remembering(Engine):
    """Another engine, open for reading: what it holds must not change any more."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._counted = lru_cache(COUNTS_KEPT)(engine.counts)
        self._totalled = lru_cache(COUNTS_KEPT)(engine.total)
        self._aside = ThreadPoolExecutor(OTHER_CORES, "counting")

    def put(self, documents: Iterable[Analysed]) -> int:
        raise EngineError("A generation that is served never changes.")

    def remove(self, ids: Iterable[str]) -> int:
        raise EngineError("A generation that is served never changes.")

    def get(self, id: str) -> Record | None:
        return self._engine.get(id)

    def hits(self, query: Query) -> tuple[Hit, ...]:
        return self._engine.hits(query)

    def search(self, query: Query) -> Results:
        """Hits and counts, the counts meanwhile in a thread of their own if one is idle: while an engine works outside
        of Python, the interpreter is another's."""
        counting = self._aside.submit(self.counts, query)
        hits = self.hits(query)
        counted = self.counts(query) if counting.cancel() else counting.result()
        return replace(counted, hits=hits)

    def counts(self, query: Query) -> Results:
        return self._counted(_unordered(query))

    def total(self, query: Query) -> int:
        return self._totalled(replace(_unordered(query), facets=()))

    def words(self, begins: str) -> Iterable[tuple[str, int]]:
        return self._engine.words(begins)

    def close(self) -> None:
        self._aside.shutdown()
        self._engine.close()


def _unordered(query: Query) -> Query:
    return replace(query, sort="relevance", offset=0, limit=0, after=None)
