"""What stands around a block: its neighbours, and the containers that hold it."""

from typing import Final

import numpy as np

from indexer.cleaning.columns.described import FAR, WINDOWS, Described, Group, Numbers
from indexer.cleaning.features import AT, LEVELS

NEIGHBOURS: Final = (-2, -1, 1, 2)

_SHIFTED: Final = ("own words", "density", "final", "heading", "repeated")
_NEIGHBOURS: Final = tuple(f"{name} {step:+}" for step in NEIGHBOURS for name in _SHIFTED)


def _neighbours(page: Described) -> Numbers:
    """What the blocks before and after are; -1 beyond the page."""
    shifted = np.array((np.log1p(page.own_words), page.density, page["final"], page.heading, page.repeated), np.float32)
    found = []
    for step in NEIGHBOURS:
        place = page.at + step
        beyond = (place < page.start) | (place >= page.end)
        found.append(np.where(beyond, np.float32(-1), shifted.take(place, axis=1, mode="clip")))
    return np.concatenate(found)


_WINDOWS: Final = tuple(
    f"mean {name} {size}" for size in WINDOWS for name in ("own words", "prose", "furniture", "repeated", "density")
)
_WINDOW_ROWS: Final = [7, 3, 6, 5]  # of Described.running


def _windows(page: Described) -> list[Numbers]:
    """Means over some blocks on each side and the block itself; beyond the page counts as 0."""
    found: list[Numbers] = []
    for size in WINDOWS:
        first, last = np.maximum(page.at - size, page.start), np.minimum(page.at + size + 1, page.end)
        sums = page.running.take(last, axis=1) - page.running.take(first, axis=1)
        found += [*(sums[_WINDOW_ROWS] / (2 * size + 1)), sums[1] / np.maximum(sums[2], 2 * size + 1)]
    return found


_DISTANCES: Final = ("since prose", "until prose", "since heading", "since furniture", "until furniture")


def _distances(page: Described) -> list[Numbers]:
    """How many blocks away the last or next marked one is, at most FAR; 0 for a marked one."""
    since = np.stack([page.prose > 0, page.heading > 0, page.furniture > 0])
    last = np.maximum.accumulate(np.where(since, page.at, -FAR), axis=1)
    gone = np.where(last < page.start, FAR, np.minimum(page.at - last, FAR))
    until = np.where(since[[0, 2]], page.at, page.count + FAR)
    following = np.minimum.accumulate(until[:, ::-1], axis=1)[:, ::-1]
    to_come = np.where(following >= page.end, FAR, np.minimum(following - page.at, FAR))
    return [gone[0], to_come[0], gone[1], gone[2], to_come[1]]


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
    sums = page.running.take(ranges.astype(np.intp) + page.start, axis=1)
    words, links, chars, prose, ends, repeated, furniture, _ = sums[:, 1::2] - sums[:, ::2]
    size = np.maximum(end - start, 1)
    total_prose = np.maximum(page.total_prose, 1)[page.page]
    found = (
        size, words / size, links / np.maximum(chars, 1), prose / total_prose, words / page.total_words[page.page],
        ends / np.maximum(words, 1), repeated / size, furniture / size, (page.index - start) / size,
    )  # fmt: skip
    return np.concatenate(found, dtype=np.float32)


NEARBY: Final = Group(_NEIGHBOURS, _neighbours)
WINDOW: Final = Group(_WINDOWS, _windows)
DISTANCE: Final = Group(_DISTANCES, _distances)
SMALLEST: Final = Group(_held(1), lambda page: _containers(page, 1))
CONTAINERS: Final = Group(_held(LEVELS), lambda page: _containers(page, LEVELS))
