"""Texts → what an engine indexes."""

from dataclasses import dataclass, field, fields
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import Final

from indexer.words.folding import fold
from indexer.words.grams import grams
from indexer.words.sounds import sound
from indexer.words.splitting import WORD_CHARS, parts, raw_words
from indexer.words.stemming import stem

_CACHED_WORDS: Final = 100_000  # of a language; about 30 MB when full. With half, indexing takes a tenth longer
_CACHED_LANGUAGES: Final = 4
_LONGEST: Final = 8 * WORD_CHARS  # of a compound; a "word" may be a whole encoded image

Terms = tuple[tuple[str, ...], ...]  # one word's entries in the lists of an Analysis


@dataclass(frozen=True, slots=True)
class Analysis:
    """The terms of a text."""

    exact: list[str] = field(default_factory=list)  # folded words, one for each position
    stem: list[str] = field(default_factory=list)  # their stems, parallel to `exact`
    joined: list[str] = field(default_factory=list)  # compounds without their joints; they have no position
    sound: list[str] = field(default_factory=list)  # of words in capitals: what a name shares in all scripts
    grams: list[str] = field(default_factory=list)  # pieces of words, in languages whose stems are guessed


_ENTRIES: Final = tuple(map(itemgetter, range(len(fields(Analysis)))))


def analyse(text: str, language: str) -> Analysis:
    """The terms of a text in a language ("" if unknown). The parts of a compound take one position each."""
    terms = [*map(_known(language).__getitem__, raw_words(text))]
    # Most words have nothing in three of the five lists: what is empty is left out before it is chained.
    return Analysis(*([*chain.from_iterable(filter(None, map(entry, terms)))] for entry in _ENTRIES))


class _Known(dict[str, Terms]):
    """The terms of the words of a language that were met."""

    most = _CACHED_WORDS

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, word: str) -> Terms:
        if len(word) > WORD_CHARS:
            return _terms(word[:_LONGEST], self._language)
        if len(self) >= self.most:
            self.clear()
        self[word] = terms = _terms(word, self._language)
        return terms


_known: Final = lru_cache(_CACHED_LANGUAGES)(_Known)


def remember(words: int) -> None:
    """Remember the terms of so many words of a language from now on, instead of those that a build needs."""
    _Known.most = words


def _terms(word: str, language: str) -> Terms:
    """One word's entries in the lists of an Analysis."""
    folded = fold(word)
    exact = parts(word if folded == word else folded)  # the same object where it can be: two fifths less to remember
    stems = tuple(stem(part, language) for part in exact)
    stems = exact if stems == exact else stems
    names = exact if word[:1].isupper() else ()
    sounds = tuple(filter(None, (sound(part, language) for part in names)))
    return exact, stems, joined(exact), sounds, tuple(piece for part in exact for piece in grams(part, language))


def joined(exact: tuple[str, ...]) -> tuple[str, ...]:
    """The parts of a compound as one term: ("glo", "act") → ("gloact",). None for a plain word or a very long one."""
    whole = "".join(exact)
    return (whole,) if len(exact) > 1 and len(whole) <= WORD_CHARS else ()
