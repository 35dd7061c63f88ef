"""The judge's view of a page: numbers for each block, from its own, its neighbours', its page's and its site's.

All columns are neutral to the language. They are computed in groups, each for all blocks of a page and for several
columns at once: on a page of 130 blocks a call of numpy costs more than its arithmetic.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.cleaning.comments import is_forum
from indexer.cleaning.features import AT, INSIDE, LEVELS, TAGS
from indexer.cleaning.hints import HINTS
from indexer.model import Segments

Numbers = NDArray[np.float32]  # exact for counts up to 16 million
Column = NDArray[np.generic] | float  # a number for each block, or one for all

NEIGHBOURS: Final = (-2, -1, 1, 2)
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


def matrix(page: Described) -> NDArray[np.float32]:
    """The numbers of a page (columns × blocks); `names` tells what the columns are."""
    form = page.segments.format
    result = np.empty((len(names(form)), page.count), np.float32)
    first = 0
    for group in GROUPS[form]:
        values, last = group.compute(page), first + len(group.names)
        if isinstance(values, np.ndarray):
            result[first:last] = values
        else:
            for row, value in zip(result[first:last], values, strict=True):
                row[:] = value
        first = last
    return result


@cache
def names(form: str) -> tuple[str, ...]:
    """The columns of the matrix of a page of this format."""
    return tuple(name for group in GROUPS[form] for name in group.names)


# ------------------------------------------------------------------------------------------------ the block's own

_OWN: Final = (
    "log chars", "words", "density", "links", "word length", "ends", "ends a word", "commas a word", "digits",
    "capitals a word", "final", "start", "date", "breaks", "furniture",
)  # fmt: skip


def _own(page: Described) -> list[Numbers]:
    words, chars = page.words, page.chars
    return [
        np.log1p(chars), words, page.density, page["links"], chars / words, page["ends"], page["ends"] / words,
        page["commas"] / words, page["digits"] / chars, page["capitals"] / words, page["final"], page["start"],
        page["date"], page["breaks"], page.furniture,
    ]  # fmt: skip


_MARKUP: Final = ("bold", "images", "inputs", "cells", "depth", "depth to prose")


def _markup(page: Described) -> list[Numbers]:
    depth = page["depth"]
    middle = float(depth @ page.prose) / page.total_prose if page.total_prose else float(depth.mean())
    return [page["bold_chars"] / page.chars, page["images"], page["inputs"], page["cells"], depth, depth - middle]


_MASKS: Final = {"tag": TAGS, "near": HINTS, "far": HINTS, "inside": INSIDE}
_MASK_ROWS: Final = [AT[where] for where in _MASKS]
_BITS: Final = tuple(f"{where}:{name}" for where, bits in _MASKS.items() for name in bits)
_BIT: Final = [32 * row + bit for row, bits in enumerate(_MASKS.values()) for bit in range(len(bits))]


def _bits(page: Described) -> NDArray[np.uint8]:
    masks = page.raw[_MASK_ROWS].astype("<u4")
    masks[0] = 1 << masks[0]
    bits = np.unpackbits(masks.view(np.uint8).reshape(len(masks), page.count, 4), axis=2, bitorder="little")
    chosen: NDArray[np.uint8] = bits.transpose(0, 2, 1).reshape(-1, page.count)[_BIT]
    return chosen


_ALIKE: Final = (
    "alike", "alike words", "alike share", "alike density", "alike prose", "path is main",
)  # fmt: skip


def _alike(page: Described) -> list[Numbers]:
    """Of the blocks with the same path of tags and classes."""
    path = page["path"].astype(np.intp)
    alike = np.bincount(path)[path]
    words = np.bincount(path, page.words)[path]
    density = (np.bincount(path, page["link_chars"]) / np.maximum(np.bincount(path, page.chars), 1))[path]
    prose = np.bincount(path, page.prose)[path] / max(page.total_prose, 1)
    return [alike, words / alike, words / page.total_words, density, prose, path == path[page.prose.argmax()]]


# ----------------------------------------------------------------------------------------------------- around it

_SHIFTED: Final = ("own words", "density", "final", "heading", "repeated")
_NEIGHBOURS: Final = tuple(f"{name} {step:+}" for step in NEIGHBOURS for name in _SHIFTED)


def _neighbours(page: Described) -> Numbers:
    """What the blocks before and after are; -1 beyond the page."""
    reach = max(NEIGHBOURS)
    padded = np.full((len(_SHIFTED), page.count + 2 * reach), -1, np.float32)
    padded[:, reach:-reach] = (np.log1p(page.own_words), page.density, page["final"], page.heading, page.repeated)
    first = [reach + step for step in NEIGHBOURS]
    return np.concatenate([padded[:, start : start + page.count] for start in first])


_WINDOWS: Final = tuple(
    f"mean {name} {size}" for size in WINDOWS for name in ("own words", "prose", "furniture", "repeated", "density")
)
_WINDOW_ROWS: Final = [7, 3, 6, 5]  # of Described.running


def _windows(page: Described) -> list[Numbers]:
    """Means over some blocks on each side and the block itself; beyond the page counts as 0."""
    found: list[Numbers] = []
    for size in WINDOWS:
        first = WINDOWS[-1] - size
        last = first + 2 * size + 1
        sums = page.running[:, last : last + page.count] - page.running[:, first : first + page.count]
        found += [*(sums[_WINDOW_ROWS] / np.float32(2 * size + 1)), sums[1] / np.maximum(sums[2], 2 * size + 1)]
    return found


_DISTANCES: Final = ("since prose", "until prose", "since heading", "since furniture", "until furniture")


def _distances(page: Described) -> Numbers:
    """How many blocks away the last or next marked one is, at most FAR; 0 for a marked one."""
    prose, furniture = page.prose > 0, page.furniture > 0
    marked = np.stack([prose, prose[::-1], page.heading > 0, furniture, furniture[::-1]])
    last = np.maximum.accumulate(np.where(marked, page.index, -FAR), axis=1)
    away = np.minimum(page.index - last, FAR)
    away[1], away[4] = away[1, ::-1].copy(), away[4, ::-1].copy()
    return away


_HELD: Final = (
    "size of", "words a block in", "density of", "prose of", "words of", "ends a word in", "repeated in",
    "furniture in", "place in",
)  # fmt: skip


def _held(levels: int) -> tuple[str, ...]:
    return tuple(f"{name} {number}" for name in _HELD for number in range(1, levels + 1))


def _containers(page: Described, levels: int) -> Numbers:
    """What holds in the smallest container around a block, in the next larger one …."""
    first = AT["start_1"]
    ranges = page.raw[first : first + 2 * levels]
    start, end = ranges[::2], ranges[1::2]
    sums = page.running.take(ranges.astype(np.intp) + WINDOWS[-1], axis=1)
    words, links, chars, prose, ends, repeated, furniture, _ = sums[:, 1::2] - sums[:, ::2]
    size = np.maximum(end - start, 1)
    found = (
        size, words / size, links / np.maximum(chars, 1), prose / max(page.total_prose, 1), words / page.total_words,
        ends / np.maximum(words, 1), repeated / size, furniture / size, (page.index - start) / size,
    )  # fmt: skip
    return np.concatenate(found)


# ------------------------------------------------------------------------------------------------------- the page

_WHOLE: Final = (
    "page blocks", "page words", "page density", "page prose", "page prose blocks", "page longest", "page headings",
    "page repeated", "known site", "has title",
)  # fmt: skip


def _whole(page: Described) -> list[float]:
    return [
        np.log1p(page.count), np.log1p(page.total_words), page["link_chars"].sum() / page.chars.sum(),
        page.total_prose / page.total_words, np.count_nonzero(page.prose), page.prose.max(), page.heading.mean(),
        page.repeated.mean(), page.site.known, page.title >= 0,
    ]  # fmt: skip


_TOLD: Final = ("page is article", "page is product", "page is website", "page has date")


def _told(page: Described) -> list[float]:
    meta = page.segments.meta
    kind = meta.type.lower()
    return [
        "article" in kind or "posting" in kind, "product" in kind, kind == "website", bool(meta.dates),
    ]  # fmt: skip


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


# ------------------------------------------------------------------------------------------- the stretch of text

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


# ------------------------------------------------------------------------------------------ what kind of page it is

_HINTED: Final = ("comment", "forum", "product", "article", "related", "nav", "main", "title", "reference", "media")
_HINTED_BITS: Final = np.array([[1 << HINTS.index(hint)] for hint in _HINTED])
_KIND: Final = (
    *(f"page in {hint}" for hint in _HINTED), "page in p", "page in li", "page in row", "page is forum",
    "page address parts", "page address digits", "has description", "from description", "from first heading",
    "page first headings",
)  # fmt: skip


def _kind(page: Described) -> list[Column]:
    masks = page["near"].astype(np.int64) | page["far"].astype(np.int64)
    path = page.segments.url.partition("://")[2].partition("/")[2]
    described, headings = _described(page.segments), np.flatnonzero(page.heading)
    return [
        *(((masks & _HINTED_BITS) > 0) @ page.words / page.total_words),
        *(float(page.words @ (page["tag"] == TAGS.index(tag))) / page.total_words for tag in ("p", "li", "row")),
        is_forum(page.segments), len(path.strip("/").split("/")) if path else 0, sum(map(str.isdigit, path)),
        described >= 0, np.clip(page.index - described, -FAR, FAR) if described >= 0 else -99.0,
        np.clip(page.index - (headings[0] if len(headings) else -1), -FAR, FAR), len(headings),
    ]  # fmt: skip


def _described(segments: Segments) -> int:
    """The block that begins as the page's description of itself; -1 for none."""
    start = segments.meta.description[:_DESCRIPTION]
    if len(start) < _DESCRIPTION:
        return -1
    return next((at for at, block in enumerate(segments.blocks) if block.text.startswith(start)), -1)


_DESCRIPTION: Final = 30  # characters of it that a block must begin with


_FOR_ALL: Final = (
    Group(_RUN, _run),
    Group(_OWN, _own),
    Group(_NEIGHBOURS, _neighbours),
    Group(_WINDOWS, _windows),
    Group(_DISTANCES, _distances),
    Group(_WHOLE, _whole),
    Group(_PLACE, _place),
)
GROUPS: Final = {
    "text": (*_FOR_ALL, Group(_held(1), lambda page: _containers(page, 1))),
    "html": (
        *_FOR_ALL,
        Group(_held(LEVELS), lambda page: _containers(page, LEVELS)),
        Group(_MARKUP, _markup),
        Group(_BITS, _bits),
        Group(_ALIKE, _alike),
        Group(_TOLD, _told),
        Group(_MAIN, _main),
        Group(_SECTION, _section),
        Group(_KIND, _kind),
    ),
}
