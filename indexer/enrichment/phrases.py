"""What may be a key phrase of the page?   Phrases of one to three words that come again or stand in front

Which of them the page says and the rest of the corpus does not, is for the corpus to tell (corpus/phrases.py). Here
every phrase of the page is noted by its fingerprint, to be counted; and those that are well formed, and that the page
stresses, are put up for choice.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, Final, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from indexer import limits
from indexer.enrichment.names import Word, folded, forms, split
from indexer.enrichment.vocabulary import alternatives, rows
from indexer.model import Evidence, Kind, Record
from indexer.words import is_stop_word
from indexer.words.russian import ATTRIBUTES, parses
from indexer.words.stemming import light_stem

MOST: Final = 16  # phrases of a page that are put up for choice
PARTS: Final = 6  # more, for those that turn out to be parts of others
LOOKED_AT: Final = 48  # the weightiest of which those are taken: telling what is well formed costs more than counting
TITLE_COUNTS: Final = 4.0  # times as much as the text
HEADING_COUNTS: Final = 2.0
LEAD_COUNTS: Final = 1.5  # the first words of the text, which say what it is about
LEAD: Final = 60  # words
SHORTEST: Final = 3  # letters of a word that can be part of a phrase
# A phrase of two words tells more than each of them; the third adds little, and often is chance.
BY_WORDS: Final = (0.0, 0.6, 1.25, 1.2)
AGAIN: Final = 2  # times that a phrase comes to be one by itself; a single word must come once more, or be in the title

LONGEST_ACRONYM: Final = 6  # letters; longer phrases in capitals are headings

_BEGINS: Final = re.compile(r"(?:^|[.!?:;\n•–—-])[\s«“\"(]*\Z")
_SHORT: Final = 4  # letters of a word whose ending tells nothing
_PRIME: Final = np.uint64(1_000_003)
_KEY: Final = np.uint64(0xFFFFFFFF)
_JOINTS: Final = frozenset(" -\u00a0‑’'")
_QUOTES: Final = frozenset('«»“”„"')
_HYPHENS: Final = frozenset("-‑")
_AGGLUTINATIVE: Final = ("kk", "ky", "uz", "tr")
_REMEMBERED: Final = 1 << 16  # words
_NAMES: Final = ("country", "place", "person", "organisation")  # facets that hold names: they are found there

Keys = NDArray[np.uint32]


class Phrase(NamedTuple):
    """A phrase that the page stresses."""

    key: int  # the same for all of its forms in a language: its fingerprint
    label: str  # as the page writes it
    start: int  # of where it stands first, in the document's text
    end: int
    times: int
    weight: float  # how much the page stresses it
    in_title: bool


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
    counted = _Counted(text, words, record)
    chosen = _without_parts(_well_formed(text, words, counted, record))
    return Phrases(tuple(chosen[:MOST]), counted.keys.astype(np.uint32).tobytes(), _keys_of_names(record))


# ----------------------------------------------------------------------------------------------------------- counting


class _Fingerprints(dict[str, int]):
    """Folded words of a language → the fingerprint of their stem; 0 for words that are part of no phrase."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, word: str) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        tells = len(word) >= SHORTEST and word.isalpha() and not is_stop_word(word)
        self[word] = found = crc32(light_stem(word, self._language).encode()) | 1 if tells else 0
        return found


_fingerprints: Final = cache(_Fingerprints)


class _Counted:
    """Every phrase of a text once: its key, words, where it stands first, how often it comes and how it weighs."""

    def __init__(self, text: str, words: Sequence[Word], record: Record) -> None:
        ids, joined, runs = _runs(text, words, record.language)
        weights = _weights(words, record, text)
        keys = np.concatenate([keys for keys, _ in runs]) & _KEY
        firsts = np.concatenate([firsts for _, firsts in runs])
        lengths = np.repeat(np.arange(1, 4), [len(firsts) for _, firsts in runs])
        self.keys, at, inverse, self.times = np.unique(keys, return_index=True, return_inverse=True, return_counts=True)
        self.firsts, self.lengths = firsts[at], lengths[at]
        self._places, self._inverse, self._ids, self._joined = firsts, inverse, ids, joined
        self.weights = np.bincount(inverse, weights[firsts], len(self.keys))
        self.best = np.zeros(len(self.keys))
        np.maximum.at(self.best, inverse, weights[firsts])

    def phrase(self, number: int, label: str, start: int, end: int) -> Phrase:
        weight = round(math.log2(1 + float(self.weights[number])) * BY_WORDS[self.lengths[number]], 2)
        in_title = bool(self.best[number] >= TITLE_COUNTS)
        return Phrase(int(self.keys[number]), label, start, end, int(self.times[number]), weight, in_title)

    def places(self, number: int) -> list[int]:
        """The first words of all places where a phrase stands."""
        if self.times[number] == 1:
            return [int(self.firsts[number])]
        return [int(first) for first in self._places[self._inverse == number]]

    def goes_on(self, number: int) -> bool:
        """Whether a phrase is cut short: "training on juvenile" of "training on juvenile justice"."""
        last = int(self.firsts[number] + self.lengths[number]) - 1
        if last + 1 >= len(self._ids) or not self._joined[last] or not self._ids[last + 1]:
            return False
        pair = (self._ids[last] * _PRIME + self._ids[last + 1]) & _KEY
        times = int(self.times[np.searchsorted(self.keys, pair)])
        is_linked = self.lengths[number] == 3 and not self._ids[last - 1]
        return times >= self.times[number] and bool(self.times[number] >= AGAIN or is_linked)

    def stressed(self) -> Iterator[int]:
        """Numbers of the phrases that come again or stand in front, the weightiest first."""
        weight = np.log2(1 + self.weights) * np.take(BY_WORDS, self.lengths)
        enough = (self.times >= AGAIN) | (self.best > 1)
        order = np.lexsort((self.firsts, -np.where(enough, weight, 0)))
        return (int(number) for number in order[:LOOKED_AT] if enough[number])


