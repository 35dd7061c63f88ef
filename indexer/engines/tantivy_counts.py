"""How many of the documents that a Tantivy query matches have each value of a facet, the values being numbers.

One call counts several facets. It returns the most frequent values of each, a few more than Query.distinct: with
100,000 different values, all of them would take 0.2 s and ten times the memory of the rest. Whether that is enough is
then proven from the answer; where it is not, all values are counted.
"""

import sys
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from itertools import chain
from typing import Any, Final

from tantivy import Occur, Searcher
from tantivy import Query as Native

from indexer.engines.counting import BUCKETS, SPARE_VALUES, TOTAL, Tallies, plain
from indexer.engines.facets import chosen_values
from indexer.engines.tantivy_schema import SCHEMA, spelt, valued
from indexer.engines.tantivy_values import AllValues
from indexer.engines.terms import NO_YEAR, UNLISTED, YEAR
from indexer.model import Query
from indexer.schema import MISSING

_EACH_HAS: Final = "language"  # a facet of few values, of which each document has one, be it MISSING
_TOTAL: Final = {TOTAL: {"value_count": {"field": "id_high"}}}
# What finds most documents is counted by what it does not find, where that spares counting so many: telling all values
# of the others takes as long.
_SPARED: Final = 10_000
_YEARS: Final = 10_000  # that there may be: all of them are told
_BASES_KEPT: Final = 4  # counts of all documents, by the facets that are counted; some 10,000 values each

Numbered = dict[int, int]  # a value's number → documents


@dataclass(frozen=True, slots=True)
class Found:
    """The most frequent values of a facet. Where there are `others`, none is in more than `unseen` documents; unless
    some of these counts may be too low: then `sure` is False."""

    counts: dict[Any, int]
    others: bool
    unseen: int
    sure: bool = True

    @staticmethod
    def of(answer: Mapping[str, Any]) -> "Found":
        """From the answer to a terms aggregation."""
        counts = plain(answer["buckets"])
        sure = not answer["doc_count_error_upper_bound"]
        return Found(counts, bool(answer["sum_other_doc_count"]), min(counts.values(), default=0), sure)

    def without(self, rest: "Found", enough: int, told: Collection[int]) -> "Found":
        """So many of the values, and those to be told in any case, in the documents that are not among the rest."""
        first, left = {value: self.counts[value] for value in told if value in self.counts}, dict[Any, int]()
        for value, count in chain(first.items(), self.counts.items()):  # most frequent first
            if len(left) >= enough:
                return Found(left, True, count)
            if n := count - rest.counts.get(value, 0):
                left[value] = n
        return Found(left, self.others, self.unseen)


