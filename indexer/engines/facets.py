"""How many of the matching documents have each value.

Every facet is counted under all filters but those on the facet itself, and the years under all but the date's: so a
page can offer other values beside the chosen one. An engine only tallies; what is tallied under which clause, and how
tallies become counts, stands here once.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from heapq import nsmallest

from indexer.engines.clauses import matching, narrowed
from indexer.engines.terms import UNLISTED, YEAR, key, unlisted
from indexer.model import And, Clause, FacetCounts, HasValue, Or, Query, Results
from indexer.schema import FACET_NAMES, MISSING

# (clause, names of COUNTED) → how many documents match, and for each of the names: value, or MISSING → documents.
# Values are spelt as the records have them; a value may be spelt in several ways, but in a document only in one.
# Where there are more than Query.distinct values, some may be left out, but not of those that are listed.
Tally = Callable[[Clause, tuple[str, ...]], tuple[int, Mapping[str, Mapping[str, int]]]]


def counted(query: Query, tally: Tally) -> Results:
    """The total, facets in the order of the schema, years ascending, and the number of undated documents."""
    tallies: dict[str, Mapping[str, int]] = {}
    totals: dict[Clause, int] = {}
    for clause, names in _grouped(query).items():
        totals[clause], counts = tally(clause, names)
        tallies |= counts
    asked = [name for name in FACET_NAMES if name in query.facets]
    facets = tuple(_facet(query, name, tallies[name], _beyond(query, name, tallies[name], tally)) for name in asked)
    years = sorted((int(year), count) for year, count in tallies[YEAR].items() if count and year != MISSING)
    return Results(totals[matching(narrowed(query))], (), facets, tuple(years), tallies[YEAR].get(MISSING, 0))


def _grouped(query: Query) -> dict[Clause, tuple[str, ...]]:
    """Names by the clause they are counted under: one tally serves all facets that nothing is chosen of."""
    groups: dict[Clause, tuple[str, ...]] = {matching(narrowed(query)): ()}
    for name in (*query.facets, YEAR):
        clause = matching(narrowed(query, without=name))
        groups[clause] = (*groups.get(clause, ()), name)
    return groups


def _beyond(query: Query, name: str, listed: Mapping[str, int], tally: Tally) -> dict[str, int]:
    """The counts of chosen values that are not listed: hardly ever there are any, so they are asked for alone."""
    known, prefix = {key(value) for value, count in listed.items() if count}, unlisted(name, "")
    chosen = {unlisted(name, key(value)) for value in chosen_values(query, name) if key(value) not in known}
    if not chosen:
        return {}
    any_of = Or(tuple(HasValue(UNLISTED, value) for value in sorted(chosen)))
    _, found = tally(And((narrowed(query, without=name), any_of)), (UNLISTED,))
    return {
        value.removeprefix(prefix): count for value, count in found[UNLISTED].items() if count and key(value) in chosen
    }


def _facet(query: Query, name: str, tally: Mapping[str, int], beyond: Mapping[str, int]) -> FacetCounts:
    values = merged({value: count for value, count in tally.items() if count and value != MISSING})
    by_rank = nsmallest(query.facet_values, values.items(), key=lambda item: (-item[1], item[0]))
    counts = merged(beyond) | values
    known = {key(value): value for value in counts}
    chosen = {known.get(key(value), value) for value in chosen_values(query, name)}
    listed = {**dict(by_rank), **{value: counts.get(value, 0) for value in chosen}}
    ranked = sorted(listed.items(), key=lambda item: (-item[1], item[0]))
    return FacetCounts(name, tuple(ranked), distinct=min(len(values), query.distinct), missing=tally.get(MISSING, 0))


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
