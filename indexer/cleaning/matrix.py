"""The judge's view of a page: numbers for each block, from its own, its neighbours', its page's and its site's.

All columns are neutral to the language. Everything is computed for all blocks of a page at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexer.cleaning.features import AT, INSIDE, LEVELS, TAGS
from indexer.cleaning.hints import HINTS
from indexer.model import Segments

Numbers = NDArray[np.float32]

NEIGHBOURS: Final = (-2, -1, 1, 2)
WINDOWS: Final = (3, 8)  # blocks on each side
PROSE_WORDS: Final = 12  # a block of so many words outside of links is prose
MOST_COLUMNS: Final = 256
_NEAR, _FAR, _INLINE = ([f"{where}:{hint}" for hint in HINTS] for where in ("near", "far", "inline"))
_INSIDE: Final = [f"inside:{tag}" for tag in INSIDE]
_TAG_NAMES: Final = [f"tag {tag}" for tag in TAGS]


@dataclass(frozen=True, slots=True)
class Site:
    """What the site says of a page's blocks."""

    levels: Sequence[int]  # 0 to 6: on how many of the site's pages (sites.level)
    repeated: Sequence[bool]
    known: bool  # whether there are other pages to compare with


class Columns:
    """Collects named columns; a column is a number for each block, or one number for all of them."""

    def __init__(self, rows: int) -> None:
        self.names: list[str] = []
        self.values = np.empty((MOST_COLUMNS, rows), np.float32)  # a row for each column: written in one piece

    def add(self, name: str, values: NDArray[np.generic] | float) -> None:
        self.values[len(self.names)] = values
        self.names.append(name)

    def add_all(self, names: Sequence[str], values: NDArray[np.generic]) -> None:
        """Several columns at once, each a row of `values`."""
        first = len(self.names)
        self.values[first : first + len(names)] = values
        self.names += names

    def bits(self, names: Sequence[str], masks: NDArray[np.int64]) -> None:
        self.add_all(names, (masks >> np.arange(len(names))[:, None]) & 1)


def matrix(
    segments: Segments, raw: NDArray[np.float64], site: Site, furniture: Sequence[bool], title: int
) -> tuple[list[str], Numbers]:
    """Column names and the matrix (columns × blocks). `raw`: features.NAMES × blocks; `title`: position of the block
    that shows the title, or -1.
    """
    columns = Columns(raw.shape[1])
    page = _Page(raw, np.array(site.repeated, bool), np.array(furniture, bool))
    _own(columns, page)
    if segments.format != "text":
        _markup(columns, page)
    _around(columns, page)
    _containers(columns, page, LEVELS if segments.format != "text" else 1)
    _whole(columns, page, segments)
    _place(columns, page, title)
    _of_site(columns, page, site)
    return columns.names, columns.values[: len(columns.names)]


class _Page:
    """The columns that others are made of."""

    def __init__(self, raw: NDArray[np.float64], repeated: NDArray[np.bool_], furniture: NDArray[np.bool_]) -> None:
        self.raw, self.repeated, self.furniture = raw, repeated, furniture
        self.count = len(repeated)
        self.index = np.arange(self.count)
        self.chars, self.words = self["chars"], self["words"]
        self.density = self["link_chars"] / self.chars
        self.own_words = self.words * (1 - self.density)
        fresh = ~repeated
        self.prose = np.where((self.own_words >= PROSE_WORDS) & fresh, self.own_words, 0.0)
        self.heading = self["tag"] == TAGS.index("heading")

    def __getitem__(self, name: str) -> NDArray[np.float64]:
        column: NDArray[np.float64] = self.raw[AT[name]]
        return column


def _own(columns: Columns, page: _Page) -> None:
    add, words = columns.add, page.words
    add("log chars", np.log1p(page.chars))
    add("words", words)
    add("density", page.density)
    add("links", page["links"])
    add("word length", page.chars / words)
    add("ends", page["ends"])
    add("ends a word", page["ends"] / words)
    add("commas a word", page["commas"] / words)
    add("digits", page["digits"] / page.chars)
    add("capitals a word", page["capitals"] / words)
    add("final", page["final"])
    add("start", page["start"])
    add("date", page["date"])
    add("breaks", page["breaks"])
    add("furniture", page.furniture.astype(float))


def _markup(columns: Columns, page: _Page) -> None:
    add = columns.add
    add("bold", page["bold_chars"] / page.chars)
    add("images", page["images"])
    add("inputs", page["inputs"])
    add("cells", page["cells"])
    add("depth", page["depth"])
    add("depth to prose", page["depth"] - _weighted(page["depth"], page.prose))
    columns.bits(_TAG_NAMES, 1 << page["tag"].astype(np.int64))
    columns.bits(_NEAR, page["near"].astype(np.int64))
    columns.bits(_FAR, page["far"].astype(np.int64))
    columns.bits(_INLINE, page["inline"].astype(np.int64))
    columns.bits(_INSIDE, page["inside"].astype(np.int64))
    path = page["path"].astype(np.int64)
    alike = np.bincount(path)[path]
    words = np.bincount(path, weights=page.words)[path]
    add("alike", alike)
    add("alike words", words / alike)
    add("alike share", words / page.words.sum())
    add(
        "alike density",
        np.bincount(path, weights=page["link_chars"])[path] / np.bincount(path, weights=page.chars)[path],
    )
    add("alike prose", np.bincount(path, weights=page.prose)[path] / max(page.prose.sum(), 1))
    add("path is main", (path == path[page.prose.argmax()]).astype(float))


