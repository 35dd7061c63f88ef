"""Russian names around a head word, in the nominative: Казахским национальным университетом → Казахский национальный
университет. Adjectives before the head agree with it; behind it stand nouns in the genitive (Министерство внутренних
дел), "по" with the dative, "при" with the prepositional, and countries.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from operator import eq
from typing import TYPE_CHECKING, Final

from indexer.enrichment.organisation_known import in_capitals
from indexer.enrichment.organisation_reading import Phrase, Text, listed
from indexer.enrichment.person_words import kind
from indexer.words.russian import parses

if TYPE_CHECKING:
    from pymorphy3.analyzer import Parse

_JOINED: Final = frozenset({" ", "-", "\u00a0"})
_MOST_BEFORE, _MOST_BEHIND = 5, 12  # words
_CASES: Final = {"по": "datv", "при": "loct"}
_NAMED_AFTER: Final = frozenset({"имени", "им"})
_ADJECTIVE: Final = re.compile("(?:[ыио]й|[ое]го|[ое]му|[ыио]м|ем|[ая]я|[ую]ю|ей|[оеыи]е|[ыи]х|[ыи]ми)$")
_LATIN: Final = re.compile(r"[A-Z][\w&.'’-]*(?:[ -](?:[A-Z0-9][\w&.'’-]*|und|of|and|the))*")
_REPUBLIC: Final = "республики"  # Казахстан behind it stays as it is
_PEOPLE: Final = frozenset("GKPS")  # kinds of words of a person's name


def phrase(text: Text, at: int, head: str) -> Phrase | None:
    """The name around the head word at a position, or None."""
    firm = _LATIN.match(text.text, text.words[at][1] + 1) if head in listed("firm", "ru") else None
    if firm and text.gap(at) == " ":
        name = firm[0].rstrip(" .'’-")
        return Phrase(firm.start(), firm.start() + len(name), name)
    if head not in listed("phrase", "ru") or in_capitals(text.text, text.words[at][0]):
        return None
    if head not in listed("always", "ru") and not any(map(text.is_capital, range(at - _MOST_BEFORE, at + 1))):
        return None
    readings = [one for one in parses(text.word(at)) if one.normal_form == head and one.tag.POS == "NOUN"]
    first, readings = _adjectives(text, at, readings)
    singular = next((one for one in readings if one.tag.number == "sing"), None)
    first = next((one for one in range(first, at + 1) if text.is_capital(one)), at)
    if not singular or text.word(first) in listed("not-first", "ru"):
        return None
    after = _behind(text, at + 1)
    if not _is_a_name(text, first, at, after, head):
        return None
    behind = text.between(at, after)[len(text.written(at)) :]
    name = "".join(_nominatives(text, first, at, singular)) + behind
    return text.phrase(first, after, name)


def _is_a_name(text: Text, first: int, at: int, after: int, head: str) -> bool:
    """Whether capitals and complements make it one: not "Союз распался", «новый университет», "организация работы"."""
    has_complement = after > at + 1
    proper = any(text.is_capital(position) for position in range(at + 1, after)) or text.word(at + 1) in _CASES
    if not text.is_capital(first):
        return has_complement and head in listed("always", "ru")
    if text.begins_sentence(first):
        return (has_complement and (head in listed("always", "ru") or proper)) or (first < at and text.is_capital(at))
    return has_complement or first < at


def _adjectives(text: Text, at: int, readings: "list[Parse]") -> "tuple[int, list[Parse]]":
    """Where the adjectives before the head begin, and the readings of the head that they leave."""
    first = at
    while at - first < _MOST_BEFORE and text.gap(first - 1) in _JOINED:
        before = parses(text.word(first - 1)) if _ADJECTIVE.search(text.word(first - 1)) else ()
        agreeing = [head for head in readings if any(_agree(one, head) for one in before)]
        if not agreeing and not (text.gap(first - 1) == "-" and text.is_capital(first - 1)):
            break
        readings, first = agreeing or readings, first - 1
    return first, readings


def _agree(adjective: "Parse", noun: "Parse") -> bool:
    one, other = adjective.tag, noun.tag
    if one.POS not in ("ADJF", "PRTF") or one.case != other.case or one.number != other.number:
        return False
    return bool(one.number == "plur" or one.gender == other.gender)


def _nominatives(text: Text, first: int, at: int, head: "Parse") -> Iterator[str]:
    """The adjectives and the head in the nominative, with the capitals of the page; the first word gets one."""
    for position in range(first, at + 1):
        word = head.normal_form if position == at else _nominative(text.word(position), str(head.tag.gender))
        if position < at and text.gap(position) == "-":
            word = text.written(position)  # Кыргызско-, экспертно-: does not change
        yield word[:1].upper() + word[1:] if position == first or text.is_capital(position) else word
        yield text.gap(position) if position < at else ""


@lru_cache(maxsize=1 << 12)
def _nominative(adjective: str, gender: str) -> str:
    """In the nominative: "высшей" → "высшая", which pymorphy3 would make a form of "высокий", "высочайшая"."""
    wanted = {"nomn", "sing", gender}
    for one in parses(adjective):
        forms = [form.word for form in one.lexeme if one.tag.POS in ("ADJF", "PRTF") and wanted <= form.tag.grammemes]
        if forms:
            return str(max(forms, key=lambda form: sum(map(eq, form, adjective))))
    return adjective


def _behind(text: Text, after: int) -> int:
    """Where the complements end: behind the last noun or proper name."""
    end, case, position = after, "gent", after
    while position < after + _MOST_BEHIND and text.gap(position - 1) in (*_JOINED, ", "):
        if text.word(position) in _NAMED_AFTER:
            position = end = _named_after(text, position + 1)
            continue
        position, case = _joint(text, position, case, begun=end > after)
        if text.is_capital(position) and _is_proper(text, position):
            end, case = position + 1, "gent"
        elif not _fits(text.word(position), case) or _is_person(text, position):
            break
        elif _fits(text.word(position), case, "NOUN"):
            end = position + 1
            case = case if text.word(position + 1) == "и" else "gent"
        position += 1
    return end


def _joint(text: Text, position: int, case: str, begun: bool) -> tuple[int, str]:
    """Past "по", "при", "и" and a comma of an enumeration: (position of the next word, the case it must have)."""
    word = text.word(position)
    if text.gap(position - 1) == ", ":
        return (position, case) if begun and _enumerated(text, position, case) else (-1, case)
    if word in _CASES:
        return position + 1, _CASES[word]
    if word == "и" and begun and not text.is_capital(position + 1) and not _is_head(text, position + 1):
        return position + 1, case
    return position + (word in ("города", "г")), case


def _enumerated(text: Text, position: int, case: str) -> bool:
    """Whether "и" and a noun in the case follow soon: труда, занятости и социальной защиты."""
    if text.is_capital(position) or not _fits(text.word(position), case):
        return False
    return any(text.word(one) == "и" and _fits(text.word(one + 1), case) for one in range(position + 1, position + 4))


def _is_head(text: Text, position: int) -> bool:
    return any(one.normal_form in listed("phrase", "ru") for one in parses(text.word(position)))


def _is_proper(text: Text, position: int) -> bool:
    """An acronym or a place: ООН, РК, России."""
    written = text.written(position)
    if written.isupper() and len(written) > 1:
        return not text.gap(position).startswith("-")  # «Союз ТМА-11»
    cases = ("gent", "loct", "nomn") if text.word(position - 1) == _REPUBLIC else ("gent", "loct")
    return any("Geox" in one.tag and one.tag.case in cases for one in parses(text.word(position)))


def _is_person(text: Text, position: int) -> bool:
    """Whether a word may be somebody's name, as Кыргызской is, but not before Республики."""
    if text.word(position + 1) == _REPUBLIC:
        return False
    return text.is_capital(position) and kind(text.written(position), "ru") in _PEOPLE


def _named_after(text: Text, position: int) -> int:
    """Behind the name of whom it is called after: имени С. Д. Асфендиярова, имени аль-Фараби."""
    while text.is_capital(position) or text.word(position) in ("аль", "эль", "ибн"):
        position += 1
        if text.gap(position - 1) not in (" ", "-", ". ", "."):
            break
    return position


@lru_cache(maxsize=1 << 15)
def _fits(word: str, case: str, part: str = "") -> bool:
    """Whether a word is likely a noun or adjective in a case; with `part`, of that part of speech."""
    if len(word) < 3:
        return False
    parts = (part,) if part else ("NOUN", "ADJF", "PRTF")
    return any(one.tag.case == case and one.tag.POS in parts and one.score > 0.05 for one in parses(word))
