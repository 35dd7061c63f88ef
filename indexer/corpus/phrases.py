"""Which phrases does a page say that the rest of the corpus does not?

A phrase weighs by how much its page stresses it and by how few of all pages hold it (tf–idf: Salton and Buckley 1988,
"Term-weighting approaches in automatic text retrieval"). The share of pages that hold it goes into that rounded, so
that a corpus that grows changes hardly any page's phrases.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import compress
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.corpus.findings import Findings
from indexer.corpus.lookup import Hashes, Lookup, among, hashed
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
Numbers = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A key phrase of a page."""

    value: str
    start: int
    end: int
    why: str
    listed: bool


class Site(NamedTuple):
    """What is known of the phrases of one site."""

    pages: int
    keys: Keys  # of what its pages put up for choice, ascending
    on: Keys  # so many of its pages
    names: Keys  # of what its organisations' names hold, ascending


class Counts(NamedTuple):
    """On how many pages, of all and of each site, every phrase stands that a page puts up for choice.

    In a few arrays, so that processes can read them from one file: the sites follow each other by the hashes of their
    names, and what is known of one lies behind what is known of the one before.
    """

    pages: int
    keys: Keys  # of what any page puts up for choice, ascending
    on: Keys  # so many pages
    sites: Hashes  # of their names, ascending
    site_pages: Numbers
    site_ends: Numbers  # of each site's phrases
    site_keys: Keys
    site_on: Keys
    name_ends: Numbers
    names: Keys

    def site(self, name: str) -> Site:
        """What is known of a site of these pages."""
        at = int(np.searchsorted(self.sites, hashed([name]))[0])
        phrases, names = part(self.site_ends, at), part(self.name_ends, at)
        return Site(int(self.site_pages[at]), self.site_keys[phrases], self.site_on[phrases], self.names[names])


class KeyPhrases(NamedTuple):
    """Chooses among what is put up for choice."""

    counts: Counts
    labels: Lookup  # what phrases are called that several pages put up, by their keys

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
        counts, keys = self.counts, stressed(findings)
        site = counts.site(findings.site)
        nameless = ~among(keys, site.names)[1]
        phrases, keys = compress(findings.phrases.stressed, nameless), keys[nameless]
        everywhere, here = _on(keys, counts.keys, counts.on), _on(keys, site.keys, site.on)
        for phrase, on, on_site in zip(phrases, everywhere, here, strict=True):
            if _is_common(on, counts.pages, COMMON) or _is_common(on_site, site.pages, COMMON_ON_SITE):
                continue
            if _is_stressed(phrase, on):
                one_in = _one_in(on, counts.pages)
                yield round(phrase.weight * math.log(1 + one_in), 4), phrase, one_in, on <= 1

    def _chosen(self, phrase: Phrase, one_in: int, alone: bool, language: str) -> Chosen:
        times = f"{phrase.times} times" if phrase.times > 1 else "once"
        (called,) = self.labels.find(np.array([phrase.key], np.uint64))
        value = nominative(called or phrase.label) if language == "ru" else called or phrase.label
        others = "on no other page" if alone else f"on about one page in {one_in}"
        return Chosen(value, phrase.start, phrase.end, f"{times} here, {others}", not alone or phrase.in_title)


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


def stressed(findings: Findings) -> Keys:
    """The keys of the phrases that a page puts up for choice."""
    return np.array([phrase.key for phrase in findings.phrases.stressed], np.uint32)


def _on(keys: Keys, some: Keys, on: Keys) -> list[int]:
    """On how many pages each of these phrases stands, which are among some that were counted."""
    counts: list[int] = on[np.searchsorted(some, keys)].tolist()
    return counts


def joined(arrays: list[Keys]) -> Keys:
    """One behind the other."""
    return np.concatenate(arrays, dtype=np.uint32) if arrays else np.zeros(0, np.uint32)


def ends(arrays: list[Keys]) -> Numbers:
    """Where each of them ends then."""
    return np.cumsum([len(each) for each in arrays], dtype=np.uint64)


def part(ends: Numbers, at: int) -> slice:
    """Where one of them stands then."""
    return slice(int(ends[at - 1]) if at else 0, int(ends[at]))
