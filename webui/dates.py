"""Dates for people, as exactly as they are known, in the language of the page (forms of CLDR)."""

import re
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from babel.dates import format_date, format_skeleton, parse_pattern

from webui.i18n import _, current, locale
from webui.labels import spoken

# By precision: which parts are written, with the month in full and short.
SKELETONS: Final = MappingProxyType({"day": ("yMMMMd", "yMMMd"), "month": ("yMMMM", "yMMM"), "year": ("y", "y")})
PARTS: Final = MappingProxyType({"year": "y", "month": "yM", "day": "yMd"})  # as CLDR calls them
SHORT_MONTH: Final = re.compile(r"(?<![ML])([ML])\1\1(?![ML])")  # of CLDR's patterns
_DATES_KEPT: Final = 10_000  # as pages write them; each takes Babel 60 µs
PRECISIONS: Final = MappingProxyType({4: "year", 7: "month", 10: "day"})  # by the length of a date of an address


def dated(value: str, end: str, precision: str, short: bool = False) -> str:
    """A document's date: "9–10 October 2018", "October 2018", "2018"."""
    return _dated(value, end, precision, short, current())


@lru_cache(_DATES_KEPT)
def _dated(value: str, end: str, precision: str, short: bool, _language: str) -> str:
    return span(date.fromisoformat(value), date.fromisoformat(end), precision, short)


def month(day: date) -> str:
    """The name of its month alone, short: "Oct", "окт."."""
    return format_date(day, "LLL", locale=spoken())


def span(first: date, last: date, precision: str, short: bool = False) -> str:
    """A range of days, months or years, what its ends share said once."""
    parts = PARTS[precision]
    apart = next((at for at in range(len(parts)) if first.timetuple()[at] != last.timetuple()[at]), -1)
    if apart < 0 and precision == "day":
        return format_date(first, "medium" if short else "long", locale=spoken())
    if apart < 0:
        return format_skeleton(SKELETONS[precision][short], first, locale=spoken())
    return interval(first, last, SKELETONS[precision][True], parts[apart], short)


def interval(first: date, last: date, skeleton: str, apart: str, short: bool) -> str:
    """A range whose largest different part is `apart`. CLDR has ranges of days with short months only."""
    here = locale(current())
    begins, ends = map(_dashed, here.interval_formats[skeleton][apart])
    full = (begins, ends) if short else (SHORT_MONTH.sub(r"\1\1\1\1", each) for each in (begins, ends))
    return "".join(parse_pattern(each).apply(day, here) for each, day in zip(full, (first, last), strict=True))


def _dashed(pattern: str) -> str:
    """One end of a range, with an en dash that touches a lone day or year: "9–10 October". So it was in CLDR before 48,
    which has thin spaces there in English and longer dashes in Russian."""
    pattern = pattern.replace("\u2014", "\u2013")
    is_alone = len(pattern.strip("\u2009\u2013")) == 1
    return pattern.replace("\u2009", "") if is_alone else pattern


def given_date(text: str) -> str:
    """A date of an address in words: "2018-10" is "October 2018"."""
    day = date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    return span(day, day, PRECISIONS[len(text)])


def given_dates(date_from: str, date_to: str) -> str:
    """A range of an address in words: "2018", "2018 – October 2019", "from 2018", "until 2018"."""
    if date_from == date_to:
        return given_date(date_from)
    if not date_to:
        return _("from %(date)s", date=given_date(date_from))
    if not date_from:
        return _("until %(date)s", date=given_date(date_to))
    return f"{given_date(date_from)} – {given_date(date_to)}"


def kind(name: str) -> str:
    """What happened on a date: "event", "published", "captured"."""
    return {"event": _("event"), "published": _("published"), "fetched": _("captured")}.get(name, name)


def moment(iso: str) -> str:
    """A moment of an index or a capture: "22 Nov 2026, 11:40 UTC"; as it stands where it is not ISO 8601."""
    day, _middle, clock = iso.partition("T")
    try:
        text = span(date.fromisoformat(day), date.fromisoformat(day), "day", short=True)
    except ValueError:
        return iso
    return f"{text}, {clock[:5]} UTC" if clock else text
