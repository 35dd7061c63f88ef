"""What every engine can do."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from indexer.engines.analysed import Analysed
from indexer.model import Hit, Query, Record, Results


class Engine(Protocol):
    """Records in a folder, and answers over them. Searching is safe from many threads at once.

    Each call of `add`, `put` or `remove` is durable when it returns. Failures are raised as errors.EngineError.
    """

    def add(self, records: Iterable[Record]) -> int:
        """Store the records, replacing those with the same id; how many were stored."""
        return self.put(map(Analysed.of, records))

    def put(self, documents: Iterable[Analysed]) -> int:
        """Likewise for records that were analysed before."""

    def remove(self, ids: Iterable[str]) -> int:
        """Forget the documents; how many of them were there."""

    def get(self, id: str) -> Record | None:
        """One record whole, or None."""

    def hits(self, query: Query) -> tuple[Hit, ...]:
        """The hits asked for, in order."""

    def counts(self, query: Query) -> Results:
        """Exact total, and facets and years under all filters but their own; without hits."""

    def total(self, query: Query) -> int:
        """How many documents match, and nothing else of them."""
        return self.counts(replace(query, facets=())).total

    def search(self, query: Query) -> Results:
        """Hits and counts."""
        return replace(self.counts(query), hits=self.hits(query))

    def words(self, begins: str) -> Iterable[tuple[str, int]]:
        """The words of the texts, folded, that begin so, each with how many documents have it.

        Removed documents may still be among these. An engine that cannot list its words has none to tell.
        """
        return ()

    def close(self) -> None:
        """Let go of files and locks."""
