"""Record ⇄ bytes: what the engines store of a document. Exact: `decode(encode(record)) == record`.

The bytes are the layout's 8 byte mark, then compact JSON deflated by zlib; dataclasses are rows in the order of their
fields. The mark is made from the names of those fields, so an index written with another layout is told by its first
document.
"""

import hashlib
import json
import zlib
from dataclasses import fields
from operator import attrgetter

from indexer.errors import IndexDamaged, IndexOutdated
from indexer.model import Date, Evidence, JudgedBlock, Kind, Record, Verdict

_LAYOUT = {shape: [field.name for field in fields(shape)] for shape in (Record, JudgedBlock, Verdict, Evidence, Date)}

MARK = hashlib.sha256(repr([*_LAYOUT.values()]).encode()).digest()[:8]

_verdict_row, _evidence_row, _date_row = (attrgetter(*_LAYOUT[shape]) for shape in (Verdict, Evidence, Date))


def encode(record: Record) -> bytes:
    """The record as bytes, lone surrogates in names of files included."""
    row = {name: getattr(record, name) for name in _LAYOUT[Record]}
    row["blocks"] = [
        (block.text, block.kind, block.level, _verdict_row(block.verdict), block.place) for block in record.blocks
    ]
    row["facets"] = {name: [*map(_evidence_row, values)] for name, values in record.facets.items()}
    row["dates"] = [*map(_date_row, record.dates)]
    text = json.dumps([*row.values()], ensure_ascii=False, separators=(",", ":"))
    return MARK + zlib.compress(text.encode("utf-8", "surrogatepass"))


def decode(data: bytes) -> Record:
    """The record again; IndexOutdated if another version of Winnow wrote it, IndexDamaged if it cannot be read."""
    if data[: len(MARK)] != MARK:
        raise IndexOutdated("The index was written by another version of Winnow: build it again.")
    try:
        row = dict(zip(_LAYOUT[Record], json.loads(zlib.decompress(data[len(MARK) :])), strict=True))
    except (zlib.error, ValueError) as error:
        raise IndexDamaged(f"A stored document cannot be read ({error}): build the index again.") from error
    row["blocks"] = tuple(
        JudgedBlock(text, Kind(kind), level, Verdict(*verdict), place)
        for text, kind, level, verdict, place in row["blocks"]
    )
    row["facets"] = {name: tuple(Evidence(*value) for value in values) for name, values in row["facets"].items()}
    row["dates"] = tuple(Date(*date) for date in row["dates"])
    row["notes"] = tuple(row["notes"])
    return Record(**row)
