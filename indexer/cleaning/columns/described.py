"""Pages as all groups of columns see them: what several of the groups are made of.

Many pages are described at once, their blocks one behind the other: on a page of 80 blocks a call of numpy costs more
than its arithmetic. What holds of a page must not depend on those beside it, so all that is summed is a multiple of
1 / GRAIN: sums of such numbers are exact, in whatever order they are made.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.cleaning.features import AT, TAGS
from indexer.cleaning.notices import Said
from indexer.cleaning.title import Title
from indexer.model import Segments

Numbers = NDArray[np.floating[Any]]
Positions = NDArray[np.intp]
Column = NDArray[np.generic] | float  # a number for each block, or one for all

WINDOWS: Final = (3, 8, 20)  # blocks on each side
FAR: Final = 50  # blocks; further away is all the same
PROSE_WORDS: Final = 12  # a block of so many words outside of links is prose
GRAIN: Final = 1024


@dataclass(frozen=True, slots=True)
class Site:
    """What the site says of a page's blocks."""

    levels: Sequence[int]  # 0 to 6: on how many of the site's pages (sites.level)
    repeated: Sequence[bool]
    known: bool  # whether there are other pages to compare with


class Surveyed(NamedTuple):
    """One page, and what is found out of it before any block is judged."""

    segments: Segments
    raw: NDArray[np.float32]  # the blocks' own numbers (features.NAMES × blocks)
    site: Site
    said: Sequence[Said]  # by the lexicon, of each block
    title: Title


def exact(values: Numbers) -> NDArray[np.float64]:
    """The nearest multiples of 1 / GRAIN."""
    rounded: NDArray[np.float64] = np.rint(values * np.float64(GRAIN)) / GRAIN
    return rounded


class Described:
    """Pages as the columns see them."""

    def __init__(self, pages: Sequence[Surveyed]) -> None:
        """`pages`: of one format, at least one."""
        self.pages = pages
        self.raw = np.concatenate([page.raw for page in pages], axis=1)
        self.sizes = np.array([page.raw.shape[1] for page in pages], np.intp)
        ends = np.cumsum(self.sizes)
        self.starts: Positions = ends - self.sizes
        self.count = int(ends[-1])
        self.at = np.arange(self.count)
        # For each block its page, and where that begins and ends.
        self.page = np.repeat(np.arange(len(pages)), self.sizes)
        self.start, self.end = self.starts[self.page], ends[self.page]
        self.index = (self.at - self.start).astype(np.float32)
        self.repeated = np.array([mark for page in pages for mark in page.site.repeated], np.float32)
        self.furniture = np.array([bool(one.section) for page in pages for one in page.said], np.float32)
        self.chars, self.words = self["chars"], self["words"]
        self.density = self["link_chars"] / self.chars
        self.own_words = exact(self.words * (1 - self.density))
        self.prose = self.own_words * ((self.own_words >= PROSE_WORDS) & (self.repeated == 0))
        self.heading = (self["tag"] == TAGS.index("heading")).astype(np.float32)
        self.total_words, self.total_prose = self.total(self.words), self.total(self.prose)
        self.longest = self.first(self.prose == self.most(self.prose)[self.page])  # block of each page

    def __getitem__(self, name: str) -> NDArray[np.float32]:
        column: NDArray[np.float32] = self.raw[AT[name]]
        return column

    def total(self, values: NDArray[Any]) -> NDArray[np.float64]:
        """The sums of each page (… × pages) of numbers of its blocks (… × blocks)."""
        sums: NDArray[np.float64] = np.add.reduceat(values, self.starts, axis=-1, dtype=np.float64)
        return sums

    def most(self, values: NDArray[Any]) -> NDArray[Any]:
        """The largest number of each page."""
        return np.maximum.reduceat(values, self.starts)

    def first(self, marked: NDArray[np.bool_]) -> Positions:
        """The first marked block of each page; each must have one."""
        places = np.flatnonzero(marked)
        return places[np.searchsorted(self.page[places], np.arange(len(self.pages)))]

    def last(self, marked: NDArray[np.bool_]) -> Positions:
        """The last marked block of each page; each must have one."""
        places = np.flatnonzero(marked)
        return places[np.searchsorted(self.page[places], np.arange(len(self.pages)), side="right") - 1]

    def spread(self, values: Sequence[Sequence[float]]) -> Numbers:
        """Numbers of each page (pages × columns) for each of its blocks (columns × blocks)."""
        return np.array(values, np.float32).T[:, self.page]

    @cached_property
    def running(self) -> NDArray[np.float64]:
        """Sums of eight columns up to each block (8 × blocks + 1): that of a range is a difference of two of them."""
        parts = (
            self.words, self["link_chars"], self.chars, self.prose, self["ends"], self.repeated, self.furniture,
            self.own_words,
        )  # fmt: skip
        result = np.zeros((len(parts), self.count + 1))
        np.cumsum(parts, axis=1, out=result[:, 1:])
        return result


class Group(NamedTuple):
    """Columns that are computed together."""

    names: tuple[str, ...]
    compute: Callable[[Described], Sequence[Column] | NDArray[np.generic]]
