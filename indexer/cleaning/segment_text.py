"""Plain text → blocks: paragraphs, or lines where a line is a paragraph of its own."""

import re
from collections.abc import Iterator
from typing import Final

from indexer import limits
from indexer.cleaning.features import LEVELS, NAMES, TAG_CODE, text_features
from indexer.cleaning.plain import fold_line
from indexer.model import Block, Kind

_CHUNK: Final = re.compile(r"\n[^\S\n]*\n\s*")
_ITEM: Final = re.compile(r"(?:[-*•·‣–—]|\d{1,3}[.)])\s+\S")
_WRAPPED: Final = (45, 100)  # characters of a line in hard-wrapped text
_MARKUP: Final = len(NAMES) - 11 - 2 * LEVELS  # numbers between those of the text and the containers


def text_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a plain-text page. The containers are the chunk (lines with no empty line between) and the page."""
    chunks = [lines for lines in map(_paragraphs, _CHUNK.split(text)) if lines]
    total = min(sum(map(len, chunks)), limits.BLOCKS_PER_PAGE)
    blocks: list[Block] = []
    for lines in chunks:
        bounds = (float(len(blocks)), float(min(len(blocks) + len(lines), total)))
        for line in lines:
            if len(blocks) == limits.BLOCKS_PER_PAGE:
                return (*blocks[:-1], _joined(blocks[-1], text))
            blocks.append(_block(line, bounds, float(total)))
    return tuple(blocks)


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


def _block(line: str, chunk: tuple[float, float], total: float) -> Block:
    kind = Kind.ITEM if _ITEM.match(line) else Kind.PARAGRAPH
    markup = [0.0] * _MARKUP
    markup[5] = float(TAG_CODE["text"])
    ranges = (*chunk, *(0.0, total) * (LEVELS - 1))
    return Block(line, kind, int(kind is Kind.ITEM), (*text_features(line), *markup, *ranges))


def _joined(last: Block, text: str) -> Block:
    """The last block with everything that follows it on a page of too many blocks."""
    rest = text[text.rfind(last.text) :] if last.text in text else last.text
    return Block("\n".join(_lines(rest)), last.kind, last.level, last.features)


def _lines(text: str) -> Iterator[str]:
    return (line for line in map(fold_line, text.split("\n")) if line)
