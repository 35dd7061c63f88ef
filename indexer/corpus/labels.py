"""How pages write a value, with how many do.

Most values are written in one way: that takes a third of a Counter's memory, and a tenth where values have numbers.
"""

from array import array
from collections import Counter
from collections.abc import Mapping

from indexer.texts import Texts

Labels = tuple[str, int] | Counter[str]


def one_more(labels: Labels | None, label: str) -> Labels:
    """The same, and one page more that writes it so."""
    if labels is None:
        return label, 1
    if isinstance(labels, tuple):
        if labels[0] == label:
            return labels[0], labels[1] + 1
        labels = Counter(counts(labels))
    labels[label] += 1
    return labels


def counts(labels: Labels) -> Mapping[str, int]:
    """Each way, with how many pages write it so."""
    return dict([labels]) if isinstance(labels, tuple) else labels


class LabelsOfNumbers:
    """How pages write each of so many values, which are told by their numbers, from 0."""

    def __init__(self, count: int) -> None:
        self._first, self._times = array("I", bytes(4 * count)), array("I", bytes(4 * count))
        self._texts = Texts([""])  # which stands for none
        self._several = dict[int, Counter[str]]()  # of values that are written in more than one way

    def note(self, number: int, label: str) -> None:
        """One page more writes it so."""
        if number in self._several:
            self._several[number][label] += 1
            return
        if not self._times[number]:
            self._first[number] = len(self._texts)
            self._texts.append(label)
        elif self._texts[self._first[number]] != label:
            self._several[number] = Counter(self.of(number))
            self._several[number][label] += 1
            return
        self._times[number] += 1

    def of(self, number: int) -> Mapping[str, int]:
        """Each way, with how many pages write it so."""
        if number in self._several:
            return self._several[number]
        return {self._texts[self._first[number]]: self._times[number]} if self._times[number] else {}
