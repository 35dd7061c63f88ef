"""What other crawlers leave behind, made here by their papers, and a folder that wget has mirrored, is read whole."""

import gzip
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from indexer import sources
from indexer.model import Raw, Skipped

Page = Callable[..., str]
PATHS = ("/", "/a", "/b/c.html", "/d?id=3")


@pytest.fixture
def small_site(site: Any, page: Page) -> Any:
    site.answers = {path: page(n, *PATHS) for n, path in enumerate(PATHS)}
    return site


def items_in(folder: Path) -> Iterator[Raw | Skipped]:
    for found in sources.walk(folder):
        yield from [found] if isinstance(found, Skipped) else sources.read(found)


@pytest.mark.skipif(shutil.which("wget") is None, reason="wget is not installed")
def test_a_folder_mirrored_by_wget_is_one_site(small_site: Any, tmp_path: Path) -> None:
    command = ["wget", "--quiet", "--mirror", "-e", "robots=off", small_site.url + "/"]
    subprocess.run(command, cwd=tmp_path, check=False, timeout=60)
    pages = [item for item in items_in(tmp_path) if isinstance(item, Raw)]
    assert len(pages) == len(PATHS)
    assert {page.site for page in pages} == {small_site.host}


def written(*records: tuple[str, str, str, bytes], version: str = "1.1") -> bytes:
    """A WARC of (type, address, more header lines, block), each a gzip member."""
    members = b""
    for kind, url, more, block in records:
        about = f"WARC/{version}\nWARC-Type: {kind}\nWARC-Target-URI: {url}\nWARC-Date: 2026-01-01T00:00:00Z\n{more}"
        head = f"{about}\nContent-Length: {len(block)}\n\n".replace("\n", "\r\n")
        members += gzip.compress(head.encode() + block + b"\r\n\r\n")
    return members


def http(head: str, body: bytes) -> bytes:
    return head.replace("\n", "\r\n").encode() + b"\r\n\r\n" + body


HTTP = "Content-Type: application/http; msgtype=response"
HTML = b"<html><title>T</title><p>The text of a page that was captured.</p></html>"


def test_a_warc_as_heritrix_writes_it(tmp_path: Path) -> None:
    """https://heritrix.readthedocs.io: response, request and metadata of each address, WARC 1.0, chunks as sent."""
    chunked = b"%x\r\n%b\r\n0\r\n\r\n" % (len(HTML), HTML)
    page = http("HTTP/1.1 200 OK\nContent-Type: text/html\nTransfer-Encoding: chunked", chunked)
    body = written(
        ("warcinfo", "", "Content-Type: application/warc-fields", b"software: Heritrix/3.4\r\n"),
        ("response", "http://a.example/x", HTTP + "\nWARC-IP-Address: 192.0.2.1", page),
        ("request", "http://a.example/x", "Content-Type: application/http; msgtype=request", b"GET /x HTTP/1.0\r\n"),
        ("metadata", "http://a.example/x", "Content-Type: application/warc-fields", b"hopsFromSeed: L\r\n"),
        ("response", "dns:a.example", "Content-Type: text/dns", b"20260101000000\na.example. 60 IN A 192.0.2.1"),
        version="1.0",
    )
    (tmp_path / "crawl.warc.gz").write_bytes(body)
    items = list(items_in(tmp_path))
    assert [(item.url, item.body) for item in items if isinstance(item, Raw)] == [("http://a.example/x", HTML)]
    assert [item.reason for item in items if isinstance(item, Skipped)] == ["no web address"]


def test_a_warc_as_browsertrix_writes_it(tmp_path: Path) -> None:
    """https://crawler.docs.browsertrix.com: WARC 1.1, bodies packed as sent, what the browser saw as resources."""
    page = http("HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Encoding: gzip", gzip.compress(HTML))
    body = written(
        ("response", "https://a.example/x", HTTP + "\nWARC-Page-ID: 1\nWARC-Resource-Type: document", page),
        ("resource", "urn:pageinfo:https://a.example/x", "Content-Type: application/json", b"{}"),
        ("resource", "urn:text:https://a.example/x", "Content-Type: text/plain", b"The text that was drawn."),
    )
    (tmp_path / "rec-0.warc.gz").write_bytes(body)
    pages = [item for item in items_in(tmp_path) if isinstance(item, Raw)]
    assert [(page.url, page.body) for page in pages] == [("https://a.example/x", HTML)]


def test_a_wet_of_common_crawl(tmp_path: Path) -> None:
    """https://commoncrawl.org/get-started: the text of each page as a conversion record."""
    more = "Content-Type: text/plain\nWARC-Identified-Content-Language: rus"
    text = "Текст страницы, как его видит браузер."
    (tmp_path / "CC-MAIN.warc.wet.gz").write_bytes(written(("conversion", "http://a.example/x", more, text.encode())))
    (page,) = items_in(tmp_path)
    assert isinstance(page, Raw)
    assert (page.url, page.format, page.body.decode()) == ("http://a.example/x", "text", text)
