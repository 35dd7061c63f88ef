"""Counting phrases, document by document: what is needed to choose among them."""

from collections import Counter, defaultdict
from collections.abc import Mapping

import numpy as np

from indexer.corpus.findings import Findings
from indexer.corpus.labels import LabelsOfNumbers
from indexer.corpus.lookup import Lookup, among
from indexer.corpus.phrases import Counts, KeyPhrases, Keys, Site, stressed


class PhraseCounter:
    """Tell it of every document with `note`, then once more with `count`; then ask.

    Four bytes for each phrase put up, and as much for its counts: about 20 MB for 100,000 pages.
    """

    def __init__(self) -> None:
        self._put_up = defaultdict[str, bytearray](bytearray)  # keys by site, until they are counted
        self._named = defaultdict[str, bytearray](bytearray)  # those of what its organisations are called

    def note(self, findings: Findings) -> None:
        self._named[findings.site] += np.array(findings.phrases.names, np.uint32).tobytes()
        self._put_up[findings.site] += stressed(findings).tobytes()

    def prepare(self) -> None:
        """All documents were noted."""
        sites = {site: np.frombuffer(keys, np.uint32) for site, keys in self._put_up.items()}
        keys, times = np.unique(np.concatenate([*sites.values(), np.zeros(0, np.uint32)]), return_counts=True)
        self._shared = keys[times > 1]
        self._labels = LabelsOfNumbers(len(self._shared))
        self._all, self._sites = _Counted(keys), {site: _Counted(np.unique(each)) for site, each in sites.items()}
        self._names = {site: np.unique(np.frombuffer(names, np.uint32)) for site, names in self._named.items()}
        self._put_up.clear()
        self._named.clear()

    def count(self, findings: Findings) -> None:
        keys = findings.phrases.all()
        self._all.add(keys)
        self._sites[findings.site].add(keys)
        places, known = among(stressed(findings), self._shared)
        for phrase, place, is_shared in zip(findings.phrases.stressed, places.tolist(), known.tolist(), strict=True):
            if is_shared:
                self._labels.note(place, phrase.label)

    def counted(self) -> KeyPhrases:
        """What came out."""
        sites = {name: Site(of.pages, of.keys, of.on, self._names[name]) for name, of in self._sites.items()}
        called = ((key, commonest(self._labels.of(at))) for at, key in enumerate(self._shared.tolist()))
        return KeyPhrases(Counts.of(self._all.pages, self._all.keys, self._all.on, sites), Lookup.of(called))


class _Counted:
    """On how many pages each of some keys stands."""

    def __init__(self, keys: Keys) -> None:
        self.pages, self.keys, self.on = 0, keys, np.zeros(len(keys), np.uint32)

    def add(self, keys: Keys) -> None:
        """One more page, with these phrases."""
        self.pages += 1
        places, known = among(keys, self.keys)
        self.on[places[known]] += 1


def commonest(labels: Mapping[str, int]) -> str:
    """What most pages write, capitals aside; then in small letters if any page does."""
    folded = Counter[str]()
    for label, count in labels.items():
        folded[label.casefold()] += count
    best = min(folded, key=lambda each: (-folded[each], each))
    return max(label for label in labels if label.casefold() == best)
