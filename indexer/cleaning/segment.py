"""Page → Segments: a page cut into blocks and described, not yet judged."""

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, NamedTuple

from indexer import limits
from indexer.cleaning.events import pieces_careful, pieces_fast, stripped, suspicious
from indexer.cleaning.metadata import MetaReader
from indexer.cleaning.segment_text import text_blocks
from indexer.cleaning.walk import Walk
from indexer.errors import PageError
from indexer.model import Block, Element, Kind, Meta, Page, Segments
from indexer.words import detect

FEW: Final = 0.02  # share of a page's markup that is text; below it a second look asks whether text was lost
LOST: Final = 0.5  # share of the text found by the second look that the walk must have seen
NOTICE: Final = 300  # characters; a <noscript> with fewer says only that scripts are needed
_NOSCRIPT: Final = re.compile(r"<(/?)noscript\b", re.I)
_SWALLOWING: Final = re.compile(r"<(?:script|style|noscript|textarea|title|iframe|xmp|plaintext)\b[^>]*>|<!--", re.I)
_DETECTED: Final = 8_000  # characters: more of them do not make a language surer


def segment(page: Page) -> Segments:
    """The blocks of a page, in its order, with its metadata.

    Raises PageError("no text") for a page without any.
    """
    with _no_collector():
        cut = _Cut(*text_blocks(page.text)) if page.format == "text" else _html(page.text)
    if not cut.blocks:
        raise PageError("no text")
    return Segments(
        id=page.id,
        source=page.source,
        url=page.url,
        site=page.site,
        format=page.format,
        language=detect("\n".join(block.text for block in cut.blocks)[:_DETECTED]),
        blocks=cut.blocks,
        meta=_with_container(cut.meta, page),
        charset=page.charset,
        fetched_at=page.fetched_at,
        notes=(*page.notes, *cut.notes),
        elements=cut.elements,
        numbers=cut.numbers,
    )


class _Cut(NamedTuple):
    """What a page is cut into."""

    blocks: tuple[Block, ...]
    numbers: bytes
    elements: tuple[Element, ...] = ()
    meta: Meta = Meta()
    notes: tuple[str, ...] = ()


@contextmanager
def _no_collector() -> Iterator[None]:
    """Hold off Python's garbage collector: a walk makes thousands of objects that live to its end (measured: -30 %)."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _html(markup: str) -> _Cut:
    reader, doubt = suspicious(markup)
    if reader == "none":
        return _Cut(*text_blocks(stripped(markup)), notes=(f"read without its structure: {doubt}",))
    walk = _walked(markup, careful=reader == "careful")
    notes = [f"read by the careful parser: {doubt}"] if doubt else []
    if walk.found.chars < FEW * len(markup):
        walk, more = _second_look(markup, walk)
        notes += more
    if not walk.found.chars:
        notes.append("read without its structure: no parser shows it")
        return _Cut(*text_blocks(stripped(markup)), meta=walk.meta.finish(), notes=tuple(notes))
    blocks = walk.found.blocks()
    headings = tuple(b.text[: limits.TITLE_CHARS] for b in blocks if b.kind is Kind.HEADING and b.level == 1)
    return _Cut(blocks, walk.found.numbers(), tuple(walk.found.elements), walk.meta.finish(headings[:3]), tuple(notes))


def _second_look(markup: str, walk: Walk) -> tuple[Walk, list[str]]:
    """Where little of the markup was text: the walk that finds more, if there is one, and what it had to do."""
    if "<noscript" in markup:  # a page made by a script may have its text there only: Discourse, Ember, React
        again = _walked(_NOSCRIPT.sub(r"<\1div", markup), careful=False)
        if walk.found.chars < LOST * again.found.chars and again.found.chars > NOTICE:
            return again, ["its text is shown without scripts only"]
    if walk.found.chars < LOST * len("".join(stripped(markup).split())):
        again = _walked(_SWALLOWING.sub(" ", markup), careful=True)
        if again.found.chars > walk.found.chars:
            return again, ["its broken markup hid text: read again without what swallowed it"]
    return walk, []


def _walked(markup: str, careful: bool) -> Walk:
    walk = Walk(MetaReader())
    walk.read(pieces_careful(markup) if careful else pieces_fast(markup))
    return walk


def _with_container(meta: Meta, page: Page) -> Meta:
    """What the page's container says about it comes first: it was given on purpose."""
    titles = (("container", page.title),) if page.title else ()
    dates = (("container", page.date),) if page.date else ()
    return Meta(
        titles=(*titles, *meta.titles),
        dates=(*dates, *meta.dates),
        language=meta.language,
        site_name=meta.site_name,
        type=meta.type,
        description=meta.description,
        canonical=meta.canonical,
        alternates=meta.alternates,
    )
