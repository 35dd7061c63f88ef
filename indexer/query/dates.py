"""Dates as they are asked for: a day, a month or a year."""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Final

_DATE: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def date_span(text: str) -> tuple[date, date] | None:
    """The first and the last day of "2018", "2018-10" or "2018-10-09"; None for anything else."""
    match = _DATE.fullmatch(text)
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        first = date(year or 0, 1 if month is None else month, 1 if day is None else day)
    except ValueError:  # no such month or day, or the year 0
        return None
    if day is not None:
        return first, first
    last_month = 12 if month is None else month
    return first, date(first.year, last_month, monthrange(first.year, last_month)[1])


def before(text: str) -> str:
    """The last day, month or year before this one, as exact as the text is; "" before the year 1."""
    return _neighbour(text, -1)


def after(text: str) -> str:
    """The first day, month or year after this one; "" after the year 9999."""
    return _neighbour(text, 1)


def _neighbour(text: str, days: int) -> str:
    span = date_span(text)
    if span is None:
        return ""
    try:
        day = span[days > 0] + timedelta(days)
    except OverflowError:
        return ""
    return day.isoformat()[: len(text)]


def as_number(day: date) -> int:
    """The day as YYYYMMDD."""
    return day.year * 10_000 + day.month * 100 + day.day
