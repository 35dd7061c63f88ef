"""What things are called for people: languages, facet values, dates as exact as they are known, numbers."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final, NamedTuple

from indexer.schema import FACETS, MISSING, Facet

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
KINDS: Final = MappingProxyType({"event": "event", "published": "published", "fetched": "captured"})
NOT_KNOWN: Final = "Not known"
TAXONOMIES: Final = ("type", "topic")  # their values are plain words: "press release" is shown as "Press release"


class Language(NamedTuple):
    name: str  # in English
    endonym: str  # as its speakers call it


@cache
def languages() -> Mapping[str, Language]:
    """Languages by their ISO 639-1 code, from languages.tsv."""
    lines = files(__package__).joinpath("languages.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return MappingProxyType({code: Language(name, endonym) for code, name, endonym in rows})


def language(code: str) -> str:
    """ "Kazakh – Қазақша"; the code itself where the language is not in the table."""
    if code not in languages():
        return code
    name, endonym = languages()[code]
    return name if name == endonym else f"{name} – {endonym}"


def endonym(code: str) -> str:
    return languages()[code].endonym if code in languages() else code


def facet(name: str) -> Facet:
    return next(facet for facet in FACETS if facet.name == name)


def facet_value(field: str, value: str) -> str:
    """What a facet's canonical value is called."""
    if value == MISSING:
        return NOT_KNOWN
    if field in TAXONOMIES:
        return value[:1].upper() + value[1:]
    return language(value) if field == "language" else value


# ---------------------------------------------------------------------------------------------------------- dates


def dated(value: str, end: str, precision: str, short: bool = False) -> str:
    """A document's date as exactly as it is known: "9–10 October 2018", "October 2018", "2018"."""
    return span(date.fromisoformat(value), date.fromisoformat(end), precision, short)


def span(first: date, last: date, precision: str, short: bool = False) -> str:
    """A range of days, months or years, what its ends share said once."""
    parts = {"day": 3, "month": 2, "year": 1}[precision]
    begin, end = _parts(first, short)[-parts:], _parts(last, short)[-parts:]
    own = parts  # how many parts each end has for itself
    while own and begin[own - 1] == end[own - 1]:
        own -= 1
    if not own:
        return " ".join(end)
    return " ".join(begin[:own]) + ("–" if own == 1 else " – ") + " ".join(end)


def _parts(day: date, short: bool) -> tuple[str, str, str]:
    return str(day.day), MONTHS[day.month - 1][: 3 if short else None], str(day.year)


def given_date(text: str) -> str:
    """A date of an address in words: "2018-10" is "October 2018"."""
    year, *rest = text.split("-")
    month = [MONTHS[int(rest[0]) - 1]] if rest else []
    return " ".join([*(str(int(day)) for day in rest[1:]), *month, year])


def given_dates(date_from: str, date_to: str) -> str:
    """A range of an address in words: "2018", "2018 – October 2019", "from 2018", "until 2018"."""
    if date_from == date_to:
        return given_date(date_from)
    if not (date_from and date_to):
        return f"from {given_date(date_from)}" if date_from else f"until {given_date(date_to)}"
    return f"{given_date(date_from)} – {given_date(date_to)}"


def kind(name: str) -> str:
    """What happened on a date: "event", "published", "captured"."""
    return KINDS.get(name, name)


# -------------------------------------------------------------------------------------------------------- numbers


def number(count: int) -> str:
    """A whole number with its thousands set apart: "12,345"."""
    return f"{count:,}"


def counted(count: int, one: str, many: str = "") -> str:
    """ "1 result", "240 results"."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def milliseconds(took: float) -> str:
    return "less than 1 ms" if took < 1 else f"{number(round(took))} ms"


def percent(share: float) -> str:
    return f"{round(share * 100)}%"


def moment(iso: str) -> str:
    """A moment of an index or a capture: "22 Nov 2026, 11:40 UTC"; as it stands where it is not ISO 8601."""
    day, _, clock = iso.partition("T")
    try:
        text = span(date.fromisoformat(day), date.fromisoformat(day), "day", short=True)
    except ValueError:
        return iso
    return f"{text}, {clock[:5]} UTC" if clock else text
