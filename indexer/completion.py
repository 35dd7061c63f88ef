"""What may a person be about to type?  Words of the texts, titles and facet values that go on from what is typed.

Values are put in order once for a generation; titles and words are asked of the engine.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import Final

from indexer.engines.base import Engine
from indexer.model import And, Clause, FacetCounts, Prefix, Query, Term
from indexer.words import fold, is_stop_word, part_tokens, query_languages, stem

_SHORTEST: Final = 2  # letters; one letter begins too much
_RUN: Final = 2_000  # values that are looked at for the most frequent ones
_WORD: Final = 3  # letters from which words of the texts are told; fewer begin thousands
_LETTERS: Final = 4  # of a word that is worth telling
_TERMS: Final = 3  # words told at once, one for all forms of it
_COUNTED: Final = 12  # of the most frequent words, how often they stand with the others that are typed
_KNOWN: Final = 2  # documents: a word of one alone is as often as not a slip


@dataclass(frozen=True, slots=True)
class Completion:
    """One way to go on."""

    kind: str  # "title", "value" or "term"
    text: str  # what to search for, or the value to filter by
    label: str  # for people
    facet: str = ""  # of a value
    count: int = 1  # documents
    id: str = ""  # of a title's document


class Values:
    """The values of all facets, found by the beginning of any of their words."""

    def __init__(self, facets: Iterable[FacetCounts]) -> None:
        self._values = [(counts.field, value, count) for counts in facets for value, count in counts.values if count]
        starts = (
            (fold(value[token.start :]), place)
            for place, (_, value, _) in enumerate(self._values)
            for token in part_tokens(value)
        )
        self._starts = sorted(starts)

    def completions(self, text: str, limit: int) -> list[Completion]:
        """The most frequent values with the text at the beginning of one of their words."""
        begun = fold(text)
        first = bisect_left(self._starts, (begun, -1))
        places = {place for start, place in self._starts[first : first + _RUN] if start.startswith(begun)}
        ranked = sorted((self._values[place] for place in places), key=lambda found: (-found[2], found[1]))
        return [Completion("value", value, value, facet, count) for facet, value, count in ranked[:limit]]


def complete(
    engine: Engine, values: Values, text: str, limit: int, languages: Sequence[str] = ()
) -> tuple[Completion, ...]:
    """Values first, as they are few and exact, then words, then titles; at most `limit` in all, half of them values."""
    text = text.strip()
    if len(text) < _SHORTEST:
        return ()
    found = values.completions(text, limit)
    known = {fold(value.label) for value in found}
    terms = [term for term in _terms(engine, text, languages) if fold(term.text) not in known]
    titles = list(_titles(engine, text, limit))
    half = max(limit - len(titles) - len(terms), limit // 2)
    return tuple([*found[:half], *terms, *titles][:limit])


def _terms(engine: Engine, text: str, languages: Sequence[str]) -> list[Completion]:
    """The text with its last word gone on to words of the corpus: those in most documents that have the others too."""
    tokens = part_tokens(text)
    if not tokens or tokens[-1].end < len(text) or len(tokens[-1].text) < _WORD:
        return []
    *whole, last = tokens
    clauses = tuple(Term("exact", token.text) for token in whole)
    found = list[Completion]()
    for word in _frequent(engine, last.text, languages):
        count = engine.total(Query(And((*clauses, Term("exact", word)))))
        if count >= _KNOWN:
            written = text[: last.start] + word
            found.append(Completion("term", written, written, count=count))
    return nlargest(_TERMS, found, key=lambda term: term.count)


def _frequent(engine: Engine, begun: str, languages: Sequence[str]) -> list[str]:
    """The commonest words that begin so, of each in its commonest form; not what is typed, and no junk."""
    told, words = _stems(begun, languages), list[str]()
    ranked = nlargest(_RUN, engine.words(begun), key=lambda found: (found[1], found[0]))
    for word, count in ranked:
        if count < _KNOWN or len(words) == _COUNTED:
            break
        if len(word) >= _LETTERS and word.isalpha() and not is_stop_word(word):
            stems = _stems(word, languages)
            if told.isdisjoint(stems):
                told |= stems
                words.append(word)
    return words


def _stems(word: str, languages: Sequence[str]) -> set[str]:
    """A folded word's stems, in each language that it may be of."""
    return {stem(word, language) for language in query_languages(word, languages)}


def _titles(engine: Engine, text: str, limit: int) -> Iterator[Completion]:
    *whole, last = [token.text for token in part_tokens(text)] or [""]
    if len(last) < _SHORTEST:
        return
    clauses: tuple[Clause, ...] = (*(Term("title_exact", word) for word in whole), Prefix("title_exact", last))
    seen = set[str]()
    for hit in engine.hits(Query(And(clauses), limit=2 * limit)):
        title = hit.record.title
        if title not in seen:
            seen.add(title)
            yield Completion("title", title, title, id=hit.id)
