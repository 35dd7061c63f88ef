"""BM25 as Lucene and Tantivy have it (Robertson & Zaragoza 2009, with an idf that is never negative)."""

from math import log
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt

K1: Final = 1.2
B: Final = 0.75

Numbers = TypeVar("Numbers", float, npt.NDArray[np.float64])  # of one document, or of many


def idf(documents: int, having: int) -> float:
    """The weight of a term that `having` of so many documents have."""
    return log(1 + (documents - having + 0.5) / (having + 0.5))


def saturation(frequency: Numbers, length: Numbers, mean_length: float) -> Numbers:
    """How much of its weight a term gets from standing so often in a field of that many words; up to K1 + 1."""
    return frequency * (K1 + 1) / (frequency + K1 * (1 - B + B * length / mean_length))
