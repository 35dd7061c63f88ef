"""What was fetched, as WARC (ISO 28500): each exchange is a gzip member of its own, appended in one go.

A crawl that is killed leaves whole records. What a site sends again unchanged is a revisit record of some 500 bytes.
"""

from datetime import UTC, datetime
from hashlib import sha1
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import Final

from scrapy.http import Response
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from indexer.limits import MB

_FILE_BYTES: Final = 1_000 * MB  # then the next file is begun
_PROFILE: Final = "http://netpreserve.org/warc/1.1/revisit/"
NOT_MODIFIED: Final = _PROFILE + "server-not-modified"
SAME_PAYLOAD: Final = _PROFILE + "identical-payload-digest"
_PHRASES: Final = {status.value: status.phrase for status in HTTPStatus}
_WRAPPING: Final = frozenset({b"transfer-encoding", b"content-encoding", b"content-length"})


def digest_of(body: bytes) -> str:
    """SHA-1 of a body, hexadecimal: to tell whether it changed, not to protect it."""
    return sha1(body, usedforsecurity=False).hexdigest()


class Archive:
    """The WARC files of one crawl of one site: FOLDER/<site>-<time>.warc.gz."""

    def __init__(self, folder: Path, site: str, software: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._site, self._software = folder, site, software
        self._path: Path | None = None

    def write(self, response: Response, revisit: str = "", earlier: str = "") -> None:
        """One exchange. `revisit`: the profile of a revisit record, and `earlier`: when the page was captured whole."""
        headers = {"WARC-IP-Address": str(response.ip_address)} if response.ip_address else {}
        if revisit:
            headers |= {"WARC-Profile": revisit, "WARC-Refers-To-Target-URI": response.url}
            headers |= {"WARC-Refers-To-Date": earlier} if earlier else {}
        record = BytesIO()
        writer = WARCWriter(record, gzip=True)
        writer.write_record(
            writer.create_warc_record(
                response.url,
                "revisit" if revisit else "response",
                payload=BytesIO(b"" if revisit else response.body),
                http_headers=_http_headers(response),
                warc_headers_dict=headers,
            )
        )
        self._append(record.getvalue())

    def _append(self, member: bytes) -> None:
        """One write to the end of the file, so that no record is ever there in half but when the disk is full."""
        if self._path is None or self._path.stat().st_size + len(member) > _FILE_BYTES:
            self._path = self._next_path()
            member = self._first_member(self._path.name) + member
        with self._path.open("ab") as file:
            file.write(member)

    def _next_path(self) -> Path:
        return self._folder / f"{self._site.replace(':', '+')}-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.warc.gz"

    def _first_member(self, name: str) -> bytes:
        record = BytesIO()
        writer = WARCWriter(record, gzip=True)
        writer.write_record(writer.create_warcinfo_record(name, {"software": self._software, "format": "WARC/1.0"}))
        return record.getvalue()


def _http_headers(response: Response) -> StatusAndHeaders:
    """The headers as they were sent, but for those of the body's wrapping, which Scrapy has taken off."""
    headers = [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
        if name.lower() not in _WRAPPING
    ]
    headers.append(("Content-Length", str(len(response.body))))
    phrase = _PHRASES.get(response.status, "")
    return StatusAndHeaders(f"{response.status} {phrase}".strip(), headers, protocol=response.protocol or "HTTP/1.1")
