"""A page as all groups of columns see it: what several of them are made of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.cleaning.features import AT, TAGS
from indexer.model import Segments

Numbers = NDArray[np.float32]  # exact for counts up to 16 million
Column = NDArray[np.generic] | float  # a number for each block, or one for all

WINDOWS: Final = (3, 8, 20)  # blocks on each side
FAR: Final = 50  # blocks; further away is all the same
PROSE_WORDS: Final = 12  # a block of so many words outside of links is prose


@dataclass(frozen=True, slots=True)
class Site:
    """What the site says of a page's blocks."""

    levels: Sequence[int]  # 0 to 6: on how many of the site's pages (sites.level)
    repeated: Sequence[bool]
    known: bool  # whether there are other pages to compare with


class Described:
    """A page as the columns see it: what several of them are made of."""

    def __init__(
        self,
        segments: Segments,
        raw: Numbers,
        site: Site,
        furniture: Sequence[bool],
        folded: Sequence[str],
        title: int,
    ) -> None:
        """`raw`: features.NAMES × blocks; `folded`: texts as by notices.fold_all; `title`: position of the block that
        shows the title, or -1.
        """
        self.segments, self.raw, self.site, self.folded, self.title = segments, raw, site, folded, title
        self.count = raw.shape[1]
        self.index = np.arange(self.count, dtype=np.float32)
        self.repeated, self.furniture = np.array(site.repeated, np.float32), np.array(furniture, np.float32)
        self.chars, self.words = self["chars"], self["words"]
        self.density = self["link_chars"] / self.chars
        self.own_words = self.words * (1 - self.density)
        self.prose = self.own_words * ((self.own_words >= PROSE_WORDS) & (self.repeated == 0))
        self.heading = (self["tag"] == TAGS.index("heading")).astype(np.float32)
        self.total_words, self.total_prose = float(self.words.sum()), float(self.prose.sum())

    def __getitem__(self, name: str) -> Numbers:
        column: Numbers = self.raw[AT[name]]
        return column

    @cached_property
    def running(self) -> Numbers:
        """Sums of eight columns up to each position (8 × blocks + 1): that of a range is a difference of two of them.

        On each side stand WINDOWS[-1] more, as if the page went on with nothing.
        """
        parts = (
            self.words, self["link_chars"], self.chars, self.prose, self["ends"], self.repeated, self.furniture,
            self.own_words,
        )  # fmt: skip
        beyond = WINDOWS[-1]
        result = np.zeros((len(parts), beyond + self.count + 1 + beyond), np.float32)
        np.cumsum(parts, axis=1, out=result[:, beyond + 1 : -beyond])
        result[:, -beyond:] = result[:, -beyond - 1, None]
        return result


class Group(NamedTuple):
    """Columns that are computed together."""

    names: tuple[str, ...]
    compute: Callable[[Described], Sequence[Column] | NDArray[np.generic]]
