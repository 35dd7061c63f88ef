"""The terms that `prefix*` and `word~` stand for, found in the vocabulary of a field."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from indexer.model import Fuzzy, Prefix


class Vocabulary:
    """The terms of one field, in alphabetical order (that of their code points)."""

    def __init__(self, terms: Sequence[str]) -> None:
        self.terms = terms

    def expand(self, clause: Prefix | Fuzzy) -> list[str]:
        """All terms the clause stands for, in alphabetical order."""
        match clause:
            case Prefix(text=text):
                return self._prefixed(text)
            case Fuzzy(text=text, distance=distance):
                alike = self._alike(text, distance)
                edits = distances(text, alike)
                return [term for term, count in zip(alike, edits, strict=True) if count <= distance]

    def _prefixed(self, prefix: str) -> list[str]:
        first = last = bisect_left(self.terms, prefix)
        while last < len(self.terms) and self.terms[last].startswith(prefix):
            last += 1
        return list(self.terms[first:last])

    def _alike(self, text: str, distance: int) -> list[str]:
        """The terms that may be near: an edit changes the length by one and the set of letters by two at most."""
        letters = np.bitwise_count(self._letters ^ np.uint64(_letters(text)))
        lengths = np.abs(self._lengths - len(text))
        return [self.terms[int(at)] for at in np.flatnonzero((lengths <= distance) & (letters <= 2 * distance))]

    @cached_property
    def _letters(self) -> npt.NDArray[np.uint64]:
        return np.fromiter(map(_letters, self.terms), np.uint64, len(self.terms))

    @cached_property
    def _lengths(self) -> npt.NDArray[np.int64]:
        return np.fromiter(map(len, self.terms), np.int64, len(self.terms))


def _letters(text: str) -> int:
    """The set of a word's letters as 64 bits; letters may share a bit, which only lets more words through."""
    bits = 0
    for letter in text:
        bits |= 1 << (ord(letter) & 63)
    return bits


def distances(text: str, terms: Sequence[str]) -> npt.NDArray[np.int64]:
    """How many edits make the text each of the terms: insert, delete, replace, or swap two neighbours.

    Optimal string alignment (no letter is edited twice), as Lucene's and Tantivy's automata have it; for all terms at
    once, a column of the usual table being an array over them.
    """
    lengths = np.fromiter(map(len, terms), np.int64, len(terms))
    width = int(lengths.max(initial=1))
    letters = np.array(terms, dtype=f"U{width}").view(np.uint32).reshape(len(terms), width).T
    same = [letters == ord(letter) for letter in text]
    above: list[npt.NDArray[np.int64]] = []
    row = [np.full(len(terms), at) for at in range(width + 1)]
    for i in range(1, len(text) + 1):
        before, above, row = above, row, [np.full(len(terms), i)]
        for j in range(1, width + 1):
            cost = np.minimum(np.minimum(row[j - 1], above[j]) + 1, above[j - 1] + ~same[i - 1][j - 1])
            if i > 1 and j > 1:
                swapped = same[i - 1][j - 2] & same[i - 2][j - 1]
                cost = np.where(swapped, np.minimum(cost, before[j - 2] + 1), cost)
            row.append(cost)
    return np.array(row)[lengths, np.arange(len(terms))]