Run = tuple[NDArray[np.uint64], NDArray[Any]]  # keys of phrases, and the words they begin with


def _runs(text: str, words: Sequence[Word], language: str) -> tuple[NDArray[np.uint64], NDArray[np.bool_], list[Run]]:
    """The fingerprint of each word, whether it is joined to the next one, and the phrases of one, two, three words."""
    written, links = forms(text), listed("link", language)
    ids = np.fromiter(map(_fingerprints(language).__getitem__, written), np.uint64, len(written))
    linking = np.zeros(len(written), np.uint64)
    for position in [position for position, word in enumerate(written) if word in links]:
        linking[position] = crc32(written[position].encode())
    joined = np.array([_are_neighbours(text, *pair) for pair in pairwise(words)], bool)
    return ids, joined, [_ones(ids), _twos(ids, joined), _threes(ids, linking, joined)]


def _keys_of_names(record: Record) -> tuple[int, ...]:
    """Of two words and three; of one where the name has no more."""
    labels = [value.label for value in record.facets.get("organisation", ())]
    return tuple(sorted({key for label in labels for key in _keys_of_name(label, record.language)}))


@lru_cache(_REMEMBERED)
def _keys_of_name(name: str, language: str) -> tuple[int, ...]:
    words = split(name)
    return tuple(int(key & _KEY) for keys, _ in _runs(name, words, language)[2][len(words) > 1 :] for key in keys)


def _ones(ids: NDArray[np.uint64]) -> Run:
    firsts = np.flatnonzero(ids)
    return ids[firsts], firsts


def _twos(ids: NDArray[np.uint64], joined: NDArray[np.bool_]) -> Run:
    firsts = np.flatnonzero((ids[:-1] > 0) & (ids[1:] > 0) & joined)
    return ids[firsts] * _PRIME + ids[firsts + 1], firsts


def _threes(ids: NDArray[np.uint64], linking: NDArray[np.uint64], joined: NDArray[np.bool_]) -> Run:
    middle = np.where(ids > 0, ids, linking)
    firsts = np.flatnonzero((ids[:-2] > 0) & (middle[1:-1] > 0) & (ids[2:] > 0) & joined[:-1] & joined[1:])
    return (ids[firsts] * _PRIME + middle[firsts + 1]) * _PRIME + ids[firsts + 2], firsts


def _are_neighbours(text: str, one: Word, other: Word) -> bool:
    return other[0] - one[1] == 1 and text[one[1]] in _JOINTS


def _weights(words: Sequence[Word], record: Record, text: str) -> NDArray[np.float64]:
    """How much each word of the text weighs, by where it stands."""
    starts = np.fromiter((word[0] for word in words), np.int64, len(words))
    weights, start, lead = np.ones(len(words)), 0, 0
    for block in record.blocks:
        if not block.verdict.kept or start > len(text):
            continue
        first, last = np.searchsorted(starts, (start, start + len(block.text)))
        if block.kind is Kind.TITLE or block.text == record.title:
            weights[first:last] = TITLE_COUNTS
        elif block.kind is Kind.HEADING:
            weights[first:last] = HEADING_COUNTS
        elif lead < LEAD:
            weights[first : min(last, first + LEAD - lead)] = LEAD_COUNTS
            lead += int(last - first)
        start += len(block.text) + 2
    return weights


# -------------------------------------------------------------------------------------------------------- well formed


def _well_formed(text: str, words: Sequence[Word], counted: _Counted, record: Record) -> list[Phrase]:
    names, own = _named(record)
    quoted = any(mark in text for mark in _QUOTES)
    found = []
    for number in counted.stressed():
        first, length = _best_place(counted, words, number, record.language), int(counted.lengths[number])
        phrase = tuple([word for _, _, word in words[first : first + length]])
        if not _is_phrase(phrase, record.language) or not own.isdisjoint(phrase):
            continue
        start, end = words[first][0], words[first + length - 1][1]
        if _is_torn(text, start, end) or any(name.issuperset(phrase) for name in names) or counted.goes_on(number):
            continue
        if quoted and any(_is_quoted(text, words[at][0], words[at + length - 1][1]) for at in counted.places(number)):
            continue
        label = _label(text, start, end)
        if not _is_inflected_name(label, record.language):
            found.append(counted.phrase(number, label, start, end))
        if len(found) == MOST + PARTS:
            break
    return found


