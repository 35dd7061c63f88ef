"""What alphabet is a word written in?"""

from functools import cache
from typing import Final

# First code points of the ranges, ascending; a letter belongs to the last range that begins at or before it.
_RANGES: Final = (
    (0x0041, "latin"),
    (0x0370, "greek"),
    (0x0400, "cyrillic"),
    (0x0530, "armenian"),
    (0x0590, "hebrew"),
    (0x0600, "arabic"),
    (0x0700, "other"),
    (0x0900, "devanagari"),
    (0x0980, "other"),
    (0x0B80, "tamil"),
    (0x0C00, "other"),
    (0x1E00, "latin"),
    (0x1F00, "greek"),
    (0x2000, "other"),
)


def script(word: str) -> str:
    """The alphabet of the first letter, e.g. "latin" or "cyrillic"; "other" where there is none or it is not known."""
    if word[:1].isalpha():
        return _script(word[0])
    return next((_script(char) for char in word if char.isalpha()), "other")


@cache  # of letters, of which there are not many; to look one up each time took two thirds of finding other spellings
def _script(letter: str) -> str:
    return next((name for first, name in reversed(_RANGES) if ord(letter) >= first), "other")
