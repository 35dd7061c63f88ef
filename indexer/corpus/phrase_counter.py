"""Counting phrases, document by document: what is needed to choose among them."""

from collections import Counter, defaultdict
from collections.abc import Mapping

import numpy as np

from indexer.corpus.findings import Findings
from indexer.corpus.labels import LabelsOfNumbers
from indexer.corpus.lookup import Lookup, among, hashed
from indexer.corpus.phrases import Counts, KeyPhrases, Keys, ends, joined, part, stressed


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
        """All documents were noted. What is counted of the sites stands in arrays that they have in common, in the
        order in which it is asked for: to put them together in the end would take as much memory again."""
        keys, times = np.unique(
            joined([np.frombuffer(of, np.uint32) for of in self._put_up.values()]), return_counts=True
        )
        self._all, self._shared = _Counted(keys, np.zeros(len(keys), np.uint32)), keys[times > 1]
        self._labels = LabelsOfNumbers(len(self._shared))
        hashes = hashed(self._put_up)
        sites = [name for _, name in sorted(zip(hashes.tolist(), self._put_up, strict=True))]
        each = [_once(self._put_up.pop(site)) for site in sites]
        names = [_once(self._named.pop(site)) for site in sites]
        self._hashes, self._ends, self._keys = np.sort(hashes), ends(each), joined(each)
        self._name_ends, self._names = ends(names), joined(names)
        self._on = np.zeros(len(self._keys), np.uint32)
        parts = (part(self._ends, at) for at in range(len(sites)))
        self._sites = {site: _Counted(self._keys[its], self._on[its]) for site, its in zip(sites, parts, strict=True)}

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
        counts = Counts(
            self._all.pages,
            self._all.keys,
            self._all.on,
            self._hashes,
            np.array([site.pages for site in self._sites.values()], np.uint64),
            self._ends,
            self._keys,
            self._on,
            self._name_ends,
            self._names,
        )
        called = ((key, _commonest(self._labels.of(at))) for at, key in enumerate(self._shared.tolist()))
        return KeyPhrases(counts, Lookup.of(called))


class _Counted:
    """On how many pages each of some keys stands."""

    def __init__(self, keys: Keys, on: Keys) -> None:
        self.pages, self.keys, self.on = 0, keys, on

    def add(self, keys: Keys) -> None:
        """One more page, with these phrases."""
        self.pages += 1
        places, known = among(keys, self.keys)
        self.on[places[known]] += 1


def _once(keys: bytearray) -> Keys:
    return np.unique(np.frombuffer(keys, np.uint32))


def _commonest(labels: Mapping[str, int]) -> str:
    """What most pages write, capitals aside; then in small letters if any page does."""
    folded = Counter[str]()
    for label, count in labels.items():
        folded[label.casefold()] += count
    best = min(folded, key=lambda each: (-folded[each], each))
    return max(label for label in labels if label.casefold() == best)
