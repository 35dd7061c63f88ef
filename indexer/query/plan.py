"""Tree → the clause that engines are asked: what was written, as terms of the fields that `words/` fills.

A word is looked for as it is written and by its stem in each language that it may be of; all the words of a phrase by
their stems in one language. The stem carries the score; the weights below are added to it. Of two documents in which a
word stands as often, the one that has it as it was written ranks first; a `Wider` match ranks last.

The weights were looked for on judged collections, two at a time, and checked on the other two, both ways round:
`bench/ranking.py`.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from indexer import model
from indexer.model import All, Clause, HasValue, Nothing, Preferring, Term
from indexer.query.dates import as_number, date_span
from indexer.query.tree import (
    DATE,
    TITLE,
    Also,
    And,
    DateIs,
    DateRange,
    Field,
    Fuzzy,
    MatchAll,
    Name,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Word,
)
from indexer.schema import MISSING
from indexer.words import fold, is_stop_word, joined, needed_grams, parts, query_languages, readings, stem


@dataclass(frozen=True, slots=True)
class Weights:
    """What is added to the score of a stem, which is BM25 times 1."""

    exact: float = 0.1  # the word as it was written
    joined: float = 0.1  # without its joints: few words are in that field, so each weighs much by itself
    title: float = 0.2
    neighbours: float = 0.1  # two words of the query side by side
    stop_word: float = 0.1  # of what another word counts
    wider: float = 0.05  # a match that is only alike: in another script, or by pieces of the word
    name: float = 0.05  # another name of what is looked for, shared by its words: below any other match of a word


WEIGHTS: Final = Weights()
_PAIRS: Final = 16  # of neighbours that are looked for: a query of 64 words would cost as many phrases


@dataclass(frozen=True, slots=True)
class Wider:
    """What is looked for beside the words as they are: folded words of the query."""

    sounds: frozenset[str] = frozenset()  # in any script
    grams: frozenset[str] = frozenset()  # by pieces of four letters


_NARROW: Final = Wider()
ORGANISATION: Final = "organisation"  # the facet whose values have names


def plan(tree: Node, languages: Collection[str], wider: Wider = _NARROW, weights: Weights = WEIGHTS) -> Clause:
    """What an engine is asked for a tree, in a corpus of these languages (ISO 639-1)."""
    match tree:
        case MatchAll():
            return All()
        case And(nodes):
            found = _all_of([plan(node, languages, wider, weights) for node in nodes])
            return _preferring(found, _neighbours(_written(nodes), languages, weights))
        case Or(nodes):
            found = model.Or(tuple(plan(node, languages, wider, weights) for node in nodes))
            return _preferring(found, _neighbours(nodes, languages, weights))
        case Also(node, names):
            others = (other_name(name, languages, weights) for name in names)
            return _any_of([plan(node, languages, wider, weights), *others])
        case Not(node):
            return _all_of([model.Not(plan(node, languages, wider, weights))])
        case DateIs(date):
            return _dates(date, date)
        case DateRange(first, last):
            return _dates(first, last)
        case Field(name, _) if name == DATE:  # any date
            return _dates("0001", "")
        case Field(name, node) if name != TITLE:
            return _value(name, node)
        case Field(_, node):
            return _Text("title_", languages, weights).clause(node)
        case _:
            return _Text("", languages, weights, wider).clause(tree)


def other_name(name: Name, languages: Collection[str], weights: Weights = WEIGHTS) -> Clause:
    """What an engine is asked for another name: several words side by side, or one where a document names the value.

    "WHO" alone would find every "who".
    """
    text = _Text("", languages, weights)
    if len(name.words) > 1:
        return text.side_by_side(name.words)
    return model.And((text.acronym(name.words[0]), _any_of(HasValue(ORGANISATION, value) for value in name.values)))


def _preferring(clause: Clause, better: tuple[Clause, ...]) -> Clause:
    match clause:
        case _ if not better:
            return clause
        case Preferring(inner, first):
            return Preferring(inner, first + better)
        case _:
            return Preferring(clause, better)


def _written(nodes: Iterable[Node]) -> list[Node]:
    """The nodes as the user wrote them."""
    inner = (node.node if isinstance(node, Also) else node for node in nodes)
    return [part for node in inner for part in (node.nodes if isinstance(node, And) else (node,))]


def _neighbours(nodes: Sequence[Node], languages: Collection[str], weights: Weights) -> tuple[Clause, ...]:
    """Phrases of the words that stand side by side in the query, a stop word being none of them."""
    text, pairs = _Text("", languages, weights), dict[tuple[str, str], None]()
    for one, other in pairwise(nodes):
        if isinstance(one, Word) and isinstance(other, Word):
            pairs[one.text, other.text] = None
    return tuple(phrase for pair in list(pairs)[:_PAIRS] for phrase in text.neighbours(pair))


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

    def __init__(self, prefix: str, languages: Collection[str], weights: Weights, wider: Wider = _NARROW) -> None:
        self._prefix, self._languages, self._weights, self._wider = prefix, languages, weights, wider
        self._exact, self._stem, self._joined = (prefix + name for name in ("exact", "stem", "joined"))

    def neighbours(self, words: tuple[str, str]) -> list[Clause]:
        """The two words side by side, by their stems."""
        terms = [part for word in words for part in parts(fold(word))]
        if len(terms) != len(words) or any(map(is_stop_word, terms)):
            return []
        return [model.Phrase(self._stem, stems, boost=self._weights.neighbours) for stems in self._stems(terms)]

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

    def side_by_side(self, words: Iterable[str]) -> Clause:
        """A name's words by their stems, with a name's weight."""
        terms = tuple(part for word in words for part in parts(fold(word)))
        boost = self._weights.name / len(terms)
        return _any_of(model.Phrase(self._stem, stemmed, boost=boost) for stemmed in self._stems(terms))

    def acronym(self, word: str) -> Clause:
        """A name of one word as it is written, with and without its joints, with a name's weight."""
        terms = parts(fold(word))
        boost = self._weights.name / len(terms)
        whole = Term(self._joined, "".join(terms), boost)
        written = (
            model.Phrase(self._exact, terms, boost=boost) if len(terms) > 1 else Term(self._exact, terms[0], boost)
        )
        return model.Or((written, whole))

    def _words(self, words: Collection[str], slop: int = 0) -> Clause:
        terms = tuple(part for word in words for part in parts(fold(word)))
        match terms:
            case ():
                return Nothing()
            case (term,):
                return self._term(term)
            case _:
                compounds = joined(terms) if len(words) == 1 else ()
                stems = [model.Phrase(self._stem, stemmed, slop) for stemmed in self._stems(terms)]
                exact = model.Phrase(self._exact, terms, slop, self._weights.exact)
                return self._exactly(exact, [*stems, *map(self._term, compounds)], terms)

    def _term(self, term: str) -> Clause:
        weight = self._weights.stop_word if is_stop_word(term) else 1.0
        stems = [stemmed for (stemmed,) in self._stems([term])]
        exact = Term(self._exact, term, self._weights.exact * weight)
        found: list[Clause] = [
            *(Term(self._stem, stemmed, weight) for stemmed in stems),
            Term(self._joined, term, self._weights.joined * weight),
            *self._alike(term),
        ]
        titles = () if self._prefix else (Term("title_stem", each, self._weights.title * weight) for each in stems)
        return _preferring(self._exactly(exact, found, [term]), tuple(titles))

    def _alike(self, term: str) -> Iterable[Clause]:
        """What is looked for beside the term, where it is to be."""
        if term in self._wider.sounds:
            sounds = {one for name in query_languages(term, self._languages) for one in readings(term, name)}
            yield from (Term("sound", one, self._weights.wider) for one in sorted(sounds))
        if term in self._wider.grams:
            yield model.And(tuple(Term("grams", piece, self._weights.wider) for piece in needed_grams(term)))

    def _exactly(self, exact: Clause, others: Iterable[Clause], terms: Iterable[str]) -> Clause:
        """Any of the clauses, the first one being the terms as they are written.

        Whoever has these has their stems, so they only rank and are not counted, which halves what counting reads. Not
        so in a language without a stemmer: there a text's words are their own stems.
        """
        if any("" in query_languages(term, self._languages) for term in terms):
            return _any_of([exact, *others])
        return model.Preferring(_any_of(others), (exact,))

    def _stems(self, terms: Sequence[str]) -> list[tuple[str, ...]]:
        """The terms by their stems in each language that one of them may be of."""
        languages = dict.fromkeys(name for term in terms for name in query_languages(term, self._languages))
        return list(dict.fromkeys(tuple(stem(term, language) for term in terms) for language in languages))

    def _unstemmed(self, text: str, kind: Callable[[str, str], Clause]) -> Clause:
        term = "".join(parts(fold(text)))
        return _any_of([kind(self._exact, term), kind(self._joined, term)]) if term else Nothing()
