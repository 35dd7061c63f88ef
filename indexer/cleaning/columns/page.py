"""What kind of page it is: the same for all of its blocks, but for the distances to its first lines."""

from typing import Final

import numpy as np

from indexer.cleaning.columns.described import FAR, Column, Described, Group
from indexer.cleaning.comments import is_forum
from indexer.cleaning.features import TAGS
from indexer.cleaning.hints import HINTS
from indexer.model import Segments

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


WHOLE: Final = Group(_WHOLE, _whole)
TOLD: Final = Group(_TOLD, _told)
KIND: Final = Group(_KIND, _kind)
