"""Which piece of a text shows best why it was found?"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from indexer.query.highlight import Mark
from indexer.words import WORD_CHARS

_LEAD: Final = 0.25  # of a snippet stands before its first mark
_SPACE: Final = re.compile(r"\s+")
_LINE_BREAK: Final = re.compile(r"[\r\n\t]")
_ELLIPSIS: Final = "…"


def snippet(text: str, marks: Sequence[Mark], length: int) -> tuple[str, tuple[Mark, ...]]:
    """A piece of about `length` characters on one line, and the marks in it.

    It is the piece with most different marked words, then with most marks, then the first; cut between words, with an
    ellipsis where it was cut. Without marks it is the beginning.
    """
    start, end = _between_words(text, *_window(text, marks, length))
    before, after = _ELLIPSIS * (start > 0), _ELLIPSIS * (end < len(text))
    shift = len(before) - start
    inside = tuple((first + shift, last + shift) for first, last in marks if start <= first and last <= end)
    return before + _LINE_BREAK.sub(" ", text[start:end]) + after, inside


def _window(text: str, marks: Sequence[Mark], length: int) -> tuple[int, int]:
    """Where the best piece begins and ends, words not yet minded."""
    first = max(_scored(text, marks, length), default=(0, 0, 0))[-1]
    start = max(0, min(-first - int(length * _LEAD), len(text) - length))
    return start, min(len(text), start + length)


def _scored(text: str, marks: Sequence[Mark], length: int) -> Iterator[tuple[int, int, int]]:
    """For the piece that begins with each mark: different words, marks, and how early it is (0 or less)."""
    words, ahead = Counter[str](), 0
    for at, (start, end) in enumerate(marks):
        while ahead <= at or (ahead < len(marks) and marks[ahead][1] <= start + length * (1 - _LEAD)):
            words[_word(text, marks[ahead])] += 1
            ahead += 1
        yield len(words), ahead - at, -start
        word = _word(text, (start, end))
        words[word] -= 1
        if words[word] <= 0:
            del words[word]


def _word(text: str, mark: Mark) -> str:
    return text[slice(*mark)].lower()


def _between_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The piece without the halves of words at its ends; a half that is as long as a word hardly gets is kept."""
    if start > 0 and not text[start - 1].isspace():
        space = _SPACE.search(text, start, min(end, start + WORD_CHARS))
        start = space.end() if space else start
    if end < len(text) and not text[end].isspace():
        spaces = [space.start() for space in _SPACE.finditer(text, max(start, end - WORD_CHARS), end)]
        end = spaces[-1] if spaces else end
    return start, end
