"""What of a page stays the same when it is translated?  Numbers, dates, names, and what the page says of its addresses.

Names are kept by their sound, which they share in all scripts: Садвакасова, Sadvakasova.
"""

import re
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from indexer.addresses import absolute, canonical_url
from indexer.model import Record
from indexer.words import fold, sound

_CHARS: Final = 20_000  # of a text, from its beginning
_MARKS: Final = 128  # of a page, 4 bytes each
_NUMBER: Final = re.compile(r"\d+(?:[.,  ]\d{3})*(?:[.,]\d+)?")
_DIGITS: Final = 2  # a shorter number stands everywhere
_NAME: Final = re.compile(r"(?<=[^\W\d_,][ ])[^\W\d_]{4,}|(?<=, )[^\W\d_]{4,}")  # a word that begins no sentence
_TITLE_NUMBER: Final = re.compile(r"\d+")
_FACETS: Final = {"country": "", "place": "", "organisation": "known"}  # of which any value, or those found so

Marks = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Trace:
    """What a page has in common with its translations."""

    url: str = ""
    numbers: tuple[str, ...] = ()  # of the title, in order: "Indicator 3.2.1" is not translated by one of 3.2.2
    marks: bytes = b""  # numbers, dates and names, hashed to 4 bytes each
    alternates: tuple[tuple[str, str], ...] = ()  # (language, address) of it in other languages, as it says itself

    def array(self) -> Marks:
        """The marks, ascending, each once."""
        return np.frombuffer(self.marks, "<u4")

    def row(self) -> list[Any]:
        """As JSON can hold it; `of_row` gives the same trace."""
        return [self.url, self.numbers, b64encode(self.marks).decode(), self.alternates]

    @staticmethod
    def of_row(row: list[Any]) -> "Trace":
        url, numbers, marks, alternates = row
        return Trace(url, tuple(numbers), b64decode(marks), tuple((code, address) for code, address in alternates))


def trace_of(record: Record, alternates: Iterable[tuple[str, str]] = ()) -> Trace:
    """The trace of a record; `alternates` as the page's own hreflang links have them."""
    hashed = {zlib.crc32(mark.encode("utf-8", "surrogatepass")) for mark in islice(_marks(record), _MARKS)}
    named = ((code.lower().partition("-")[0], canonical_url(absolute(record.url, link))) for code, link in alternates)
    return Trace(
        record.url,
        tuple(_TITLE_NUMBER.findall(record.title)),
        np.array(sorted(hashed), "<u4").tobytes(),
        tuple(dict.fromkeys((code, address) for code, address in named if address and address != record.url)),
    )


def _marks(record: Record) -> Iterator[str]:
    """What stays the same, surest first, each once."""
    text = record.text[:_CHARS]
    days = (f"d:{date.value}" for date in record.dates if date.precision == "day" and date.kind != "fetched")
    yield from dict.fromkeys((*days, *_values(record), *_numbers(text), *_names(text, record.language)))


def _values(record: Record) -> Iterator[str]:
    for facet, method in _FACETS.items():
        for value in record.facets.get(facet, ()):
            if value.method.startswith(method):
                yield f"{facet}:{value.value}"


def _numbers(text: str) -> Iterator[str]:
    """Numbers without what parts their digits, which is not the same in all languages."""
    for match in _NUMBER.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if len(digits) >= _DIGITS:
            yield f"n:{digits}"


def _names(text: str, language: str) -> Iterator[str]:
    for match in _NAME.finditer(text):
        if match[0][0].isupper() and (heard := sound(fold(match[0]), language)):
            yield f"s:{heard}"
