"""Plain text → blocks: paragraphs, or lines where a line is a paragraph of its own."""

import re
from collections.abc import Iterator
from typing import Final

import numpy as np

from indexer import limits
from indexer.cleaning.features import AT, NAMES, TAG_CODE
from indexer.cleaning.measure import OF_TEXT, measured
from indexer.cleaning.plain import fold_line
from indexer.model import Block, Kind

_CHUNK: Final = re.compile(r"\n[^\S\n]*\n\s*")
_ITEM: Final = re.compile(r"(?:[-*•·‣–—]|\d{1,3}[.)])\s+\S")
_WRAPPED: Final = (45, 100)  # characters of a line in hard-wrapped text


def text_blocks(text: str) -> tuple[tuple[Block, ...], bytes]:
    """The blocks of a plain-text page, and their numbers.

    The containers are the chunk (lines with no empty line between) and the page.
    """
    chunks = [lines for lines in map(_paragraphs, _CHUNK.split(text)) if lines]
    lines = [line for chunk in chunks for line in chunk][: limits.BLOCKS_PER_PAGE]
    blocks = [_block(line) for line in lines]
    if len(lines) < sum(map(len, chunks)):
        blocks[-1] = _joined(blocks[-1], text)
    return tuple(blocks), _numbers(lines, list(map(len, chunks))) if lines else b""


def _numbers(lines: list[str], sizes: list[int]) -> bytes:
    """features.NAMES of the lines, which stand in chunks of so many lines."""
    table = np.zeros((len(NAMES), len(lines)), np.float32)
    table[:OF_TEXT] = measured(lines)
    table[AT["tag"]] = TAG_CODE["text"]
    table[AT["end_2"] :: 2] = len(lines)
    ends = np.cumsum(sizes)
    table[AT["start_1"]] = np.repeat(ends - sizes, sizes)[: len(lines)]
    table[AT["end_1"]] = np.minimum(np.repeat(ends, sizes)[: len(lines)], len(lines))
    return table.tobytes()


def _paragraphs(chunk: str) -> list[str]:
    """The paragraphs of a chunk: one if its lines look hard-wrapped, else each line."""
    lines = [line for line in map(fold_line, chunk.split("\n")) if line]
    return [" ".join(lines)] if len(lines) > 1 and _wrapped(lines) else lines


def _wrapped(lines: list[str]) -> bool:
    """Whether the lines were cut at a width: all but the last about as long, and most go on in the next one."""
    shortest, longest = _WRAPPED
    body = lines[:-1]
    if not all(shortest <= len(line) <= longest for line in body):
        return False
    if any(_ITEM.match(line) for line in lines):
        return False
    return sum(line[-1] not in ".!?:;…" for line in body) > len(body) / 2


def _block(line: str) -> Block:
    kind = Kind.ITEM if _ITEM.match(line) else Kind.PARAGRAPH
    return Block(line, kind, int(kind is Kind.ITEM))


def _joined(last: Block, text: str) -> Block:
    """The last block with everything that follows it on a page of too many blocks."""
    rest = text[text.rfind(last.text) :] if last.text in text else last.text
    return last._replace(text="\n".join(_lines(rest)))


def _lines(text: str) -> Iterator[str]:
    return (line for line in map(fold_line, text.split("\n")) if line)
