"""The vectors of a generation: a file of one row for each document, in the order of the ids.

A row is 420 bytes: the id, the language, a digest of what was embedded, and the vector as 384 whole numbers from -127
to 127 with the factor that makes it of length 1: a fourth of what float32 takes, and ranked alike. The row of a
document without a vector is empty.

A question lies nearer to what is written in its own language than to a translation of it. So documents are ranked by
how much nearer they lie than those of their language do on average (after Libovický et al. 2020, arXiv:2004.05160,
who take the mean of its language from each vector): of 240 titles and sentences, a translation of the page that they
are from stands at a mean reciprocal rank of .63 so, of .47 by the cosine alone (docs/semantic.md).
"""

from collections.abc import Iterator
from functools import cached_property
from typing import BinaryIO, Final

import numpy as np
import numpy.typing as npt

from indexer.semantic.model import SIZE, Vector

ROW: Final = np.dtype(
    [("id", "S16"), ("language", "S8"), ("digest", "<u8"), ("factor", "<f4"), ("vector", "i1", (SIZE,))]
)
NONE: Final = bytes(ROW.itemsize)  # of a document without a vector

_LARGEST: Final = 127
_AT_ONCE: Final = 8_192  # rows that are compared: 12 MB as float32
_FEW: Final = 5  # documents: the mean of fewer is that of all languages

Near = tuple[tuple[str, float], ...]  # ids, and how much nearer than others each is; nearest first
Rows = npt.NDArray[np.void]
Numbers = npt.NDArray[np.float64]


def row(id: str, language: str, digest: int, vector: Vector) -> bytes:
    """A document's row."""
    whole = np.rint(vector * (_LARGEST / np.abs(vector).max())).astype(np.int8)
    factor = 1 / np.linalg.norm(whole.astype(np.float32))
    return np.array((id.encode(), language.encode(), digest, factor, whole), ROW).tobytes()


class Vectors:
    """The file of a generation, mapped: it stays readable when it is closed or removed. Safe from many threads."""

    def __init__(self, file: BinaryIO) -> None:
        """Raises ValueError where the file is none of rows."""
        self._rows: Rows = np.memmap(file, ROW, "r")

    def rows(self) -> Iterator[tuple[str, int, bytes]]:
        """(id, digest, row) of each document that has a vector."""
        for one in self._rows:
            if one["factor"]:
                yield one["id"].decode(), int(one["digest"]), one.tobytes()

    def nearest(self, vector: Vector, most: int, least: float) -> Near:
        """At most so many documents whose cosine to the vector is `least` or more, nearest first, equals by id.

        Nearness is the cosine less that of the documents of the language on average, to four decimals. About 10 CPU ms
        for 20,000 documents.
        """
        cosines = np.concatenate([(_whole(rows) @ vector) * rows["factor"] for rows in self._pieces()])
        languages, means = self._languages
        nearness = (cosines - (means @ vector)[languages]).astype(np.float64).round(4)
        found = np.flatnonzero(cosines >= least)
        best = found[np.argsort(-nearness[found], kind="stable")][:most]
        return tuple((self._rows[at]["id"].decode(), float(nearness[at])) for at in best)

    @cached_property
    def _languages(self) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.float32]]:
        """The number of each document's language, and the mean vector of each language by its number."""
        names, numbers, counts = np.unique(self._rows["language"], return_inverse=True, return_counts=True)
        sums = np.zeros((len(names), SIZE), np.float32)
        start = 0
        for rows in self._pieces():
            np.add.at(sums, numbers[start : start + len(rows)], _floats(rows))
            start += len(rows)
        return numbers, np.where(counts[:, None] < _FEW, sums.sum(0) / counts.sum(), sums / counts[:, None])

    def _pieces(self) -> Iterator[Rows]:
        for start in range(0, len(self._rows), _AT_ONCE):
            yield self._rows[start : start + _AT_ONCE]


def _floats(rows: Rows) -> npt.NDArray[np.float32]:
    """The vectors of the rows, of length 1."""
    floats: npt.NDArray[np.float32] = _whole(rows) * rows["factor"][:, None]
    return floats


def _whole(rows: Rows) -> npt.NDArray[np.float32]:
    """The vectors as they are stored."""
    whole: npt.NDArray[np.float32] = rows["vector"].astype(np.float32)
    return whole
