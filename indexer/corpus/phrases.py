"""Which phrases does a page say that the rest of the corpus does not?

A phrase weighs by how much its page stresses it and by how few of all pages hold it (tf–idf: Salton and Buckley 1988,
"Term-weighting approaches in automatic text retrieval"). The share of pages that hold it goes into that rounded, so
that a corpus that grows changes hardly any page's phrases.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import compress
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexer.corpus.findings import Findings
from indexer.corpus.labels import Labels, one_more
from indexer.enrichment import Phrase
from indexer.words.russian import nominative

FACET: Final = "phrase"
MOST: Final = 8  # of a page
BESIDE_THE_FIRST: Final = 0.4  # of the score of the page's first phrase: the rest is only touched upon
# A phrase on more of a corpus's pages, or of its site's, says nothing of one of them.
COMMON: Final = 0.15
COMMON_ON_SITE: Final = 0.3
FEW: Final = 3  # pages, on which a phrase may stand whatever share of all that is
COPIES: Final = 2  # pages that may share any words at all: a page and its copy
AGAIN: Final = 2  # times that a phrase must come, if nothing else speaks for it; a single word twice as often

Keys = NDArray[np.uint32]
_NO_KEYS: Final[Keys] = np.zeros(0, np.uint32)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A key phrase of a page."""

    value: str
    start: int
    end: int
    why: str
    listed: bool


class KeyPhrases:
    """On how many pages, of all and of each site, every phrase stands that a page puts up for choice.

    Tell it of every document with `note`, then once more with `count`; then ask. Four bytes for each phrase put up, and
    as much for its counts: about 20 MB for 100,000 pages.
    """

    def __init__(self) -> None:
        self._put_up = defaultdict[str, bytearray](bytearray)  # keys by site, until they are counted
        self._named = defaultdict[str, bytearray](bytearray)  # those of what its organisations are called
        self._names: Mapping[str, Keys] = {}
        self._shared = _NO_KEYS
        self._all: _Counts | None = None
        self._sites: Mapping[str, _Counts] = {}
        self._labels = dict[int, Labels]()

    def note(self, findings: Findings) -> None:
        self._named[findings.site] += np.array(findings.phrases.names, np.uint32).tobytes()
        self._put_up[findings.site] += _stressed(findings).tobytes()

    def count(self, findings: Findings) -> None:
        if self._all is None:
            self._prepare()
        if self._all:
            keys = findings.phrases.all()
            self._all.add(keys)
            self._sites[findings.site].add(keys)
            _, shared = _looked_up(_stressed(findings), self._shared)
            for phrase in compress(findings.phrases.stressed, shared):
                self._labels[phrase.key] = one_more(self._labels.get(phrase.key), phrase.label)

    def _prepare(self) -> None:
        sites = {site: np.frombuffer(keys, np.uint32) for site, keys in self._put_up.items()}
        keys, times = np.unique(np.concatenate([*sites.values()]), return_counts=True)
        self._shared = keys[times > 1]
        self._all, self._sites = _Counts(keys), {site: _Counts(np.unique(each)) for site, each in sites.items()}
        self._names = {site: np.unique(np.frombuffer(names, np.uint32)) for site, names in self._named.items()}
        self._put_up.clear()
        self._named.clear()

    def of(self, findings: Findings) -> tuple[Chosen, ...]:
        """A page's key phrases, the weightiest first."""
        scored = sorted(self._scored(findings), key=lambda found: (-found[0], found[1].start, -found[1].end))
        chosen, said = list[Chosen](), set[str]()
        for score, phrase, one_in, alone in scored:
            words = set(phrase.label.casefold().split())
            if len(chosen) < MOST and score >= BESIDE_THE_FIRST * scored[0][0] and not words <= said:
                said |= words
                chosen.append(self._chosen(phrase, one_in, alone, findings.language))
        return tuple(chosen)

    def _scored(self, findings: Findings) -> Iterator[tuple[float, Phrase, int, bool]]:
        """(score, phrase, of so many pages one holds it, no other does) of those that tell the page from others."""
        if self._all is None:
            return
        corpus, site, keys = self._all, self._sites[findings.site], _stressed(findings)
        nameless = ~_looked_up(keys, self._names[findings.site])[1]
        phrases, keys = compress(findings.phrases.stressed, nameless), keys[nameless]
        for phrase, on, on_site in zip(phrases, corpus.of(keys), site.of(keys), strict=True):
            if _is_common(on, corpus.pages, COMMON) or _is_common(on_site, site.pages, COMMON_ON_SITE):
                continue
            if _is_stressed(phrase, on):
                one_in = _one_in(on, corpus.pages)
                yield round(phrase.weight * math.log(1 + one_in), 4), phrase, one_in, on <= 1

    def _chosen(self, phrase: Phrase, one_in: int, alone: bool, language: str) -> Chosen:
        times = f"{phrase.times} times" if phrase.times > 1 else "once"
        value = _commonest(self._labels.get(phrase.key) or (phrase.label, 1))
        value = nominative(value) if language == "ru" else value
        others = "on no other page" if alone else f"on about one page in {one_in}"
        return Chosen(value, phrase.start, phrase.end, f"{times} here, {others}", not alone or phrase.in_title)


class _Counts:
    """On how many pages each of some keys stands."""

    def __init__(self, keys: Keys) -> None:
        self.pages = 0
        self._keys, self._on = keys, np.zeros(len(keys), np.uint32)

    def add(self, keys: Keys) -> None:
        """One more page, with these phrases."""
        self.pages += 1
        places, known = _looked_up(keys, self._keys)
        self._on[places[known]] += 1

    def of(self, keys: Keys) -> list[int]:
        """On how many pages each of these stands, which are among those that are counted."""
        counts: list[int] = self._on[np.searchsorted(self._keys, keys)].tolist()
        return counts


def _is_common(on: int, of: int, share: float) -> bool:
    return on > max(FEW, share * of)


def _is_stressed(phrase: Phrase, on: int) -> bool:
    """A phrase that other pages say too need not come again; a single word must, and in the title or once more."""
    if " " not in phrase.label:
        return phrase.times >= AGAIN + (1 if phrase.in_title else 2)
    return phrase.in_title or phrase.times >= AGAIN or on > COPIES


def _one_in(on: int, of: int) -> int:
    """One page in so many holds a phrase, to a factor of two; of one page alone, to a factor of four."""
    return 1 << (round(math.log2(of / on)) if on > 1 else of.bit_length() // 2 * 2)


def _stressed(findings: Findings) -> Keys:
    """The keys of the phrases that a page puts up for choice."""
    return np.array([phrase.key for phrase in findings.phrases.stressed], np.uint32)


def _looked_up(keys: Keys, some: Keys) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Where each key stands among some others, which are in ascending order, and whether it is one of them."""
    if not len(some):
        return np.zeros(len(keys), np.intp), np.zeros(len(keys), bool)
    places = np.minimum(np.searchsorted(some, keys), len(some) - 1)
    return places, some[places] == keys


def _commonest(labels: Labels) -> str:
    """What most pages write, capitals aside; then in small letters if any page does."""
    if isinstance(labels, tuple):
        return labels[0]
    folded = Counter[str]()
    for label, count in labels.items():
        folded[label.casefold()] += count
    best = min(folded, key=lambda each: (-folded[each], each))
    return max(label for label in labels if label.casefold() == best)
