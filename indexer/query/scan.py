"""Text → lexemes: parentheses, signs, quoted text, and runs of everything else."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from indexer.query.notes import Note, note

# What opens a quotation, and what may close it.
QUOTES: Final = {'"': '"”“', "“": '”“"', "„": '“”"', "‟": '”“"', "”": '”“"', "«": "»", "»": "«", "＂": "＂"}
OPERATORS: Final = ("AND", "OR", "NOT")

_MINUS: Final = re.compile(r"[-−]+(?=[^\s),;])")
_SLOP: Final = re.compile(r"~([0-9]{1,9})")
_RUN: Final = re.compile(rf"(?:[^\s(),;{''.join(QUOTES)}]|(?<=[0-9])[,;](?=[0-9]))+")


class Kind(Enum):
    OPEN = auto()
    CLOSE = auto()
    MINUS = auto()
    QUOTED = auto()
    OPERATOR = auto()
    RUN = auto()


@dataclass(frozen=True, slots=True)
class Lexeme:
    kind: Kind
    text: str
    glued: bool = False  # no space before it
    slop: int = 0  # of quoted text


def scan(text: str, notes: list[Note]) -> list[Lexeme]:
    """The lexemes of a query; what is said about it is added to `notes`."""
    return list(_lexemes(text, notes))


def _lexemes(text: str, notes: list[Note]) -> Iterator[Lexeme]:
    at = end_of_last = 0
    while at < len(text):
        glued, char = at == end_of_last, text[at]
        if char in "()":
            lexeme, at = Lexeme(Kind.OPEN if char == "(" else Kind.CLOSE, char, glued), at + 1
        elif char in QUOTES:
            lexeme, at = _quoted(text, at, glued, notes)
        elif (match := _MINUS.match(text, at)) and _follows_space(text, at):
            lexeme, at = Lexeme(Kind.MINUS, match[0]), match.end()
        elif match := _RUN.match(text, at):
            lexeme, at = _run(match[0], glued), match.end()
        else:
            at += 1
            continue
        end_of_last = at
        yield lexeme


def _follows_space(text: str, at: int) -> bool:
    return at == 0 or text[at - 1].isspace() or text[at - 1] in "(,;"


def _run(text: str, glued: bool) -> Lexeme:
    return Lexeme(Kind.OPERATOR if text in OPERATORS else Kind.RUN, text, glued)


def _quoted(text: str, at: int, glued: bool, notes: list[Note]) -> tuple[Lexeme, int]:
    closers = QUOTES[text[at]]
    end = next((i for i in range(at + 1, len(text)) if text[i] in closers), len(text))
    if end == len(text):
        notes.append(note("unclosed_quote"))
    slop = _SLOP.match(text, end + 1)
    inside = text[at + 1 : end]
    return Lexeme(Kind.QUOTED, inside, glued, int(slop[1]) if slop else 0), slop.end() if slop else end + 1
