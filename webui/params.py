"""Addresses → requests: reading is strict, and says what is allowed; only `q` is never an error.

The same parameters hold for pages and for the API. The way back is in addresses.py.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from indexer import audit, limits
from indexer.asking import ALSO, UNASKED, Request
from indexer.errors import WinnowError
from indexer.model import SORTS, Filter
from webui.addresses import EXCLUDE, FACETS, LISTING, NAMES, NOT_ALSO, WORST_FIRST, Listing, Pairs
from webui.i18n import _

ORDERS: Final = ("count", "name")  # of a facet's values
SHAPING: Final = ("fields", "explain", "cursor")  # parameters of the API's search alone
FLAG: Final = ("0", "1")
RESULT_FIELDS: Final = (
    "url",
    "title",
    "heading",
    "site",
    "language",
    "date",
    "snippets",
    "facets",
    "duplicates",
    "duplicate_links",
    "duplicate_of",
    "found_by",
    "score",
    "links",
)
DATE_FORMS: Final = ("YYYY", "YYYY-MM", "YYYY-MM-DD")


class BadParameter(WinnowError):
    """A parameter of an address is unknown or has a value that is not allowed."""

    def __init__(self, code: str, parameter: str, message: str, allowed: Iterable[str] = ()) -> None:
        self.code, self.parameter, self.allowed = code, parameter, tuple(allowed)
        super().__init__(message)


def parse(given: Pairs) -> Request:
    """The search that an address states. Raises BadParameter."""
    known(given, NAMES)
    date_from, date_to = dates(given)
    page, per_page = paging(given)
    sort = choice(given, "sort", SORTS) or "relevance"
    wider, narrower = several(given, "also", ALSO), several(given, NOT_ALSO, UNASKED)
    return Request(words(given), filters(given), date_from, date_to, sort, page, per_page, wider, narrower)


def several(given: Pairs, name: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    """The values of a parameter that may be repeated, each once, in the order of the allowed ones."""
    chosen = {value for key, value in given if key == name and value}
    for value in sorted(chosen.difference(allowed)):
        raise BadParameter("bad_value", name, impossible(name, value), allowed)
    return tuple(value for value in allowed if value in chosen)


def shaping(given: Pairs) -> tuple[Pairs, tuple[str, ...], bool]:
    """What a program asks of the form of the answer: (the search itself, fields of a result, whether to explain)."""
    fields = tuple(dict.fromkeys(name for key, value in given if key == "fields" for name in value.split(",") if name))
    if wrong := [name for name in fields if name not in RESULT_FIELDS]:
        raise BadParameter("bad_value", "fields", impossible("fields", wrong[0]), RESULT_FIELDS)
    explain = choice(given, "explain", FLAG) == "1"
    return [pair for pair in given if pair[0] not in SHAPING], fields, explain


def known(given: Pairs, names: tuple[str, ...]) -> None:
    """Refuse a parameter that is not among the names."""
    for name, _value in given:
        if name not in names:
            raise BadParameter(
                "unknown_parameter", name, _("There is no parameter %(name)r here.", name=name[:80]), names
            )


def listing(field: str, given: Pairs) -> Listing:
    """The values that an address asks for. Every parameter of a search is taken, but `page` is that of the values."""
    known(given, LISTING)
    asked = parse([pair for pair in given if pair[0] in NAMES and pair[0] != "page"])
    page = number(given, "page", 1, 1, limits.PAGE_TIMES_SIZE)
    return Listing(field, asked, letters(given), choice(given, "order", ORDERS) or "count", page)


def letters(given: Pairs) -> str:
    """What is to stand in the values that are listed."""
    value = one(given, "prefix").strip()
    if len(value) > limits.FILTER_CHARS:
        raise BadParameter("bad_value", "prefix", too_long("prefix"))
    return value


def words(given: Pairs) -> str:
    """What is searched for. One character above the limit is let through, so the query's notes say that it was cut."""
    return " ".join(value for name, value in given if name == "q")[: limits.QUERY_CHARS + 1]


def one(given: Pairs, name: str) -> str:
    """The value of a parameter that may stand once, or "" where it is absent or empty."""
    values = [value for key, value in given if key == name and value]
    if len(values) > 1:
        raise BadParameter(
            "repeated_parameter",
            name,
            _("%(name)s is given %(times)s times; once is allowed.", name=name, times=len(values)),
        )
    return values[0] if values else ""


