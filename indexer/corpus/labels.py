"""How pages write a value, with how many do. Most are written in one way, which takes a third of a Counter's memory."""

from collections import Counter
from collections.abc import Mapping

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
