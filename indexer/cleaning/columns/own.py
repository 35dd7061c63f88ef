"""What a block itself is: its text, its markup, and the blocks that are marked up as it is."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexer.cleaning.columns.described import Described, Group, Numbers
from indexer.cleaning.features import AT, INSIDE, TAGS
from indexer.cleaning.hints import HINTS

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
    of_prose = page.total(depth * page.prose) / np.maximum(page.total_prose, 1)
    middle = np.where(page.total_prose, of_prose, page.total(depth) / page.sizes)[page.page]
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
    paths = page["path"].astype(np.intp)
    most = page.most(paths) + 1
    path = paths + (np.cumsum(most) - most)[page.page]  # another one on each page
    alike = np.bincount(path)[path]
    words = np.bincount(path, page.words)[path]
    density = (np.bincount(path, page["link_chars"]) / np.maximum(np.bincount(path, page.chars), 1))[path]
    prose = np.bincount(path, page.prose)[path] / np.maximum(page.total_prose, 1)[page.page]
    is_main = path == path[page.longest][page.page]
    return [alike, words / alike, words / page.total_words[page.page], density, prose, is_main]


OWN: Final = Group(_OWN, _own)
MARKUP: Final = Group(_MARKUP, _markup)
BITS: Final = Group(_BITS, _bits)
ALIKE: Final = Group(_ALIKE, _alike)
