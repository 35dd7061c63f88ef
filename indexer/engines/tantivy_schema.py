"""The fields of a Tantivy index, and a record as a document of it."""

from typing import Final

import tantivy

from indexer.engines.codec import encode
from indexer.engines.terms import COUNTED, Terms, key, terms_of
from indexer.model import TEXT_FIELDS, UNORDERED_FIELDS, Record

# field by model.SORTS
ORDERED_BY: Final = {"date": "by_date", "-date": "by_date_down", "title": "by_title", "-first_seen": "by_seen_down"}
ID_PARTS: Final = ("id_high", "id_low")  # the first 16 bytes of the id as two numbers in the same order

_LAST_DAY: Final = 99_999_999  # sorts behind every day
_LAST_SECOND: Final = 9_999_999_999
_LAST_TITLE: Final = "\U0010ffff"


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("record", stored=True)
    for name in TEXT_FIELDS:
        option = "freq" if name in UNORDERED_FIELDS else "position"
        builder.add_text_field(name, tokenizer_name="whitespace", index_option=option)
    for name in COUNTED:  # counted as they are spelt, found by their keys
        builder.add_text_field(f"value_{name}", fast=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field(f"key_{name}", tokenizer_name="raw", index_option="basic")
    for name in ("first_day", "last_day"):
        builder.add_integer_field(name, indexed=True, fast=True)
    for name in ID_PARTS:
        builder.add_unsigned_field(name, fast=True)
    for name in ORDERED_BY.values():
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


SCHEMA: Final = _schema()


def document(record: Record) -> tantivy.Document:
    """What is indexed and stored of a record."""
    terms, row = terms_of(record), tantivy.Document()
    row.add_text("id", record.id)
    row.add_bytes("record", encode(record))
    for name, runs in terms.text.items():
        for run in runs:  # Tantivy leaves a gap between them, as terms.GAP says
            row.add_text(name, " ".join(run))
    for name, values in terms.values.items():
        for value in values:
            row.add_text(f"value_{name}", utf8(value))
            row.add_text(f"key_{name}", utf8(key(value)))
    _add_order(row, record.id, terms)
    return row


def _add_order(row: tantivy.Document, id: str, terms: Terms) -> None:
    """Days, and what hits are sorted by: each sort key ends with the id, which decides between equals."""
    up = down = _LAST_DAY
    if terms.days:
        up, down = terms.days[0], _LAST_DAY - terms.days[0]
        row.add_integer("first_day", terms.days[0])
        row.add_integer("last_day", terms.days[1])
    row.add_text("by_date", f"{up:08}{id}")
    row.add_text("by_date_down", f"{down:08}{id}")
    row.add_text("by_seen_down", f"{_LAST_SECOND - terms.seen:010}{id}")
    row.add_text("by_title", f"{utf8(terms.title) or _LAST_TITLE}\0{id}")
    start = utf8(id).encode()[:16].ljust(16, b"\0")
    row.add_unsigned("id_high", int.from_bytes(start[:8]))
    row.add_unsigned("id_low", int.from_bytes(start[8:]))


def utf8(text: str) -> str:
    """The text with lone surrogates escaped: Rust's strings have none."""
    return text.encode("utf-8", "backslashreplace").decode()
