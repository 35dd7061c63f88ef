"""Kazakh, Kyrgyz and Uzbek names, whose head word stands last: Қазақстан Республикасының Ішкі істер министрлігі."""

import re
from typing import Final

from indexer.enrichment.organisation_reading import Phrase, Text, listed
from indexer.enrichment.person_words import kind

_JOINED: Final = frozenset({" ", "-", "\u00a0"})
_MOST_BEFORE: Final = 9  # words before the head
# Verbs, and nouns in cases that no word inside a name has: "… айтты", "Алматыдағы", "Парламентке".
_OBLIQUE: Final = re.compile(
    "(?:[дтн]а|[дтн]е|[дтн]ан|[дтн]ен|[дт][ае]н|[ғқг]а|[гк]е|[ыі]п|[ғқ]ан|[гк]ен|[дт]ағы|[дт]егі|[дт]агы|"
    "ның|нің|[дт]ың|[дт]ің|н[ыиуү]н|[дт][ыиуү]н|ады|еді|мын|мін|ғалы|гелі|да|ни|нинг|ning|ni|ga|da|dan|dagi)$"
)
_OBJECT: Final = re.compile("[дтн][ыі]$")  # халықты әлеуметтік қорғау министрлігі: only with a verb's noun behind it
_PLACES: Final = re.compile("(?:республикас|қалас|облыс|аудан|ауыл|шаар|район|oblast|viloyat|tuman|respublikas|стан$)")
_INSIDE: Final = frozenset(
    "және мен пен бен жөніндегі бойынша істері істер ісі қарсы жанындағы атындағы жана боюнча иштер иштери алдындагы "
    "атындагы va boʻyicha ishlar huzuridagi nomidagi ва бўйича ишлар ҳузуридаги номидаги".split()
)
_AND: Final = frozenset("және мен пен бен жана менен va bilan ва билан".split())
_LATIN: Final = re.compile(r"(?<![\w-])(?:\d{1,4} )?[A-Z][\w&.'’-]*(?: [A-Z0-9][\w&.'’-]*)* $")
_LATIN_AT_MOST: Final = 60  # characters
_NO_PART: Final = frozenset("GKSPTQRE")  # kinds of words that no name has: people, their titles and roles
_NAMED_AFTER: Final = frozenset("атындағы атындагы nomidagi номидаги".split())


def phrase(text: Text, at: int, head: str) -> Phrase | None:
    """The name that ends with the head word at a position, or None."""
    firm = _firm(text, at) if head in listed("firm", text.language) else None
    if firm or head not in listed("phrase", text.language):
        return firm
    row = _row(text, at)
    capitals = [position for position in range(row, at) if text.is_capital(position)]
    if not capitals or (
        text.begins_sentence(capitals[0]) and len(capitals) == 1 and head not in listed("always", text.language)
    ):
        return None
    return text.phrase(capitals[0], at + 1, f"{text.between(capitals[0], at)} {_shown(text, at, head)}")


def _firm(text: Text, at: int) -> Phrase | None:
    """What is called so in Latin letters: "Boeing компаниясы"."""
    start = text.words[at][0]
    begin = max(0, start - _LATIN_AT_MOST)
    found = _LATIN.search(text.text[begin:start]) if text.language != "uz" else None
    return Phrase(begin + found.start(), start - 1, found[0].strip()) if found else None


def _row(text: Text, at: int) -> int:
    """Where the words begin that may belong to the name."""
    first = at
    while at - first < _MOST_BEFORE and text.gap(first - 1) in _JOINED and _is_part(text, first - 1):
        first -= 1
    return first


def _is_part(text: Text, position: int) -> bool:
    word = text.word(position)
    if word in _AND and text.word(position - 1) in listed("phrase", text.language):
        return False  # "… комиссиясы мен Ішкі істер министрлігі" are two
    if word in _INSIDE or _PLACES.search(word):
        return True
    if word in listed("not-first", text.language) or _OBLIQUE.search(word):
        return False
    if not text.is_capital(position):
        return not _OBJECT.search(word) or any(text.word(position + more).endswith("у") for more in (1, 2))
    if _NAMED_AFTER.isdisjoint((text.word(position + 1), text.word(position + 2))):
        return kind(text.written(position), text.language) not in _NO_PART
    return True


def _shown(text: Text, at: int, head: str) -> str:
    """The head without its case, in the letters of the page."""
    written = text.written(at)
    return written[: len(head)] if text.word(at).startswith(head) else head
