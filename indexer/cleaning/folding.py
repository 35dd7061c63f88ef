"""Texts → what is compared of them: case, punctuation, white space and, where asked, numbers aside."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

_GAPS: Final = re.compile(r"[^\w©]+")
_GAP, _LINE, _LETTER, _DIGIT = range(4)  # kinds of characters
_PLANES: Final = 0x20000  # characters beyond are letters: the rarer Chinese ones
_SPACE, _ZERO = ord(" "), ord("0")

Kinds = NDArray[np.uint8]
Codes = NDArray[np.uint32]


def fold(text: str) -> str:
    """Case, punctuation and white space aside; also the letters that stand for an apostrophe, as in Oʻzbek."""
    return _GAPS.sub(" ", _one_spelling(text.casefold())).strip()


def fold_all(texts: Sequence[str]) -> tuple[list[str], list[str]]:
    """`fold` of each text, and the same with 0 for each number ("1 204" and "3.5" are one number each).

    All at once, in a third of the time: what a character is, is looked up in a table.
    """
    lines = _one_spelling("\n".join([text.casefold().replace("\n", " ") for text in texts]))
    codes = np.frombuffer(lines.encode("utf-32-le", "surrogatepass"), np.uint32)
    codes, kinds = _gaps_closed(codes, _kinds().take(codes, mode="clip"))
    return _lines(codes), _lines(_numbers_zeroed(codes, kinds))


def _gaps_closed(codes: Codes, kinds: Kinds) -> tuple[Codes, Kinds]:
    """One space for each gap before a letter or digit, none for others."""
    kept = (kinds > _GAP) | _behind(kinds > _LINE)
    codes, kinds = codes[kept], kinds[kept]
    codes[kinds == _GAP] = _SPACE
    return codes, kinds


def _numbers_zeroed(codes: Codes, kinds: Kinds) -> Codes:
    digit = kinds == _DIGIT
    number = digit | ((kinds == _GAP) & _before(digit) & _behind(digit))
    kept = ~(number & _before(number))
    codes = codes[kept]
    codes[number[kept]] = _ZERO
    return codes


def _before(marks: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """For each place the mark before it."""
    return np.concatenate(([False], marks))[:-1]


def _behind(marks: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """For each place the mark behind it."""
    return np.concatenate((marks, [False]))[1:]


def _lines(codes: Codes) -> list[str]:
    return [line.strip(" ") for line in codes.tobytes().decode("utf-32-le", "surrogatepass").split("\n")]


@cache
def _kinds() -> Kinds:
    """The kind of each character of the first planes, and one for those beyond."""
    every = "".join(map(chr, range(_PLANES)))
    words, digits = (np.array(list(map(ord, re.sub(kind, "\0", every)))) == 0 for kind in (r"[\w©]", r"\d"))
    kinds = np.full(_PLANES + 1, _LETTER, np.uint8)
    kinds[:_PLANES] = np.where(digits, _DIGIT, np.where(words, _LETTER, _GAP))
    kinds[ord("\n")] = _LINE
    return kinds


def _one_spelling(lower: str) -> str:
    return lower.replace("ё", "е").replace("©", " © ").replace("ʻ", " ").replace("ʼ", " ")