def impossible(name: str, value: str) -> str:
    return _("%(name)s cannot be %(value)r.", name=name, value=value[:80])


def too_long(name: str) -> str:
    return _("A value of %(name)s is longer than %(most)s characters.", name=name, most=limits.FILTER_CHARS)


def choice(given: Pairs, name: str, allowed: tuple[str, ...]) -> str:
    """The value of a parameter, if it is one of the allowed ones, or "" where it is absent or empty."""
    value = one(given, name)
    if value and value not in allowed:
        raise BadParameter("bad_value", name, impossible(name, value), allowed)
    return value


def number(given: Pairs, name: str, default: int, least: int, most: int) -> int:
    """A whole number in ASCII digits: Python's own int() would also take "١" and "1_0"."""
    value = one(given, name)
    if not value:
        return default
    if not re.fullmatch("[0-9]{1,5}", value) or not least <= int(value) <= most:
        raise BadParameter("bad_value", name, impossible(name, value), [f"{least}–{most}"])
    return int(value)


def paging(given: Pairs) -> tuple[int, int]:
    """The page, and how many results are on one."""
    page = number(given, "page", 1, 1, limits.PAGE_TIMES_SIZE)
    per_page = number(given, "per_page", 10, 0, limits.PER_PAGE)
    if page * per_page > limits.PAGE_TIMES_SIZE:
        end = limits.PAGE_TIMES_SIZE // per_page
        message = _(
            "With %(size)s results a page, paging ends at page %(end)s. Narrow the search, e.g. by year or site.",
            size=per_page,
            end=end,
        )
        raise BadParameter("too_deep", "page", message, [f"1–{end}"])
    return page, per_page


def dates(given: Pairs) -> tuple[str, str]:
    """From and to, compared as exactly as both are given: 2018-05 to 2018 is a range."""
    first, last = a_date(given, "date_from"), a_date(given, "date_to")
    shared = min(len(first), len(last))
    if first[:shared] > last[:shared]:
        raise BadParameter(
            "bad_value", "date_from", _("date_from %(first)s is later than date_to %(last)s.", first=first, last=last)
        )
    return first, last


def a_date(given: Pairs, name: str) -> str:
    """A year, month or day that exists, as it was written."""
    value = one(given, name)
    if value and not is_date(value):
        raise BadParameter("bad_value", name, impossible(name, value), DATE_FORMS)
    return value


def is_date(value: str) -> bool:
    if not re.fullmatch("[0-9]{4}(-[0-9]{2}){0,2}", value):
        return False
    try:
        date.fromisoformat(value + "-01-01"[len(value) - 4 :])
    except ValueError:
        return False
    return True


def filters(given: Pairs) -> tuple[Filter, ...]:
    """The chosen facet values, in the order of the facets; each value once."""
    chosen = {name: tuple(dict.fromkeys(v for key, v in given if key == name and v)) for name in FACETS}
    if (count := sum(map(len, chosen.values()))) > limits.FILTERS:
        name = next(key for key, values in chosen.items() if values)
        raise BadParameter(
            "too_many_filters",
            name,
            _("%(count)s values are chosen; %(most)s are allowed.", count=count, most=limits.FILTERS),
        )
    for name, values in chosen.items():
        if any(len(value) > limits.FILTER_CHARS for value in values):
            raise BadParameter("bad_value", name, too_long(name))
    return tuple(a_filter(name, values) for name, values in chosen.items() if values)


def a_filter(name: str, values: tuple[str, ...]) -> Filter:
    return Filter(name.removeprefix(EXCLUDE), values, exclude=name.startswith(EXCLUDE))


def cleaning_order(given: Pairs, *others: str) -> str:
    """The order of the sites in the report on cleaning, beside which the others may stand."""
    known(given, ("order", *others))
    return choice(given, "order", tuple(audit.ORDERS)) or WORST_FIRST


def has_empties(given: Pairs) -> bool:
    """Does the address carry what a plain form sends for fields left empty? An empty `q` is left: it is a search."""
    return any(not value for name, value in given if name != "q")
