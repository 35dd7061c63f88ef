"""How well are judged searches answered?

*nDCG@10*: the gains of the first ten, each divided by the binary logarithm of its place and one, against those of the
best possible ten (Järvelin & Kekäläinen 2002). *Recall@100*: the share of the good documents among the first hundred.
*MRR*: one divided by the place of the first good one, among the first hundred. Each is a mean over queries; the last
line of a table is the mean over collections.

A query is asked as people's queries are, all words (AND), or as those written as whole sentences must be: any of them
(OR), all of a query however long it is. Which was done is said.
"""

import statistics
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import log2
from pathlib import Path
from typing import Any, Final

from indexer.engines import Engine, open_engine
from indexer.errors import SourceError
from indexer.evaluation.judged import Judged
from indexer.model import Clause, Query
from indexer.query import WEIGHTS, Weights, Word, any_of, parse, plan
from indexer.words import part_tokens

WORDS: Final = ("any", "all")  # of a query, must stand in a document

_DEPTH: Final = 100  # hits looked at
_TOP: Final = 10
_CHANGED: Final = 0.01  # of nDCG: less is no difference
_LISTED: Final = 10  # queries that are listed as better, and as worse


@dataclass(frozen=True, slots=True)
class QueryScore:
    """How one query came out."""

    id: str
    text: str
    ndcg: float
    recall: float
    mrr: float


@dataclass(frozen=True, slots=True)
class SearchScore:
    """How one collection came out."""

    name: str
    queries: tuple[QueryScore, ...]

    def mean(self, measure: str) -> float:
        """Of "ndcg", "recall" or "mrr", over the queries."""
        return statistics.fmean(getattr(query, measure) for query in self.queries)


_MEASURES: Final = (("ndcg", "nDCG@10"), ("recall", "recall@100"), ("mrr", "MRR"))


def evaluate_search(judged: Judged, engine: Engine, words: str, weights: Weights = WEIGHTS) -> SearchScore:
    """Ask the engine every judged query."""
    languages = _languages(engine)
    clauses = {name: _clause(text, languages, words, weights) for name, text in judged.queries.items()}
    return SearchScore(judged.name, tuple(_scored(judged, name, engine, clause) for name, clause in clauses.items()))


@contextmanager
def indexed(judged: Judged, name: str) -> Iterator[Engine]:
    """An engine of this name over the collection's own documents, for as long as it is asked."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(name, Path(folder), write=True)
        try:
            engine.add(judged.records())
            yield engine
        finally:
            engine.close()


def _languages(engine: Engine) -> tuple[str, ...]:
    """Of the records: collections of our own have no language facet."""
    values = engine.search(Query(limit=0, facets=("language",), facet_values=_DEPTH)).facets[0].values
    found = {hit.record.language for hit in engine.search(Query(limit=_DEPTH)).hits}
    return tuple(dict.fromkeys([*(value for value, count in values if count), *sorted(found)]))


def _clause(text: str, languages: Sequence[str], words: str, weights: Weights) -> Clause:
    tree = any_of([Word(token.text) for token in part_tokens(text)]) if words == "any" else parse(text).tree
    return plan(tree, languages, weights=weights)


def _scored(judged: Judged, id: str, engine: Engine, clause: Clause) -> QueryScore:
    text, gains = judged.queries[id], judged.gains[id]
    found = [gains.get(hit.id, 0.0) for hit in engine.search(Query(clause, limit=_DEPTH)).hits]
    first = next((place for place, gain in enumerate(found, 1) if gain), 0)
    recall = sum(map(bool, found)) / len(gains)
    return QueryScore(id, text, _dcg(found) / _dcg(sorted(gains.values(), reverse=True)), recall, first and 1 / first)


def _dcg(gains: Sequence[float]) -> float:
    return sum(gain / log2(place + 1) for place, gain in enumerate(gains[:_TOP], 1))


# ------------------------------------------------------------------------------------------------------ tables


def search_as_text(found: Sequence[SearchScore], words: str, before: Mapping[str, Any] | None = None) -> str:
    """The table, and what has changed since another run (`search_as_plain` of it) query by query."""
    width = max(len("collection"), *(len(one.name) for one in found))
    lines = [f"{'collection':<{width}}  queries" + "".join(f"{label:>12}" for _, label in _MEASURES)]
    lines += [_line(one.name, width, len(one.queries), one.mean) for one in found]
    if len(found) > 1:
        mean = {measure: statistics.fmean(one.mean(measure) for one in found) for measure, _ in _MEASURES}
        lines.append(_line("mean", width, sum(len(one.queries) for one in found), mean.__getitem__))
    lines += ["", f"asked: {words} of a query's words must stand in a document"]
    return "\n".join([*lines, *(_differences(found, before) if before is not None else ())])


def _line(name: str, width: int, queries: int, mean: Any) -> str:
    return f"{name:<{width}}  {queries:>7}" + "".join(f"{mean(measure):>12.4f}" for measure, _ in _MEASURES)


def _differences(found: Sequence[SearchScore], before: Mapping[str, Any]) -> Iterator[str]:
    known = {(one["name"], row["id"]): row["ndcg"] for one in before["collections"] for row in one["queries"]}
    for one in found:
        changes = [(row.ndcg - known[one.name, row.id], row) for row in one.queries if (one.name, row.id) in known]
        better = sorted((change for change in changes if change[0] >= _CHANGED), key=lambda pair: -pair[0])
        worse = sorted((change for change in changes if change[0] <= -_CHANGED), key=lambda pair: pair[0])
        mean = statistics.fmean(change for change, _ in changes) if changes else 0.0
        yield f"\n{one.name}: {mean:+.4f} nDCG@10; better {len(better)}, worse {len(worse)}, of {len(changes)} queries"
        for change, row in (*better[:_LISTED], *worse[:_LISTED]):
            yield f"  {change:+.3f} → {row.ndcg:.3f}  {row.id}  {row.text[:80]}"


def search_as_plain(found: Sequence[SearchScore], words: str) -> dict[str, Any]:
    """All of it, for programs and for `search_as_text` of a later run."""
    return {
        "words": words,
        "collections": [
            {
                "name": one.name,
                **{measure: round(one.mean(measure), 4) for measure, _ in _MEASURES},
                "queries": [
                    {"id": row.id, "text": row.text, **{m: round(getattr(row, m), 4) for m, _ in _MEASURES}}
                    for row in one.queries
                ],
            }
            for one in found
        ],
    }


def check_run(before: Any, file: Path, words: str) -> Mapping[str, Any]:
    """An earlier run as it was read from a file. Raises SourceError where it is none, or was asked otherwise."""
    if not (isinstance(before, dict) and isinstance(before.get("collections"), list)):
        raise SourceError(f"{file} is no earlier run: make one with winnow eval search --json > {file}")
    if before.get("words") != words:
        raise SourceError(f"{file} was asked with --words {before.get('words')}: compare it with the same")
    return before
