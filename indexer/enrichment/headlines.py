"""Which lines say what the page is?   Its title, and the heading at the very top where the title is the site's name"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from indexer.model import Document, JudgedBlock, Kind

_SEPARATOR: Final = re.compile(r"\s+[|–—·•»-]+\s+")  # between a page's title and the site's name


@dataclass(frozen=True, slots=True)
class Headline:
    """A line, and where it begins in the document's text: -1 where it does not stand in it."""

    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text) if self.start >= 0 else -1

    @property
    def parts(self) -> "Iterator[Headline]":
        """What stands between the dashes: "Our site - Vacancies" begins with the site's name, not with what it is."""
        position = 0
        for part in _SEPARATOR.split(self.text):
            position = self.text.index(part, position)
            yield Headline(part, self.start + position if self.start >= 0 else -1)


def headlines(document: Document) -> Iterator[Headline]:
    """The title, and the heading that is the first block behind it or instead of it."""
    shown, at_top = False, True
    for start, block in kept(document):
        if block.kind is Kind.TITLE:
            shown = True
            yield Headline(block.text, start)
            continue
        if block.kind is Kind.HEADING and at_top:
            yield Headline(block.text, start)
        at_top = False
    if document.title and not shown:
        yield Headline(document.title, -1)


def kept(document: Document) -> Iterator[tuple[int, JudgedBlock]]:
    """The kept blocks, each with where it begins in the document's text."""
    start = 0
    for block in document.blocks:
        if block.verdict.kept:
            yield start, block
            start += len(block.text) + 2  # an empty line parts them
