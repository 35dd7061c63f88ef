"""Texts → what an engine indexes."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from indexer.words.folding import fold
from indexer.words.grams import grams
from indexer.words.sounds import sound
from indexer.words.splitting import WORD_CHARS, parts, raw_words
from indexer.words.stemming import stem

_CACHED_WORDS: Final = 100_000  # about 30 MB when full
_LONGEST: Final = 8 * WORD_CHARS  # of a compound; a "word" may be a whole encoded image


@dataclass(frozen=True, slots=True)
class Analysis:
    """The terms of a text."""

    exact: list[str] = field(default_factory=list)  # folded words, one for each position
    stem: list[str] = field(default_factory=list)  # their stems, parallel to `exact`
    joined: list[str] = field(default_factory=list)  # compounds without their joints; they have no position
    sound: list[str] = field(default_factory=list)  # of words in capitals: what a name shares in all scripts
    grams: list[str] = field(default_factory=list)  # pieces of words, in languages whose stems are guessed


def analyse(text: str, language: str) -> Analysis:
    """The terms of a text in a language ("" if unknown). The parts of a compound take one position each."""
    analysis = Analysis()
    for word in raw_words(text):
        terms = _cached(word, language) if len(word) <= WORD_CHARS else _terms(word[:_LONGEST], language)
        analysis.exact.extend(terms[0])
        analysis.stem.extend(terms[1])
        analysis.joined.extend(terms[2])
        analysis.sound.extend(terms[3])
        analysis.grams.extend(terms[4])
    return analysis


def _terms(word: str, language: str) -> tuple[tuple[str, ...], ...]:
    """One word's entries in the lists of an Analysis."""
    exact = parts(fold(word))
    stems = tuple(stem(part, language) for part in exact)
    names = exact if word[:1].isupper() else ()
    sounds = tuple(filter(None, (sound(part, language) for part in names)))
    return exact, stems, joined(exact), sounds, tuple(piece for part in exact for piece in grams(part, language))


_cached: Final = lru_cache(_CACHED_WORDS)(_terms)


def joined(exact: tuple[str, ...]) -> tuple[str, ...]:
    """The parts of a compound as one term: ("glo", "act") → ("gloact",). None for a plain word or a very long one."""
    whole = "".join(exact)
    return (whole,) if len(exact) > 1 and len(whole) <= WORD_CHARS else ()
