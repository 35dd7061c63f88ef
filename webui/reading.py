"""How is a document laid out to be read? Its blocks in groups: headings, paragraphs, lists, tables, what was removed.

Marks come as offsets into the document's text and are given to the blocks they stand in, numbered through the document.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import Final

from markupsafe import Markup

from indexer.enrichment.language import of_blocks
from indexer.model import JudgedBlock, Kind, Record, Shown, Verdict
from webui.markup import Marks, numbered, ordered, plain

CELL: Final = " | "  # between the cells of a table's row
BETWEEN_BLOCKS: Final = len("\n\n")


@dataclass(frozen=True, slots=True)
class Piece:
    """A block as it is shown; a row of a table in its cells, any other block whole."""

    parts: tuple[Markup, ...]
    level: int
    block: JudgedBlock
    language: str = ""  # where it is not the document's

    @property
    def text(self) -> Markup:
        return self.parts[0]

    @property
    def verdict(self) -> Verdict:
        return self.block.verdict


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that stand together: one heading or paragraph, all items of a list, all rows of a table."""

    kind: str  # a value of Kind, or "removed"
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    title: Markup  # with its marks, where the title is a block of the page
    groups: tuple[Group, ...]
    marks: int  # how many places of the text are marked


def layout(record: Record, marks: Marks, removed_too: bool = False) -> Layout:
    """The document as it is read; with `removed_too`, removed blocks stand where they stood on the page."""
    pieces, count = pieces_of(record.blocks, ordered(marks, len(record.text)))
    title = plain(title_of(record))
    shown: list[tuple[str, Piece]] = []
    for block, piece, language in zip(record.blocks, pieces, of_blocks(record.blocks, record.language), strict=True):
        piece = replace(piece, language=language) if language != record.language else piece
        if block.kind is Kind.TITLE and block.verdict.kept and block.text == record.title:
            title = piece.text
        elif block.verdict.kept:
            shown.append((block.kind.value, piece))
        elif removed_too:
            shown.append(("removed", piece))
    return Layout(title, tuple(grouped(shown)), count)


def title_of(document: Record | Shown) -> str:
    """The title; of a document without one its first words, its address or its source."""
    text, source = (document.body, document.id) if isinstance(document, Shown) else (document.text, document.source)
    return document.title or " ".join(text[:200].split()[:12]) or document.url or source


# ---------------------------------------------------------------------------------------------------------- marks


def pieces_of(blocks: tuple[JudgedBlock, ...], marks: Marks) -> tuple[list[Piece], int]:
    """The blocks with their marks, and how many marks there are: one that spans two blocks is two."""
    spans = list(text_spans(blocks))
    within = [[clipped(marks, start, end) for start, end in parts] for parts in spans]
    total = sum(len(found) for parts in within for found in parts)
    pieces, number = [], 1
    for block, parts, found in zip(blocks, texts(blocks), within, strict=True):
        rendered = []
        for text, inside in zip(parts, found, strict=True):
            rendered.append(numbered(text, inside, number, total))
            number += len(inside)
        pieces.append(Piece(tuple(rendered), block.level, block))
    return pieces, total


def texts(blocks: tuple[JudgedBlock, ...]) -> Iterator[list[str]]:
    """The text of each block in its parts."""
    for block in blocks:
        yield block.text.split(CELL) if block.kind is Kind.ROW else [block.text]


def text_spans(blocks: tuple[JudgedBlock, ...]) -> Iterator[list[tuple[int, int]]]:
    """Where the parts of each block stand in the document's text; removed blocks stand nowhere."""
    position = 0
    for block, parts in zip(blocks, texts(blocks), strict=True):
        if not block.verdict.kept:
            yield [(0, 0) for _ in parts]
            continue
        spans = []
        for part in parts:
            spans.append((position, position + len(part)))
            position += len(part) + len(CELL)
        position += BETWEEN_BLOCKS - len(CELL)
        yield spans


def clipped(marks: Marks, start: int, end: int) -> Marks:
    """The marks inside a span, as offsets into it."""
    first = bisect_right(marks, start, key=itemgetter(1))
    last = bisect_left(marks, end, key=itemgetter(0))
    return tuple((max(a, start) - start, min(b, end) - start) for a, b in marks[first:last])


# ---------------------------------------------------------------------------------------------------------- groups


TOGETHER: Final = frozenset({Kind.ITEM.value, Kind.ROW.value, Kind.CODE.value, "removed"})


def grouped(shown: list[tuple[str, Piece]]) -> Iterator[Group]:
    """Items, rows, lines of code and removed blocks that follow one another form a group."""
    depth = 1  # of the heading before; the page's own title is the first
    for kind, run in groupby(shown, key=lambda pair: pair[0]):
        pieces = [piece for _, piece in run]
        if kind in TOGETHER:
            yield Group(kind, tuple(pieces))
            continue
        for piece in pieces:
            if kind == Kind.HEADING:
                depth = min(max(piece.level, 2), depth + 1, 6)
                piece = replace(piece, level=depth)
            yield Group(kind, (piece,))
