"""Every document that a search finds, as a file: CSV for spreadsheets, JSON Lines for programs.

Files are streamed as the engine finds the documents, so there is no limit to how many there are.
"""

import csv
import io
import json
from collections.abc import Callable, Generator, Iterable, Iterator
from typing import Final

from flask import Blueprint, Response, request

from indexer import limits
from indexer.model import Record
from indexer.schema import FACET_NAMES
from webui import addresses, answer, documents, params
from webui.caching import revalidate
from webui.markup import tidy
from webui.serving import searcher

CHUNK: Final = 64 * limits.KB  # bytes sent at once
BOM: Final = "\ufeff"  # tells spreadsheets that the file is UTF-8
BETWEEN: Final = " | "  # values of one cell; a semicolon would begin another cell where spreadsheets split at it

# What makes a spreadsheet take a cell for a formula and run it (CWE-1236), in ASCII and in full width.
FORMULA: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
COLUMNS: Final = (
    "id", "url", "title", "date", "date_end", "date_precision", "date_kind", *FACET_NAMES, "fetched_at", "first_seen",
    "source", "text",
)  # fmt: skip


bp = Blueprint("export", __name__)
revalidate(bp)


@bp.get(answer.CSV)
def csv_file() -> Response:
    """All that a search finds, as a table."""
    records = asked_for()
    return streamed(records, as_csv(records), "search.csv", "text/csv")


@bp.get(answer.JSON_LINES)
def json_lines_file() -> Response:
    """All that a search finds, each document as /doc/<id>.json has it."""
    records = asked_for()
    return streamed(records, as_json_lines(records, searcher().translations), "search.jsonl", "application/x-ndjson")


def asked_for() -> Generator[Record]:
    """The documents of the search in the address. Any search's address will do: its page and page size are ignored."""
    return searcher().records(params.parse(addresses.pairs(request.query_string)))


def as_csv(records: Iterable[Record]) -> Iterator[bytes]:
    """A line for each document below the names of the columns (RFC 4180, every cell quoted), in UTF-8 with a BOM."""
    yield (BOM + line(COLUMNS)).encode()
    for record in records:
        yield line(map(cell, row(record))).encode("utf-8", "replace")


def as_json_lines(records: Iterable[Record], translations: Callable[[str], documents.Translated]) -> Iterator[bytes]:
    """A line for each document: the same as /doc/<id>.json, nothing changed."""
    for record in records:
        plain = documents.document(record, translations(record.id))
        text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
        yield text.encode("utf-8", "replace") + b"\n"


def row(record: Record) -> Iterator[str]:
    """The cells of a document, in the order of COLUMNS."""
    when = record.date
    yield from (record.id, record.url, record.title)
    yield from (when.value, when.end, when.precision, when.kind) if when else ("", "", "", "")
    yield from (BETWEEN.join(value.value for value in record.facets.get(name, ())) for name in FACET_NAMES)
    yield from (record.fetched_at, record.first_seen, record.source, record.text)


def cell(text: str) -> str:
    """The text as a cell that no spreadsheet runs: with an apostrophe before what would be a formula."""
    clean = str(tidy(text))
    live = clean.lstrip().startswith(FORMULA) or clean.startswith(("\t", "\n"))
    return ("'" * live + clean)[: limits.CELL_CHARS]


def line(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerow(cells)
    return out.getvalue()


# ---------------------------------------------------------------------------------------------------------- sending


def streamed(records: Generator[Record], lines: Iterable[bytes], name: str, mimetype: str) -> Response:
    """The lines as a file to be kept; `records`, which they are made of, are closed when it is sent or given up.

    The first chunk is made at once: what fails before it is an answer of its own, with its own status.
    """
    chunks = chunked(lines)
    first = next(chunks)
    response = Response(after(first, chunks), mimetype=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.call_on_close(records.close)
    return response


def after(first: bytes, rest: Iterable[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def chunked(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines joined to chunks of about CHUNK; one empty chunk where there is no line."""
    chunk = bytearray()
    for each in lines:
        chunk += each
        if len(chunk) >= CHUNK:
            yield bytes(chunk)
            chunk.clear()
    yield bytes(chunk)
