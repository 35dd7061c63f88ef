"""What may be a key phrase of the page?   Phrases of one to three words that come again or stand in front

Which of them the page says and the rest of the corpus does not, is for the corpus to tell (corpus/phrases.py). Here
every phrase of the page is noted by its fingerprint, to be counted; and those that are well formed, and that the page
stresses, are put up for choice.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from indexer import limits
from indexer.enrichment.phrase_counts import AGAIN, Counted, Keys, Phrase, Stressed, keys_of_names
from indexer.enrichment.phrase_shapes import is_inflected_name, is_phrase, listed
from indexer.enrichment.table import Word, split, words_of
from indexer.model import Record

MOST: Final = 16  # phrases of a page that are put up for choice
PARTS: Final = 6  # more, for those that turn out to be parts of others
LONGEST_ACRONYM: Final = 6  # letters; longer phrases in capitals are headings

_BEGINS: Final = re.compile(r"(?:^|[.!?:;\n•–—-])[\s«“\"(]*\Z")
_QUOTES: Final = frozenset('«»“”„"')
_HYPHENS: Final = frozenset("-‑")
_AGGLUTINATIVE: Final = ("kk", "ky", "uz", "tr")
_REMEMBERED: Final = 1 << 12  # names
_NAMES: Final = ("country", "place", "person", "organisation")  # facets that hold names: they are found there


@dataclass(frozen=True, slots=True)
class Phrases:
    """What the page says."""

    stressed: tuple[Phrase, ...] = ()
    keys: bytes = b""  # of all its phrases, each once, ascending: numbers of 32 bits
    names: tuple[int, ...] = ()  # keys of the phrases that its organisations' names hold

    def all(self) -> Keys:
        return np.frombuffer(self.keys, np.uint32)


def phrases(record: Record) -> Phrases:
    """The phrases of a record whose other facets are filled. The same for the same record."""
    text = record.text[: limits.ENRICHED_CHARS]
    words = split(text)
    if not words:
        return Phrases()
    counted = Counted(text, words, record)
    chosen = _without_parts(_well_formed(text, words, counted, record))
    return Phrases(tuple(chosen[:MOST]), counted.keys.astype(np.uint32).tobytes(), keys_of_names(record))


def _well_formed(text: str, words: Sequence[Word], counted: Counted, record: Record) -> list[Phrase]:
    names, own = _named(record)
    named = frozenset[str]().union(*names)
    quoted = any(mark in text for mark in _QUOTES)
    found = []
    for one in counted.stressed:
        if counted.goes_on(one):
            continue
        first, length = _best_place(counted, words, one, record.language), one.length
        phrase = tuple([word for _, _, word in words[first : first + length]])
        start, end = words[first][0], words[first + length - 1][1]
        if not own.isdisjoint(phrase) or _is_torn(text, start, end):
            continue
        if length == 1 and _is_verb(words, counted, one, record.language):
            continue
        if named.issuperset(phrase) and any(name.issuperset(phrase) for name in names):
            continue
        # Late, for Russian words are looked up in a dictionary; but quotation marks keep off one phrase in a hundred.
        if not is_phrase(phrase, record.language):
            continue
        if quoted and any(_is_quoted(text, words[at][0], words[at + length - 1][1]) for at in counted.places(one)):
            continue
        label = _label(text, start, end)
        if not is_inflected_name(label, record.language):
            found.append(counted.phrase(one, label, start, end))
        if len(found) == MOST + PARTS:
            break
    return found


def _best_place(counted: Counted, words: Sequence[Word], one: Stressed, language: str) -> int:
    """The first word of where it stands first; of where it is shortest in a language that only adds endings."""
    if language not in _AGGLUTINATIVE or one.times == 1:
        return one.first
    return min(counted.places(one), key=lambda at: (words[at + one.length - 1][1] - words[at][0], at))


def _is_verb(words: Sequence[Word], counted: Counted, one: Stressed, language: str) -> bool:
    """Whether a word mostly stands behind "to", "will" and the like."""
    before = listed("before-verb", language)
    return bool(before) and 2 * sum(at > 0 and words[at - 1][2] in before for at in counted.places(one)) > one.times


def _is_quoted(text: str, start: int, end: int) -> bool:
    """Whether it is all that stands between quotation marks: a name, or a word that is not the page's own."""
    return text[start - 1 : start] in _QUOTES and text[end : end + 1] in _QUOTES


def _is_torn(text: str, start: int, end: int) -> bool:
    """Whether it begins or ends inside of a compound: "corruption training" in "anti-corruption training"."""
    return (text[start - 1 : start] in _HYPHENS and text[start - 2 : start - 1].isalnum()) or (
        text[end : end + 1] in _HYPHENS and text[end + 1 : end + 2].isalnum()
    )


def _label(text: str, start: int, end: int) -> str:
    """The phrase as it is written where nothing but its own words makes it begin with a capital."""
    phrase = text[start:end]
    small = phrase.lower()
    if phrase == small:
        return phrase
    if small in text or (phrase.isupper() and len(phrase) > LONGEST_ACRONYM):
        return small
    first, _, rest = phrase.partition(" ")
    return first.lower() + " " + rest if rest.islower() and _BEGINS.search(text, 0, start) else phrase


def _named(record: Record) -> tuple[list[frozenset[str]], frozenset[str]]:
    """(words of each name of the page, words that are those of a country, a place or a person)."""
    names, own = list[frozenset[str]](), set[str]()
    for facet in _NAMES:
        for value in record.facets.get(facet, ()):
            words = _words_of(value.surface) | _words_of(value.label)
            names.append(words)
            if facet != "organisation":
                own |= words
    return names, frozenset(own)


@lru_cache(_REMEMBERED)
def _words_of(name: str) -> frozenset[str]:
    return frozenset(words_of(name))


def _without_parts(found: Sequence[Phrase]) -> list[Phrase]:
    """Without phrases that come only inside of a longer one, and longer ones that come less often than their parts."""
    words = [f" {phrase.label.casefold()} " for phrase in found]
    inside = [(one, other) for one, part in enumerate(words) for other, whole in enumerate(words) if part in whole]
    pairs = [(found[one], found[other]) for one, other in inside if one != other]
    gone = {part.key for part, whole in pairs if whole.times >= part.times}
    gone |= {whole.key for part, whole in pairs if whole.times < AGAIN <= part.times}
    return [phrase for phrase in found if phrase.key not in gone]
