"""Pages out of JSON Lines: an object a line with `url`, `html` or `text`, and perhaps `title`, `date`, `fetched_at`."""

import gzip
import json
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Final

from indexer.errors import PageError
from indexer.limits import LINE_BYTES
from indexer.model import Raw, Skipped
from indexer.sources.checks import checked
from indexer.sources.files import Found, megabytes
from indexer.sources.records import DAMAGED
from indexer.sources.streams import is_gzip

_BAD_LINE: Final = "bad line"
_KEYS: Final = ("url", "html", "text", "title", "date", "fetched_at")  # others are ignored
_LONGEST: Final = 16 * LINE_BYTES  # of a line that is passed over: beyond it the file is a bomb
_STEP: Final = 1 << 20


def read_jsonl(found: Found, file: BinaryIO) -> Iterator[Raw | Skipped]:
    """The pages of a JSON Lines file, each named by the number of its line, from 1."""
    stream: BinaryIO = gzip.GzipFile(fileobj=file) if is_gzip(file) else file  # type: ignore[assignment]
    number = 0
    try:
        for number, line in enumerate(_lines(stream), 1):
            place = f"{found.name}#{number}"
            try:
                if len(line) > LINE_BYTES:
                    raise PageError("too large", f"a line of more than {megabytes(LINE_BYTES)}")
                if line.strip():
                    yield checked(_page(place, found.site, line))
            except PageError as error:
                yield Skipped(place, error.reason, error.detail)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        yield Skipped(f"{found.name}#{number + 1}", DAMAGED, str(error))


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a file; of one over the limit only its beginning. Raises PageError for one that does not end."""
    while line := stream.readline(LINE_BYTES + 1):
        length = len(line)
        rest = line
        while len(line) > LINE_BYTES and rest and not rest.endswith(b"\n"):
            rest = stream.readline(_STEP)
            length += len(rest)
            if length > _LONGEST:
                raise PageError("too large", f"a line of more than {megabytes(_LONGEST)}; the rest of the file is left")
        yield line


def _page(place: str, site: str, line: bytes) -> Raw:
    values = _values(line)
    if ("html" in values) == ("text" in values):
        raise PageError(_BAD_LINE, "needs either html or text")
    form = "html" if "html" in values else "text"
    return Raw(
        source=place,
        format=form,
        body=values[form].encode("utf-8", "ignore"),  # "ignore": lone surrogates, which JSON can write
        url=values.get("url", ""),
        site=site,
        charset="utf-8",
        title=values.get("title", ""),
        date=values.get("date", ""),
        fetched_at=values.get("fetched_at", ""),
    )


def _values(line: bytes) -> dict[str, str]:
    """The values of the keys we know; null counts as absent. Raises PageError for anything else than strings."""
    values = dict[str, str]()
    for key, value in _pairs(line):
        if key not in _KEYS or value is None:
            continue
        if not isinstance(value, str):
            raise PageError(_BAD_LINE, f"{key} is not a string")
        if key in values:
            raise PageError(_BAD_LINE, f"{key} stands twice")
        values[key] = value
    return values


def _pairs(line: bytes) -> list[tuple[str, object]]:
    """The keys and values of the object on a line, repeated ones too."""
    try:
        parsed = json.loads(line.decode("utf-8-sig"), object_pairs_hook=list)
    except UnicodeDecodeError as error:
        raise PageError(_BAD_LINE, "not UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise PageError(_BAD_LINE, f"not JSON: {error}"[:200]) from error
    if not line.lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):  # with the hook, an object and an array look alike
        raise PageError(_BAD_LINE, "not an object")
    return list(parsed)
