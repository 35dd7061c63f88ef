"""Where on the page a block stands: to its ends, its title, its longest text, its headings, its densest stretch."""

from collections import Counter
from typing import Final

import numpy as np

from indexer.cleaning.columns.described import FAR, Described, Group, Numbers, Positions, exact

_PLACE: Final = (
    "place", "from the end", "from the start", "prose before", "prose after", "from title", "above", "level",
)  # fmt: skip


def _place(page: Described) -> list[Numbers]:
    index, count, total = page.index, page.sizes[page.page], np.maximum(page.total_prose, 1)[page.page]
    running = page.running[3]
    before, until = running[:-1] - running[page.start], running[1:] - running[page.start]
    title = np.array([one.title.block for one in page.pages])[page.page]
    levels = np.array([level for one in page.pages for level in one.site.levels], np.float32)
    return [
        index / count, count - index, index, before / total, 1 - until / total,
        np.where(title >= 0, index - title, -99), page["above"], levels,
    ]  # fmt: skip


_RUN: Final = ("in run", "after run start", "before run end", "run words", "run length", "relative", "copies")
_RUN_WORDS, _RUN_COST, _RUN_LINKS = 40, 8, 10  # most words that count of a block; what a block and its links cost


_APART: Final = 2.0**24  # more than the worth of any page


def _run(page: Described) -> list[Numbers]:
    """Where a block stands to the stretch of blocks with the most text for its length (Finn et al., 2001)."""
    start, end = _stretch(page)
    words = np.concatenate(([0], np.cumsum(page.words, dtype=np.float64)))
    share = (words[end] - words[start]) / page.total_words
    longest = np.maximum(page.most(page.own_words), 1)[page.page]
    from_start, to_end = page.at - start[page.page], end[page.page] - page.at
    return [
        (from_start >= 0) & (to_end > 0), np.clip(from_start, -FAR, FAR), np.clip(to_end, -FAR, FAR),
        share[page.page], (end - start)[page.page], page.own_words / longest, _copies(page),
    ]  # fmt: skip


def _stretch(page: Described) -> tuple[Positions, Positions]:
    """Of each page the stretch of blocks with the largest worth: its first block, and the one behind its last."""
    cost = _RUN_COST + exact(_RUN_LINKS * page.density)
    worth = np.minimum(page.own_words, _RUN_WORDS) * (1 - page.repeated) - cost
    total = np.cumsum(worth)
    before = total - worth
    # Each page far below the one before it: so the lowest sum up to a block is always one of its own page.
    lowest = np.minimum.accumulate(before - _APART * page.page) + _APART * page.page
    gain = np.maximum(total - lowest, 0)  # where no block is worth anything, the first one
    last = page.first(gain == page.most(gain)[page.page])
    return page.first(before == lowest[last][page.page]), last + 1


def _copies(page: Described) -> Numbers:
    """How often the page has a block's text."""
    found: list[int] = []
    for one in page.pages:
        folded = [said.folded for said in one.said]
        often = Counter(folded) | {"": 1}  # a long text is not folded
        found += map(often.__getitem__, folded)
    return np.array(found, np.float32)


_MAIN: Final = ("from longest", "from path of longest")


def _main(page: Described) -> list[Numbers]:
    """How far away the longest text is, and the blocks with its path of tags and classes."""
    same = page["path"] == page["path"][page.longest][page.page]
    first, last = page.first(same)[page.page], page.last(same)[page.page]
    outside = np.abs(page.at - np.clip(page.at, first, last))
    return [np.clip(page.at - page.longest[page.page], -FAR, FAR), np.minimum(outside, FAR)]


_SECTION: Final = (
    "section words", "section prose", "section density", "section size", "in section", "section number",
    "heading words", "heading density", "heading level",
)  # fmt: skip


def _section(page: Described) -> list[Numbers]:
    """What stands under the heading above a block, and what that heading is; before the first one, 0."""
    headings = np.cumsum(page.heading).astype(np.intp)
    section = headings + page.page  # another one on each page
    words, links, chars, prose = (
        np.bincount(section, values)[section] for values in (page.words, page["link_chars"], page.chars, page.prose)
    )
    head = np.searchsorted(section, section)
    is_head = page.heading[head]
    number = headings - (headings - page.heading)[page.start]
    return [
        words, prose, links / np.maximum(chars, 1), np.bincount(section)[section], page.at - head, number,
        page.words[head] * is_head, page.density[head] * is_head, page["above"][head] * is_head,
    ]  # fmt: skip


PLACE: Final = Group(_PLACE, _place)
RUN: Final = Group(_RUN, _run)
MAIN: Final = Group(_MAIN, _main)
SECTION: Final = Group(_SECTION, _section)
