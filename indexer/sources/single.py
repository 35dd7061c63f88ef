"""Files that hold one page: HTML and plain text."""

from collections.abc import Iterator
from typing import BinaryIO

from indexer.limits import PAGE_BYTES
from indexer.model import Raw, Skipped
from indexer.sources.checks import checked, too_large
from indexer.sources.files import Found, size_of
from indexer.sources.sidecar import url_beside, url_in_html, url_on_first_line
from indexer.sources.sniff import has_tags, is_html


def read_html(found: Found, file: BinaryIO) -> Iterator[Raw | Skipped]:
    """The page of an HTML file; a file without a single tag is read as text. Raises PageError."""
    body = _body(file)
    if not has_tags(body):
        yield _text(found, body)
        return
    yield checked(Raw(found.name, "html", body, url=url_beside(found.path) or url_in_html(body), site=found.site))


def read_text(found: Found, file: BinaryIO) -> Iterator[Raw | Skipped]:
    """The page of a text file; a file that begins as an HTML page does is one. Raises PageError."""
    body = _body(file)
    if is_html(body):
        yield checked(Raw(found.name, "html", body, url=url_beside(found.path) or url_in_html(body), site=found.site))
        return
    yield _text(found, body)


def _body(file: BinaryIO) -> bytes:
    body = file.read(PAGE_BYTES + 1)
    if len(body) > PAGE_BYTES:
        raise too_large(size_of(file))
    return body


def _text(found: Found, body: bytes) -> Raw:
    url, rest = url_on_first_line(body)
    return checked(Raw(found.name, "text", rest, url=url_beside(found.path) or url, site=found.site))
