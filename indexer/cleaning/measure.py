"""Texts → the numbers that a text alone gives, for all blocks of a page at once."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

OF_TEXT: Final = 11  # the first of features.NAMES
HEAD: Final = 300  # characters of a text in which digits and capitals are counted; the rest is taken to be like them
SHORT: Final = 120  # characters of a text in which a date is looked for

# A year, a day, a time of day, "3 days ago". It begins with a digit so that the search goes from digit to digit.
_DATE: Final = re.compile(
    r"\d(?<!\w\d)(?:(?:(?<=1)9|(?<=2)0)\d\d\b|\d?[./]\d{1,2}[./]\d{2,4}\b|\d?:\d\d\b"
    r"|\d* (?:minutes?|hours?|days?|weeks?|months?|years?) ago\b)"
)
# Classes of characters. A stop is a sentence end only before a space: it is moved to the next class there.
_OTHER, _SPACE, _COMMA, _DIGIT, _CAPITAL, _STOP, _END, _LINE, _UNPARTED = range(9)
_LATE: Final = 9  # added to the class beyond HEAD
_CLASSES: Final = 18
_SETS: Final = (
    (_SPACE, " "), (_LINE, "\n"), (_COMMA, ",،，、"), (_STOP, ".!?"), (_END, "…。！？"),
    (_CAPITAL, "ABCDEFGHIJKLMNOPQRSTUVWXYZАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЁӘІҢҒҮҰҚӨҺ"),
)  # fmt: skip
# Scripts without spaces between words: Thai and Lao, Burmese, Khmer, kana, Chinese characters. So many of them are
# taken for a word; without that a paragraph was one short word, and went.
_UNPARTED_RANGES: Final = (
    (0x0E00, 0x0F00), (0x1000, 0x10A0), (0x1780, 0x1800), (0x3040, 0x3100), (0x3400, 0x4DC0), (0x4E00, 0xA000),
)  # fmt: skip
_OF_A_WORD: Final = 2
_BEHIND: Final = "\"'»”’)]」』 "  # may stand behind the last character of a sentence
_LAST: Final = {".": 1.0, "!": 1.0, "?": 1.0, "…": 1.0, "。": 1.0, "！": 1.0, "？": 1.0, ":": 0.5, ",": 0.5, ";": 0.5}
_PLANE: Final = 0xFFFF  # characters beyond it are of no class


def measured(texts: Sequence[str]) -> NDArray[np.float32]:
    """The first OF_TEXT of features.NAMES × the texts, with no links (0). No text may be empty."""
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    counts = _counts(texts, lengths)
    early, whole = counts[:, :_LATE], counts[:, :_LATE] + counts[:, _LATE:]
    scale = np.maximum(lengths / HEAD, 1)
    lasts = [text.rstrip(_BEHIND)[-1:] for text in texts]
    stops = [last in ".!?" and last != "" for last in lasts]
    dated = (early[:, _DIGIT] > 0) & (lengths < SHORT)
    result = np.zeros((OF_TEXT, len(texts)), np.float32)
    result[0], result[1] = lengths, whole[:, _SPACE] + whole[:, _LINE] + whole[:, _UNPARTED] // _OF_A_WORD
    result[4], result[5] = whole[:, _END] + stops, whole[:, _COMMA]
    result[6], result[7] = early[:, _DIGIT] * scale, early[:, _CAPITAL] * scale
    result[8] = [_LAST.get(last, 0.0) for last in lasts]
    result[9] = [_start(text[0]) for text in texts]
    for position in np.flatnonzero(dated).tolist():
        result[10, position] = _DATE.search(texts[position]) is not None
    return result


def _counts(texts: Sequence[str], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Texts × _CLASSES. Each text is counted with the line end behind it: a text has a space less than words."""
    codes = np.frombuffer("\n".join((*texts, "")).encode("utf-32-le", "surrogatepass"), np.uint32)
    classes = _table()[np.minimum(codes, _PLANE)]
    stops = np.flatnonzero(classes[:-1] == _STOP)
    classes[stops[codes[stops + 1] == ord(" ")]] = _END
    sizes = lengths + 1
    ends = np.cumsum(sizes)
    for position in np.flatnonzero(lengths > HEAD).tolist():
        classes[ends[position] - sizes[position] + HEAD : ends[position]] += _LATE
    owner = np.repeat(np.arange(0, len(texts) * _CLASSES, _CLASSES), sizes)
    return np.bincount(owner + classes, minlength=len(texts) * _CLASSES).reshape(-1, _CLASSES)


@cache
def _table() -> NDArray[np.uint8]:
    """The class of each character of the basic plane."""
    table = np.zeros(_PLANE + 1, np.uint8)
    for first, behind in _UNPARTED_RANGES:
        table[first:behind] = _UNPARTED
    table[[code for code in range(_PLANE) if chr(code).isdecimal()]] = _DIGIT
    for kind, characters in _SETS:
        table[[ord(character) for character in characters]] = kind
    return table


@lru_cache(maxsize=5_000)
def _start(first: str) -> int:
    """0 lower case, 1 upper case, 2 digit, 3 other."""
    return 0 if first.islower() else 1 if first.isupper() else 2 if first.isdigit() else 3
