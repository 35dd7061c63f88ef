"""What the catalog keeps, as rows: files, pages and derived documents; and a page's segments as bytes."""

import json
import zlib
from dataclasses import dataclass, fields
from typing import Any, Final

import numpy as np
import orjson

from indexer.model import Block, Element, Kind, Meta, Segments


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file as it is stored."""

    name: str
    root: str
    digest: str
    reader: str


@dataclass(frozen=True, slots=True)
class PageRow:
    """A page as it is stored."""

    source: str
    id: str
    site: str
    language: str
    fetched_at: str
    digest: str
    segments: bytes
    fingerprints: bytes


@dataclass(frozen=True, slots=True)
class PageKey:
    """What grouping, counting and comparing need of a page, without its text."""

    source: str
    id: str
    site: str
    language: str
    digest: str
    first_seen: str
    fingerprints: np.ndarray[Any, np.dtype[np.uint64]]

    @staticmethod
    def of(row: PageRow) -> "PageKey":
        """The key of a page that is in no catalog."""
        return PageKey(
            row.source, row.id, row.site, row.language, row.digest, "", np.frombuffer(row.fingerprints, np.uint64)
        )


@dataclass(frozen=True, slots=True)
class DerivedRow:
    """A derived document as it is stored; what the bytes hold is told where they are made (derive.py)."""

    id: str
    key: str
    findings: bytes
    record: bytes


@dataclass(frozen=True, slots=True)
class Change:
    """How many pages are new, changed, unchanged and gone against what was known before."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0

    def __add__(self, other: "Change") -> "Change":
        return Change(*(getattr(self, field.name) + getattr(other, field.name) for field in fields(self)))

    @staticmethod
    def between(before: dict[str, str], after: dict[str, str]) -> "Change":
        both = before.keys() & after.keys()
        same = sum(before[source] == after[source] for source in both)
        return Change(new=len(after) - len(both), changed=len(both) - same, unchanged=same)


# ------------------------------------------------------------------------------------------ segments ⇄ bytes

_HEADER_FIELDS: Final = ("id", "source", "url", "site", "format", "language", "charset", "fetched_at", "notes")
_META_FIELDS: Final = ("titles", "dates", "language", "site_name", "type", "description", "canonical", "alternates")

_KINDS: Final = {kind.value: kind for kind in Kind}  # a look-up costs a fifth of a call of the class
_PAIRED: Final = ("titles", "dates", "alternates")


def encode_segments(segments: Segments) -> bytes:
    """Segments as compressed JSON, with the blocks' numbers behind it."""
    header = json.dumps(
        {
            "page": [getattr(segments, name) for name in _HEADER_FIELDS],
            "meta": [getattr(segments.meta, name) for name in _META_FIELDS],
            "elements": segments.elements,
            "blocks": segments.blocks,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode("utf-8")
    return zlib.compress(len(header).to_bytes(4, "big") + header + segments.numbers, 1)


def decode_segments(data: bytes) -> Segments:
    """What `encode_segments` was given."""
    data = zlib.decompress(data)
    end = 4 + int.from_bytes(data[:4], "big")
    header = orjson.loads(data[4:end])
    page = dict(zip(_HEADER_FIELDS, header["page"], strict=True))
    meta = dict(zip(_META_FIELDS, header["meta"], strict=False))  # of a page that is gone it may be an older one
    meta |= {name: tuple((source, text) for source, text in meta.get(name, ())) for name in _PAIRED}
    return Segments(
        **(page | {"notes": tuple(page["notes"])}),
        meta=Meta(**meta),
        blocks=tuple(
            Block(text, _KINDS[kind], level, tuple(hints), element)
            for text, kind, level, hints, element in header["blocks"]
        ),
        elements=tuple(map(Element._make, header["elements"])),
        numbers=data[end:],
    )
