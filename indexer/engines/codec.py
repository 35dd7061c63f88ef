"""Record ⇄ bytes, in two parts: what results show of a document, and the rest. Exact: `decode(*encode(record))` is the
record.

A page of results reads the first part alone, so removed blocks and evidence cost it nothing. The rest names the kept
blocks by their lengths, so no text is stored twice. Each part is compact JSON, packed by zlib unless an engine packs it
otherwise; dataclasses are rows in the order of their fields. The first begins with an 8 byte mark made from the names
of those fields, so an index written with another layout is told by its first document.
"""

import hashlib
import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import fields
from operator import attrgetter
from typing import Any, Final

import orjson

from indexer.errors import IndexDamaged, IndexOutdated
from indexer.model import Date, Evidence, JudgedBlock, Kind, Labelled, Record, Shown, Verdict, in_body

_LAYOUT: Final = {shape: [*shape.__match_args__] for shape in (Shown, Record, JudgedBlock, Verdict, Evidence, Date)}
MARK: Final = hashlib.sha256(repr([*_LAYOUT.values()]).encode()).digest()[:8]

Pack = Callable[[bytes], bytes]  # one that undoes it raises zlib.error or ValueError for what it cannot read

_LENGTH_BYTES: Final = 4
_IN_LABEL: Final = [field.name for field in fields(Labelled)]
_IN_EVIDENCE: Final = [field.name for field in fields(Evidence) if field.name not in _IN_LABEL]
_KINDS: Final = {str(kind): kind for kind in Kind}  # a look-up here costs a fifth of a call of Kind
_IN_REST: Final = ("source", "charset", "fetched_at", "notes")
_verdict_row, _date_row = (attrgetter(*_LAYOUT[shape]) for shape in (Verdict, Date))
_evidence_row, _label_row = attrgetter(*_IN_EVIDENCE), attrgetter(*_IN_LABEL)


def encode(record: Record) -> tuple[bytes, bytes]:
    """The record as an index stores it."""
    return packed(*written(record))


def packed(shown: bytes, rest: bytes, pack: Pack = zlib.compress) -> tuple[bytes, bytes]:
    """What was written of a record, as an index stores it."""
    return MARK + pack(shown), pack(rest)


def written(record: Record) -> tuple[bytes, bytes]:
    """The record as (what is shown, the rest), not packed yet; lone surrogates in names of files included."""
    shown = Shown.of(record)
    row = {name: getattr(shown, name) for name in _LAYOUT[Shown]}
    row["facets"] = {name: [*map(_label_row, values)] for name, values in shown.facets.items()}
    row["date"] = shown.date and _date_row(shown.date)
    rest = [
        *(getattr(record, name) for name in _IN_REST),
        [_block_row(block) for block in record.blocks],
        [[*map(_evidence_row, values)] for values in record.facets.values()],
        [*map(_date_row, record.dates[1:])],
    ]
    return _json([*row.values()]), _json(rest)


def decode(shown: bytes, rest: bytes, *, unpack: Pack = zlib.decompress) -> Record:
    """The record again; IndexOutdated if another version of Winnow wrote it, IndexDamaged if it cannot be read."""
    return _whole(decode_shown(shown, unpack), _read(rest, list, unpack))


def encode_whole(record: Record) -> bytes:
    """Both parts as one, for who has no use for the first alone."""
    shown, rest = encode(record)
    return len(shown).to_bytes(_LENGTH_BYTES) + shown + rest


def decode_whole(data: bytes) -> Record:
    """The inverse of `encode_whole`; raises as `decode` does."""
    end = _LENGTH_BYTES + int.from_bytes(data[:_LENGTH_BYTES])
    return decode(data[_LENGTH_BYTES:end], data[end:])


def decode_shown(data: bytes, unpack: Pack = zlib.decompress) -> Shown:
    """What results show of a record, from its first part; raises as `decode` does."""
    if data[: len(MARK)] != MARK:
        raise IndexOutdated("The index was written by another version of Winnow: build it again.")
    row = _read(data[len(MARK) :], lambda values: dict(zip(_LAYOUT[Shown], values, strict=True)), unpack)
    row["facets"] = {name: tuple(Labelled(*each) for each in values) for name, values in row["facets"].items()}
    row["date"] = row["date"] and Date(*row["date"])
    return Shown(**row)


def _whole(shown: Shown, rest: list[Any]) -> Record:
    *single, blocks, evidence, dates = rest
    facets = {
        name: tuple(_evidence(each, row) for each, row in zip(values, rows, strict=True))
        for (name, values), rows in zip(shown.facets.items(), evidence, strict=True)
    }
    first = (shown.date,) if shown.date else ()
    own = dict(zip(_IN_REST, single, strict=True))
    return Record(
        **{
            name: getattr(shown, name) for name in ("id", "url", "site", "title", "language", "first_seen", "signature")
        },
        **own | {"notes": tuple(own["notes"])},
        blocks=tuple(_blocks(blocks, shown.body)),
        facets=facets,
        dates=(*first, *(Date(*row) for row in dates)),
    )


def _evidence(value: Labelled, row: list[Any]) -> Evidence:
    shown = {name: getattr(value, name) for name in _IN_LABEL}
    return Evidence(**shown, **dict(zip(_IN_EVIDENCE, row, strict=True)))


def _block_row(block: JudgedBlock) -> tuple[object, ...]:
    """The block; one of the body with the length of its text instead of the text."""
    text = len(block.text) if in_body(block) else block.text
    return text, block.kind, block.level, _verdict_row(block.verdict), block.place


def _blocks(rows: list[Any], body: str) -> Iterator[JudgedBlock]:
    position = 0
    for text, kind, level, verdict, place in rows:
        if isinstance(text, int):
            start, position = position, position + text + len(" ")
            text = body[start : start + text]
        yield JudgedBlock(text, _KINDS[kind], level, Verdict(*verdict), place)


def _json(row: list[Any]) -> bytes:
    try:
        return orjson.dumps(row)  # a tenth of the time of Python's own
    except TypeError:  # lone surrogates, which UTF-8 does not have
        return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _parsed(data: bytes) -> Any:
    try:
        return orjson.loads(data)
    except ValueError:
        return json.loads(data)


def _read(data: bytes, shaped: Callable[[Any], Any], unpack: Pack) -> Any:
    try:
        return shaped(_parsed(unpack(data)))
    except (zlib.error, ValueError, TypeError) as error:
        raise IndexDamaged(f"A stored document cannot be read ({error}): build the index again.") from error