def _best_place(counted: _Counted, words: Sequence[Word], number: int, language: str) -> int:
    """The first word of where it stands first; of where it is shortest in a language that only adds endings."""
    first, length = int(counted.firsts[number]), int(counted.lengths[number])
    if language not in _AGGLUTINATIVE or counted.times[number] == 1:
        return first
    return min(counted.places(number), key=lambda at: (words[at + length - 1][1] - words[at][0], at))


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
            words = _words_of(value)
            names.append(words)
            if facet != "organisation":
                own |= words
    return names, frozenset(own)


def _words_of(value: Evidence) -> frozenset[str]:
    return frozenset(word for name in (value.surface, value.label) for _, _, word in split(name))


@lru_cache(_REMEMBERED)
def _is_phrase(words: tuple[str, ...], language: str) -> bool:
    """Whether folded words make a phrase."""
    edges = listed("edge", "")
    if words[0] in edges or words[-1] in edges or " ".join(words) in _said_anywhere():
        return False
    if len(words) == 1 and (words[0] in listed("alone", "") or _ends(words[0], "end1", language)):
        return False
    if _ends(words[-1], "end", language):
        return False
    if _ends(words[0], "begin", language) and words[0] not in listed("attribute", language):
        return False
    return _is_russian_phrase(words) if language == "ru" else True


def _ends(word: str, role: str, language: str) -> bool:
    return word.endswith(_endings(role, language)) and len(word) > _SHORT


@cache
def _endings(role: str, language: str) -> tuple[str, ...]:
    return tuple(sorted(listed(role, language)))


@cache
def _said_anywhere() -> frozenset[str]:
    """Phrases that are no page's own."""
    columns = (column for role, _, column in rows("phrase_words.tsv") if role == "not")
    return frozenset(folded(phrase) for column in columns for phrase in alternatives(column))


def _is_russian_phrase(words: Sequence[str]) -> bool:
    """Nouns, with the adjectives before them: "правовая помощь", "торговля людьми", "борьба с коррупцией"."""
    parts = [_part_of_speech(word) for word in words]
    if parts[-1] != "NOUN" or parts[0] not in ("NOUN", *ATTRIBUTES):
        return False
    if len(words) == 1:
        return _base(words[0]) not in listed("alone", "")
    if any(_base(word) in listed("edge", "") for word in (words[0], words[-1])):
        return False
    if parts[1] == "PREP":
        return parts[0] == "NOUN"
    return all(_may_follow(*pair, word) for pair, word in zip(pairwise(parts), words[1:], strict=True))


@lru_cache(_REMEMBERED)
def _base(word: str) -> str:
    return folded(parses(word)[0].normal_form)


@lru_cache(_REMEMBERED)
def _part_of_speech(word: str) -> str:
    """What a word most likely is; "" of those that stand for others or count: "такой", "каждый", "первый"."""
    tag = parses(word)[0].tag
    return "" if "Apro" in tag or "Anum" in tag else str(tag.POS or "NOUN")


def _may_follow(part: str, following: str, word: str) -> bool:
    """An adjective or its noun behind an adjective; behind a noun what belongs to it, in the genitive and the like."""
    if part == "NOUN" and following == "NOUN":
        return any(one.tag.case in ("gent", "ablt") for one in parses(word) if one.tag.POS == "NOUN")
    return following == "NOUN" or (part in ATTRIBUTES and following in ATTRIBUTES)


def _is_inflected_name(label: str, language: str) -> bool:
    """A Russian name that stands in another case than the nominative: it cannot be told how it is called."""
    if language != "ru" or label.islower() or label.isupper():
        return False
    return not any(one.tag.case == "nomn" for one in parses(label.split(" ")[0].lower()))


def _without_parts(found: Sequence[Phrase]) -> list[Phrase]:
    """Without phrases that come only inside of a longer one, and longer ones that come less often than their parts."""
    words = [f" {phrase.label.casefold()} " for phrase in found]
    inside = [(one, other) for one, part in enumerate(words) for other, whole in enumerate(words) if part in whole]
    pairs = [(found[one], found[other]) for one, other in inside if one != other]
    gone = {part.key for part, whole in pairs if whole.times >= part.times}
    gone |= {whole.key for part, whole in pairs if whole.times < AGAIN <= part.times}
    return [phrase for phrase in found if phrase.key not in gone]


@cache
def listed(role: str, language: str) -> frozenset[str]:
    """The words of a list of data/phrase_words.tsv; of all languages where none is given."""
    chosen = (words for name, of, words in rows("phrase_words.tsv") if name == role and language in ("", of))
    return frozenset(folded(word) for words in chosen for word in words.split())
