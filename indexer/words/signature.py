"""Which texts are nearly the same?  A short signature of each, made once, tells how much two of them share.

MinHash (Broder, "On the resemblance and containment of documents", 1997) over runs of four words: the share of equal
values estimates the Jaccard likeness of the two sets of runs. Of each value 16 bits are kept (Li and König, "b-Bit
Minwise Hashing", 2010): values of other runs agree by chance once in 65,536. Nothing is random: the same text has the
same signature in every process and on every machine.
"""

import hashlib
import zlib
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexer.words.splitting import folded_words

_VALUES: Final = 64  # the estimate's standard error is at most 0.06; 0.04 at a likeness of 0.9
_RUN: Final = 4  # words
_SHORT: Final = 20  # a text of fewer words is one run: it is the same as another or not
# On four sites (626 cleaned pages) 12 pairs were at 0.88 and above, all of them copies; the nearest of other texts, two
# statistical indicators in one form, were at 0.80.
_NEAR: Final = 0.85
_KEPT: Final = 2048  # signatures read lately; each takes some 200 bytes
# Runs: 128 KB, which leave in the processor's cache what comes next. With 2,048 all enriching takes 5 % longer.
_AT_ONCE: Final = 256
_VALUE: Final = np.dtype("<u2")

_Words = NDArray[np.uint64]


def signature(text: str) -> str:
    """The signature of a text as hex digits; "" of one without words."""
    words = folded_words(text)
    if not words:
        return ""
    hashes = _runs(_hashes(words)) if len(words) >= _SHORT else _hashes([" ".join(words)])
    return _smallest(hashes).astype(_VALUE).tobytes().hex()


def _smallest(hashes: _Words) -> _Words:
    """Of each permutation the smallest value."""
    factors, shifts = _permutations()
    smallest = np.full(_VALUES, np.iinfo(np.uint64).max, np.uint64)
    for start in range(0, len(hashes), _AT_ONCE):
        mixed = factors[:, None] * hashes[start : start + _AT_ONCE]
        mixed += shifts[:, None]
        mixed >>= _HALF
        np.minimum(smallest, mixed.min(axis=1), out=smallest)
    return smallest


def nearly_same(one: str, other: str) -> bool:
    """Whether the texts of two signatures are near-duplicates."""
    return likeness(one, other) >= _NEAR


def likeness(one: str, other: str) -> float:
    """How much of the texts' runs is in both, from 0 to 1, by their signatures; 0 where either has none."""
    if not one or not other:
        return 0.0
    return float(np.count_nonzero(_read(one) == _read(other))) / _VALUES


_HALF: Final = np.uint64(32)


def _runs(hashes: _Words) -> _Words:
    """A hash of 64 bits for each run of words, in which their order counts."""
    count = len(hashes) - _RUN + 1
    mixed = np.zeros(count, np.uint64)
    for start in range(_RUN):
        mixed = (mixed ^ hashes[start : start + count]) * _MIX
        mixed ^= mixed >> _HALF
    return mixed


_MIX: Final = np.uint64(0x9E3779B97F4A7C15)  # odd, its bits well spread: 2⁶⁴ divided by the golden ratio


def _hashes(words: list[str]) -> _Words:
    """A hash of each word. To encode all at once and count costs less than to remember them: a table of all words that
    were met does not fit into the processor's cache."""
    encoded = "\n".join(words).encode("utf-8", "surrogatepass").split(b"\n")
    return np.fromiter(map(zlib.crc32, encoded), np.uint64, len(encoded))


@lru_cache(1)
def _permutations() -> tuple[_Words, _Words]:
    """A factor (odd) and a shift for each value."""
    drawn = b"".join(hashlib.sha256(f"winnow {number}".encode()).digest()[:16] for number in range(_VALUES))
    factors, shifts = np.frombuffer(drawn, "<u8").reshape(_VALUES, 2).T.astype(np.uint64)
    return factors | np.uint64(1), shifts


@lru_cache(_KEPT)
def _read(signature: str) -> NDArray[np.uint16]:
    return np.frombuffer(bytes.fromhex(signature), _VALUE)
