"""How often does a page say what?   Words → every phrase of one to three words, with its key, times and weight

Phrases are told by fingerprints of their words' stems, so that all forms of one count together and a corpus can count
them without their text.
"""

import math
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, Final, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from indexer.enrichment.phrase_shapes import listed
from indexer.enrichment.table import Word, table
from indexer.model import Kind, Record
from indexer.words import is_stop_word
from indexer.words.stemming import light_stem

TITLE_COUNTS: Final = 4.0  # times as much as the text
HEADING_COUNTS: Final = 2.0
LEAD_COUNTS: Final = 1.5  # the first words of the text, which say what it is about
LEAD: Final = 60  # words
SHORTEST: Final = 3  # letters of a word that can be part of a phrase
# A phrase of two words tells more than each of them; the third adds little, and often is chance.
BY_WORDS: Final = (0.0, 0.6, 1.25, 1.2)
AGAIN: Final = 2  # times that a phrase comes to be one by itself; a single word must come once more, or be in the title
LOOKED_AT: Final = 48  # the weightiest of which those are taken: telling what is well formed costs more than counting

_BY_WORDS: Final = np.array(BY_WORDS)
_PRIME: Final = np.uint64(1_000_003)
_KEY: Final = np.uint64(0xFFFFFFFF)
_LINK: Final = 1 << 32  # above all fingerprints
_JOINTS: Final = frozenset(" -\u00a0‑’'")
_REMEMBERED: Final = 1 << 14  # words

Keys = NDArray[np.uint32]
Numbers = NDArray[Any]


class Phrase(NamedTuple):
    """A phrase that the page stresses."""

    key: int  # the same for all of its forms in a language: its fingerprint
    label: str  # as the page writes it
    start: int  # of where it stands first, in the document's text
    end: int
    times: int
    weight: float  # how much the page stresses it
    in_title: bool


