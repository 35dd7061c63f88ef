"""What an engine is asked to match: filters as clauses, a facet's own filter left out, a loose phrase as exact ones."""

from collections.abc import Iterable, Iterator
from itertools import combinations
from math import comb
from typing import Final

from indexer.engines.terms import UNLISTED, YEAR, unlisted
from indexer.errors import EngineError
from indexer.limits import ARRANGEMENTS
from indexer.model import (
    All,
    And,
    Clause,
    DateRange,
    Filter,
    Fuzzy,
    HasValue,
    Not,
    Nothing,
    Or,
    Phrase,
    Preferring,
    Prefix,
    Query,
)
from indexer.schema import FACET_NAMES, MISSING

LEVELS: Final = 64  # clauses that documents of one score are told by: as many as three prefixes in two fields each give


def narrowed(query: Query, without: str = "") -> Clause:
    """The query's clause and its filters, but those on the facet `without` (or on the date, for YEAR)."""
    clause = _unlisted_too(query.clause)
    filters = [_unlisted_too(_clause(chosen)) for chosen in query.filters if chosen.field != without]
    dates = [query.dates] if query.dates and without != YEAR else []
    return And((clause, *filters, *dates)) if filters or dates else clause


def _unlisted_too(clause: Clause) -> Clause:
    """The clause with each value looked for among those that are not listed as well."""
    match clause:
        case And(clauses):
            return And(tuple(map(_unlisted_too, clauses)))
        case Or(clauses):
            return Or(tuple(map(_unlisted_too, clauses)))
        case Preferring(part, better):
            return Preferring(_unlisted_too(part), tuple(map(_unlisted_too, better)))
        case Not(part):
            return Not(_unlisted_too(part))
        case HasValue(facet, value) if value != MISSING:
            return Or((clause, HasValue(UNLISTED, unlisted(facet, value))))
        case _:
            return clause


def matching(clause: Clause) -> Clause:
    """What finds the same documents without what is only there to rank them: enough for counting."""
    match clause:
        case Preferring(inner, _):
            return matching(inner)
        case And(clauses) | Or(clauses):
            return type(clause)(tuple(map(matching, clauses)))
        case Not(inner):
            return Not(matching(inner))
        case _:
            return clause


def _clause(chosen: Filter) -> Clause:
    any_of = Or(tuple(HasValue(chosen.field, value) for value in chosen.values))
    return Not(any_of) if chosen.exclude else any_of


def check(query: Query) -> None:
    """Raises EngineError for a facet that does not exist."""
    named = {clause.facet for clause in _leaves(query.clause) if isinstance(clause, HasValue)}
    for name in (*query.facets, *(chosen.field for chosen in query.filters), *named):
        if name not in FACET_NAMES:
            raise EngineError(f"No facet called {name!r}. Choose one of: {', '.join(FACET_NAMES)}.")


def _leaves(clause: Clause) -> Iterator[Clause]:
    match clause:
        case And(clauses) | Or(clauses):
            for part in clauses:
                yield from _leaves(part)
        case Preferring(inner, better):
            yield from _leaves(And((inner, *better)))
        case Not(inner):
            yield from _leaves(inner)
        case _:
            yield clause


def unscored(clause: Clause) -> bool:
    """Whether all that the clause matches scores 0, so that the order is the id's alone."""
    match clause:
        case And(clauses) | Or(clauses):
            return all(map(unscored, clauses))
        case Preferring(inner, better):
            return all(map(unscored, (inner, *better)))
        case All() | Nothing() | DateRange() | HasValue() | Not():
            return True
        case _:
            return False


def level(clause: Clause, score: float) -> Clause | None:
    """The documents that the clause gives exactly this score, none of it by how often words stand there; None where
    they cannot be told in a few clauses.

    Words score differently in nearly every document; a prefix, a fuzzy word and a filter score alike in all that they
    match, so many documents can have the same score.
    """
    found = _levels(clause)
    return Or(tuple(found[score])) if score in found else None


def _levels(clause: Clause) -> dict[float, list[Clause]]:
    """Score → clauses that match apart from each other. Documents that a word scores are in none."""
    match clause:
        case Prefix() | Fuzzy():
            return {1.0: [clause]}
        case And(clauses):
            return _combined([_levels(part) for part in clauses])
        case Or(clauses):
            return {score: some for score, some in _combined(map(_or_none, clauses)).items() if score}
        case Preferring(inner, better):
            return _combined([_levels(inner), *map(_or_none, better)])
        case _:
            return {0.0: [clause]} if unscored(clause) else {}


def _or_none(clause: Clause) -> dict[float, list[Clause]]:
    """The levels of a clause that need not match."""
    found = _levels(clause)
    return found | {0.0: [*found.get(0.0, []), Not(clause)]}


def _combined(parts: Iterable[dict[float, list[Clause]]]) -> dict[float, list[Clause]]:
    """The levels of all parts together; none where there would be more than LEVELS of them."""
    sums: dict[float, list[tuple[Clause, ...]]] = {0.0: [()]}
    for part in parts:
        pairs = [
            (score + more, (*some, other))
            for score, ways in sums.items()
            for some in ways
            for more, others in part.items()
            for other in others
        ]
        if len(pairs) > LEVELS:
            return {}
        sums = {score: [some for each, some in pairs if each == score] for score, _ in pairs}
    return {score: [And(some) for some in ways] for score, ways in sums.items()}


def arrangements(phrase: Phrase) -> list[tuple[int, ...]]:
    """The positions, from 0, that the terms of a phrase may have: `a b` with slop 1 is (0, 1) and (0, 2).

    All gaps together are at most `slop`. A slop that would give more than ARRANGEMENTS is taken for the largest that
    does not: 21 for three words, 6 for five. Engines answer exact phrases alike, but each reads slop in its own way
    (Tantivy: in any order).
    """
    gaps, slop = len(phrase.terms) - 1, phrase.slop
    while slop > 0 and comb(slop + gaps, gaps) > ARRANGEMENTS:
        slop -= 1
    # A choice of `gaps` out of `slop + gaps` places is one way to spread at most `slop` over the gaps.
    return [(0, *(place + 1 for place in places)) for places in combinations(range(slop + gaps), gaps)]
