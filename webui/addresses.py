"""Addresses of the site: what its paths and parameters are called, and the address that states a request.

Parameters are always written in one order, with empty and default ones left out, so one search has one address.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final
from urllib.parse import parse_qsl, quote, quote_plus

from indexer.asking import Request
from indexer.schema import FACET_NAMES, MISSING
from webui.i18n import LANGUAGES, bare, local

SEARCH: Final = "/search"
ATOM: Final = "/search.atom"
API_SEARCH: Final = "/api/v1/search"
BROWSE: Final = "/browse/"  # and a facet's name
API_FACETS: Final = "/api/v1/facets/"
FACET: Final = f"<any({', '.join(FACET_NAMES)}):name>"  # in a rule: no other name has an address

EXCLUDE: Final = "not."  # before a facet's name: documents without the value
NOT_ALSO: Final = "not.also"
FACETS: Final = tuple(name for facet in FACET_NAMES for name in (facet, EXCLUDE + facet))
NAMES: Final = ("q", *FACETS, "date_from", "date_to", "sort", "page", "per_page", "also", NOT_ALSO)
LISTING: Final = (*(name for name in NAMES if name != "page"), "prefix", "order", "page")

# Control characters but tab and newline, and lone surrogates: they mean nothing in a search and break addresses.
UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")

WORST_FIRST: Final = "worst"  # of audit.ORDERS: the report on cleaning where no order is asked for

QUOTED_KEPT: Final = 4_096  # texts as they stand in addresses: the same ones come again and again

Pairs = list[tuple[str, str]]
Around = tuple[str, str]  # what stands before and after a value in an address


@dataclass(frozen=True, slots=True)
class Listing:
    """The values of a facet as a person or a program asks for them, within a search."""

    field: str
    asked: Request  # what is counted; its order and page size are kept for the way back
    prefix: str = ""  # letters that stand anywhere in a value
    order: str = "count"
    page: int = 1  # of the values


def pairs(query_string: str | bytes) -> Pairs:
    """Names and values of an address, percent-decoded or not, as UTF-8; what is not UTF-8 becomes U+FFFD."""
    raw = query_string.decode("utf-8", "replace") if isinstance(query_string, bytes) else query_string
    return [(clean(name), clean(value)) for name, value in parse_qsl(raw, keep_blank_values=True, errors="replace")]


def clean(text: str) -> str:
    """The text with each unprintable character replaced by a space."""
    return UNPRINTABLE.sub(" ", text)


def to_pairs(asked: Request) -> Pairs:
    """The parameters that state the request, in the fixed order, without those that are empty or say the default.

    A page of results has some 250 addresses, so this, and what it calls, was a third of its time.
    """
    chosen = sorted(asked.filters, key=lambda f: (FACET_NAMES.index(f.field), f.exclude)) if asked.filters else ()
    found = [("q", clean(asked.q)), *((EXCLUDE * f.exclude + f.field, value) for f in chosen for value in f.values)]
    found += (("date_from", asked.date_from), ("date_to", asked.date_to))
    found.append(("sort", "" if asked.sort == "relevance" else asked.sort))
    found.append(("page", "" if asked.page == 1 else str(asked.page)))
    found.append(("per_page", "" if asked.per_page == 10 else str(asked.per_page)))
    found += (("also", kind) for kind in asked.also)
    found += ((NOT_ALSO, kind) for kind in asked.not_also)
    return [pair for pair in found if pair[1]]


def address(path: str, asked: Request) -> str:
    """The address of the request under a path, e.g. "/search?q=seminar&country=Iran"."""
    return joined(path, to_pairs(asked))


def around(path: str, asked: Request, name: str) -> Around:
    """What stands before and after `name=value` in the addresses of the request with one more value, on page 1.

    Nearly all of a page's addresses differ in one value only, so what they share is made once for each facet.
    """
    given = to_pairs(asked if asked.page == 1 else replace(asked, page=1))
    before = [pair for pair in given if NAMES.index(pair[0]) < NAMES.index(name)]
    start = f"{local(path)}?{encoded(before)}{'&' if before else ''}{quoted(name)}="
    return start, "".join(f"&{encoded([pair])}" for pair in given[len(before) :])


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
    """The path, in the language of the page, with the parameters."""
    return local(path) + (f"?{encoded(query)}" if query else "")


def encoded(query: Pairs) -> str:
    return "&".join(f"{quoted(name)}={quoted(value)}" for name, value in query)


@lru_cache(QUOTED_KEPT)
def quoted(text: str) -> str:
    return quote_plus(text, errors="replace")


def without(path: str, given: Pairs, name: str) -> str:
    """The address without one parameter: the way out of a BadParameter."""
    return joined(path, [pair for pair in given if pair[0] != name and pair[1]])


def cleaning_address(path: str, order: str, page: int = 1) -> str:
    """The address of the report on cleaning under a path."""
    own = [("order", "" if order == WORST_FIRST else order), ("page", "" if page == 1 else str(page))]
    return joined(path, [pair for pair in own if pair[1]])


def site_address(path: str, site: str) -> str:
    """The address of one site's part of it; `named_site` turns its last part back into the site."""
    return local(f"{path}/{quote(site or MISSING, safe='', errors='replace')}")


def named_site(name: str) -> str:
    return "" if name == MISSING else name


def switch(path: str, query_string: bytes) -> list[tuple[str, str]]:
    """The same page in each language: (code, address). What is chosen stays chosen."""
    given, here = pairs(query_string), bare(path)
    query = f"?{encoded(given)}" if given else ""
    return [(code, local(here, code) + query) for code in LANGUAGES]
