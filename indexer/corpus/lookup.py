"""Texts by the hashes of what they are looked up by, in arrays that many processes can read from one file.

After D. J. Bernstein's constant databases (https://cr.yp.to/cdb.html): made once, then only read.
"""

from array import array
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Keys = NDArray[np.unsignedinteger]
_BYTES: Final = 8  # of a hash: of ten million names two are the same once in 400,000 corpora


def hashed(texts: Iterable[str]) -> Hashes:
    """The hash of each text, the same in every process: about 1 µs each."""
    digests = (blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_BYTES).digest() for text in texts)
    return np.frombuffer(b"".join(digests), "<u8")


def among(keys: Keys, some: Keys) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Where each key stands among some others, which are in ascending order, and whether it is one of them."""
    if not len(some):
        return np.zeros(len(keys), np.intp), np.zeros(len(keys), bool)
    places = np.minimum(np.searchsorted(some, keys), len(some) - 1)
    return places, some[places] == keys


class Lookup(NamedTuple):
    """See the module. About 16 bytes and its letters for each text."""

    keys: Hashes  # ascending
    ends: NDArray[np.uint64]  # of each text among the letters
    letters: NDArray[np.uint8]

    @staticmethod
    def of(rows: Iterable[tuple[int, str]]) -> "Lookup":
        """From (key, text), the keys ascending."""
        keys, ends, letters = array("Q"), array("Q"), bytearray()
        for key, text in rows:
            letters += text.encode("utf-8", "surrogatepass")
            keys.append(key)
            ends.append(len(letters))
        return Lookup(np.frombuffer(keys, np.uint64), np.frombuffer(ends, np.uint64), np.frombuffer(letters, np.uint8))

    def find(self, keys: Keys) -> list[str | None]:
        """The text under each key; None where there is none."""
        places, known = among(keys, self.keys)
        return [self._text(place) if is_known else None for place, is_known in zip(places, known, strict=True)]

    def texts(self) -> Iterator[str]:
        """All, in the order of their keys."""
        return map(self._text, range(len(self.keys)))

    def _text(self, place: int) -> str:
        start = self.ends[place - 1] if place else 0
        return self.letters[start : self.ends[place]].tobytes().decode("utf-8", "surrogatepass")
