"""How many of the documents that a Tantivy query matches have each value of a facet, the values being numbers.

One call counts several facets. It returns the most frequent values of each, a few more than Query.distinct: with
100,000 different values, all of them would take 0.2 s and ten times the memory of the rest. Whether that is enough is
then proven from the answer; where it is not, all values are counted.
"""

from collections.abc import Mapping
from typing import Any, Final

from tantivy import Occur, Searcher
from tantivy import Query as Native

from indexer.engines.counting import BUCKETS, SPARE_VALUES, TOTAL, Tallies, plain
from indexer.engines.facets import chosen_values
from indexer.engines.tantivy_schema import spelt, valued
from indexer.engines.tantivy_values import AllValues
from indexer.engines.terms import NO_YEAR, UNLISTED, YEAR
from indexer.model import Query
from indexer.schema import MISSING

_TOTAL: Final = {TOTAL: {"value_count": {"field": "id_high"}}}

Numbered = dict[int, int]  # a value's number → documents


class Counting:
    """Counts over one state of the index."""

    def __init__(self, searcher: Searcher, values: AllValues) -> None:
        self._searcher, self._values = searcher, values

    def total(self, native: Native, *others: Native) -> int:
        """How many documents match all of the queries. A search would score them to tell it, which takes half as long
        again."""
        both = Native.boolean_query([(Occur.Must, each) for each in (native, *others)]) if others else native
        return int(self._searcher.aggregate(both, _TOTAL)[TOTAL]["value"])

    def tally(self, query: Query, native: Native, names: tuple[str, ...]) -> tuple[int, Tallies]:
        """See facets.Tally."""
        size = min(max(query.distinct, query.facet_values) + SPARE_VALUES, BUCKETS // max(1, len(names)))
        asked: dict[str, Any] = {name: _terms(name, size) for name in names}
        answer = self._searcher.aggregate(native, asked | _TOTAL)
        return int(answer[TOTAL]["value"]), {name: self._told(query, native, name, answer[name]) for name in names}

    def _told(self, query: Query, native: Native, name: str, found: Mapping[str, Any]) -> dict[str, int]:
        """What was found of a facet, by the values as they are spelt."""
        counts = plain(found["buckets"])
        match name:
            case _ if name == YEAR:
                return {MISSING if year == NO_YEAR else str(year): count for year, count in counts.items()}
            case _ if name == UNLISTED:  # texts, and hardly ever more than one is asked for
                left_out = found["sum_other_doc_count"]
                return dict(self._searcher.terms_with_prefix(f"value_{name}", "", native)) if left_out else counts
            case _:
                return self._spelt(native, name, self._completed(query, native, name, found, counts))

    def _completed(
        self, query: Query, native: Native, name: str, found: Mapping[str, Any], counts: Numbered
    ) -> Numbered:
        """The counts and what was left out and matters: values that are told in any case, or all of them."""
        if not found["sum_other_doc_count"]:
            return counts
        missing = self._values[name].number(MISSING)
        if found["doc_count_error_upper_bound"] or not _enough(query, counts, missing):
            return self._all(native, name)
        asked = (missing, *map(self._values[name].number, chosen_values(query, name)))
        others = {number for number in asked if number is not None} - counts.keys()
        return counts | {number: self.total(native, valued(name, number)) for number in others}

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


def _enough(query: Query, counts: Numbered, missing: int | None) -> bool:
    """Whether there are as many values as are counted, and no other value can be among those that are listed."""
    values = sorted((count for number, count in counts.items() if number != missing), reverse=True)
    listed = values[: query.facet_values]
    return len(values) >= query.distinct and (not listed or listed[-1] > min(counts.values()))


def _terms(name: str, size: int) -> dict[str, Any]:
    """A segment tells all of its values, as far as it may: fewer would spare a tenth of the time, and leave counts in
    doubt."""
    return {"terms": {"field": f"value_{name}", "size": size, "segment_size": BUCKETS}}
