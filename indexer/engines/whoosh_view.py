"""One state of a Whoosh index: a clause becomes a mask over all documents and their scores, with numpy.

At 20,000 documents an operation on such an array takes some 10 µs; facets and years are counted with `bincount`.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from indexer.engines import bm25
from indexer.engines.clauses import arrangements, narrowed
from indexer.engines.facets import counted
from indexer.engines.order import LAST_DAY, place
from indexer.engines.whoosh_arrays import Arrays, Mask, Places, to_text
from indexer.model import (
    All,
    And,
    Clause,
    DateRange,
    Fuzzy,
    HasValue,
    Hit,
    Ids,
    Not,
    Nothing,
    Or,
    Phrase,
    Place,
    Preferring,
    Prefix,
    Query,
    Record,
    Results,
    Term,
)

if TYPE_CHECKING:
    from whoosh.reading import IndexReader

MATCHES_KEPT: Final = 16  # clauses whose matches stay in memory: the facets of a search share most of them

Scores = npt.NDArray[np.float64]  # one for each document; 0 where the mask is not set


class View:
    """See the module. Safe from many threads at once."""

    def __init__(self, reader: "IndexReader") -> None:
        self._arrays = Arrays(reader)
        self._rank = cache(self._read_rank)
        self._sorted = cache(self._read_sorted)
        self._mean_length = cache(self._read_mean_length)
        self._match = lru_cache(MATCHES_KEPT)(self._matching)

    def get(self, id: str) -> Record | None:
        """The record with the id."""
        place = self._arrays.place.get(id)
        return None if place is None else self._arrays.record(place)

    def counts(self, query: Query) -> Results:
        """See base.Engine."""
        return counted(query, self._tally)

    def _tally(self, clause: Clause, names: tuple[str, ...]) -> tuple[int, Mapping[str, Mapping[str, int]]]:
        mask, _ = self._match(clause)
        return int(np.count_nonzero(mask)), {name: self._arrays.values[name].counts(mask) for name in names}

    def words(self, begins: str) -> list[tuple[str, int]]:
        """See base.Engine."""
        return self._arrays.words(begins)

    # ------------------------------------------------------------------------------------------------ ranking

    def hits(self, query: Query) -> Iterator[Hit]:
        """See base.Engine."""
        mask, scores = self._match(narrowed(query))
        scores = scores if query.sort == "relevance" else np.zeros(self._arrays.size)
        order = -scores if query.sort == "relevance" else self._rank(query.sort).astype(float)
        places = np.flatnonzero(mask & self._behind(query.sort, query.after, order) if query.after else mask)
        for at in self._best(places, order, query.offset, query.limit):
            shown = self._arrays.shown(int(at))
            yield Hit(shown.id, float(scores[at]), shown, place(query.sort, float(scores[at]), shown))

    def _best(self, places: Places, order: Scores, offset: int, limit: int) -> Places:
        """First ones of an order; only what is as good as the last one needed is sorted."""
        need = offset + limit
        if need < len(places):
            found = order[places]
            places = places[found <= np.partition(found, need)[need]]
        return places[np.lexsort((self._rank("id")[places], order[places]))][offset:need]

    def _behind(self, sort: str, after: Place, order: Scores) -> Mask:
        """The documents that come after the place in the order, whether or not one is still there."""
        if sort != "relevance":
            behind: Mask = order >= bisect_right(self._sorted(sort), (after.key, after.id))
            return behind
        key, names = float(after.key), self._rank("id")
        behind = (order == key) & (names >= bisect_right(self._sorted("id"), after.id))
        return behind | (order > key)

    def _read_sorted(self, sort: str) -> list[Any]:
        return sorted(self._order(sort))

    def _read_rank(self, sort: str) -> Places:
        """Each document's place in the order, a number each."""
        rank = np.empty(self._arrays.size, np.int64)
        rank[sorted(range(self._arrays.size), key=self._order(sort).__getitem__)] = np.arange(self._arrays.size)
        return rank

    def _order(self, sort: str) -> list[Any]:
        """What each document is ordered by: see order.key_of."""
        match sort:
            case "id":
                return self._arrays.ids
            case "title":
                keys: Iterable[int | str] = map(to_text, self._arrays.column("title"))
            case "-first_seen":
                keys = (-self._arrays.seen).tolist()
            case "-date":
                keys = (-self._arrays.first_day).tolist()
            case _:
                keys = np.where(self._arrays.first_day > 0, self._arrays.first_day, LAST_DAY).tolist()
        return [*zip(keys, self._arrays.ids, strict=True)]

    # ----------------------------------------------------------------------------------------------- matching

    def _matching(self, clause: Clause) -> tuple[Mask, Scores]:
        match clause:
            case All(score):
                return self._arrays.living, np.where(self._arrays.living, score, 0.0)
            case Nothing() | Or(()):
                return self._unscored(np.zeros(self._arrays.size, bool))
            case Term(field, text, boost):
                found = self._arrays.postings(field, text)
                return self._scored(found.documents, found.frequencies[:, None], field, (text,), boost)
            case Phrase(field, terms, _, boost):
                return self._scored(*self._standing(clause), field, terms, boost)
            case Prefix() | Fuzzy():
                mask = self._at(self._arrays.expanded(clause))
                return mask, mask.astype(float)
            case And(clauses):
                return self._all_of([self._match(part) for part in clauses])
            case Or(clauses):
                masks, scores = zip(*map(self._match, clauses), strict=True)
                return np.logical_or.reduce(masks), np.add.reduce(scores)
            case Preferring(inner, better):
                inside, basic = self._match(inner)
                return inside, np.where(inside, basic + self._match(Or(better))[1], 0.0)
            case Not(inner):
                return self._unscored(self._arrays.living & ~self._match(inner)[0])
            case DateRange(first, last):
                return self._unscored(self._overlapping(first, last))
            case HasValue(facet, value):
                return self._unscored(self._at(self._arrays.values[facet].having(value)))
            case Ids(scores):
                return self._named(scores)

    def _named(self, scores: Iterable[tuple[str, float]]) -> tuple[Mask, Scores]:
        mask, found = self._unscored(np.zeros(self._arrays.size, bool))
        for id_, score in scores:
            if (place := self._arrays.place.get(id_)) is not None:
                mask[place], found[place] = True, score
        return mask, found

    def _at(self, places: Places) -> Mask:
        mask = np.zeros(self._arrays.size, bool)
        mask[places] = True
        return mask

    def _unscored(self, mask: Mask) -> tuple[Mask, Scores]:
        return mask, np.zeros(self._arrays.size)

    def _all_of(self, parts: list[tuple[Mask, Scores]]) -> tuple[Mask, Scores]:
        mask, scores = self._unscored(self._arrays.living)
        for part, score in parts:
            mask, scores = mask & part, scores + score
        return mask, np.where(mask, scores, 0.0)

    def _overlapping(self, first: int | None, last: int | None) -> Mask:
        days = self._arrays
        dated = days.living & (days.first_day > 0)
        before = True if last is None else days.first_day <= last
        return dated & before & (True if first is None else days.last_day >= first)

    def _scored(
        self, documents: Places, frequencies: Scores, field: str, terms: tuple[str, ...], boost: float
    ) -> tuple[Mask, Scores]:
        """BM25 of the terms as one, standing so often in the documents: a row for each, a column for each way."""
        mask, scores = self._unscored(self._at(documents))
        having = [len(self._arrays.postings(field, term).documents) for term in terms]
        weight = sum(bm25.idf(len(self._arrays.place), count) for count in having)
        lengths = self._arrays.lengths[field][documents, None]
        saturation = bm25.saturation(frequencies, lengths, self._mean_length(field))
        scores[documents] = boost * weight * saturation.sum(axis=1)
        return mask, scores

    def _read_mean_length(self, field: str) -> float:
        lengths = self._arrays.lengths[field][self._arrays.living]
        return float(lengths.mean()) if lengths.any() else 1.0

    def _standing(self, phrase: Phrase) -> tuple[Places, Scores]:
        """The documents in which the phrase stands, and how often in each of its arrangements."""
        found = [self._arrays.postings(phrase.field, term) for term in phrase.terms]
        common = found[0].documents
        for postings in found[1:]:
            common = np.intersect1d(common, postings.documents, assume_unique=True)
        rows = zip(*(np.searchsorted(postings.documents, common) for postings in found), strict=True)
        ways = arrangements(phrase)
        counts = np.zeros((len(common), len(ways)))
        for at, row in enumerate(rows):
            counts[at] = _occurrences([postings.positions[r] for postings, r in zip(found, row, strict=True)], ways)
        there = counts.any(axis=1)
        return common[there], counts[there]


def _occurrences(positions: list[bytes], ways: list[tuple[int, ...]]) -> list[int]:
    """How often the terms with these positions stand in each of the ways."""
    first, *others = (set(np.frombuffer(places, np.uint32).tolist()) for places in positions)
    return [
        sum(all(at + step in other for step, other in zip(way[1:], others, strict=True)) for at in first)
        for way in ways
    ]
