"""The records of a WARC stream, whatever is wrong with some of them.

warcio's iterator ends the whole file at the first wrong Content-Length or bytes out of place, and inflates a body
before it can be measured (webrecorder/warcio#121, #131, #140). Here a record's end is believed only where an
empty line, another record or nothing follows it; otherwise the next record's first line ends it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final

from indexer.errors import PageError
from indexer.limits import KB, PAGE_BYTES
from indexer.sources.checks import too_large
from indexer.sources.streams import Window

if TYPE_CHECKING:
    from warcio.statusandheaders import StatusAndHeaders

DAMAGED: Final = "damaged archive"

_HEAD_BYTES: Final = 64 * KB  # headers of one record, WARC's or HTTP's; real ones have 2 KB
_RECORD_BYTES: Final = PAGE_BYTES + 2 * _HEAD_BYTES
_STEP: Final = 128 * KB

_FIRST_LINE: Final = re.compile(rb"WARC/\d\.\d+\r?\n")
# Not only after a newline: where a piece of the file is lost, a record begins anywhere.
_NEXT: Final = re.compile(rb"WARC/\d\.\d+\r?\n(?:WARC|[Ww]arc|[Cc]ontent)-[A-Za-z-]{1,40}:")
_AFTER: Final = re.compile(rb"\r\n\r\n|\s*(?:WARC/\d|\Z)")
_EMPTY_LINE: Final = re.compile(rb"\r?\n\r?\n")


@dataclass(frozen=True, slots=True)
class Record:
    """One record; `record["WARC-Type"]` is a header's value or ""."""

    offset: int  # in the stream
    headers: "StatusAndHeaders"
    block: bytes  # what follows the headers, at most _RECORD_BYTES

    def __getitem__(self, name: str) -> str:
        return str(self.headers.get_header(name) or "").strip()


@dataclass(frozen=True, slots=True)
class Damage:
    """Bytes of a stream that could not be read as a record."""

    offset: int
    reason: str
    detail: str

    def __getitem__(self, name: str) -> str:
        return ""


def records(window: Window, reach: int) -> Iterator[Record | Damage]:
    """The records of a stream in their order; what lies between them and is no record is named.

    It ends where no next record begins within `reach` bytes after a damaged or too large one.
    """
    while window.skip_space():
        offset = window.position
        try:
            yield _record(window)
        except PageError as error:
            found = _to_next(window, reach)
            detail = f"{error.detail}; bytes {offset} to {window.position} passed over"
            yield Damage(offset, error.reason, detail)
            if not found:
                return


def _record(window: Window) -> Record:
    """The record that begins here. Raises PageError, with nothing taken but its first bytes, where there is none."""
    offset, ahead = window.position, window.peek(_HEAD_BYTES)
    end = _EMPTY_LINE.search(ahead)
    if not _FIRST_LINE.match(ahead) or not end or _NEXT.search(ahead, 1, end.start()):
        window.drop(1)
        raise PageError(DAMAGED, "no WARC record here")
    headers = _headers(ahead[: end.end()])
    window.drop(end.end())
    return Record(offset, headers, _block(window, str(headers.get_header("Content-Length") or "")))


def _headers(head: bytes) -> "StatusAndHeaders":
    from warcio.statusandheaders import StatusAndHeadersParser  # 20 ms: only for who reads archives

    return StatusAndHeadersParser(["WARC/"], verify=False).parse(BytesIO(head))


def _block(window: Window, content_length: str) -> bytes:
    """The block of a record, by its Content-Length where that is right. Raises PageError if it is cut or too large."""
    length = int(content_length) if re.fullmatch(r"[0-9]{1,18}", content_length) else -1
    if length > _RECORD_BYTES:
        raise too_large(length)
    if length >= 0:
        ahead = window.peek(length + 64)
        if len(ahead) >= length and _AFTER.match(ahead, length):
            return window.take(length)
    return _block_to_next(window, length)


def _block_to_next(window: Window, length: int) -> bytes:
    """The block of a record whose Content-Length is wrong: up to the next record."""
    ahead = window.peek(_RECORD_BYTES)
    if next_record := _NEXT.search(ahead):
        return window.take(next_record.start()).rstrip(b"\r\n")
    if len(ahead) == _RECORD_BYTES:
        raise PageError("too large", "Content-Length is wrong and no other record follows")
    if len(ahead) < length:
        raise PageError(DAMAGED, f"cut short: {len(ahead)} of {length} bytes")
    return window.take(len(ahead)).rstrip(b"\r\n")


def _to_next(window: Window, reach: int) -> bool:
    """Pass over bytes up to the next record; False where there is none within `reach`."""
    limit = window.position + reach
    while window.position < limit:
        ahead = window.peek(2 * _STEP)
        if found := _NEXT.search(ahead):
            return window.drop(found.start())
        if len(ahead) < 2 * _STEP:
            window.drop(len(ahead))
            return False
        window.drop(_STEP)
    return False
