"""Addresses ⇄ requests: the only place that knows what a search is called in an address.

The same parameters hold for pages and for the API, always written in one order, with empty and default ones left out,
so one search has one address. Reading is strict, and says what is allowed; only `q` is never an error.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import parse_qsl, quote, urlencode

from indexer import audit, limits
from indexer.errors import WinnowError
from indexer.model import SORTS, Filter
from indexer.schema import FACET_NAMES, MISSING
from indexer.search import Request

SEARCH: Final = "/search"
API_SEARCH: Final = "/api/v1/search"
BROWSE: Final = "/browse/"  # and a facet's name
API_FACETS: Final = "/api/v1/facets/"
FACET: Final = f"<any({', '.join(FACET_NAMES)}):name>"  # in a rule: no other name has an address

EXCLUDE: Final = "not."  # before a facet's name: documents without the value
FACETS: Final = tuple(name for facet in FACET_NAMES for name in (facet, EXCLUDE + facet))
NAMES: Final = ("q", *FACETS, "date_from", "date_to", "sort", "page", "per_page")
ORDERS: Final = ("count", "name")  # of a facet's values
LISTING: Final = (*(name for name in NAMES if name != "page"), "prefix", "order", "page")
DATE_FORMS: Final = ("YYYY", "YYYY-MM", "YYYY-MM-DD")

# Control characters but tab and newline, and lone surrogates: they mean nothing in a search and break addresses.
UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")

WORST_FIRST: Final = "worst"  # of audit.ORDERS: the report on cleaning where no order is asked for

Pairs = list[tuple[str, str]]


class BadParameter(WinnowError):
    """A parameter of an address is unknown or has a value that is not allowed."""

    def __init__(self, code: str, parameter: str, message: str, allowed: Iterable[str] = ()) -> None:
        self.code, self.parameter, self.allowed = code, parameter, tuple(allowed)
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Listing:
    """The values of a facet as a person or a program asks for them, within a search."""

    field: str
    asked: Request  # what is counted; its order and page size are kept for the way back
    prefix: str = ""  # letters that stand anywhere in a value
    order: str = "count"
    page: int = 1  # of the values


# -------------------------------------------------------------------------------------------- address → request


def pairs(query_string: str | bytes) -> Pairs:
    """Names and values of an address, percent-decoded or not, as UTF-8; what is not UTF-8 becomes U+FFFD."""
    raw = query_string.decode("utf-8", "replace") if isinstance(query_string, bytes) else query_string
    return [(clean(name), clean(value)) for name, value in parse_qsl(raw, keep_blank_values=True, errors="replace")]


def clean(text: str) -> str:
    """The text with each unprintable character replaced by a space."""
    return UNPRINTABLE.sub(" ", text)


def parse(given: Pairs) -> Request:
    """The search that an address states. Raises BadParameter."""
    known(given, NAMES)
    date_from, date_to = dates(given)
    page, per_page = paging(given)
    sort = choice(given, "sort", SORTS) or "relevance"
    return Request(words(given), filters(given), date_from, date_to, sort, page, per_page)


def known(given: Pairs, names: tuple[str, ...]) -> None:
    """Refuse a parameter that is not among the names."""
    for name, _ in given:
        if name not in names:
            raise BadParameter("unknown_parameter", name, f"There is no parameter {name[:80]!r} here.", names)


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
        raise BadParameter("bad_value", "prefix", f"prefix is longer than {limits.FILTER_CHARS} characters.")
    return value


def words(given: Pairs) -> str:
    """What is searched for. One character above the limit is let through, so the query's notes say that it was cut."""
    return " ".join(value for name, value in given if name == "q")[: limits.QUERY_CHARS + 1]


def one(given: Pairs, name: str) -> str:
    """The value of a parameter that may stand once, or "" where it is absent or empty."""
    values = [value for key, value in given if key == name and value]
    if len(values) > 1:
        raise BadParameter("repeated_parameter", name, f"{name} is given {len(values)} times; once is allowed.")
    return values[0] if values else ""


def choice(given: Pairs, name: str, allowed: tuple[str, ...]) -> str:
    """The value of a parameter, if it is one of the allowed ones, or "" where it is absent or empty."""
    value = one(given, name)
    if value and value not in allowed:
        raise BadParameter("bad_value", name, f"{name} cannot be {value[:80]!r}.", allowed)
    return value


def number(given: Pairs, name: str, default: int, least: int, most: int) -> int:
    """A whole number in ASCII digits: Python's own int() would also take "١" and "1_0"."""
    value = one(given, name)
    if not value:
        return default
    if not re.fullmatch("[0-9]{1,5}", value) or not least <= int(value) <= most:
        raise BadParameter("bad_value", name, f"{name} cannot be {value[:80]!r}.", [f"{least} to {most}"])
    return int(value)


