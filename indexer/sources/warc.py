"""Pages out of web archives: WARC and WET (ISO 28500), plain or gzipped.

`warcio` reads the headers and the chunks. The records themselves are found by `records.py`.
"""

import re
import sys
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from indexer.addresses import absolute, canonical_url
from indexer.errors import PageError
from indexer.limits import MB
from indexer.model import Raw, Skipped, document_id
from indexer.sources.bodies import unpacked
from indexer.sources.checks import checked
from indexer.sources.files import Found
from indexer.sources.records import DAMAGED, Damage, Record, records
from indexer.sources.sniff import binary_kind, is_html
from indexer.sources.streams import Gap, Member, Window, is_gzip, members

if TYPE_CHECKING:
    from warcio.statusandheaders import StatusAndHeaders

_PAGES: Final = frozenset({"response", "resource", "conversion"})
_NO_PAGES: Final = frozenset({"warcinfo", "request", "metadata", "continuation"})
_FORMATS: Final = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}
_UNTYPED: Final = frozenset({"", "application/octet-stream", "unknown/unknown"})
# Crawlers keep their log, the text that a browser drew and the like: "metadata://gnu.org/…", "urn:text:https://…".
_NO_WEB: Final = re.compile(r"<?(?!https?:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_GONE: Final = frozenset({"status 404", "status 410"})
_MOVED: Final = frozenset({"status 301", "status 308"})  # for good; of the others a page comes back to its address
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([^\s\"';,]{1,40})", re.IGNORECASE)


# After a damaged or too large record in a gzip member, so far we look for another one before we go to the next member:
# about 1 s. A bomb of 1 MB inflates to 1 GB. A plain file is searched to its end.
_REACH: Final = 256 * MB


def read_warc(found: Found, file: BinaryIO) -> Iterator[Raw | Skipped]:
    """The pages of a web archive, each named by the offset of its record (or of its gzip member) in the file."""
    if not is_gzip(file):
        yield from _pages(found, Window(file.read), 0)
        return
    for item in members(file, lambda head: head.startswith(b"WARC/")):
        if isinstance(item, Gap):
            yield Skipped(f"{found.name}#{item.start}", DAMAGED, f"bytes {item.start} to {item.end} are no gzip member")
        else:
            yield from _member(found, item)


def _member(found: Found, member: Member) -> Iterator[Raw | Skipped]:
    """The pages of one gzip member, which is one record, as it should be, or many; its damage is told once."""
    told = False
    for item in _pages(found, Window(member.read), member.start, gzipped=True):
        told = told or (isinstance(item, Skipped) and item.reason == DAMAGED)
        yield item
    if member.damage and not told:
        yield Skipped(f"{found.name}#{member.start}", DAMAGED, f"gzip member at byte {member.start}: {member.damage}")


def _pages(found: Found, window: Window, start: int, gzipped: bool = False) -> Iterator[Raw | Skipped]:
    for item in records(window, _REACH if gzipped else sys.maxsize):
        inside = f"+{item.offset}" if gzipped and item.offset else ""
        place = f"{found.name}#{start if gzipped else item.offset}{inside}"
        try:
            if isinstance(item, Damage):
                yield Skipped(place, item.reason, item.detail)
            elif item["WARC-Type"] == "revisit":
                yield Skipped(place, "revisit", item["WARC-Target-URI"])
            elif item["WARC-Type"] in _PAGES:
                yield _page(found, place, item)
            elif item["WARC-Type"] not in _NO_PAGES:
                yield Skipped(place, DAMAGED, "a record of no known type")
        except PageError as error:
            yield _unused(place, cast("Record", item), error)


def _unused(place: str, record: Record, error: PageError) -> Skipped:
    """Why a record holds no page; where its site says that the page is gone, which document that ends."""
    url = record["WARC-Target-URI"].strip("<>")
    gone = _ended(url, error)
    return Skipped(place, error.reason, error.detail or url, gone, _iso(record["WARC-Date"]) if gone else "")


def _ended(url: str, error: PageError) -> str:
    """The id of the document that is no longer at its address, "" for none."""
    page, target = canonical_url(url), canonical_url(absolute(url, error.detail))
    moved = error.reason in _MOVED and target not in ("", page)
    return document_id(page) if moved or error.reason in _GONE else ""


def _page(found: Found, place: str, record: Record) -> Raw:
    """The page of a record. Raises PageError where it holds none that can be used."""
    if _NO_WEB.match(record["WARC-Target-URI"]):
        raise PageError("no web address")
    content_type, body = record["Content-Type"], record.block
    if content_type.lower().startswith("application/http"):
        http, body = _http(body)
        content_type = _header(http, "Content-Type")
        _refuse(content_type)
        body = unpacked(body, _header(http, "Transfer-Encoding"), _header(http, "Content-Encoding"))
    charset = _CHARSET.search(content_type)
    return checked(
        Raw(
            source=place,
            format=_format(content_type, body),
            body=body,
            url=record["WARC-Target-URI"].strip("<>"),
            site=found.site,
            charset=charset[1] if charset else "",
            fetched_at=_iso(record["WARC-Date"]),
        )
    )


def _http(block: bytes) -> tuple["StatusAndHeaders", bytes]:
    """The HTTP headers of a response and its body. Raises PageError for any status but 200."""
    from warcio.statusandheaders import StatusAndHeadersParser

    stream = BytesIO(block)
    try:
        headers = StatusAndHeadersParser(["HTTP/"], verify=False).parse(stream)
    except EOFError as error:
        raise PageError("empty") from error
    status = headers.get_statuscode()
    if status != "200":
        reason = f"status {status}" if re.fullmatch(r"[0-9]{3}", status) else "status unknown"
        raise PageError(reason, _header(headers, "Location"))
    return headers, stream.read()


def _header(headers: "StatusAndHeaders", name: str) -> str:
    return str(headers.get_header(name) or "").strip()


def _media_type(content_type: str) -> str:
    return re.split(r"[;,\s]", content_type.strip().lower(), maxsplit=1)[0]


def _refuse(content_type: str) -> None:
    """Raise PageError for a type that is no page: before its body is unpacked."""
    media_type = _media_type(content_type)
    if media_type not in _FORMATS and media_type not in _UNTYPED:
        raise PageError(f"type {media_type[:60]}")


def _format(content_type: str, body: bytes) -> str:
    """ "html" or "text", by the type or, where none is given, by the first bytes."""
    _refuse(content_type)
    if known := _FORMATS.get(_media_type(content_type)):
        return known
    if is_html(body) or not binary_kind(body):
        return "html" if is_html(body) else "text"
    raise PageError("not text", binary_kind(body))


def _iso(date: str) -> str:
    """The date as it is where it is ISO 8601, else ""."""
    try:
        datetime.fromisoformat(date)
    except ValueError:
        return ""
    return date