class Counting:
    """Counts over one state of the index."""

    def __init__(self, searcher: Searcher, values: AllValues) -> None:
        self._searcher, self._values = searcher, values
        self.documents, self._living = cache(self._read_documents), cache(self._read_living)
        self._base = lru_cache(_BASES_KEPT)(partial(self._found, Native.all_query()))

    def total(self, native: Native, *others: Native) -> int:
        """How many documents match all of the queries. A search would score them to tell it, which takes half as long
        again."""
        both = Native.boolean_query([(Occur.Must, each) for each in (native, *others)]) if others else native
        return int(self._searcher.aggregate(both, _TOTAL)[TOTAL]["value"])

    def having(self, field: str, text: str) -> int:
        """How many documents have the term. The vocabulary tells it, unless it counts documents that were removed."""
        if self.documents() > self._living():
            return self.total(Native.term_query(SCHEMA, field, text, "basic"))
        return self._searcher.doc_freq(field, text)

    def _read_documents(self) -> int:
        """How many documents the vocabulary counts at most, with those that were removed and are still in it: by the
        values of a facet that each has one of."""
        numbers = range(len(self._values[_EACH_HAS].texts))
        return sum(self._searcher.doc_freq(f"value_{_EACH_HAS}", number) for number in numbers)

    def _read_living(self) -> int:
        """The same, of those that were not."""
        _, found = self._found(Native.all_query(), (_EACH_HAS,), BUCKETS)
        return sum(found[_EACH_HAS].counts.values())

    def tally(self, query: Query, native: Native, names: tuple[str, ...], most: int) -> tuple[int, Tallies]:
        """See facets.Tally; the query finds `most` documents at most."""
        if self._is_broad(most) and names and UNLISTED not in names:
            total, found = self._broad(query, native, names)
        else:
            total, found = self._found(native, names, _size(query))
        return total, {name: self._told(query, native, name, found[name]) for name in names}

    def _is_broad(self, count: int) -> bool:
        return 2 * count > self._searcher.num_docs + _SPARED

    def _broad(self, query: Query, native: Native, names: tuple[str, ...]) -> tuple[int, dict[str, Found]]:
        """The counts of a query that may find most documents: those of all less those of the others."""
        total, size = self.total(native), _size(query)
        if not self._is_broad(total):
            return self._found(native, names, size)
        rest = Native.boolean_query([(Occur.Must, Native.all_query()), (Occur.MustNot, native)])
        (_, base), (_, missed) = self._base(names, sys.maxsize), self._found(rest, names, sys.maxsize)
        known = [name for name in names if base[name].sure and not missed[name].others]
        _, found = self._found(native, tuple(name for name in names if name not in known), size)
        for name in known:
            enough = size if name != YEAR else _YEARS
            found[name] = base[name].without(missed[name], enough, self._in_any_case(query, name))
        return total, found

    def _found(self, native: Native, names: tuple[str, ...], size: int) -> tuple[int, dict[str, Found]]:
        """How many documents match, and so many values of each facet."""
        most = min(size, (BUCKETS - _YEARS) // max(1, len(names)))
        asked: dict[str, Any] = {name: _terms(name, most if name != YEAR else _YEARS) for name in names}
        answer = self._searcher.aggregate(native, asked | _TOTAL)
        return int(answer[TOTAL]["value"]), {name: Found.of(answer[name]) for name in names}

    def _in_any_case(self, query: Query, name: str) -> list[int]:
        """The values of a facet that are told however few documents have them."""
        if name == YEAR:
            return [NO_YEAR]
        numbers = map(self._values[name].number, (MISSING, *chosen_values(query, name)))
        return [number for number in numbers if number is not None]

    def _told(self, query: Query, native: Native, name: str, found: Found) -> dict[str, int]:
        """What was found of a facet, by the values as they are spelt."""
        match name:
            case _ if name == YEAR:
                return {MISSING if year == NO_YEAR else str(year): count for year, count in found.counts.items()}
            case _ if name == UNLISTED:  # texts, and hardly ever more than one is asked for
                all_of_them = self._searcher.terms_with_prefix
                return dict(all_of_them(f"value_{name}", "", native)) if found.others else found.counts
            case _:
                return self._spelt(native, name, self._completed(query, native, name, found))

    def _completed(self, query: Query, native: Native, name: str, found: Found) -> Numbered:
        """The counts and what was left out and matters: values that are told in any case, or all of them."""
        if not found.others:
            return found.counts
        if not _is_enough(query, found, self._values[name].number(MISSING)):
            return self._all(native, name)
        others = set(self._in_any_case(query, name)) - found.counts.keys()
        return found.counts | {number: self.total(native, valued(name, number)) for number in others}

    def living(self, name: str) -> Collection[int]:
        """The numbers of the values of a facet that documents have."""
        return self._all(Native.all_query(), name).keys()

    def _all(self, native: Native, name: str) -> Numbered:
        """Every value, as many numbers at a time as one call returns."""
        counts: Numbered = {}
        for first in range(0, len(self._values[name].texts), BUCKETS):
            asked = {"field": f"value_{name}", "interval": 1, "min_doc_count": 1}
            asked["hard_bounds"] = {"min": first, "max": first + BUCKETS - 1}
            answer = self._searcher.aggregate(native, {name: {"histogram": asked}})
            counts |= {int(number): count for number, count in plain(answer[name]["buckets"]).items()}
        return counts

    def _spelt(self, native: Native, name: str, counts: Numbered) -> dict[str, int]:
        """The counts by values, each in the spelling that most of the documents have."""
        values = self._values[name]
        found = {values.texts[number]: count for number, count in counts.items()}
        for first in values.respelt.keys() & found:
            count = found.pop(first)
            having = {other: self.total(native, spelt(name, other)) for other in values.respelt[first]}
            having[first] = count - sum(having.values())
            found[min(having, key=lambda spelling: (-having[spelling], spelling))] = count
        return found


def _is_enough(query: Query, found: Found, missing: int | None) -> bool:
    """Whether there are as many values as are counted, and no other value can be among those that are listed."""
    values = sorted((count for number, count in found.counts.items() if number != missing), reverse=True)
    listed = values[: query.facet_values]
    return found.sure and len(values) >= query.distinct and (not listed or listed[-1] > found.unseen)


def _size(query: Query) -> int:
    """How many values of each facet one call returns."""
    return max(query.distinct, query.facet_values) + SPARE_VALUES


def _terms(name: str, size: int) -> dict[str, Any]:
    """A segment tells all of its values, as far as it may: fewer would spare a tenth of the time, and leave counts in
    doubt."""
    return {"terms": {"field": f"value_{name}", "size": size, "segment_size": BUCKETS}}