def paging(given: Pairs) -> tuple[int, int]:
    """The page, and how many results are on one."""
    page = number(given, "page", 1, 1, limits.PAGE_TIMES_SIZE)
    per_page = number(given, "per_page", 10, 0, limits.PER_PAGE)
    if page * per_page > limits.PAGE_TIMES_SIZE:
        end = limits.PAGE_TIMES_SIZE // per_page
        message = f"With {per_page} results a page, paging ends at page {end}. Narrow the search, e.g. by year or site."
        raise BadParameter("too_deep", "page", message, [f"1 to {end}"])
    return page, per_page


def dates(given: Pairs) -> tuple[str, str]:
    """From and to, compared as exactly as both are given: 2018-05 to 2018 is a range."""
    first, last = a_date(given, "date_from"), a_date(given, "date_to")
    shared = min(len(first), len(last))
    if first[:shared] > last[:shared]:
        raise BadParameter("bad_value", "date_from", f"date_from {first} is later than date_to {last}.")
    return first, last


def a_date(given: Pairs, name: str) -> str:
    """A year, month or day that exists, as it was written."""
    value = one(given, name)
    if value and not is_date(value):
        raise BadParameter("bad_value", name, f"{name} cannot be {value[:80]!r}.", DATE_FORMS)
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
        raise BadParameter("too_many_filters", name, f"{count} values are chosen; {limits.FILTERS} are allowed.")
    for name, values in chosen.items():
        if any(len(value) > limits.FILTER_CHARS for value in values):
            raise BadParameter("bad_value", name, f"A value of {name} is longer than {limits.FILTER_CHARS} characters.")
    return tuple(a_filter(name, values) for name, values in chosen.items() if values)


def a_filter(name: str, values: tuple[str, ...]) -> Filter:
    return Filter(name.removeprefix(EXCLUDE), values, exclude=name.startswith(EXCLUDE))


# -------------------------------------------------------------------------------------------- request → address


def to_pairs(asked: Request) -> Pairs:
    """The parameters that state the request, in the fixed order, without those that are empty or say the default."""
    single = {
        "q": clean(asked.q),
        "date_from": asked.date_from,
        "date_to": asked.date_to,
        "sort": "" if asked.sort == "relevance" else asked.sort,
        "page": "" if asked.page == 1 else str(asked.page),
        "per_page": "" if asked.per_page == 10 else str(asked.per_page),
    }
    chosen = {EXCLUDE * f.exclude + f.field: f.values for f in asked.filters}
    return [(name, value) for name in NAMES for value in chosen.get(name, (single.get(name, ""),)) if value]


def address(path: str, asked: Request) -> str:
    """The address of the request under a path, e.g. "/search?q=seminar&country=Iran"."""
    return joined(path, to_pairs(asked))


def listing_address(path: str, listed: Listing) -> str:
    """The address of a facet's values under a path, which does not name the facet: "/browse/"."""
    own = {
        "prefix": clean(listed.prefix),
        "order": "" if listed.order == "count" else listed.order,
        "page": "" if listed.page == 1 else str(listed.page),
    }
    within = [pair for pair in to_pairs(listed.asked) if pair[0] != "page"]
    return joined(path + listed.field, [*within, *((name, value) for name, value in own.items() if value)])


def joined(path: str, query: Pairs) -> str:
    encoded = urlencode(query, errors="replace")
    return f"{path}?{encoded}" if encoded else path


def without(path: str, given: Pairs, name: str) -> str:
    """The address without one parameter: the way out of a BadParameter."""
    return joined(path, [pair for pair in given if pair[0] != name and pair[1]])


def cleaning_order(given: Pairs) -> str:
    """The order of the sites in the report on cleaning."""
    known(given, ("order",))
    return choice(given, "order", tuple(audit.ORDERS)) or WORST_FIRST


def cleaning_address(path: str, order: str) -> str:
    """The address of the report on cleaning under a path."""
    return joined(path, [("order", order)] if order != WORST_FIRST else [])


def site_address(path: str, site: str) -> str:
    """The address of one site's part of it; `named_site` turns its last part back into the site."""
    return f"{path}/{quote(site or MISSING, safe='', errors='replace')}"


def named_site(name: str) -> str:
    return "" if name == MISSING else name


def has_empties(given: Pairs) -> bool:
    """Does the address carry what a plain form sends for fields left empty? An empty `q` is left: it is a search."""
    return any(not value for name, value in given if name != "q")
