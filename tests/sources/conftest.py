"""Files as scrapers leave them: written here, read by the real readers."""

import gzip
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from indexer.model import Raw, Skipped
from indexer.sources import read, walk

Items = list[Raw | Skipped]


@pytest.fixture
def pages_in() -> Callable[[Path], Items]:
    """Everything that walking a folder and reading its files yields, in order."""

    def pages_in(root: Path) -> Items:
        items: Items = []
        for found in walk(root):
            items += [found] if isinstance(found, Skipped) else read(found)
        return items

    return pages_in


@pytest.fixture
def pages_of(tmp_path: Path, pages_in: Callable[[Path], Items]) -> Callable[[str, bytes], Items]:
    """What is read from one file with this name and these bytes."""

    def pages_of(name: str, body: bytes) -> Items:
        folder = tmp_path / "site"
        folder.mkdir(exist_ok=True)
        (folder / name).write_bytes(body)
        return pages_in(folder / name)

    return pages_of


@pytest.fixture
def record() -> Callable[..., bytes]:
    """The bytes of one WARC record."""

    def record(
        url: str = "http://site.example/",
        body: bytes = b"<html><p>Text</p></html>",
        media_type: str = "text/html; charset=utf-8",
        status: str = "200 OK",
        kind: str = "response",
        headers: tuple[tuple[str, str], ...] = (),
    ) -> bytes:
        if kind in ("response", "revisit"):
            lines = (("Content-Type", media_type), *headers)
            body = f"HTTP/1.1 {status}\r\n".encode() + header_lines(*lines) + body
            media_type = "application/http; msgtype=response"
        about = (("WARC-Type", kind), ("WARC-Target-URI", url), ("WARC-Date", "2019-05-01T10:00:00Z"))
        size = (("Content-Type", media_type), ("Content-Length", str(len(body))))
        return b"WARC/1.0\r\n" + header_lines(*about, *size) + body + b"\r\n\r\n"

    return record


def header_lines(*headers: tuple[str, str]) -> bytes:
    return "".join(f"{name}: {value}\r\n" for name, value in headers).encode() + b"\r\n"


@pytest.fixture
def records(record: Callable[..., bytes]) -> Callable[[int], list[bytes]]:
    """So many records with addresses that end in 0, 1, 2 …, not compressed."""
    return lambda count: [
        record(f"http://site.example/{n}", b"<p>Page</p>" + bytes([97 + n]) * 50) for n in range(count)
    ]


@pytest.fixture
def gzipped() -> Callable[[list[bytes]], bytes]:
    """Each part as a gzip member of its own, as web archives have it."""
    return lambda parts: b"".join(gzip.compress(part, mtime=0) for part in parts)


@pytest.fixture
def without_rights() -> Iterator[None]:
    """The test runs as somebody whom file permissions bind."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    yield
    os.seteuid(0)