def _around(columns: Columns, page: _Page) -> None:
    add = columns.add
    logs = np.log1p(page.own_words)
    for step in NEIGHBOURS:
        add(f"own words {step:+}", _shifted(logs, step, -1.0))
    for step in (-1, 1):
        add(f"density {step:+}", _shifted(page.density, step, -1.0))
        add(f"final {step:+}", _shifted(page["final"], step, -1.0))
        add(f"heading {step:+}", _shifted(page.heading.astype(float), step, -1.0))
    for size in WINDOWS:
        add(f"mean own words {size}", _window(page.own_words, size))
        add(f"mean density {size}", _window(page["link_chars"], size) / np.maximum(_window(page.chars, size), 1))
        add(f"mean prose {size}", _window(page.prose, size))
        add(f"mean furniture {size}", _window(page.furniture.astype(float), size))
    is_prose = page.prose > 0
    add("since prose", _since(is_prose))
    add("until prose", _since(is_prose[::-1])[::-1])
    add("since heading", _since(page.heading))
    add("since furniture", _since(page.furniture))
    add("until furniture", _since(page.furniture[::-1])[::-1])


def _containers(columns: Columns, page: _Page, levels: int) -> None:
    """What holds in the smallest container around a block, in the next larger one …: all of them at once."""
    names = range(1, levels + 1)
    start = np.array([page[f"start_{number}"] for number in names], np.int64)
    end = np.array([page[f"end_{number}"] for number in names], np.int64)
    sums = (page.words, page["link_chars"], page.chars, page.prose, page["ends"], page.repeated, page.furniture)
    words, links, chars, prose, ends, repeated, furniture = (
        running[end] - running[start] for running in map(_running, sums)
    )
    size = np.maximum(end - start, 1)
    for name, values in (
        ("size of", size),
        ("words a block in", words / size),
        ("density of", links / np.maximum(chars, 1)),
        ("prose of", prose / max(page.prose.sum(), 1)),
        ("words of", words / page.words.sum()),
        ("ends a word in", ends / np.maximum(words, 1)),
        ("repeated in", repeated / size),
        ("furniture in", furniture / size),
        ("place in", (page.index - start) / size),
    ):
        columns.add_all([f"{name} {number}" for number in names], values)


def _whole(columns: Columns, page: _Page, segments: Segments) -> None:
    add = columns.add
    add("page blocks", np.log1p(page.count))
    add("page words", np.log1p(page.words.sum()))
    add("page density", page["link_chars"].sum() / page.chars.sum())
    add("page prose", page.prose.sum() / page.words.sum())
    add("page prose blocks", float((page.prose > 0).sum()))
    add("page longest", page.prose.max())
    add("page headings", page.heading.mean())
    if segments.format != "text":
        kind = segments.meta.type.lower()
        add("page is article", float("article" in kind or "posting" in kind))
        add("page is product", float("product" in kind))
        add("page is website", float(kind == "website"))
        add("page has date", float(bool(segments.meta.dates)))
        add("page in p", float(page.words[page["tag"] == 1].sum() / page.words.sum()))


def _place(columns: Columns, page: _Page, title: int) -> None:
    add = columns.add
    add("place", page.index / page.count)
    add("from the end", (page.count - page.index).astype(float))
    add("from the start", page.index.astype(float))
    running = _running(page.prose)
    total = max(running[-1], 1)
    add("prose before", running[:-1] / total)
    add("prose after", 1 - running[1:] / total)
    add("from title", page.index - title if title >= 0 else -99.0)
    add("has title", float(title >= 0))
    add("above", page["above"])


def _of_site(columns: Columns, page: _Page, site: Site) -> None:
    add = columns.add
    repeated = page.repeated.astype(float)
    add("known site", float(site.known))
    add("level", np.array(site.levels, float))
    add("page repeated", repeated.mean())
    for step in (-2, -1, 1, 2):
        add(f"repeated {step:+}", _shifted(repeated, step, -1.0))
    for size in WINDOWS:
        add(f"mean repeated {size}", _window(repeated, size))


def _shifted(values: NDArray[np.float64], step: int, beyond: float) -> NDArray[np.float64]:
    """The value of the block `step` further on."""
    result: NDArray[np.float64] = np.full(len(values), beyond)
    if abs(step) < len(values):
        if step > 0:
            result[:-step] = values[step:]
        else:
            result[-step:] = values[:step]
    return result


def _running(values: NDArray[np.generic]) -> NDArray[np.float64]:
    """Sums up to each position: the sum of a range is a difference of two of them."""
    result = np.zeros(len(values) + 1)
    np.cumsum(values, out=result[1:])
    return result


def _window(values: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    """The mean over `size` blocks on each side and the block itself; beyond the page counts as 0."""
    running = _running(values)
    index = np.arange(len(values))
    first, last = np.maximum(index - size, 0), np.minimum(index + size + 1, len(values))
    mean: NDArray[np.float64] = (running[last] - running[first]) / (2 * size + 1)
    return mean


def _since(marked: NDArray[np.bool_]) -> NDArray[np.float64]:
    """How many blocks ago the last marked one was, at most 50; 0 for a marked one."""
    index = np.arange(len(marked))
    last = np.maximum.accumulate(np.where(marked, index, -50))
    return np.minimum(index - last, 50).astype(np.float64)


def _weighted(values: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    total = weights.sum()
    return float((values * weights).sum() / total) if total else float(values.mean())
