"""All values of a facet: those with the letters that were typed, in order, a page at a time."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Final, NamedTuple

from indexer import limits
from indexer.model import FacetCounts
from indexer.schema import MISSING
from indexer.words import fold, script
from webui import answer, labels
from webui.addresses import API_FACETS, API_SEARCH, BROWSE, SEARCH, Listing, address, listing_address
from webui.answer import Plain
from webui.i18n import _, current

KEPT: Final = 2  # facets whose values stay ready to be looked through: 100,000 of them take 30 MB, and 1 s to prepare
LETTERED: Final = {"latin": 0, "cyrillic": 1}  # the alphabets whose letters each have a heading; others have one whole
OTHERS: Final = 2  # place of the other alphabets
NO_LETTER: Final = 3  # place of digits and signs
NOT_SORTED_BY: Final = re.compile(r"[\W_]+")  # before the first letter: «, “, (

# The Kazakh alphabet holds the Russian one; by their code points its own letters would all stand behind я.
CYRILLIC: Final = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
COLLATED: Final = str.maketrans({letter: chr(ord("а") + place) for place, letter in enumerate(CYRILLIC)})


class Value(NamedTuple):
    """One value, ready to be looked for and put in order."""

    value: str
    label: str
    documents: int
    folded: str  # the label in one spelling: what is typed is looked for in it
    letter: str  # the heading it stands under
    place: tuple[int, str, str]  # where it stands from A to Z: by alphabet, then as its readers sort


def ready(field: str, value: str, count: int) -> Value:
    label = labels.facet_value(field, value)
    folded = fold(label)
    text = bare(folded)
    rank, letter = heading_of(text)
    return Value(
        value, label, count, folded, letter, (rank, letter if rank == OTHERS else "", text.translate(COLLATED))
    )


def bare(folded: str) -> str:
    """What a value is sorted by: all from its first letter or digit on."""
    return folded if folded[:1].isalnum() else NOT_SORTED_BY.sub("", folded, count=1)


def heading_of(text: str) -> tuple[int, str]:
    """The place of the alphabet, and the heading that a value which begins so stands under."""
    if not text[:1].isalpha():
        return NO_LETTER, "0–9" if text[:1].isdigit() else _("Signs")
    alphabet = script(text[0])
    if alphabet in LETTERED:
        return LETTERED[alphabet], text[0].upper()
    return OTHERS, _("Other letters") if alphabet == "other" else alphabet.capitalize()


def heading(label: str) -> str:
    """ "K" of "Kazakhstan"."""
    return heading_of(bare(fold(label)))[1]


# ------------------------------------------------------------------------------------------------- looking through


@lru_cache(KEPT)
def by_count(counts: FacetCounts, _language: str) -> tuple[Value, ...]:
    """Every value, the most frequent first. What they are called depends on the language."""
    return tuple(ready(counts.field, value, count) for value, count in counts.values)


@lru_cache(KEPT)
def by_name(counts: FacetCounts, language: str) -> tuple[Value, ...]:
    """Every value, from A to Z."""
    return tuple(sorted(by_count(counts, language), key=attrgetter("place")))


def found(counts: FacetCounts, listing: Listing) -> Sequence[Value]:
    """The values that hold what was typed, anywhere, whatever its case and diacritics."""
    values = by_name(counts, current()) if listing.order == "name" else by_count(counts, current())
    letters = fold(listing.prefix)
    return [value for value in values if letters in value.folded] if letters else values


def first_of_each_letter(values: Iterable[Value]) -> Iterator[tuple[str, int]]:
    """Headings, and the number of the first value under each."""
    at = 0
    for name, group in groupby(values, key=attrgetter("letter")):
        yield name, at
        at += sum(1 for _ in group)


def on_page(listing: Listing, page: int) -> Listing:
    return replace(listing, page=page)


def page_address(listing: Listing, page: int) -> str:
    """Where a page of the values stands."""
    return listing_address(BROWSE, on_page(listing, page))


def ordered_by(listing: Listing, order: str) -> Listing:
    """In another order, from the first page on."""
    return replace(listing, order=order, page=1)


def with_letters(listing: Listing, prefix: str) -> Listing:
    """With other letters, from the first page on."""
    return replace(listing, prefix=prefix, page=1)


# ------------------------------------------------------------------------------------------------------ plain data


def plain(counts: FacetCounts, listing: Listing, path: str) -> Plain:
    """A page of a facet's values, as the API sends it. `path` is BROWSE or API_FACETS, and its addresses are alike."""
    values, asked = found(counts, listing), listing.asked
    search = API_SEARCH if path == API_FACETS else SEARCH
    start = (listing.page - 1) * limits.BROWSED_VALUES
    shown = values[start : start + limits.BROWSED_VALUES]
    return {
        "field": listing.field,
        "label": labels.facet(listing.field).label,
        "q": asked.q,
        "filters": answer.filters(asked, path + listing.field),
        "prefix": listing.prefix,
        "order": listing.order,
        "distinct": counts.distinct,
        "missing": counts.missing,
        "total": len(values),
        "page": listing.page,
        "per_page": limits.BROWSED_VALUES,
        "links": links(listing, last_page(len(values)), path) | {"search": address(search, asked)},
        "letters": letters_of(values, listing, path),
        "values": [answer.facet_value(asked, listing.field, v.value, v.documents, search) for v in shown],
        "missing_value": answer.facet_value(asked, listing.field, MISSING, counts.missing, search),
    }


def last_page(total: int) -> int:
    return -(-total // limits.BROWSED_VALUES)


def links(listing: Listing, last: int, path: str) -> Plain:
    """Where to go from here; None where there is nothing. Beyond the last page, `prev` is the last page."""
    after = on_page(listing, listing.page + 1) if listing.page < last else None
    before = on_page(listing, min(listing.page - 1, last)) if listing.page > 1 and last else None
    return {
        "self": listing_address(path, listing),
        "next": after and listing_address(path, after),
        "prev": before and listing_address(path, before),
        "html": listing_address(BROWSE, listing),
    }


def letters_of(values: Iterable[Value], listing: Listing, path: str) -> list[Plain]:
    """The letters that values begin with, each with the page it begins on; none where the order is not by name."""
    if listing.order != "name":
        return []
    firsts = ((name, at // limits.BROWSED_VALUES + 1) for name, at in first_of_each_letter(values))
    return [
        {"label": name, "page": page, "url": listing_address(path, on_page(listing, page))} for name, page in firsts
    ]
