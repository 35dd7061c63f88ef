"""Where on the page a block stands: to its ends, its title, its longest text, its headings, its densest stretch."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np

from indexer.cleaning.columns.described import FAR, WINDOWS, Column, Described, Group, Numbers

_PLACE: Final = (
    "place", "from the end", "from the start", "prose before", "prose after", "from title", "above", "level",
)  # fmt: skip


def _place(page: Described) -> list[Numbers]:
    index, total = page.index, max(page.total_prose, 1)
    running = page.running[3, WINDOWS[-1] : -WINDOWS[-1]]
    from_title = index - page.title if page.title >= 0 else np.full(page.count, -99.0)
    return [
        index / page.count, page.count - index, index, running[:-1] / total, 1 - running[1:] / total, from_title,
        page["above"], np.array(page.site.levels),
    ]  # fmt: skip


_RUN: Final = ("in run", "after run start", "before run end", "run words", "run length", "relative", "copies")
_RUN_WORDS, _RUN_COST, _RUN_LINKS = 40, 8, 10  # most words that count of a block; what a block and its links cost


def _run(page: Described) -> list[Column]:
    """Where a block stands to the stretch of blocks with the most text for its length (Finn et al., 2001)."""
    worth = np.minimum(page.own_words, _RUN_WORDS) * (1 - page.repeated) - _RUN_COST - _RUN_LINKS * page.density
    total = np.zeros(page.count + 1, np.float32)
    np.cumsum(worth, out=total[1:])
    end = int((total - np.minimum.accumulate(total))[1:].argmax()) + 1
    start = int(total[:end].argmin())
    inside = np.zeros(page.count, np.float32)
    inside[start:end] = 1
    return [
        inside, np.clip(page.index - start, -FAR, FAR), np.clip(end - page.index, -FAR, FAR),
        float(page.words[start:end].sum()) / page.total_words, end - start,
        page.own_words / max(float(page.own_words.max()), 1), _copies(page.folded),
    ]  # fmt: skip


def _copies(folded: Sequence[str]) -> Numbers:
    """How often the page has a block's text."""
    often = Counter(folded) | {"": 1}  # a long text is not folded
    return np.array([often[text] for text in folded], np.float32)


_MAIN: Final = ("from longest", "from path of longest")


def _main(page: Described) -> list[Numbers]:
    """How far away the longest text is, and the blocks with its path of tags and classes."""
    longest, path = int(page.prose.argmax()), page["path"]
    same = np.flatnonzero(path == path[longest])
    outside = np.abs(page.index - np.clip(page.index, same[0], same[-1]))
    return [np.clip(page.index - longest, -FAR, FAR), np.minimum(outside, FAR)]


_SECTION: Final = (
    "section words", "section prose", "section density", "section size", "in section", "section number",
    "heading words", "heading density", "heading level",
)  # fmt: skip


def _section(page: Described) -> list[Numbers]:
    """What stands under the heading above a block, and what that heading is; before the first one, 0."""
    number = np.cumsum(page.heading).astype(np.intp)
    first = np.searchsorted(number, np.arange(number[-1] + 1)).clip(max=page.count - 1)
    words, links, chars, prose = (
        np.bincount(number, values)[number] for values in (page.words, page["link_chars"], page.chars, page.prose)
    )
    head = first[number]
    is_head = page.heading[head]
    return [
        words, prose, links / np.maximum(chars, 1), np.bincount(number)[number], page.index - head, number,
        page.words[head] * is_head, page.density[head] * is_head, page["above"][head] * is_head,
    ]  # fmt: skip


PLACE: Final = Group(_PLACE, _place)
RUN: Final = Group(_RUN, _run)
MAIN: Final = Group(_MAIN, _main)
SECTION: Final = Group(_SECTION, _section)
