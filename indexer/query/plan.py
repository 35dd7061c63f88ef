"""Tree → the clause that engines are asked: what was written, as terms of the fields that `words/` fills.

A word is looked for as it is written and by its stem in each language that it may be of; all the words of a phrase by
their stems in one language. An exact match counts twice, so it ranks above a stem that is as rare.
"""

from collections.abc import Callable, Collection, Iterable
from typing import Final

from indexer import model
from indexer.model import All, Clause, HasValue, Nothing, Term
from indexer.query.dates import as_number, date_span
from indexer.query.tree import (
    TITLE,
    And,
    DateIs,
    DateRange,
    Field,
    Fuzzy,
    MatchAll,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Word,
)
from indexer.schema import MISSING
from indexer.words import fold, joined, parts, query_languages, stem

_EXACT_BOOST: Final = 2.0


def plan(tree: Node, languages: Collection[str]) -> Clause:
    """What an engine is asked for a tree, in a corpus of these languages (ISO 639-1)."""
    match tree:
        case MatchAll():
            return All()
        case And(nodes):
            return _all_of([plan(node, languages) for node in nodes])
        case Or(nodes):
            return _any_of(plan(node, languages) for node in nodes)
        case Not(node):
            return _all_of([model.Not(plan(node, languages))])
        case DateIs(date):
            return _dates(date, date)
        case DateRange(first, last):
            return _dates(first, last)
        case Field(name, node) if name != TITLE:
            return _value(name, node)
        case Field(_, node):
            return _Text("title_", languages).clause(node)
        case _:
            return _Text("", languages).clause(tree)


def _all_of(clauses: Iterable[Clause]) -> Clause:
    """All of the clauses, flat, those that exclude last; something to exclude from is always among them."""
    flat = [part for clause in clauses for part in (clause.clauses if isinstance(clause, model.And) else (clause,))]
    wanted = tuple(clause for clause in flat if not isinstance(clause, model.Not | All))
    unwanted = tuple(clause for clause in flat if isinstance(clause, model.Not))
    both: tuple[Clause, ...] = (*(wanted or (All(),)), *unwanted)
    return both[0] if len(both) == 1 else model.And(both)


def _any_of(clauses: Iterable[Clause]) -> Clause:
    """Any of the clauses, each once."""
    different = tuple(dict.fromkeys(clauses))
    return different[0] if len(different) == 1 else model.Or(different)


def _dates(first: str, last: str) -> Clause:
    spans = date_span(first), date_span(last)
    if any(text and not span for text, span in zip((first, last), spans, strict=True)):
        return Nothing()
    return model.DateRange(spans[0] and as_number(spans[0][0]), spans[1] and as_number(spans[1][1]))


def _value(facet: str, node: Node) -> Clause:
    match node:
        case Word(text) | Prefix(text) | Fuzzy(text):
            return HasValue(facet, text)
        case Phrase(words):
            return HasValue(facet, " ".join(words))
        case _:
            return model.And((All(), model.Not(HasValue(facet, MISSING))))


class _Text:
    """Clauses over the fields of the text, or with "title_" over those of the title."""

    def __init__(self, prefix: str, languages: Collection[str]) -> None:
        self._exact, self._stem, self._joined = (prefix + name for name in ("exact", "stem", "joined"))
        self._languages = languages

    def clause(self, node: Node) -> Clause:
        match node:
            case Word(text):
                return self._words([text])
            case Phrase(words, slop):
                return self._words(words, slop)
            case Prefix(text):
                return self._unstemmed(text, model.Prefix)
            case Fuzzy(text, distance):
                return self._unstemmed(text, lambda field, term: model.Fuzzy(field, term, distance))
            case _:
                return All()

    def _words(self, words: Collection[str], slop: int = 0) -> Clause:
        terms = tuple(part for word in words for part in parts(fold(word)))
        match terms:
            case ():
                return Nothing()
            case (term,):
                return _any_of(self._term(term))
            case _:
                compounds = joined(terms) if len(words) == 1 else ()
                return _any_of([*self._phrase(terms, slop), *(term for word in compounds for term in self._term(word))])

    def _term(self, term: str) -> list[Clause]:
        stems = dict.fromkeys(stem(term, language) for language in query_languages(term, self._languages))
        return [
            Term(self._exact, term, _EXACT_BOOST),
            *(Term(self._stem, stemmed) for stemmed in stems),
            Term(self._joined, term),
        ]

    def _phrase(self, terms: tuple[str, ...], slop: int) -> list[Clause]:
        languages = dict.fromkeys(name for term in terms for name in query_languages(term, self._languages))
        stems = dict.fromkeys(tuple(stem(term, language) for term in terms) for language in languages)
        return [
            model.Phrase(self._exact, terms, slop, _EXACT_BOOST),
            *(model.Phrase(self._stem, stemmed, slop) for stemmed in stems),
        ]

    def _unstemmed(self, text: str, kind: Callable[[str, str], Clause]) -> Clause:
        term = "".join(parts(fold(text)))
        return _any_of([kind(self._exact, term), kind(self._joined, term)]) if term else Nothing()
