"""How many of the matching documents have each value.

Every facet is counted under all filters but those on the facet itself, and the years under all but the date's: so a
page can offer other values beside the chosen one. An engine only tallies; what is tallied under which clause, and how
tallies become counts, stands here once.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from heapq import nsmallest

from indexer.engines.clauses import matching, narrowed
from indexer.engines.terms import UNLISTED, YEAR, key, unlisted
from indexer.model import And, Clause, FacetCounts, HasValue, Or, Query, Results
from indexer.schema import FACET_NAMES, MISSING

# (clause, names of COUNTED) → how many documents match, and for each of the names: value, or MISSING → documents, where
# there are any. Spellings that differ in case only are one value, see `merged`; in a document a value has only one.
# Where there are more than Query.distinct values, some may be left out, but not of those that are listed.
Tally = Callable[[Clause, tuple[str, ...]], tuple[int, Mapping[str, Mapping[str, int]]]]


def counted(query: Query, tally: Tally) -> Results:
    """The total, facets in the order of the schema, years ascending, and the number of undated documents."""
    together, *apart = grouped(query)
    total, found = tally(*together)
    tallies = dict(found)
    for clause, names in apart:
        tallies |= tally(clause, names)[1]
    facets = tuple(_facet(query, name, tallies[name], tally) for name in FACET_NAMES if name in query.facets)
    years = sorted((int(year), count) for year, count in tallies[YEAR].items() if year != MISSING)
    return Results(total, (), facets, tuple(years), tallies[YEAR].get(MISSING, 0))


def grouped(query: Query) -> list[tuple[Clause, tuple[str, ...]]]:
    """What is tallied under which clause: first all that nothing is chosen of, then each of the others by itself."""
    apart = {chosen.field for chosen in query.filters} | ({YEAR} if query.dates else set())
    names = (*query.facets, YEAR)
    together = matching(narrowed(query)), tuple(name for name in names if name not in apart)
    return [together, *((matching(narrowed(query, without=name)), (name,)) for name in names if name in apart)]


def _facet(query: Query, name: str, tally: Mapping[str, int], tally_of: Tally) -> FacetCounts:
    values = [(value, count) for value, count in tally.items() if value != MISSING]
    listed = nsmallest(query.facet_values, values, key=_rank)
    if chosen := chosen_values(query, name):
        listed = sorted({**dict(listed), **_counts_of(query, name, chosen, tally, tally_of)}.items(), key=_rank)
    return FacetCounts(name, tuple(listed), min(len(values), query.distinct), tally.get(MISSING, 0))


def _counts_of(
    query: Query, name: str, chosen: Sequence[str], tally: Mapping[str, int], tally_of: Tally
) -> dict[str, int]:
    """The chosen values, as they are spelt, and their counts."""
    counts = {**_beyond(query, name, chosen, tally, tally_of), **tally}
    spelt = {key(value): value for value in counts}
    return {value: counts.get(value, 0) for value in (spelt.get(key(value), value) for value in chosen)}


def _beyond(
    query: Query, name: str, chosen: Sequence[str], tally: Mapping[str, int], tally_of: Tally
) -> dict[str, int]:
    """The counts of chosen values that are not listed: hardly ever there are any, so they are asked for alone."""
    known, prefix = set(map(key, tally)), unlisted(name, "")
    others = {unlisted(name, key(value)) for value in chosen if key(value) not in known}
    if not others:
        return {}
    any_of = Or(tuple(HasValue(UNLISTED, value) for value in sorted(others)))
    _, found = tally_of(And((narrowed(query, without=name), any_of)), (UNLISTED,))
    return {value.removeprefix(prefix): count for value, count in found[UNLISTED].items() if key(value) in others}


def _rank(counted: tuple[str, int]) -> tuple[int, str]:
    value, count = counted
    return -count, value


def merged(tally: Mapping[str, int]) -> dict[str, int]:
    """Spellings that differ in case only as one value, shown in the most frequent of them: filters do not tell them
    apart, so following a value finds what its count says."""
    if len({key(value) for value in tally}) == len(tally):  # mostly there is one spelling of each
        return dict(tally)
    spellings: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for value, count in sorted(tally.items(), key=lambda item: (-item[1], item[0])):
        counts[spellings.setdefault(key(value), value)] += count
    return dict(counts)


def chosen_values(query: Query, name: str) -> list[str]:
    """The values of the facet's own filters, each once whatever its case."""
    values = [value for chosen in query.filters if chosen.field == name for value in chosen.values]
    return [*{key(value): value for value in reversed(values) if value != MISSING}.values()]
