"""Where words begin and end.

A word is a run of letters and digits with the marks that belong to them. Runs joined by one dot, hyphen, apostrophe or
ampersand are one compound (GLO.ACT, UNODC-led, it's, R&D), so that it can be found with its joints, without them and by
its parts. Scripts that put no spaces between words are cut into characters: a phrase of them finds the word.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Final

from indexer.words.folding import IGNORABLE, fold, folded
from indexer.words.plain import CYRILLIC, LETTERS, SIGNS, Patterns

WORD_CHARS: Final = 64  # a longer run is no word of any language: only its beginning is kept
_COMPOUND_PARTS: Final = 8  # a longer compound goes on as the next one

_UNSPACED: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_JOINTS: Final = ".&'‘’ʻʼ\u2010\u2011-"
# Marks are no letters to Python's `re`, yet they stand inside words (stress, vowel signs): all those of these blocks.
_MARK_BLOCKS: Final = chain(range(0x0300, 0x1100), range(0x1AB0, 0x1B00), range(0x1DC0, 0x1E00), range(0xFE20, 0xFE30))
_MARK_CODES: Final = [code for code in _MARK_BLOCKS if unicodedata.category(chr(code)).startswith("M")]
# As ranges of codes that follow each other: with each mark by itself the patterns below took 9 ms more of a start.
_RUNS_OF_MARKS: Final = groupby(enumerate(_MARK_CODES), lambda numbered: numbered[1] - numbered[0])
_MARKS: Final = "".join(
    f"{chr(codes[0])}-{chr(codes[-1])}" for codes in ([c for _, c in run] for _, run in _RUNS_OF_MARKS)
)

_LETTER: Final = rf"[^\W_ʻʼ{_UNSPACED}]"
_RUN: Final = rf"{_LETTER}+(?:[{_MARKS}{IGNORABLE}]+{_LETTER}*)*"
_SINGLE: Final = rf"[{_UNSPACED}][{_MARKS}]*"
_PLAIN_RUN: Final = f"[0-9{LETTERS}]+"
_MORE: Final = f"{{0,{_COMPOUND_PARTS - 1}}}"
_WORD: Final = Patterns(
    re.compile(rf"{_RUN}(?:[{_JOINTS}]{_RUN}){_MORE}|{_SINGLE}"),
    re.compile(rf"{_PLAIN_RUN}(?:[{_JOINTS}]{_PLAIN_RUN}){_MORE}"),
)
_PART: Final = re.compile(rf"{_RUN}|{_SINGLE}")

_SIMPLE: Final = re.compile(f"[\x00-\x7f{CYRILLIC}{SIGNS}]*")  # folding does no more to words than lower case, and ё


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: folded, and where it stands there (half open)."""

    text: str
    start: int
    end: int


def raw_words(text: str) -> list[str]:
    """The words of a text as they stand there."""
    found: list[str] = _WORD.to(text).findall(text)
    return found


def folded_words(text: str) -> list[str]:
    """The words of a text, folded: most texts as a whole, which costs no look-up of each word."""
    if _SIMPLE.fullmatch(text):
        return raw_words(text.lower().replace("ё", "е"))
    return list(map(folded, raw_words(text)))


def tokens(text: str) -> list[Token]:
    """The words of a text in order. A compound is one token; `parts` takes it apart."""
    return _tokens(_WORD.to(text), text)


def part_tokens(text: str) -> list[Token]:
    """The words of a text in order, the parts of its compounds one by one."""
    return _tokens(_PART, text)


def _tokens(pattern: re.Pattern[str], text: str) -> list[Token]:
    return [Token(fold(match[0]), match.start(), match.end()) for match in pattern.finditer(text)]


def parts(word: str) -> tuple[str, ...]:
    """The parts of a folded compound, each at most WORD_CHARS long: "glo.act" → ("glo", "act"). A plain word is its
    own part; what has no letter or digit has none."""
    return tuple(part[:WORD_CHARS] for part in _PART.findall(word))
