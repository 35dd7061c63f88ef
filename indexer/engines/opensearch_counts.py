"""How many of the documents that a query matches have each value of a facet: one request for all facets.

Each facet is counted under all filters but its own, so it is an aggregation under a filter of its own; facets of which
nothing is chosen share one. What was written in the search box is matched once, above them all.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from indexer.engines.clauses import matching, narrowed
from indexer.engines.counting import Counting, Tallies
from indexer.engines.facets import counted, grouped
from indexer.engines.opensearch_query import Native, native
from indexer.engines.opensearch_schema import shown
from indexer.engines.terms import key, utf8
from indexer.model import All, Clause, Query, Results, Shown

Search = Callable[[dict[str, Any]], dict[str, Any]]  # the body of a request → the answer

WALKED_AT_ONCE: Final = 10_000  # values


class OpenSearchCounting(Counting[Native]):
    """Counts over one index."""

    each_has, in_segment = "id", "shard_size"

    def __init__(self, search: Search) -> None:
        super().__init__()
        self._search = search

    def counts(self, query: Query) -> Results:
        """See Engine.counts."""
        base, rest = native(matching(narrowed(Query(query.clause)))), replace(query, clause=All())
        first = self._first(query, base, grouped(rest))

        def tally(clause: Clause, names: tuple[str, ...]) -> tuple[int, Tallies]:
            under = {"bool": {"filter": [base, native(clause)]}}
            answer = first.get((clause, names)) or self.aggregate(under, self.asked(query, names))
            return self.tallied(query, under, names, answer)

        return counted(rest, tally)

    def aggregate(self, native: Native, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        answer: dict[str, Any] = self._search({"size": 0, "query": native, "aggs": asked})["aggregations"]
        return answer

    def walk(self, native: Native | None, name: str) -> Iterator[tuple[str, int]]:
        source = {"size": WALKED_AT_ONCE, "sources": [{"value": {"terms": {"field": f"value_{name}"}}}]}
        last: dict[str, Any] = {}
        while True:
            asked = {"values": {"composite": source | last}}
            found = self.aggregate(native or {"match_all": {}}, asked)["values"]
            yield from ((bucket["key"]["value"], bucket["doc_count"]) for bucket in found["buckets"])
            if "after_key" not in found:
                return
            last = {"after": found["after_key"]}

    def having(self, name: str, value: str) -> Shown | None:
        asked = {"term": {f"key_{name}": utf8(key(value))}}
        rows = self._search({"size": 1, "query": asked, "_source": ["shown"]})["hits"]["hits"]
        return shown(rows[0]["_source"]) if rows else None

    def _first(
        self, query: Query, base: Native, groups: list[tuple[Clause, tuple[str, ...]]]
    ) -> dict[tuple[Clause, tuple[str, ...]], Mapping[str, Any]]:
        """The first answer of each group of facets."""
        asked = {
            str(number): {"filter": native(clause), "aggs": self.asked(query, names)}
            for number, (clause, names) in enumerate(groups)
        }
        answer = self.aggregate({"bool": {"filter": [base]}}, asked)
        return {group: answer[str(number)] for number, group in enumerate(groups)}
