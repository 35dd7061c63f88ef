"""Text → tree. Whatever is written has a meaning; what is left out or read unexpectedly is told in the notes.

    query = all { "OR" all }
    all   = part { [ "AND" ] part }
    part  = { "-" | "NOT" } [ field ":" ] ( word | "quoted text" | "(" query ")" )

A field before a group counts for each of its words. What a single word can be is in `operands`.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from indexer.limits import QUERY_CHARS, QUERY_DEPTH
from indexer.query.notes import Note, note
from indexer.query.operands import Operands
from indexer.query.print import to_text
from indexer.query.scan import Kind, Lexeme, scan
from indexer.query.tree import FIELDS, TITLE, MatchAll, Node, all_of, any_of, but_not, depth

_UNPRINTABLE: Final = re.compile("[\0\ud800-\udfff]")  # no answer can hold them
_NAME: Final = re.compile(r"([^\W\d_]\w*):")
_MINUS: Final = "-−"
_KEPT: Final = 128  # queries: one search reads its own some five times
_LEVELS_OF_A_GROUP: Final = 2  # of the tree, at most, for one pair of parentheses: OR, and AND in it


@dataclass(frozen=True, slots=True)
class Parsed:
    """What was asked, and what the user should know about how it was read."""

    tree: Node
    notes: tuple[Note, ...] = ()


@lru_cache(_KEPT)
def parse(text: str) -> Parsed:
    """The tree of a query, within the limits on its length, words and depth. Any text is a query."""
    text, chars = _UNPRINTABLE.sub("\ufffd", text), QUERY_CHARS
    parsed = _parse_some(text, chars)
    while len(to_text(parsed.tree)) > QUERY_CHARS:  # fields and parentheses are printed more often than written
        chars //= 2
        parsed = _parse_some(text, chars)
    return parsed


def _parse_some(text: str, chars: int) -> Parsed:
    notes: list[Note] = []
    if len(text) > chars:
        text = _cut(text, chars)
        notes.append(note("too_long", len(text)))
    lexemes = _with_operands(scan(text, notes), notes)
    parsed = _Parser(lexemes, QUERY_DEPTH, notes).parsed()
    if depth(parsed.tree) > QUERY_DEPTH:
        parsed = _Parser(lexemes, QUERY_DEPTH // _LEVELS_OF_A_GROUP - 1, notes).parsed()
    return parsed


def _cut(text: str, chars: int) -> str:
    """The first characters, up to the end of a word if there is one."""
    head = text[:chars]
    return head.rsplit(None, 1)[0] if not text[chars].isspace() and len(head.split(None, 1)) > 1 else head


def _with_operands(lexemes: list[Lexeme], notes: list[Note]) -> list[Lexeme]:
    """Operators with no word among them are words."""
    if any(lexeme.kind in (Kind.RUN, Kind.QUOTED) for lexeme in lexemes):
        return lexemes
    notes.extend(note("operator_word", lexeme.text) for lexeme in lexemes if lexeme.kind is Kind.OPERATOR)
    return [replace(lexeme, kind=Kind.RUN) if lexeme.kind is Kind.OPERATOR else lexeme for lexeme in lexemes]


class _Parser:
    """Recursive descent, one method for each rule; a method returns None where there is nothing to look for."""

    def __init__(self, lexemes: list[Lexeme], levels: int, notes: list[Note]) -> None:
        self._lexemes, self._levels, self._notes = lexemes, levels, list(notes)
        self._operands = Operands(self._notes)
        self._at = 0
        self._open = 0  # groups that are being read
        self._ignored = 0  # parentheses that were opened too deep

    def parsed(self) -> Parsed:
        tree = self._query("")
        if tree is None and self._lexemes:
            self._say("everything")
        return Parsed(tree or MatchAll(), tuple(dict.fromkeys(self._notes)))

    def _query(self, field: str) -> Node | None:
        parts = [self._all(field)]
        while self._take_operator("OR"):
            parts.append(self._all(field))
        found = [part for part in parts if part is not None]
        if len(found) < len(parts) > 1:
            self._say("operator_ignored", "OR")
        return any_of(found) if found else None

    def _all(self, field: str) -> Node | None:
        found: list[Node] = []
        while (lexeme := self._next()) and lexeme.kind is not Kind.CLOSE and not self._is_operator("OR"):
            if self._take_operator("AND"):
                self._check_between(found)
            elif (part := self._part(field)) is not None:
                found.append(part)
        return all_of(found) if found else None

    def _check_between(self, found: list[Node]) -> None:
        if not found or not self._at_operand():
            self._say("operator_ignored", "AND")

    def _part(self, field: str) -> Node | None:
        negative, sign = False, ""
        while lexeme := self._take(Kind.MINUS) or self._take_operator("NOT"):
            negative, sign = not negative, lexeme.text
        if not self._at_operand():
            self._say("operator_ignored", sign)
            return None
        node = self._operand(field)
        return but_not(node) if negative and node is not None else node

    def _operand(self, field: str) -> Node | None:
        if self._take(Kind.OPEN):
            return self._group(field)
        if lexeme := self._take(Kind.QUOTED):
            return self._operands.quoted(lexeme.text, lexeme.slop, field)
        return self._run(field)

    def _group(self, field: str) -> Node | None:
        self._open += 1
        node = self._query(field)
        if not self._take(Kind.CLOSE):
            self._say("parenthesis", "(")
        self._open -= 1
        return node

    def _run(self, field: str) -> Node | None:
        """A word with the names of fields before it: `title:a`. A name that no field has is a word, too."""
        rest, outer, name = self._lexemes[self._at].text, field, ""
        self._at += 1
        found: list[Node | None] = []
        while (match := _NAME.match(rest)) and (match[1].lower() in FIELDS or field in ("", TITLE)):
            name, rest = match[1], rest[match.end() :]
            if name.lower() in FIELDS:
                field = name.lower()
            else:
                found.append(self._unknown(name, rest, field))
        if rest:
            found.append(self._named(rest, field) if name else self._operands.run(rest, field))
        elif self._value_follows():
            found.append(self._operand(field))
        elif name.lower() in FIELDS:
            self._say("missing_value", name)
            found.append(self._operands.run(name, outer))
        nodes = [node for node in found if node is not None]
        return all_of(nodes) if nodes else None

    def _unknown(self, name: str, rest: str, field: str) -> Node | None:
        if rest or self._value_follows():
            self._say("unknown_field", name, ", ".join(FIELDS))
        return self._operands.run(name, field)

    def _named(self, value: str, field: str) -> Node | None:
        positive = value.lstrip(_MINUS)
        if not positive or positive == value:
            return self._operands.run(value, field)
        node = self._operands.run(positive, field)
        return None if node is None else but_not(node)

    def _value_follows(self) -> bool:
        """Whether quoted text or a group follows without a space: `title:"a b"`, `title:(a b)`."""
        if self._at == len(self._lexemes) or not self._lexemes[self._at].glued:
            return False
        kind = self._lexemes[self._at].kind
        return kind is Kind.QUOTED or (kind is Kind.OPEN and self._open < self._levels)

    def _at_operand(self) -> bool:
        lexeme = self._next()
        operands = (Kind.OPEN, Kind.QUOTED, Kind.RUN, Kind.MINUS)
        return lexeme is not None and (lexeme.kind in operands or self._is_operator("NOT"))

    def _is_operator(self, operator: str) -> bool:
        lexeme = self._next()
        return lexeme is not None and lexeme.kind is Kind.OPERATOR and lexeme.text == operator

    def _take_operator(self, operator: str) -> Lexeme | None:
        return self._take(Kind.OPERATOR) if self._is_operator(operator) else None

    def _take(self, kind: Kind) -> Lexeme | None:
        lexeme = self._next()
        if lexeme is None or lexeme.kind is not kind:
            return None
        self._at += 1
        return lexeme

    def _next(self) -> Lexeme | None:
        """The next lexeme, past parentheses that count for nothing."""
        while self._at < len(self._lexemes):
            lexeme = self._lexemes[self._at]
            if lexeme.kind is Kind.OPEN and self._open == self._levels:
                self._ignored += 1
                self._say("too_deep", self._levels)
            elif lexeme.kind is Kind.CLOSE and self._ignored:
                self._ignored -= 1
            elif lexeme.kind is Kind.CLOSE and not self._open:
                self._say("parenthesis", ")")
            else:
                return lexeme
            self._at += 1
        return None

    def _say(self, code: str, *values: object) -> None:
        self._notes.append(note(code, *values))
