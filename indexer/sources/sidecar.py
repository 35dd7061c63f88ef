"""The address of a page that lies in a file of its own: from a side-car, its first line, or the scraper's comment."""

import re
from pathlib import Path
from typing import Final

from indexer.errors import PageError
from indexer.sources.files import opened

SUFFIX: Final = ".url"
_SIDECAR_BYTES: Final = 8_192
_HEAD_BYTES: Final = 4_096

# One line with the address; `URL=` is how Windows writes such files ("[InternetShortcut]").
_ADDRESS_LINE: Final = re.compile(
    rb"^(?:\xef\xbb\xbf)?[ \t]*(?:URL=)?(https?://\S+)[ \t]*\r?$", re.IGNORECASE | re.MULTILINE
)
_FIRST_LINE: Final = re.compile(rb"(?:\xef\xbb\xbf)?[ \t\r\n]*(https?://\S+)[ \t]*(?:\r\n?|\n|$)", re.IGNORECASE)

# What programs that save pages write into them: Internet Explorer and Chrome, HTTrack, SingleFile.
_SAVED_FROM: Final = (
    re.compile(rb"<!--\s{0,9}saved from url=\(\d{1,5}\)(https?://[^\s>]+)", re.IGNORECASE),
    re.compile(rb"<!--\s{0,9}Mirrored from ([^\s>]+) by HTTrack", re.IGNORECASE),
    re.compile(rb"<!--\s{0,9}Page saved with SingleFile\s{1,9}url: (https?://[^\s>]+)", re.IGNORECASE),
)


def sidecar_of(path: Path) -> bytes:
    """The bytes of the side-car of a page's file (`page.html.url` or `page.url`), or b"" where there is none."""
    for candidate in (path.with_name(path.name + SUFFIX), path.with_name(path.stem + SUFFIX)):
        try:
            with opened(candidate) as file:
                return file.read(_SIDECAR_BYTES)
        except PageError:
            continue
    return b""


def url_beside(path: Path) -> str:
    """The address that a page's side-car gives, or ""."""
    match = _ADDRESS_LINE.search(sidecar_of(path))
    return _text(match[1]) if match else ""


def url_in_html(body: bytes) -> str:
    """The address that the program which saved the page wrote into it, or ""."""
    head = body[:_HEAD_BYTES]
    for pattern in _SAVED_FROM:
        if match := pattern.search(head):
            address = _text(match[1])
            return address if "://" in address else f"http://{address}"
    return ""


def url_on_first_line(body: bytes) -> tuple[str, bytes]:
    """The address that a text begins with, alone on its line, and the text without it; or "" and the whole text."""
    match = _FIRST_LINE.match(body)
    return (_text(match[1]), body[match.end() :]) if match else ("", body)


def _text(address: bytes) -> str:
    return address.decode("utf-8", "replace")
