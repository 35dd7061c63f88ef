"""Acronyms and what they stand for, where the page says so: "Central Asian Centre (CAC)", "…of Migrants- GLO.ACT".

After Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text" (2003),
for any alphabet, with dotted acronyms, with "далее – X", and with a dash in place of the parentheses.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_ACRONYM: Final = r"[^\W\d_a-zа-яё][\w.&-]{0,10}\w"
# Patterns that begin with a set of signs are searched ten times as fast as others.
_DEFINITION: Final = re.compile(
    r"[(–—-](?:"
    rf"(?<=\()(?:(?:далее|бұдан әрі|hereinafter|или|or|сокращ[её]нно)\s*[-–—:,]?\s*)?[«“\"]?({_ACRONYM})[»”\"]?\)"
    rf"|(?<=[–—-])\s+({_ACRONYM})(?=[.,;\n]|\s*$))"
)
_BEFORE: Final = re.compile(rf"(?<![\w.])({_ACRONYM})\s")  # … and the parenthesis
_INSIDE: Final = re.compile(r"\(([^()\n]{8,150})\)")
_LONGEST_ACRONYM: Final = 13  # characters, with the space behind it
_WORD: Final = re.compile(r"[^\W_]+")
_BREAK: Final = re.compile(r"[.!?;:]\s|\n|[()«»“”\"]")  # a name does not reach across these
_LONGEST_NAME: Final = 220  # characters before the acronym that are looked at


@dataclass(frozen=True, slots=True)
class Definition:
    """An acronym with its expansion: text[start:end] holds both."""

    acronym: str
    expansion: str
    start: int
    end: int


def definitions(text: str) -> Iterator[Definition]:
    """The acronyms that the text explains, in order of kind, then place."""
    for match in _DEFINITION.finditer(text):
        acronym = match[1] or match[2]
        expansion = _expansion(acronym, _before(text, match.start())) if is_acronym(acronym) else ""
        if expansion:
            start = text.rindex(expansion, 0, match.start())
            yield Definition(acronym, expansion, start, match.end())
    for inside in _INSIDE.finditer(text):
        before = _acronym_before(text, inside.start())
        if before and is_acronym(before[1]) and _expansion(before[1], inside[1]) == inside[1].strip():
            yield Definition(before[1], inside[1].strip(), before.start(), inside.end())


def _acronym_before(text: str, position: int) -> re.Match[str] | None:
    """What stands right before a parenthesis, if it is written like an acronym."""
    starts = range(max(0, position - _LONGEST_ACRONYM), position)
    return next(filter(None, (_BEFORE.fullmatch(text, start, position) for start in starts)), None)


def is_acronym(word: str) -> bool:
    """Two capitals or more, mostly capitals: "UNODC", "GLO.ACT", "IsDB", "УНП"; not "Mr.", "Almaty"."""
    capitals = sum(letter.isupper() for letter in word)
    letters = sum(letter.isalpha() for letter in word)
    return capitals >= 2 and capitals * 2 > letters and not word.endswith((".", "-"))


def _before(text: str, position: int) -> str:
    """What may hold the expansion: the text before the parenthesis, back to the last break."""
    window = text[max(0, position - _LONGEST_NAME) : position]
    breaks = [match.end() for match in _BREAK.finditer(window.rstrip(" -–—"))]
    return window[breaks[-1] if breaks else 0 :]


def _expansion(acronym: str, before: str) -> str:
    """The shortest end of `before` that spells the acronym: its letters in order, the first one at a word's start."""
    letters = [letter.casefold() for letter in acronym if letter.isalnum()]
    folded = before.casefold()
    if len(folded) != len(before):
        return ""
    position = len(folded)
    for index in range(len(letters) - 1, -1, -1):
        position = _letter_before(folded, letters[index], position, starts_word=index == 0)
        if position < 0:
            return ""
    expansion = before[position:].strip(" ,-–—")
    words = len(_WORD.findall(expansion))
    enough = min(len(letters), 2) <= words <= 2 * len(letters) + 3
    return expansion if enough and len(expansion) > 2 * len(acronym) else ""


def _letter_before(text: str, letter: str, position: int, starts_word: bool) -> int:
    position = text.rfind(letter, 0, position)
    while starts_word and position > 0 and text[position - 1].isalnum():
        position = text.rfind(letter, 0, position)
    return position
