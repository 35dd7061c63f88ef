"""Clauses as OpenSearch's queries: words score by BM25, a prefix or fuzzy word 1, all else 0."""

from collections.abc import Iterator
from typing import Any, Final

from indexer.engines.clauses import arrangements, unscored
from indexer.engines.terms import key, utf8
from indexer.model import (
    All,
    And,
    Clause,
    DateRange,
    Fuzzy,
    HasValue,
    Ids,
    Not,
    Nothing,
    Or,
    Phrase,
    Preferring,
    Prefix,
    Term,
)

Native = dict[str, Any]

_NONE: Final[Native] = {"match_none": {}}


def native(clause: Clause) -> Native:
    """The clause as OpenSearch takes it."""
    match clause:
        case All(score):
            return {"match_all": {"boost": score}}
        case And(()):
            return native(All())
        case Nothing() | Or(()) | Ids(()):
            return _NONE
        case Term(field, text, boost):
            return {"term": {field: {"value": utf8(text), "boost": boost}}}
        case Phrase():
            return _phrase(clause)
        case Prefix(field, text):
            return _scoring_one({"prefix": {field: {"value": utf8(text)}}})
        case Fuzzy():
            return _scoring_one(_fuzzy(clause))
        case And(clauses):
            return _all_of(clauses)
        case Or(clauses):
            return _any_of([*map(native, clauses)])
        case Preferring(inner, better):
            return {"bool": {"must": [native(inner)], "should": [*map(native, better)]}}
        case Not(inner):
            return {"bool": {"must_not": [native(inner)]}}
        case DateRange(first, last):
            return _within(*_overlapping(first, last))
        case HasValue(facet, value):
            return _within({"term": {f"key_{facet}": utf8(key(value))}})
        case Ids(scores):
            return _any_of([_constant({"term": {"id": utf8(id_)}}, score) for id_, score in scores])


def _any_of(natives: list[Native]) -> Native:
    return {"bool": {"should": natives, "minimum_should_match": 1}}


def _all_of(clauses: tuple[Clause, ...]) -> Native:
    """What scores must be there; what does not is a filter, which OpenSearch may remember."""
    without = [native(part.clause) for part in clauses if isinstance(part, Not)]
    within = [native(part) for part in clauses if unscored(part) and not isinstance(part, Not)]
    scored = [native(part) for part in clauses if not unscored(part)]
    return {"bool": {"must": scored, "filter": within, "must_not": without}}


def _phrase(phrase: Phrase) -> Native:
    """The terms in order, within the slop that the other engines take.

    A loose one is one query here, not one for each arrangement: OpenSearch takes 1,024 clauses in all.
    """
    words = [utf8(term) for term in phrase.terms]
    slop = arrangements(phrase)[-1][-1] - (len(words) - 1)
    if not slop:
        return {"match_phrase": {phrase.field: {"query": " ".join(words), "boost": phrase.boost}}}
    near = [{"span_term": {phrase.field: word}} for word in words]
    return {"span_near": {"clauses": near, "slop": slop, "in_order": True, "boost": phrase.boost}}


def _fuzzy(fuzzy: Fuzzy) -> Native:
    """Lucene's own automaton; but where as many letters change as a word has, it finds nothing, so a short word is
    spelt out."""
    text = utf8(fuzzy.text)
    if len(text) > 2 * fuzzy.distance:
        options = {"value": text, "fuzziness": fuzzy.distance, "transpositions": True, "rewrite": "constant_score"}
        return {"fuzzy": {fuzzy.field: options}}
    return {
        "regexp": {fuzzy.field: {"value": "|".join(sorted({*_alike(text, fuzzy.distance)} - {""})), "flags": "NONE"}}
    }


def _alike(text: str, edits: int) -> Iterator[str]:
    """Patterns of what at most so many edits make of a text: insert, delete, replace, or swap two neighbours, no
    letter being edited twice."""
    if not text:
        yield from ("." * more for more in range(edits + 1))
        return
    first, rest = _literal(text[0]), text[1:]
    yield from (first + other for other in _alike(rest, edits))
    if edits:
        yield from ("." + other for other in _alike(text, edits - 1))
        yield from _alike(rest, edits - 1)
        yield from ("." + other for other in _alike(rest, edits - 1))
    if edits and rest:
        yield from (_literal(rest[0]) + first + other for other in _alike(rest[1:], edits - 1))


def _literal(letter: str) -> str:
    return letter if letter.isalnum() else f"\\{letter}"


def _overlapping(first: int | None, last: int | None) -> Iterator[Native]:
    """A document's own days overlap those asked for; one without a date has none."""
    yield {"exists": {"field": "first_day"}}
    if first is not None:
        yield {"range": {"last_day": {"gte": first}}}
    if last is not None:
        yield {"range": {"first_day": {"lte": last}}}


def _within(*clauses: Native) -> Native:
    return {"bool": {"filter": list(clauses)}}


def _scoring_one(native: Native) -> Native:
    return _constant(native, 1)


def _constant(native: Native, score: float) -> Native:
    return {"constant_score": {"filter": native, "boost": score}}
