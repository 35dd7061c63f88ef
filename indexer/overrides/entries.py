"""The entries of an overrides file, each checked by name.

    [[keep]]  [[drop]]    blocks, by `text` (the whole of it), by `pattern` (a Python regular expression, searched) or
                          by `selector` (a CSS selector of what they stand in)
    [[merge]]             values of a facet `into` one, called `label`
    [[hide]]              values of a facet that are wrong
    [[rename]]            the `label` of a value
    [[split]]             values that stay as they are found, though the corpus takes them for another one
    [[add]]  [[set]]      values of a facet of a page or site: besides those found, or instead of them
    [[date]]              the date of a page or of the pages of a site

Each holds for one `page` (its id, its source or its address), for one `site`, or, where it names neither, everywhere.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from indexer.errors import SettingsError
from indexer.overrides import patterns
from indexer.schema import FACET_NAMES

DATE_KINDS: Final = ("event", "published")
NO_DATE: Final = "none"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry; fields that its action does not use are empty. Equal for equal words, wherever it stands."""

    action: str  # a key of KEYS
    page: str = ""  # an id, a source or an address
    site: str = ""  # as site_name() has it
    text: str = ""  # folded
    pattern: str = ""
    selector: str = ""
    facet: str = ""
    value: tuple[str, ...] = ()  # of [[date]]: first day, last day, precision; () for no date
    into: str = ""
    label: str = ""
    kind: str = ""
    place: str = field(default="", compare=False, repr=False)  # "line 7, [[keep]] 2", for messages


def folded(text: str) -> str:
    """Text as it is compared: white space and case do not matter."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def site_name(site: str) -> str:
    """A site as it is compared: without case and "www."."""
    return site.strip().casefold().removeprefix("www.")


def entries(table: Mapping[str, object], text: str = "") -> Iterator[Entry]:
    """The entries of a file's table. Raises SettingsError naming the entry, its line in `text`, and what is allowed."""
    for action, items in table.items():
        if action not in KEYS:
            raise SettingsError(f"No kind of entry called '{action}'. Choose from: {', '.join(KEYS)}")
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            raise SettingsError(f"'{action}' stands in two brackets, [[{action}]], once for each entry")
        for place, item in zip(_places(action, len(items), text), items, strict=True):
            yield _entry(action, place, item)


def _places(action: str, count: int, text: str) -> list[str]:
    """What each entry of a kind is called; with its line, unless they are written in another way than [[keep]]."""
    heads = re.compile(rf"^[ \t]*\[\[[ \t]*{action}[ \t]*\]\]", re.MULTILINE)
    lines = [text.count("\n", 0, head.start()) + 1 for head in heads.finditer(text)]
    if len(lines) != count:
        return [f"[[{action}]] {number}" for number in range(1, count + 1)]
    return [f"line {line}, [[{action}]] {number}" for number, line in enumerate(lines, start=1)]


def _entry(action: str, place: str, item: Mapping[str, object]) -> Entry:
    readers = KEYS[action]
    for key in item:
        if key not in readers:
            raise SettingsError(f"{place} has no key '{key}'. Choose from: {', '.join(readers)}")
    for choice in NEEDED[action]:
        if not any(key in item for key in choice):
            raise SettingsError(f"{place} needs {' or '.join(choice)}")
    for choice in EITHER:
        if sum(key in item for key in choice) > 1:
            raise SettingsError(f"{place} takes {' or '.join(choice)}, one of them")
    fields: dict[str, Any] = {key: _read(readers[key], place, key, value) for key, value in item.items()}
    return Entry(action, place=place, **fields)


def _read(reader: Callable[[object], object], place: str, key: str, value: object) -> object:
    try:
        return reader(value)
    except ValueError as error:
        raise SettingsError(f"{place}: '{key}' takes {error}, not {value!r}") from error


# ---------------------------------------------------------------------------------------------------------- values
#
# A reader turns a value of the file into what an Entry holds. Its ValueError says what the key takes.


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("a text")
    return value.strip()


def _block_text(value: object) -> str:
    return folded(_text(value))


def _pattern(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError("a regular expression")
    return patterns.checked(value)


def _selector(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("a CSS selector")
    from indexer.overrides.selectors import checked  # cssselect, 0.01 s: only for who names one

    return checked(value.strip())


def _site(value: object) -> str:
    return site_name(_text(value))


def _facet(value: object) -> str:
    if value not in FACET_NAMES:
        raise ValueError(f"the name of a facet: {', '.join(FACET_NAMES)}")
    return str(value)


def _values(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (_text(value),)
    if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
        raise ValueError("a text or a list of texts")
    return tuple(map(_text, value))


def _kind(value: object) -> str:
    if value not in DATE_KINDS:
        raise ValueError(" or ".join(DATE_KINDS))
    return str(value)


_DATE_FORMS: Final = '"2018-10-09", "2018-10", "2018", a range as "2018-10-09..2018-10-10", or "none"'


def _date(value: object) -> tuple[str, ...]:
    """(first day, last day, precision); () for none."""
    text = str(value) if isinstance(value, str | date) else ""
    if text == NO_DATE:
        return ()
    first, dots, last = text.partition("..")
    try:
        begin, end = _period(first), _period(last if dots else first)
    except ValueError:
        raise ValueError(_DATE_FORMS) from None
    if begin[2] != end[2] or begin[0] > end[1]:
        raise ValueError(_DATE_FORMS)
    return str(begin[0]), str(end[1]), begin[2]


def _period(text: str) -> tuple[date, date, str]:
    """(first day, last day, precision) of a day, month or year."""
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", text, re.ASCII):
        raise ValueError(text)
    year, month, day = (*map(int, text.split("-")), 0, 0)[:3]
    if day:
        return date(year, month, day), date(year, month, day), "day"
    if "-" in text:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month"
    return date(year, 1, 1), date(year, 12, 31), "year"


# ---------------------------------------------------------------------------------------------------------- tables

Readers = Mapping[str, Callable[[object], object]]

SCOPES: Final = ("page", "site")
CHOOSERS: Final = ("text", "pattern", "selector")
EITHER: Final = (SCOPES, CHOOSERS)  # never two of them in one entry
_SCOPE: Final[Readers] = {"page": _text, "site": _site}
_BLOCK: Final[Readers] = {"text": _block_text, "pattern": _pattern, "selector": _selector, **_SCOPE}
_VALUE: Final[Readers] = {"facet": _facet, "value": _values, **_SCOPE}

# Kind of entry → its keys, each with its reader.
KEYS: Final[Mapping[str, Readers]] = {
    "keep": _BLOCK,
    "drop": _BLOCK,
    "merge": {**_VALUE, "into": _text, "label": _text},
    "hide": _VALUE,
    "rename": {**_VALUE, "label": _text},
    "add": _VALUE,
    "set": _VALUE,
    "date": {"value": _date, "kind": _kind, **_SCOPE},
    "split": _VALUE,
}

# Kind of entry → choices: of each, a key stands in the entry.
NEEDED: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "keep": (CHOOSERS,),
    "drop": (CHOOSERS,),
    "merge": (("facet",), ("value",), ("into",)),
    "hide": (("facet",), ("value",)),
    "rename": (("facet",), ("value",), ("label",)),
    "add": (("facet",), ("value",), SCOPES),
    "set": (("facet",), ("value",), SCOPES),
    "date": (("value",), SCOPES),
    "split": (("facet",), ("value",)),
}
