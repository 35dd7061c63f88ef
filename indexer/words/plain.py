"""Texts in Latin and Cyrillic letters: nearly all that are read, and their words are found in two thirds of the time.

Of every character that it tries on a set like "letters of any alphabet", `re` asks a function; a set of listed
characters is a table. So a pattern of words is compiled twice: as it is, and for plain texts with its letters listed.
"""

import re
from typing import Final, NamedTuple

CYRILLIC: Final = "\u0400-\u0481\u048a-\u04ff"  # for the inside of a set: letters, all precomposed
LETTERS: Final = f"A-Za-zÀ-ÖØ-öø-ɏ{CYRILLIC}"
# Signs that stand between words or join them, of which folding touches those alone that join none: № and …, not U+2011.
SIGNS: Final = "\xa0-\xa9\xab\xac\xae-\xb1\xb6\xb7\xbb\xd7\xf7\u2010\u2012-\u2027\u2030-\u205e€№←-⏿─-❵"

_PLAIN: Final = re.compile(f"[\x00-\x7f{LETTERS}{SIGNS}]*")


class Patterns(NamedTuple):
    """A pattern of words, and one that finds the same in plain texts."""

    any: re.Pattern[str]
    plain: re.Pattern[str]

    @staticmethod
    def of(pattern: str, letter_or_digit: str = r"[^\W_]") -> "Patterns":
        """From a pattern in which letters are written `[^\\W\\d_]`, and letters and digits as is told."""
        plain = pattern.replace(r"[^\W\d_]", f"[{LETTERS}]").replace(letter_or_digit, f"[0-9{LETTERS}]")
        return Patterns(re.compile(pattern), re.compile(plain))

    def to(self, text: str) -> re.Pattern[str]:
        """The one to search a text with."""
        return self.plain if _PLAIN.fullmatch(text) else self.any
