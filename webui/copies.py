"""In which words does a near-duplicate differ?  For the page of a document."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from indexer.model import Record
from webui.reading import title_of

_COMPARED: Final = 2000  # words of each text, from its beginning
_AROUND: Final = 6  # words that both have, shown on each side of a difference


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand together: in both texts, only "here" or only "there"."""

    kind: str  # "both", "here" or "there"
    text: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A near-duplicate; without runs where no word that was compared differs."""

    record: Record
    title: str
    runs: tuple[Run, ...]


def copy(record: Record, other: Record) -> Copy:
    """The other document, and how its text differs from this one's."""
    return Copy(other, title_of(other), tuple(differences(record.text, other.text)))


def differences(here: str, there: str) -> Iterator[Run]:
    """The words in which two texts differ, with some of those around them; none where they are the same."""
    ours, theirs = here.split()[:_COMPARED], there.split()[:_COMPARED]
    if ours == theirs:
        return
    for kind, start, end, other_start, other_end in SequenceMatcher(None, ours, theirs).get_opcodes():
        if kind == "equal":
            yield Run("both", _shortened(ours[start:end], first=start == 0, last=end == len(ours)))
            continue
        if start < end:
            yield Run("here", " ".join(ours[start:end]))
        if other_start < other_end:
            yield Run("there", " ".join(theirs[other_start:other_end]))


def _shortened(words: list[str], *, first: bool, last: bool) -> str:
    """What stands beside the differences: the end of what begins a text, the beginning of what ends it."""
    before, after = ([] if first else words[:_AROUND]), ([] if last else words[-_AROUND:])
    if len(before) + len(after) >= len(words):
        return " ".join(words)
    return " ".join([*before, "…", *after])
