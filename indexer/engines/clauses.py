"""What an engine is asked to match: filters as clauses, a facet's own filter left out, a loose phrase as exact ones."""

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Final

from indexer.engines.terms import UNLISTED, YEAR, unlisted
from indexer.errors import EngineError
from indexer.limits import widest_slop
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

POINTS: Final = 256  # leaves of the clauses that documents of one score are told by: a query of 64 prefixes has 128


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
        case All(score):
            return not score
        case Nothing() | DateRange() | HasValue() | Not():
            return True
        case _:
            return False


def may_be_unscored(clause: Clause) -> bool:
    """Whether a document that the clause matches may score 0."""
    match clause:
        case And(clauses):
            return all(map(may_be_unscored, clauses))
        case Or(clauses):
            return any(map(may_be_unscored, clauses))
        case Preferring(inner, _):
            return may_be_unscored(inner)
        case _:
            return unscored(clause)


def points(clause: Clause) -> list[Clause]:
    """Clauses of which each that a document matches adds 1 to the score that `clause` gives it, beside what its words
    add; [] where they would have more than POINTS leaves.

    Words score differently in nearly every document; a prefix and a fuzzy word score alike in all that they match, so
    many documents can have the same score.
    """
    found = [*_points(clause)]
    return found if sum(1 for each in found for _ in _leaves(each)) <= POINTS else []


def _points(clause: Clause) -> Iterator[Clause]:
    match clause:
        case Prefix() | Fuzzy():
            yield clause
        case And(clauses):
            for part in clauses:
                yield from _points(part)
        case Or(clauses):
            for part in clauses:
                yield from _points_if_found(part)
        case Preferring(inner, better):
            yield from _points(And((inner, Or(better))))


def _points_if_found(clause: Clause) -> Iterator[Clause]:
    """Those of a clause that need not match: what matches only a part of it gets none."""
    found = _points(clause)
    yield from (And((each, clause)) for each in found) if isinstance(clause, And | Preferring) else found


def without_phrases(clause: Clause, most: Callable[[Phrase], float]) -> tuple[Clause, float]:
    """The clause without phrases that are only there to rank, and what these add to a score at most; `most` says it of
    one, 0 for a phrase that is to stay."""
    match clause:
        case And(clauses):
            parts = [without_phrases(part, most) for part in clauses]
            return And(tuple(part for part, _ in parts)), sum(added for _, added in parts)
        case Preferring(inner, better):
            core, added = without_phrases(inner, most)
            adding = {each: most(each) if isinstance(each, Phrase) else 0.0 for each in better}
            rest = tuple(each for each in better if not adding[each])
            return Preferring(core, rest) if rest else core, added + sum(adding[each] for each in better)
        case _:
            return clause, 0.0


def arrangements(phrase: Phrase) -> list[tuple[int, ...]]:
    """The positions, from 0, that the terms of a phrase may have: `a b` with slop 1 is (0, 1) and (0, 2).

    All gaps together are at most `slop`, and that no more than is allowed for so many terms. Engines answer exact
    phrases alike, but each reads slop in its own way (Tantivy: in any order).
    """
    gaps, slop = len(phrase.terms) - 1, min(phrase.slop, widest_slop(len(phrase.terms)))
    # A choice of `gaps` out of `slop + gaps` places is one way to spread at most `slop` over the gaps.
    return [(0, *(place + 1 for place in places)) for places in combinations(range(slop + gaps), gaps)]
