"""Pages out of WACZ files (https://specs.webrecorder.net/wacz/): a ZIP with WARC files in its folder `archive`."""

import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, Final, cast
from zipfile import BadZipFile, ZipFile, ZipInfo

from indexer.errors import PageError
from indexer.model import Raw, Skipped
from indexer.sources.files import Found, printable
from indexer.sources.records import DAMAGED
from indexer.sources.warc import read_warc

_ARCHIVES: Final = "archive/"
_SUFFIXES: Final = (".warc", ".warc.gz")
_UNREADABLE: Final = (BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error, OSError)  # zipfile's own


def read_wacz(found: Found, file: BinaryIO) -> Iterator[Raw | Skipped]:
    """The pages of each WARC in the file, named FILE!archive/NAME#offset. Raises PageError where it is no such ZIP."""
    try:
        package = ZipFile(file)
    except _UNREADABLE as error:
        raise PageError(DAMAGED, f"no ZIP file: {error}") from error
    warcs = [each for each in package.infolist() if _is_warc(each.filename)]
    if not warcs:
        raise PageError(DAMAGED, "no WARC file in its folder 'archive'")
    for warc in sorted(warcs, key=lambda each: each.filename):
        yield from _pages(replace(found, name=f"{found.name}!{printable(warc.filename)}"), package, warc)


def _is_warc(name: str) -> bool:
    return name.startswith(_ARCHIVES) and name.lower().endswith(_SUFFIXES)


def _pages(found: Found, package: ZipFile, warc: ZipInfo) -> Iterator[Raw | Skipped]:
    """The pages of one WARC; where the ZIP is damaged in it, the others are read all the same."""
    try:
        with package.open(warc) as file:
            yield from read_warc(found, cast("BinaryIO", file))
    except _UNREADABLE as error:
        yield Skipped(found.name, DAMAGED, str(error))
