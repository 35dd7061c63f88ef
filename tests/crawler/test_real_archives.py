"""Archives that other tools have written, of a site that holds what sites hold: no page of it is lost in a build.

wget and warcprox record it here, where they are installed. `heritrix.warc.gz` was recorded once by Heritrix 3.13.0
(Maven Central, org.archive.heritrix:heritrix:3.13.0:dist) on Java 17: its own default job, with "/" of this very site
on port 8931 as the seed, HTTP/1.1, and no pauses between requests; `bin/heritrix -a admin:… -j JOBS -r JOB`.
"""

import gzip
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from indexer import pipeline, sources
from indexer.asking import Request
from indexer.model import Raw
from indexer.searcher import Searcher
from indexer.settings import Settings

HERITRIX = Path(__file__).with_name("archives") / "heritrix.warc.gz"
PAGES = {
    "/": ("The courts of the valley", "utf-8", "We follow the courts of four districts and write down what is said."),
    "/news/2024/report.html": ("Report of spring", "utf-8", "Fourteen hearings were open to whoever came to listen."),
    "/" + quote("новости"): ("Новости", "utf-8", "В апреле прошло девять заседаний, на двух из них не было защиты."),
    "/item?id=3": ("Баяндама", "utf-8", "Сот отырыстарының тоғызына бақылаушылар қатысты, екеуіне жіберілмеді."),
    "/old.htm": ("Архив", "windows-1251", "Старая страница, набранная в кодировке, которой давно не пишут."),
    "/packed": ("Packed", "utf-8", "This page is sent as gzip, as most servers send theirs to most clients."),
    "/chunked": ("In pieces", "utf-8", "This page is sent in pieces, because the server did not know its length."),
    "/both": ("Packed, in pieces", "utf-8", "This page is sent as gzip and in pieces, as a busy server would do it."),
    "/long": ("The long one", "utf-8", "Observers wrote down each word that the judge had said. " * 2_000),
}
PACKED, CHUNKED = ("/packed", "/both"), ("/chunked", "/both")
OTHERS = {
    "/moved": (301, {"Location": "/packed"}, b""),
    "/gone": (410, {"Content-Type": "text/html"}, b"<p>This page is gone, and not to be found.</p>"),
    "/dot.png": (200, {"Content-Type": "image/png"}, b"\x89PNG\r\n\x1a\n" + bytes(200)),
    "/empty": (200, {"Content-Type": "text/html"}, b""),
    "/robots.txt": (404, {"Content-Type": "text/html"}, b"<p>There is no such page.</p>"),
}


def body(path: str) -> bytes:
    """A page as its author wrote it."""
    title, charset, text = PAGES[path]
    links = "".join(f'<li><a href="{each}">{each}</a></li>' for each in (*PAGES, *OTHERS))
    return f"<html><title>{title}</title><ul>{links}</ul><h1>{title}</h1><p>{text}</p></html>".encode(charset)


def sent(path: str) -> tuple[int, dict[str, str], bytes]:
    """A page as its server sends it."""
    headers, content = {"Content-Type": f"text/html; charset={PAGES[path][1]}"}, body(path)
    if path in PACKED:
        headers["Content-Encoding"], content = "gzip", gzip.compress(content, mtime=0)
    if path in CHUNKED:
        pieces = [content[at : at + 100] for at in range(0, len(content), 100)] + [b""]
        headers["Transfer-Encoding"] = "chunked"
        content = b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces)
    return 200, headers, content


@pytest.fixture
def whole_site(site: Any) -> Any:
    site.answers = {path: sent(path) for path in PAGES} | OTHERS
    return site


def is_whole(archives: Path, url: str, index: Path) -> None:
    """Every page of the site is read byte for byte, and has come into the index."""
    found = [item for each in sources.walk(archives) for item in sources.read(each)]
    pages = {item.url.removeprefix(url): item.body for item in found if isinstance(item, Raw)}
    assert pages == {path: body(path) for path in PAGES}
    pipeline.build(Settings(seeds=(archives,), index=index, workers=1))
    with Searcher(index) as searcher:
        titles = {record.title for record in searcher.records(Request())}
    assert titles == {title for title, _, _ in PAGES.values()}


@pytest.mark.skipif(shutil.which("wget") is None, reason="wget is not installed")
@pytest.mark.parametrize("options", [(), ("--no-warc-compression", "--compression=auto")])
def test_no_page_is_lost_that_wget_has_recorded(whole_site: Any, tmp_path: Path, options: tuple[str, ...]) -> None:
    into = tmp_path / "archives"
    into.mkdir()
    command = ["wget", "--quiet", "--recursive", "-e", "robots=off", "--delete-after", "--no-directories"]
    subprocess.run([*command, *options, "--warc-file=site", whole_site.url + "/"], cwd=into, check=False, timeout=60)
    is_whole(into, whole_site.url, tmp_path / "index")


@contextmanager
def recording_proxy(folder: Path) -> Iterator[int]:
    """The port of a warcprox, which has written all that went through it into the folder when it has ended."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    command = ["warcprox", "--quiet", "--port", str(port), "--gzip", "--dir", folder]
    with subprocess.Popen(command, cwd=folder.parent) as proxy:
        while proxy.poll() is None and not listens(port):
            time.sleep(0.2)
        yield port
        proxy.terminate()


def listens(port: int) -> bool:
    with suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port)):
        return True
    return False


def ask(port: int, url: str) -> None:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", url, headers={"Accept-Encoding": "gzip"})
    connection.getresponse().read()
    connection.close()


@pytest.mark.skipif(shutil.which("warcprox") is None, reason="warcprox is not installed")
@pytest.mark.parametrize("site", ["127.0.0.2"], indirect=True)  # warcprox speaks to any host but 127.0.0.1
def test_no_page_is_lost_that_warcprox_has_recorded(whole_site: Any, tmp_path: Path) -> None:
    with recording_proxy(tmp_path / "archives") as port:
        for path in whole_site.answers:
            ask(port, whole_site.url + path)
    is_whole(tmp_path / "archives", whole_site.url, tmp_path / "index")


def test_no_page_is_lost_that_heritrix_has_recorded(tmp_path: Path) -> None:
    is_whole(HERITRIX, "http://127.0.0.1:8931", tmp_path / "index")
