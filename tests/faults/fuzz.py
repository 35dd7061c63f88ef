"""Coverage-guided fuzzing of everything that reads what nobody here wrote (atheris, https://github.com/google/atheris).

    python tests/faults/fuzz.py TARGET -max_total_time=60          TARGET: one of TARGETS below

Whatever is raised but PageError is a finding: libFuzzer leaves the input in a file `crash-…`, prints it, and ends with
an error. A finding becomes a case in the tests of the part that failed.
"""

import gzip
import io
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import atheris

with atheris.instrument_imports(include=["indexer"]):
    from indexer import cleaning, sources
    from indexer.errors import PageError
    from indexer.model import Page, Raw
    from indexer.query import EXAMPLES, marks, parse, plan, to_text, wanted
    from indexer.sources.warc import read_warc

LANGUAGES = ("en", "ru", "kk")


def decode(data: bytes) -> None:
    """Bytes with a label in front → text without NULs and lone surrogates."""
    label, _, body = data.partition(b"\n")
    page = sources.decode(Raw("fuzz", "html", body, charset=label.decode("latin-1")))
    assert "\0" not in page.text
    page.text.encode("utf-8")


def segment(data: bytes) -> None:
    """Markup → blocks, judged as a lone page."""
    segments = cleaning.segment(Page("fuzz", "html" if data[:1] != b"t" else "text", data.decode("utf-8", "replace")))
    support = cleaning.SiteKnowledge.of([cleaning.fingerprints(segments)]).support(cleaning.fingerprints(segments))
    cleaning.judge(segments, support)


def warc(data: bytes) -> None:
    """A file that calls itself an archive → pages and what was passed over; it always comes to its end."""
    found = sources.Found(path=Path("fuzz.warc"), name="fuzz.warc", site="fuzz", reader=".warc")
    for _ in read_warc(found, io.BytesIO(data)):
        pass


def query(data: bytes) -> None:
    """Any text → a tree that prints back to text that means the same, a plan, and marks."""
    tree = parse(data.decode("utf-8", "replace")).tree
    assert parse(to_text(tree)).tree == tree
    plan(tree, LANGUAGES)
    marks("A text about what is asked for.", "en", wanted(tree))


_PAGE = """<html lang="en"><head><title>A title - The site</title><meta property="og:title" content="A title"></head>
<body><nav class="menu"><ul><li><a href="/">Home</a></ul></nav><article><h1>A title</h1>
<p>On 9 October 2018 a <b>text</b>.
<table><tr><td>1<td>2</table><pre>code</pre><img alt="x"></article><!-- note --><script>var x = "</p>"</script>"""
_CHUNKS = "5\r\n<p>ab\r\n0\r\n\r\n"
_HTTP = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n{_CHUNKS}{_PAGE}".encode()
_RECORD = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nWARC-Date: 2020-01-01T00:00:00Z\r\n"
    b"Content-Type: application/http\r\nContent-Length: %d\r\n\r\n%b\r\n\r\n" % (len(_HTTP), _HTTP)
)
_MOVED = _RECORD.replace(b"200 OK", b"301 At").replace(b"Content-Type: text", b"Location: ///; text")
# What each target begins with: without an example a fuzzer does not find its way past the first line in an hour.
SEEDS: dict[str, tuple[bytes, ...]] = {
    "decode": (b"windows-1251\n" + "Привет".encode("cp1251"), b'\n<meta charset="koi8-r">' + "Привет".encode("koi8-r")),
    "segment": (_PAGE.encode(), b"text of a dump\n\nHome | News\nGet Adobe Flash player\n\nA paragraph, and its end."),
    "warc": (_RECORD * 2, _MOVED, gzip.compress(_RECORD) * 2, _RECORD[:-40] + _RECORD),
    "query": tuple(example.query.encode() for example in EXAMPLES),
}

TARGETS = {target.__name__: target for target in (decode, segment, warc, query)}


def main() -> None:
    name = sys.argv.pop(1)
    target = TARGETS[name]

    def test_one_input(data: bytes) -> None:
        with suppress(PageError):
            target(data)

    with TemporaryDirectory() as corpus:
        for number, seed in enumerate(SEEDS[name]):
            Path(corpus, str(number)).write_bytes(seed)
        atheris.Setup([*sys.argv, corpus], test_one_input)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
