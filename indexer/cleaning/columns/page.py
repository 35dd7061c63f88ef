"""What kind of page it is: the same for all of its blocks, but for the distances to its first lines."""

from typing import Final

import numpy as np

from indexer.cleaning.columns.described import FAR, Described, Group, Numbers
from indexer.cleaning.comments import is_forum
from indexer.cleaning.features import TAGS
from indexer.cleaning.hints import HINTS
from indexer.model import Meta, Segments

_WHOLE: Final = (
    "page blocks", "page words", "page density", "page prose", "page prose blocks", "page longest", "page headings",
    "page repeated", "known site", "has title",
)  # fmt: skip


def _whole(page: Described) -> Numbers:
    words, density = page.total_words, page.total(page["link_chars"]) / page.total(page.chars)
    found = (
        np.log1p(page.sizes), np.log1p(words), density, page.total_prose / words, page.total(page.prose > 0),
        page.most(page.prose), page.total(page.heading) / page.sizes, page.total(page.repeated) / page.sizes,
        [one.site.known for one in page.pages], [one.title.block >= 0 for one in page.pages],
    )  # fmt: skip
    return np.array(found, np.float32)[:, page.page]


_TOLD: Final = ("page is article", "page is product", "page is website", "page has date")


def _told(page: Described) -> Numbers:
    return page.spread([_of_meta(one.segments.meta) for one in page.pages])


def _of_meta(meta: Meta) -> tuple[bool, ...]:
    kind = meta.type.lower()
    return "article" in kind or "posting" in kind, "product" in kind, kind == "website", bool(meta.dates)


_HINTED: Final = ("comment", "forum", "product", "article", "related", "nav", "main", "title", "reference", "media")
_HINTED_BITS: Final = np.array([[1 << HINTS.index(hint)] for hint in _HINTED])
_HINTED_TAGS: Final = ("p", "li", "row")
_TAG_CODES: Final = np.array([[TAGS.index(tag)] for tag in _HINTED_TAGS])
_KIND: Final = (
    *(f"page in {name}" for name in (*_HINTED, *_HINTED_TAGS)), "page is forum", "page address parts",
    "page address digits", "has description", "from description", "from first heading", "page first headings",
)  # fmt: skip


def _kind(page: Described) -> list[Numbers]:
    masks = page["near"].astype(np.int64) | page["far"].astype(np.int64)
    marks = np.concatenate(((masks & _HINTED_BITS) > 0, page["tag"] == _TAG_CODES))
    shares = (page.total(marks * page.words) / page.total_words)[:, page.page]
    is_forum, parts, digits, described = page.spread([_of_address(one.segments) for one in page.pages])
    headings, has = page.total(page.heading)[page.page], described >= 0
    first = np.minimum.reduceat(np.where(page.heading > 0, page.index, np.inf), page.starts)[page.page]
    heading = np.where(headings > 0, first, -1)
    return [
        *shares, is_forum, parts, digits, has,
        np.where(has, np.clip(page.index - described, -FAR, FAR), -99), np.clip(page.index - heading, -FAR, FAR),
        headings,
    ]  # fmt: skip


def _of_address(segments: Segments) -> tuple[float, ...]:
    """Whether it is a forum's, its parts and digits; the block that begins as the page's description."""
    path = segments.url.partition("://")[2].partition("/")[2]
    parts = len(path.strip("/").split("/")) if path else 0
    return is_forum(segments), parts, sum(map(str.isdigit, path)), _described(segments)


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
