"""Words of an output against words of the truth: precision, recall, F1.

Texts are compared as multisets of lower-cased words, as the evaluations of CleanEval and of trafilatura do: order and
line breaks do not count, so a truth need not be typed exactly as an extractor would write it.
"""

import re
import statistics
from collections import Counter
from collections.abc import Iterable
from typing import Final, NamedTuple

_WORD: Final = re.compile(r"\w+")

Counts = Counter[str]


class Score(NamedTuple):
    """Of one page, or the mean of several; 0 to 1."""

    precision: float = 0.0  # share of the output that is in the truth
    recall: float = 0.0  # share of the truth that is in the output
    f1: float = 0.0


def tokens(text: str) -> Counts:
    return Counter(_WORD.findall(text.lower()))


def score(output: Counts, truth: Counts) -> Score:
    """An empty output scores 0, whatever the truth is."""
    common = (output & truth).total()
    if not common:
        return Score()
    precision, recall = common / output.total(), common / truth.total()
    return Score(precision, recall, 2 * precision * recall / (precision + recall))


def mean(scores: Iterable[Score]) -> Score:
    """Each of the three averaged by itself, so F1 is the mean of F1s."""
    return Score(*(statistics.fmean(column) for column in zip(*scores, strict=True)))
