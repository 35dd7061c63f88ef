"""One word or quoted text of a query → the node it stands for, in the field that it is asked of."""

import re
import unicodedata
from typing import Final

from indexer.limits import PREFIX_LETTERS, QUERY_CLAUSES, widest_slop
from indexer.query.dates import after, before, date_span
from indexer.query.notes import Note, note
from indexer.query.scan import OPERATORS
from indexer.query.tree import (
    DATE,
    TITLE,
    DateIs,
    DateRange,
    Field,
    Fuzzy,
    MatchAll,
    Node,
    Phrase,
    Prefix,
    Word,
)
from indexer.words import fold, parts, tokens

_EDITS: Final = 2  # the most that a fuzzy word may differ by: what engines can look up

_AFTER_WORD: Final = re.compile(r"(.*?)(\*+|~[0-9]*)?[.?!…]*", re.DOTALL)
_AFTER_VALUE: Final = re.compile(r"(.*?)([.?!:…*~]*)", re.DOTALL)
_PLAIN_VALUE: Final = re.compile(r"\w[\w./@&'-]*")  # one that needs no quotes when it is printed
_SIGNS: Final = "^[]{}*~\\|"  # with a meaning in other query languages: leaving one out is worth a note
_COMPARED: Final = re.compile(r"(>=|<=|>|<|=?)(.*)", re.DOTALL)


class Operands:
    """Reads the operands of one query, at most QUERY_CLAUSES words of them; what is said goes to `notes`."""

    def __init__(self, notes: list[Note]) -> None:
        self._notes = notes
        self._words_left = QUERY_CLAUSES

    def run(self, text: str, field: str) -> Node | None:
        """What an unquoted word asks for; None if there is nothing to look for in it."""
        if field == DATE:
            return self._date(text)
        if field in ("", TITLE):
            return _in_field(field, self._word(text))
        return self._value(text, field)

    def quoted(self, text: str, slop: int, field: str) -> Node | None:
        """What quoted text asks for; None if there is nothing to look for in it."""
        if field == DATE:
            return self._date(text.strip())
        if field in ("", TITLE):
            return _in_field(field, self._phrase(_words(text), slop, text))
        return _in_field(field, self._phrase(tuple(text.split()), 0, text))

    def _phrase(self, words: tuple[str, ...], slop: int, text: str) -> Phrase | None:
        if not words:
            self._say("no_words", text)
        words = words[: self._allowed(len(words))]
        return Phrase(words, self._allowed_between(words, slop)) if words else None

    def _allowed_between(self, words: tuple[str, ...], slop: int) -> int:
        """As many words as are asked for to stand between these, or as are allowed."""
        most = widest_slop(len(words))
        if slop > most:
            self._say("slop", " ".join(words), most)
        return min(slop, most)

    def _word(self, text: str) -> Word | Phrase | Prefix | Fuzzy | MatchAll | None:
        body, suffix = _AFTER_WORD.fullmatch(text).groups("")  # type: ignore[union-attr]
        words = _words(body)
        if not words:
            return self._no_word(text)
        self._say_of_signs(body if len(words) == 1 else text)
        allowed = words[: self._allowed(len(words))]
        if not allowed or len(words) > 1:
            return Phrase(allowed) if allowed else None
        return self._suffixed(_no_operator(words[0]), suffix)

    def _suffixed(self, word: str, suffix: str) -> Word | Prefix | Fuzzy:
        letters = len("".join(parts(fold(word))))
        if suffix and letters < PREFIX_LETTERS:
            self._say("short_word", word + suffix, PREFIX_LETTERS, word)
        elif suffix.startswith("*"):
            return Prefix(word)
        elif suffix:
            return self._fuzzy(word, suffix)
        return Word(word)

    def _fuzzy(self, word: str, suffix: str) -> Fuzzy:
        asked = int(suffix[1:] or 1)
        distance = min(max(asked, 1), _EDITS)
        if asked != distance:
            self._say("fuzzy_distance", word + suffix, distance)
        return Fuzzy(word, distance)

    def _no_word(self, text: str) -> MatchAll | None:
        if set(text) == {"*"}:
            self._say("star_alone", text)
            return MatchAll()
        if not all(unicodedata.category(char).startswith("P") for char in text):
            self._say("no_words", text)
        return None

    def _say_of_signs(self, text: str) -> None:
        for sign in dict.fromkeys(char for char in text if char in _SIGNS):
            self._say("sign_ignored", sign)
        if text.startswith(("–", "—")):
            self._say("dash", text)

    def _value(self, text: str, field: str) -> Node | None:
        """A facet's value is taken letter by letter."""
        if set(text) == {"*"}:
            return Field(field, MatchAll())
        value, rest = _AFTER_VALUE.fullmatch(text).groups("")  # type: ignore[union-attr]
        for sign in dict.fromkeys(char for char in rest if char in "*~"):
            self._say("whole_value", field, sign)
        if not value or not self._allowed(1):
            return None
        return Field(field, Word(value) if _PLAIN_VALUE.fullmatch(value) else Phrase((value,)))

    def _date(self, text: str) -> Node | None:
        if set(text) == {"*"}:
            return Field(DATE, MatchAll())
        node = _date_node(text)
        if node is None:
            self._say("not_a_date", text)
            return self._word(text)
        if isinstance(node, DateRange) and _swapped(node):
            self._say("dates_swapped", text)
            node = DateRange(node.last, node.first)
        return node if self._allowed(1) else None

    def _allowed(self, words: int) -> int:
        """How many of the words may still be asked for: they are counted as used."""
        allowed = min(words, self._words_left)
        if allowed < words:
            self._say("too_many", QUERY_CLAUSES)
        self._words_left -= allowed
        return allowed

    def _say(self, code: str, *values: object) -> None:
        self._notes.append(note(code, *values))


def _in_field(field: str, node: Word | Phrase | Prefix | Fuzzy | MatchAll | None) -> Node | None:
    return Field(field, node) if field and node is not None else node


def _words(text: str) -> tuple[str, ...]:
    """The words of a text as they are written there."""
    return tuple(text[token.start : token.end] for token in tokens(text))


def _no_operator(word: str) -> str:
    """In lower case, if it would be read as an operator."""
    return word.lower() if word in OPERATORS else word


def _date_node(text: str) -> DateIs | DateRange | None:
    if ".." in text:
        first, _, last = text.partition("..")
        return _range(first, last)
    sign, day = _COMPARED.fullmatch(text.rstrip(".?!")).groups()  # type: ignore[union-attr]
    if date_span(day) is None:
        return None
    match sign:
        case ">=" | ">":
            return _range(day if sign == ">=" else after(day), "")
        case "<=" | "<":
            return _range("", day if sign == "<=" else before(day))
        case _:
            return DateIs(day)


def _range(first: str, last: str) -> DateRange | None:
    dated = all(date_span(day) for day in (first, last) if day)
    return DateRange(first, last) if dated and (first or last) else None


def _swapped(node: DateRange) -> bool:
    first, last = date_span(node.first), date_span(node.last)
    return bool(first and last and first[0] > last[1])
