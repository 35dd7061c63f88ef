"""A folder of everything that goes wrong: each thing is named with its reason, and everything else is indexed."""

import gzip
import os
from pathlib import Path

import pytest

from indexer import limits, pipeline
from indexer.asking import Request
from indexer.report import Report
from indexer.searcher import Searcher
from indexer.settings import Settings

GOOD = "<html><head><title>A good page</title></head><body><p>The nightingale sang over the harbour.</p></body></html>"
RECORD = (
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{n:012}>\r\nWARC-Date: 2020-01-02T03:04:05Z\r\n"
    "WARC-Target-URI: http://a.example/{n}\r\nContent-Type: application/http; msgtype=response\r\n"
    "Content-Length: {length}\r\n\r\n{body}\r\n\r\n"
)
ANSWER = (
    "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Record {n} tells of a whole lighthouse.</p>"
)

# What no person would write: each must be read whole, in seconds.
MONSTERS = {
    "attributes": "<p " + " ".join(f"a{number}=1" for number in range(32_000)) + ">a hedgehog among attributes",
    "comments": "<!--" * 32_000 + "--><p>a hedgehog behind comments",
    "misnested": "".join(f"<b id={number}>x<i>y</b>z" for number in range(32_000)) + "<p>a misnested hedgehog",
    "nested": "".join(f"<div><p>storey{number}</p>" for number in range(300)),
    "nul": "<p>" + "an ordinary sentence of some words, " * 20 + "a hed\0gehog\0 with NULs</p>",
    "utf-7": '<meta charset="utf-7"><p>a +ADw-hedgehog+AD4- in seven bits',
    "word": "<p>" + "w" * (4 * limits.MB) + " and a wordy hedgehog",
}
LYING = '<meta charset="utf-8"><p>Суд в Таразе выслушал свидетелей, и никто не ушёл до вечера.</p>'


def record(number: int) -> bytes:
    body = ANSWER.format(n=number)
    return gzip.compress(RECORD.format(n=number, length=len(body), body=body).encode())


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages") / "hostile"
    folder.mkdir()
    (folder / "good.html").write_text(GOOD)
    os.mkfifo(folder / "fifo.html")
    (folder / "loop").symlink_to(folder)
    (folder / "huge.html").write_bytes(b"<p>word " * (50 * limits.MB // 8))
    (folder / "deep.html").write_text("<div>" * 10_000 + "<p>the buried treasure of words</p>")
    for name, markup in MONSTERS.items():
        (folder / f"{name}.html").write_text(markup)
    (folder / "lying.html").write_text(LYING, "cp1251")
    (folder / "junk.html").write_bytes(bytes(range(256)) * 40)
    (folder / "empty.html").write_bytes(b"")
    (folder / "cut.warc.gz").write_bytes(record(1) + record(2) + record(3)[:-40])
    Path(os.fsdecode(os.fsencode(folder) + b"/na\xefme\n.html")).write_text("<p>The name of this file is odd.</p>")
    return folder


@pytest.fixture(scope="module")
def index(hostile: Path) -> Path:
    return hostile.parent / "index"


@pytest.fixture(scope="module")
def report(hostile: Path, index: Path) -> Report:
    return pipeline.build(Settings(seeds=(hostile,), index=index, workers=2))


def test_each_is_named_with_its_reason(report: Report, figure) -> None:
    reasons = {skipped.source.removeprefix("hostile/").partition("#")[0]: skipped.reason for skipped in report.skipped}
    assert reasons == {
        "fifo.html": "not a regular file",
        "loop": "symbolic link",
        "huge.html": "too large",
        "junk.html": "not text",
        "empty.html": "empty",
        "cut.warc.gz": "damaged archive",
    }
    figure(
        "hostile pages and names",
        f"{len(reasons)} named with their reason, {len(MONSTERS)} monsters read whole, 0 hangs",
    )


@pytest.mark.parametrize("words", [*(f"storey{number}" for number in (0, 150, 299)), "свидетели", "NULs"])
def test_no_word_of_a_monster_is_lost(report: Report, index: Path, words: str) -> None:
    with Searcher(index) as searcher:
        assert searcher.search(Request(words)).results.total == 1


def test_every_monster_is_read(report: Report, index: Path) -> None:
    with Searcher(index) as searcher:
        assert searcher.search(Request("hedgehog")).results.total == len(MONSTERS.keys() - {"nested"})


@pytest.mark.parametrize("words", ["nightingale", '"buried treasure"', '"record 1"', '"record 2"', '"file is odd"'])
def test_everything_else_is_indexed(report: Report, index: Path, words: str) -> None:
    with Searcher(index) as searcher:
        assert searcher.search(Request(words)).results.total == 1
