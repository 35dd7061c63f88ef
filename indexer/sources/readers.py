"""One row for each kind of file: READERS. A new format is a function (found, file) → pages, and its suffixes here."""

from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO, Final

from indexer.errors import PageError
from indexer.model import Raw, Skipped
from indexer.sources.files import Found, opened, size_of
from indexer.sources.jsonl import read_jsonl
from indexer.sources.single import read_html, read_text
from indexer.sources.wacz import read_wacz
from indexer.sources.warc import read_warc

# Yields a Raw for each page and a Skipped for each that cannot be used; raises PageError where the whole file cannot.
Reader = Callable[[Found, BinaryIO], Iterator[Raw | Skipped]]

_HTML: Final = (".html", ".htm", ".xhtml", ".xht", ".shtml", ".shtm", ".php", ".php3", ".php4", ".php5", ".phtml",
                ".asp", ".aspx", ".jsp", ".jspx", ".cfm", ".cgi", ".do")  # fmt: skip

READERS: Final[Mapping[str, Reader]] = {
    **dict.fromkeys(_HTML, read_html),
    **dict.fromkeys((".txt", ".text"), read_text),
    **dict.fromkeys((".warc", ".warc.gz", ".wet", ".wet.gz"), read_warc),
    ".wacz": read_wacz,
    **dict.fromkeys((".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz"), read_jsonl),
}


def read(found: Found) -> Iterator[Raw | Skipped]:
    """The pages of a file, and what of it cannot be used. Never raises: what is wrong with a file is a Skipped."""
    try:
        with opened(found.path) as file:
            if not size_of(file):
                raise PageError("empty")
            yield from READERS[found.reader](found, file)
    except PageError as error:
        yield Skipped(found.name, error.reason, error.detail)
