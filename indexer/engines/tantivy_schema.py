"""The fields of a Tantivy index, and a record as a document of it."""

from typing import Final

import tantivy
from tantivy import Query as Native

from indexer.engines.analysed import Analysed
from indexer.engines.codec import Pack, packed
from indexer.engines.order import LAST_DAY
from indexer.engines.tantivy_values import AllValues
from indexer.engines.terms import NO_YEAR, UNLISTED, YEAR, Terms, key, unlisted, utf8
from indexer.limits import PREFIX_LETTERS
from indexer.model import TEXT_FIELDS, Place
from indexer.schema import FACET_NAMES, MISSING

# The field that hits are ordered by, by model.SORTS; "id" where nothing is scored. A number begins with what the order
# goes by and ends with the first bits of the id, so hardly any two are equal; a title ends with the whole id.
ORDERED_BY: Final = {
    "date": "by_date",
    "-date": "by_date_down",
    "-first_seen": "by_seen_down",
    "title": "by_title",
    "id": "id_high",
}
ID_PARTS: Final = ("id_high", "id_low")  # the first 16 bytes of the id as two numbers in the same order

# A value is the number that it has among those of its facet. A document that spells it otherwise than the first one did
# has its own spelling here. Values that are not worth listing are many, and stay texts.
RESPELT: Final = "respelt"

# The beginnings of the words, as short as a prefix may be: such a prefix stands for thousands of words, whose postings
# would all be read (5 ms for one at 20,000 documents). Takes .6 % of a text.
BEGINNINGS: Final = "beginnings"

_DAY_BITS: Final = 27
_SECOND_BITS: Final = 34
_LAST_SECOND: Final = 2**_SECOND_BITS - 1


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("shown", stored=True)
    builder.add_bytes_field("rest", stored=True)
    for name, positions in TEXT_FIELDS.items():
        option = "position" if positions else "freq"
        builder.add_text_field(name, tokenizer_name="whitespace", index_option=option)
    builder.add_text_field(BEGINNINGS, tokenizer_name="whitespace", index_option="basic")
    for name in (*FACET_NAMES, YEAR):
        builder.add_unsigned_field(f"value_{name}", indexed=True, fast=True)
    for name in (RESPELT, f"key_{UNLISTED}"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(f"value_{UNLISTED}", fast=True, tokenizer_name="raw", index_option="basic")
    for name in ("first_day", "last_day"):
        builder.add_integer_field(name, indexed=True, fast=True)
    for name in (*ID_PARTS, "by_date", "by_date_down", "by_seen_down"):
        builder.add_unsigned_field(name, fast=True)
    builder.add_text_field("by_title", fast=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


SCHEMA: Final = _schema()


def document(analysed: Analysed, values: AllValues, pack: Pack) -> tantivy.Document:
    """What is indexed and stored of a record; values that are new get a number."""
    terms, row = analysed.terms, tantivy.Document()
    row.add_text("id", analysed.id)
    for name, data in zip(("shown", "rest"), packed(*analysed.parts, pack), strict=True):
        row.add_bytes(name, data)
    for name, runs in terms.text.items():
        for run in runs:  # Tantivy leaves a gap between them, as terms.GAP says
            row.add_text(name, " ".join(run))
    row.add_text(BEGINNINGS, " ".join({word[:PREFIX_LETTERS] for run in terms.text["exact"] for word in run}))
    for name in FACET_NAMES:
        for value in terms.values[name]:
            number = values[name].numbered(value)
            row.add_unsigned(f"value_{name}", number)
            if values[name].is_respelt(value, number):
                row.add_text(RESPELT, utf8(unlisted(name, value)))
    for value in terms.values[UNLISTED]:
        row.add_text(f"value_{UNLISTED}", utf8(value))
        row.add_text(f"key_{UNLISTED}", utf8(key(value)))
    for year in terms.values[YEAR]:
        row.add_unsigned(f"value_{YEAR}", NO_YEAR if year == MISSING else int(year))
    _add_order(row, analysed.id, terms)
    return row


def _add_order(row: tantivy.Document, id: str, terms: Terms) -> None:
    """Days, and what hits are sorted by."""
    up = down = LAST_DAY
    if terms.days:
        up, down = terms.days[0], LAST_DAY - terms.days[0]
        row.add_integer("first_day", terms.days[0])
        row.add_integer("last_day", terms.days[1])
    high, low = id_parts(id)
    row.add_unsigned("by_date", _with_id(up, _DAY_BITS, high))
    row.add_unsigned("by_date_down", _with_id(down, _DAY_BITS, high))
    row.add_unsigned("by_seen_down", _with_id(_LAST_SECOND - terms.seen, _SECOND_BITS, high))
    row.add_text("by_title", f"{utf8(terms.title)}\0{id}")
    row.add_unsigned("id_high", high)
    row.add_unsigned("id_low", low)


def valued(facet: str, number: int) -> Native:
    """The documents that have the value with the number."""
    return Native.term_query(SCHEMA, f"value_{facet}", number, "basic")


def spelt(facet: str, value: str) -> Native:
    """The documents that spell a value so, and not as the first one did."""
    return Native.term_query(SCHEMA, RESPELT, utf8(unlisted(facet, value)), "basic")


def coarse(order: str, place: Place) -> float | int | str:
    """What the field `order` (by score: "") holds of a document at the place."""
    high, _ = id_parts(place.id)
    match order, place.key:
        case "by_date", int(key):
            return _with_id(key, _DAY_BITS, high)
        case "by_date_down", int(key):
            return _with_id(LAST_DAY + key, _DAY_BITS, high)
        case "by_seen_down", int(key):
            return _with_id(_LAST_SECOND + key, _SECOND_BITS, high)
        case "by_title", key:
            return f"{utf8(str(key))}\0{place.id}"
        case "id_high", _:
            return high
        case _, key:
            return key


def _with_id(number: int, bits: int, high: int) -> int:
    """A number of so many bits, and behind it as much of the id as 64 bits have room for."""
    return number << (64 - bits) | high >> bits


def id_parts(id: str) -> tuple[int, int]:
    """See ID_PARTS."""
    start = utf8(id).encode()[:16].ljust(16, b"\0")
    return int.from_bytes(start[:8]), int.from_bytes(start[8:])
