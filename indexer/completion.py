"""What may a person be about to type?  Titles and facet values with words that begin so.

Values are put in order once for a generation; titles are asked of the engine.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from indexer.engines.base import Engine
from indexer.model import And, Clause, FacetCounts, Prefix, Query, Term
from indexer.words import fold, part_tokens

_SHORTEST: Final = 2  # letters; one letter begins too much
_RUN: Final = 2_000  # values that are looked at for the most frequent ones


@dataclass(frozen=True, slots=True)
class Completion:
    """One way to go on."""

    kind: str  # "title" or "value"
    text: str  # what to search for, or the value to filter by
    label: str  # for people
    facet: str = ""  # of a value
    count: int = 1  # documents
    id: str = ""  # of a title's document


class Values:
    """The values of all facets, found by the beginning of any of their words."""

    def __init__(self, facets: Iterable[FacetCounts]) -> None:
        self._values = [(counts.field, value, count) for counts in facets for value, count in counts.values if count]
        starts = (
            (fold(value[token.start :]), place)
            for place, (_, value, _) in enumerate(self._values)
            for token in part_tokens(value)
        )
        self._starts = sorted(starts)

    def completions(self, text: str, limit: int) -> list[Completion]:
        """The most frequent values with the text at the beginning of one of their words."""
        begun = fold(text)
        first = bisect_left(self._starts, (begun, -1))
        places = {place for start, place in self._starts[first : first + _RUN] if start.startswith(begun)}
        ranked = sorted((self._values[place] for place in places), key=lambda found: (-found[2], found[1]))
        return [Completion("value", value, value, facet, count) for facet, value, count in ranked[:limit]]


def complete(engine: Engine, values: Values, text: str, limit: int) -> tuple[Completion, ...]:
    """Values first, as they are few and exact, then titles; at most `limit` in all, half of them values."""
    text = text.strip()
    if len(text) < _SHORTEST:
        return ()
    found = values.completions(text, limit)
    titles = list(_titles(engine, text, limit))
    half = max(limit - len(titles), limit // 2)
    return tuple([*found[:half], *titles][:limit])


def _titles(engine: Engine, text: str, limit: int) -> Iterator[Completion]:
    *whole, last = [token.text for token in part_tokens(text)] or [""]
    if len(last) < _SHORTEST:
        return
    clauses: tuple[Clause, ...] = (*(Term("title_exact", word) for word in whole), Prefix("title_exact", last))
    seen = set[str]()
    for hit in engine.search(Query(And(clauses), limit=2 * limit)).hits:
        title = hit.record.title
        if title not in seen:
            seen.add(title)
            yield Completion("title", title, title, id=hit.id)
