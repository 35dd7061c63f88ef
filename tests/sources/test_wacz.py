import gzip
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from indexer.model import Raw, Skipped

Records = Callable[[int], list[bytes]]
Gzipped = Callable[[list[bytes]], bytes]
Pages = Callable[[str, bytes], list[Raw | Skipped]]


def packed(files: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    """A ZIP file; WACZ stores its WARC files as they are."""
    package = BytesIO()
    with zipfile.ZipFile(package, "w", compression) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return package.getvalue()


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_every_warc_of_the_package_is_read(
    pages_of: Pages, records: Records, gzipped: Gzipped, compression: int
) -> None:
    files = {
        "datapackage.json": b"{}",
        "archive/b.warc": b"".join(records(2)),
        "archive/a.warc.gz": gzipped(records(3)),
        "indexes/index.cdx.gz": gzip.compress(b"x"),
        "pages/pages.jsonl": b"{}",
    }
    items = pages_of("crawl.wacz", packed(files, compression))
    assert [item.url[-1:] for item in items if isinstance(item, Raw)] == ["0", "1", "2", "0", "1"]
    places = {item.source.partition("#")[0] for item in items}
    assert places == {"crawl.wacz!archive/a.warc.gz", "crawl.wacz!archive/b.warc"}


def test_a_damaged_warc_in_it_does_not_hide_the_others(pages_of: Pages, records: Records, gzipped: Gzipped) -> None:
    body = packed({"archive/a.warc.gz": gzipped(records(1)), "archive/b.warc.gz": gzipped(records(2))})
    first = body.index(b"\x1f\x8b")
    items = pages_of("crawl.wacz", body[:first] + b"\0\0\0\0" + body[first + 4 :])
    assert [type(item) for item in items] == [Skipped, Raw, Raw]


@pytest.mark.parametrize("body", [b"PK\x03\x04 no zip", b"text", packed({"archive/readme.txt": b"no warc"})])
def test_what_is_no_wacz_is_told_as_one_damaged_file(pages_of: Pages, body: bytes) -> None:
    (item,) = pages_of("crawl.wacz", body)
    assert isinstance(item, Skipped)
    assert item.reason == "damaged archive"
