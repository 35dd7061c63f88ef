"""The words of dates: months, weekdays and the small words between them, in all languages at once."""

import json
import re
from functools import cache, lru_cache
from typing import Any, Final

from indexer.enrichment.names import bases
from indexer.enrichment.vocabulary import DATA, rows, word_lists
from indexer.words.folding import folded

# What a word is to the grammar of dates (see date_grammar.py): one letter each.
LISTS: Final = {"of": "o", "from": "f", "to": "t", "year": "y", "in": "i"}
_BEGINNING: Final = 3  # letters, as many as an ending leaves; one more of names that have …
_LONG: Final = 7  # letters
MONTH, SHORT_MONTH, WEEKDAY, OTHER = "M", "m", "W", "x"


@cache
def months() -> dict[str, int]:
    """Folded name → month 1 to 12, full names and abbreviations."""
    return _months("short") | _months("wide") | _added_months()


@lru_cache(maxsize=1 << 16)
def kind(surface: str) -> str:
    """The letter of a word as written."""
    word = folded(surface)
    known = _kinds().get(word, OTHER)
    if known in (MONTH, SHORT_MONTH):
        return OTHER if surface.islower() and word in word_lists("date_words.tsv")["capital"] else known
    return MONTH if known == OTHER and month(surface) else known


def month(surface: str) -> int:
    """The month that a word names, inflected too; 0 if none."""
    word = folded(surface)
    if word in months():
        return months()[word]
    if word[:_BEGINNING] not in _beginnings():
        return 0
    return next((_months("wide")[base] for base in bases(word) if base in _months("wide")), 0)


@cache
def _beginnings() -> frozenset[str]:
    """How months begin: it spares other words the search by their endings."""
    return frozenset(name[:_BEGINNING] for name in _months("wide"))


@cache
def months_begin() -> re.Pattern[str]:
    """A pattern of how the months begin of languages whose days may be in words: it spares lines without one a look
    for these."""
    languages = {language for name, language, _ in rows("date_words.tsv") if name.startswith("day-")}
    names = {folded(name) for language in languages for month_ in _calendar()[language]["wide"] for name in month_}
    beginnings = {name[: _BEGINNING + (len(name) >= _LONG)] for name in (*names, *_added_months())}
    return re.compile(rf"(?i)\b(?:{'|'.join(sorted(beginnings))})")


@cache
def spelled_days() -> str:
    """A pattern of the days that are written in words: "жиырма жетінші", "двадцать первого"."""
    tens, days = ("|".join(sorted(_numbers(kind), key=len, reverse=True)) for kind in ("ten", "day"))
    return rf"(?<!\w)(?i:(?:(?:{tens})\s)?(?:{days})(?:н[а-яі]{{0,3}})?)(?!\w)"


def spelled_day(written: str) -> int:
    """The number of a day that is written in words; 0 for other words."""
    *ten, day = folded(written).split()
    unit = next((number for word, number in _numbers("day").items() if day.startswith(word)), 0)
    return unit + sum(_numbers("ten").get(word, 0) for word in ten)


@cache
def _numbers(kind: str) -> dict[str, int]:
    """Word → number, the longest word first."""
    found = {
        word: int(name.removeprefix(f"{kind}-"))
        for name, _, words in rows("date_words.tsv")
        if name.startswith(f"{kind}-")
        for word in words.split()
    }
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))


@cache
def _kinds() -> dict[str, str]:
    kinds = {folded(day): WEEKDAY for language in _calendar().values() for day in language["weekdays"] if len(day) > 2}
    kinds |= dict.fromkeys(_months("short"), SHORT_MONTH) | dict.fromkeys(_months("wide"), MONTH)
    kinds |= dict.fromkeys(_added_months(), MONTH)
    kinds |= dict.fromkeys(word_lists("date_words.tsv")["with-year"], SHORT_MONTH)
    for name, letter in LISTS.items():
        kinds |= {folded(word): letter for word in word_lists("date_words.tsv")[name]}
    return kinds


@cache
def _calendar() -> dict[str, dict[str, list[Any]]]:
    found: dict[str, dict[str, list[Any]]] = json.loads((DATA / "months.json").read_text(encoding="utf-8"))
    return found


@cache
def _months(width: str) -> dict[str, int]:
    return {
        folded(name): number
        for language in _calendar().values()
        for number, names in enumerate(language[width], 1)
        for name in names
        if len(name) > 2
    }


@cache
def _added_months() -> dict[str, int]:
    return {
        folded(word): int(name.removeprefix("month-"))
        for name, _, words in rows("date_words.tsv")
        if name.startswith("month-")
        for word in words.split()
    }