class _Fingerprints(dict[str, int]):
    """Folded words of a language → the fingerprint of their stem; of words that only link others their own, marked by
    _LINK; 0 for those that are part of no phrase."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language, self._links = language, listed("link", language)

    def __missing__(self, word: str) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[word] = found = self._fingerprint(word)
        return found

    def _fingerprint(self, word: str) -> int:
        if len(word) >= SHORTEST and word.isalpha() and not is_stop_word(word):
            return crc32(light_stem(word, self._language).encode()) | 1
        return crc32(word.encode()) | _LINK if word in self._links else 0


_fingerprints: Final = cache(_Fingerprints)


class Stressed(NamedTuple):
    """A phrase that comes again or stands in front."""

    number: int  # among all of the text, in the order of their keys
    first: int  # word of where it stands first
    length: int  # words
    times: int


class Counted:
    """Every phrase of a text once: its key, words, where it stands first, how often it comes and how it weighs."""

    def __init__(self, text: str, words: Sequence[Word], record: Record) -> None:
        self._ids, self._joined, runs = _runs(text, record.language)
        weights = _weights(words, record, text)
        keys = np.concatenate([keys for keys, _ in runs]) & _KEY
        firsts = np.concatenate([firsts for _, firsts in runs])
        lengths = np.repeat(np.arange(1, 4), [len(firsts) for _, firsts in runs])
        order = np.argsort(keys, kind="stable")  # the places of a phrase lie together, in the order of the text
        keys, self._places = keys[order], firsts[order]
        self._starts = np.flatnonzero(np.diff(keys, prepend=~keys[:1]))
        self._times = np.diff(self._starts, append=len(keys))
        at_places = weights[self._places]
        some = bool(len(keys))  # numpy reduces no row of nothing
        self._weights = np.add.reduceat(at_places, self._starts) if some else at_places
        self._best = np.maximum.reduceat(at_places, self._starts) if some else at_places
        self.stressed = self._stressed(self._places[self._starts], lengths[order][self._starts])
        self.keys = keys[self._starts]
        self._keys = _list(self.keys)  # to look one up in a list takes a third of what it takes in numbers of numpy

    def _stressed(self, firsts: Numbers, lengths: Numbers) -> list[Stressed]:
        """The phrases that come again or stand in front, the weightiest first."""
        enough = np.flatnonzero((self._times >= AGAIN) | (self._best > 1))
        weight = np.log2(1 + self._weights[enough]) * _BY_WORDS[lengths[enough]]
        chosen = enough[np.lexsort((firsts[enough], -weight))[:LOOKED_AT]]
        columns = chosen, firsts[chosen], lengths[chosen], self._times[chosen]
        return list(map(Stressed, *map(_list, columns)))

    def phrase(self, one: Stressed, label: str, start: int, end: int) -> Phrase:
        weight = round(math.log2(1 + float(self._weights[one.number])) * BY_WORDS[one.length], 2)
        in_title = bool(self._best[one.number] >= TITLE_COUNTS)
        return Phrase(self._keys[one.number], label, start, end, one.times, weight, in_title)

    def places(self, one: Stressed) -> list[int]:
        """The first words of all places where a phrase stands."""
        start = self._starts[one.number]
        return _list(self._places[start : start + one.times])

    def goes_on(self, one: Stressed) -> bool:
        """Whether a phrase is cut short: "training on juvenile" of "training on juvenile justice"."""
        last = one.first + one.length - 1
        if last + 1 >= len(self._ids) or not self._joined[last] or not self._ids[last + 1]:
            return False
        pair = (int(self._ids[last]) * int(_PRIME) + int(self._ids[last + 1])) & int(_KEY)
        times = self._times[bisect_left(self._keys, pair)]
        is_linked = one.length == 3 and not self._ids[last - 1]
        return bool(times >= one.times and (one.times >= AGAIN or is_linked))


Run = tuple[NDArray[np.uint64], NDArray[Any]]  # keys of phrases, and the words they begin with


def _list(numbers: Numbers) -> list[int]:
    found: list[int] = numbers.tolist()
    return found


def _runs(text: str, language: str) -> tuple[NDArray[np.uint64], NDArray[np.bool_], list[Run]]:
    """The fingerprint of each word, whether it is joined to the next one, and the phrases of one, two, three words."""
    words = table(text)
    marked = np.fromiter(map(_fingerprints(language).__getitem__, words.forms), np.uint64, len(words.forms))
    ids = np.where(marked < _LINK, marked, np.uint64(0))
    joined = np.fromiter(map(_JOINTS.__contains__, words.gaps[:-1]), bool)  # one joint alone parts it from the next
    return ids, joined, [_ones(ids), _twos(ids, joined), _threes(ids, marked & _KEY, joined)]


def keys_of_names(record: Record) -> tuple[int, ...]:
    """Of two words and three; of one where the name has no more."""
    labels = [value.label for value in record.facets.get("organisation", ())]
    return tuple(sorted({key for label in labels for key in _keys_of_name(label, record.language)}))


@lru_cache(_REMEMBERED)
def _keys_of_name(name: str, language: str) -> tuple[int, ...]:
    words = table(name).words
    return tuple(int(key & _KEY) for keys, _ in _runs(name, language)[2][len(words) > 1 :] for key in keys)


def _ones(ids: NDArray[np.uint64]) -> Run:
    firsts = np.flatnonzero(ids)
    return ids[firsts], firsts


def _twos(ids: NDArray[np.uint64], joined: NDArray[np.bool_]) -> Run:
    firsts = np.flatnonzero((ids[:-1] > 0) & (ids[1:] > 0) & joined)
    return ids[firsts] * _PRIME + ids[firsts + 1], firsts


def _threes(ids: NDArray[np.uint64], middle: NDArray[np.uint64], joined: NDArray[np.bool_]) -> Run:
    """`middle`: the fingerprints of all words that may stand between two others."""
    firsts = np.flatnonzero((ids[:-2] > 0) & (middle[1:-1] > 0) & (ids[2:] > 0) & joined[:-1] & joined[1:])
    return (ids[firsts] * _PRIME + middle[firsts + 1]) * _PRIME + ids[firsts + 2], firsts


def _weights(words: Sequence[Word], record: Record, text: str) -> NDArray[np.float64]:
    """How much each word of the text weighs, by where it stands."""
    weights, start, lead = np.ones(len(words)), 0, 0
    for block in record.blocks:
        if not block.verdict.kept or start > len(text):
            continue
        end = start + len(block.text)
        if block.kind is Kind.TITLE or block.text == record.title:
            weights[_between(words, start, end)] = TITLE_COUNTS
        elif block.kind is Kind.HEADING:
            weights[_between(words, start, end)] = HEADING_COUNTS
        elif lead < LEAD:
            within = _between(words, start, end)
            weights[within][: LEAD - lead] = LEAD_COUNTS
            lead += within.stop - within.start
        start = end + 2
    return weights


def _between(words: Sequence[Word], start: int, end: int) -> slice:
    """The words in a part of the text."""
    return slice(bisect_left(words, (start,)), bisect_left(words, (end,)))
