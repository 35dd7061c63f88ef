"""Counts by terms aggregations over texts, as OpenSearch has them: one call counts several facets.

A call returns the most frequent values of each, a few more than Query.distinct: with 100,000 different values, all of
them would take 0.2 s and ten times the memory of the rest. Whether that is enough is then proven from the answer; where
it is not, all values are counted.
"""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final, Generic, TypeVar

from indexer.engines.facets import chosen_values, merged
from indexer.engines.terms import NO_YEAR, UNLISTED, YEAR, key, utf8
from indexer.model import Query, Shown
from indexer.schema import MISSING

BUCKETS: Final = 65_000  # values that one aggregate call may return, over all facets
SPARE_VALUES: Final = 24  # fetched beyond those needed: for spellings of one value, and to see where a row of ties ends
SEGMENT_TIMES: Final = 8  # a segment gives so many times as many: it costs little, and leaves few counts in doubt
TOTAL: Final = "_total"

Tallies = dict[str, dict[str, int]]
Native = TypeVar("Native")  # an engine's own queries


class Cut:
    """The most frequent values of a facet that has more. A count may be too low, by `error` at most: a segment tells
    only its own most frequent values. `unseen` is how many documents a value that is not here may have."""

    def __init__(self, answer: Mapping[str, Any]) -> None:
        self.values = plain(answer["buckets"])
        self.error = int(answer["doc_count_error_upper_bound"])
        self.unseen = min(self.values.values()) + self.error


class Counting(ABC, Generic[Native]):
    """Counts over one state of an index."""

    each_has: str  # a field of which every document has one value
    in_segment: str  # what a terms aggregation calls the number of values that a segment gives

    def __init__(self) -> None:
        self.respelt = cache(self._read_respelt)

    @abstractmethod
    def aggregate(self, native: Native, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        """The answers to aggregations over what a query matches, each under its name."""

    @abstractmethod
    def walk(self, native: Native | None, name: str) -> Iterable[tuple[str, int]]:
        """Every value of a facet, as often as there are documents that match (None: of all), without a limit."""

    @abstractmethod
    def having(self, name: str, value: str) -> Shown | None:
        """A document with the value, in whatever case."""

    def tally(self, query: Query, native: Native, names: tuple[str, ...]) -> tuple[int, Tallies]:
        """See facets.Tally."""
        return self.tallied(query, native, names, self.aggregate(native, self.asked(query, names)))

    def tallied(
        self, query: Query, native: Native, names: tuple[str, ...], answer: Mapping[str, Any]
    ) -> tuple[int, Tallies]:
        """The same, from the answer to what is `asked`."""
        cut = {name: Cut(answer[name]) for name in names if answer[name]["sum_other_doc_count"]}
        tallies = {name: plain(answer[name]["buckets"]) for name in names}
        found = _with_years(tallies | self._completed(query, native, cut))
        return int(answer[TOTAL]["value"]), {name: merged(counts) for name, counts in found.items()}

    def asked(self, query: Query, names: tuple[str, ...]) -> dict[str, Any]:
        """The aggregations that a tally begins with."""
        size = min(max(query.distinct, query.facet_values) + SPARE_VALUES, BUCKETS // (len(query.facets) + 1))
        wanted = {name: self._terms(name, size, min(SEGMENT_TIMES * size, BUCKETS)) for name in names}
        return wanted | {TOTAL: {"value_count": {"field": self.each_has}}}

    def _completed(self, query: Query, native: Native, cut: Mapping[str, Cut]) -> Tallies:
        """The facets of which values were left out: what is listed of them counted exactly."""
        doubtful = {name: self._doubtful(query, name, found) for name, found in cut.items()}
        exact = self._recounted(native, {name: values for name, values in doubtful.items() if values})
        tallies = {name: found.values | exact.get(name, {}) for name, found in cut.items()}
        return {
            name: counts if name != UNLISTED and _enough(query, counts, cut[name].unseen) else self._all(native, name)
            for name, counts in tallies.items()
        }

    def _doubtful(self, query: Query, name: str, found: Cut) -> list[str]:
        """The values that may be listed and are not counted exactly, or not at all."""
        least = sorted(found.values.values(), reverse=True)[: query.facet_values][-1:] or [0]
        inexact = [value for value, count in found.values.items() if found.error and count + found.error >= least[0]]
        chosen = [self._spelling(name, value) for value in chosen_values(query, name)]
        others = [value for value in (*chosen, *self.respelt(name), MISSING) if value not in found.values]
        return [*dict.fromkeys([*inexact, *others, *(self.respelt(name) if found.error else ())])]

    def _recounted(self, native: Native, values: Mapping[str, list[str]]) -> Tallies:
        asked = {
            name: self._terms(name, len(some), len(some), include=[*map(utf8, some)]) for name, some in values.items()
        }
        answer = self.aggregate(native, asked) if asked else {}
        return {name: plain(found["buckets"]) for name, found in answer.items()}

    def _all(self, native: Native, name: str) -> dict[str, int]:
        """Every value; where there are more than one call returns, by a walk."""
        answer = self.aggregate(native, {name: self._terms(name, BUCKETS, BUCKETS)})[name]
        return dict(self.walk(native, name)) if answer["sum_other_doc_count"] else plain(answer["buckets"])

    def _spelling(self, name: str, value: str) -> str:
        """A value as the index spells it; as it was given, where no document has it."""
        shown = self.having(name, value)
        values = shown.facets[name] if shown else ()
        return next((each.value for each in values if key(each.value) == key(value)), value)

    def _read_respelt(self, name: str) -> list[str]:
        """The values that stand in the index in more than one spelling."""
        spellings = [value for value, _ in self.walk(None, name)]
        counts = Counter(map(key, spellings))
        return [value for value in spellings if counts[key(value)] > 1]

    def _terms(self, name: str, size: int, in_segment: int, **options: Any) -> dict[str, Any]:
        return {"terms": {"field": f"value_{name}", "size": size, self.in_segment: in_segment, **options}}


def _enough(query: Query, counts: Mapping[str, int], unseen: int) -> bool:
    """Whether there are as many values as are counted, and no other value can be among those that are listed."""
    values = sorted(merged({value: n for value, n in counts.items() if value != MISSING}).values(), reverse=True)
    listed = values[: query.facet_values]
    return len(values) >= query.distinct and (not listed or listed[-1] > unseen)


def _with_years(tallies: Tallies) -> Tallies:
    """Years as the other engines give them."""
    years: dict[Any, int] = tallies.get(YEAR, {})
    texts = {MISSING if year == NO_YEAR else str(year): count for year, count in years.items()}
    return tallies | {YEAR: texts} if years else tallies


def plain(buckets: list[dict[str, Any]]) -> dict[Any, int]:
    return {bucket["key"]: bucket["doc_count"] for bucket in buckets}
