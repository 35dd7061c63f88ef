import gzip
import sys
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import brotli
import pytest
from warcio.archiveiterator import ArchiveIterator

from indexer.limits import MB
from indexer.model import Raw, Skipped, document_id
from indexer.sources import decode, warc

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

Record = Callable[..., bytes]
Records = Callable[[int], list[bytes]]
Gzipped = Callable[[list[bytes]], bytes]
Pages = Callable[[str, bytes], list[Raw | Skipped]]
HTML = b"<html><p>Text</p></html>"


def urls(items: list[Raw | Skipped]) -> str:
    """The last characters of the pages' addresses."""
    return "".join(item.url[-1:] for item in items if isinstance(item, Raw))


def reasons(items: list[Raw | Skipped]) -> list[str]:
    return [item.reason for item in items if isinstance(item, Skipped)]


def test_a_response_is_a_page(pages_of: Pages, record: Record) -> None:
    (page,) = pages_of("a.warc", record("http://site.example/1", HTML, "text/html; Charset='Windows-1251'"))
    assert page == Raw(
        "a.warc#0", "html", HTML, "http://site.example/1", "site", "Windows-1251", fetched_at="2019-05-01T10:00:00Z"
    )


def test_resources_and_conversions_are_pages_too(pages_of: Pages, record: Record) -> None:
    text = record(body=b"Text", media_type="text/plain", kind="conversion")
    html = record(body=HTML, media_type="application/xhtml+xml", kind="resource")
    assert [getattr(item, "format", "") for item in pages_of("a.wet", text + html)] == ["text", "html"]


def test_sources_are_where_warcio_finds_the_records(pages_of: Pages, records: Records, gzipped: Gzipped) -> None:
    for name, body in (("a.warc", b"".join(records(4))), ("a.warc.gz", gzipped(records(4)))):
        reader = ArchiveIterator(BytesIO(body))
        offsets = [reader.get_record_offset() for _ in reader]
        assert [item.source for item in pages_of(name, body)] == [f"{name}#{offset}" for offset in offsets]


def test_records_in_one_gzip_member_are_read_and_told_apart(pages_of: Pages, records: Records) -> None:
    items = pages_of("a.warc.gz", gzip.compress(b"".join(records(3))))
    assert urls(items) == "012"
    assert len({item.source for item in items}) == 3


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"status": "404 Not Found"}, "status 404"),
        ({"status": "301 Moved"}, "status 301"),
        ({"status": "OK"}, "status unknown"),
        ({"media_type": "image/png"}, "type image/png"),
        ({"media_type": "application/octet-stream", "body": b"%PDF-1.7"}, "not text"),
        ({"body": b"\x89PNG\r\n"}, "not text"),
        ({"body": b""}, "empty"),
        ({"body": b"a" * (5 * MB + 1)}, "too large"),
        ({"body": b"a" * 9 * MB}, "too large"),
        ({"body": bytes(range(256)) * 9, "headers": (("Content-Encoding", "dcb"),)}, "content encoding dcb"),
        ({"body": bytes(range(256)) * 9, "headers": (("Content-Encoding", "br"),)}, "damaged page"),
        ({"body": b"\x28\xb5\x2f\xfdbroken", "headers": (("Content-Encoding", "zstd"),)}, "damaged page"),
        ({"body": b"\x1f\x8b\x08broken", "headers": (("Content-Encoding", "gzip"),)}, "damaged page"),
        ({"kind": "revisit"}, "revisit"),
        ({"kind": "mystery"}, "damaged archive"),
    ],
)
def test_what_is_no_page_is_named_and_the_rest_is_read(
    pages_of: Pages, records: Records, record: Record, options: dict[str, object], reason: str
) -> None:
    before, after = records(2)
    for parts in (before + record(**options) + after,):
        items = pages_of("a.warc", parts)
        assert (urls(items), reasons(items)) == ("01", [reason])


@pytest.mark.parametrize(
    ("status", "target", "ends"),
    [
        ("301 Moved", "/other", True),
        ("308 Moved", "https://site.example/1", True),
        ("302 Found", "/other", False),
        ("301 Moved", "/1?utm_source=mail", False),
        ("301 Moved", "", False),
        ("301 Moved", "http://[x", False),
    ],
)
def test_a_redirect_for_good_to_another_page_ends_the_page_that_was_there(
    pages_of: Pages, record: Record, status: str, target: str, ends: bool
) -> None:
    url, headers = "http://site.example/1", (("Location", target),)
    (moved,) = pages_of("a.warc", record(url, b"", status=status, headers=headers))
    assert isinstance(moved, Skipped)
    assert moved.gone == (document_id(url) if ends else "")


def test_requests_and_the_like_are_passed_over_silently(pages_of: Pages, record: Record) -> None:
    kinds = b"".join(record(kind=kind, media_type="text/plain") for kind in ("warcinfo", "request", "metadata"))
    assert pages_of("a.warc", kinds) == []


@pytest.mark.parametrize("typed", ["", "application/octet-stream"])
def test_a_page_without_a_type_is_known_by_its_bytes(pages_of: Pages, record: Record, typed: str) -> None:
    page, text = pages_of("a.warc", record(media_type=typed) + record(media_type=typed, body=b"Only text"))
    assert [getattr(item, "format", "") for item in (page, text)] == ["html", "text"]


def deflated(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


def chunked(body: bytes) -> bytes:
    return b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (gzip.compress(HTML, mtime=0), {"Content-Encoding": "gzip"}),
        (zlib.compress(HTML), {"Content-Encoding": "deflate"}),
        (deflated(HTML), {"Content-Encoding": "deflate"}),
        (chunked(HTML), {"Transfer-Encoding": "chunked"}),
        (chunked(gzip.compress(HTML, mtime=0)), {"Transfer-Encoding": "Chunked", "Content-Encoding": "x-gzip"}),
        (HTML, {"Content-Encoding": "gzip"}),
        (HTML, {"Content-Encoding": "deflate"}),
        (HTML, {"Content-Encoding": "br"}),
        (HTML, {"Content-Encoding": "zstd"}),
        (b"\n \xef\xbb\xbf" + HTML, {"Content-Encoding": "br"}),
        (brotli.compress(HTML), {"Content-Encoding": "br"}),
        (zstd.compress(HTML), {"Content-Encoding": "zstd"}),
        (gzip.compress(gzip.compress(HTML, mtime=0), mtime=0), {"Content-Encoding": "gzip, gzip"}),
        (gzip.compress(HTML, mtime=0), {"Content-Encoding": "gzip, gzip"}),
        (gzip.compress(zlib.compress(HTML), mtime=0), {"Content-Encoding": "deflate,gzip"}),
        (
            chunked(brotli.compress(gzip.compress(HTML, mtime=0))),
            {"Transfer-Encoding": "chunked", "Content-Encoding": "GZIP, br"},
        ),
        (HTML, {"Transfer-Encoding": "chunked"}),
        (HTML, {"Content-Encoding": "identity"}),
    ],
)
def test_bodies_are_unpacked_whether_the_headers_tell_the_truth_or_not(
    pages_of: Pages, record: Record, body: bytes, headers: dict[str, str]
) -> None:
    (page,) = pages_of("a.warc", record(body=body, headers=tuple(headers.items())))
    assert isinstance(page, Raw)
    assert page.body.endswith(HTML)


@pytest.mark.parametrize(
    ("encoding", "pack"), [("gzip", gzip.compress), ("br", brotli.compress), ("zstd", zstd.compress)]
)
@pytest.mark.parametrize("wrap", [lambda body: body, chunked])
def test_a_bomb_in_a_body_stops_at_the_limit(
    pages_of: Pages, record: Record, wrap: Callable[[bytes], bytes], encoding: str, pack: Callable[[bytes], bytes]
) -> None:
    headers = (("Content-Encoding", encoding), ("Transfer-Encoding", "chunked"))
    (bomb,) = pages_of("a.warc", record(body=wrap(pack(bytes(50 * MB))), headers=headers))
    assert isinstance(bomb, Skipped)
    assert (bomb.reason, bomb.detail) == ("too large", "0.0 MB packed; more than 5.0 MB unpacked")


def test_a_bomb_of_a_record_costs_that_record_only(
    pages_of: Pages, records: Records, gzipped: Gzipped, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warc, "_REACH", 8 * MB)
    first, last = records(2)
    bomb = first.replace(b"Content-Length: ", b"Content-Length: 99999999", 1) + bytes(20 * MB)
    items = pages_of("a.warc.gz", gzipped([first, bomb, last]))
    assert (urls(items), reasons(items)) == ("01", ["too large"])


# -- damaged archives: how many of the planted records come out


@pytest.mark.parametrize(
    "damage",
    [
        lambda record: record[: len(record) // 2],
        lambda record: record[:30] + bytes(40) + record[70:],
        lambda record: record[:40] + b"\xff" + record[41:],
        lambda record: b"",
        lambda record: b"junk" * 200,
        lambda record: record[: len(record) - 10] + b"\x1f\x8b\x08" * 3,
        lambda record: bytes(1_000),
    ],
)
@pytest.mark.parametrize("packed", [True, False])
def test_a_damaged_record_costs_no_other(
    pages_of: Pages, records: Records, gzipped: Gzipped, damage: Callable[[bytes], bytes], packed: bool
) -> None:
    parts = [gzipped([record]) if packed else record for record in records(9)]
    items = pages_of("a.warc", b"".join([*parts[:4], damage(parts[4]), *parts[5:]]))
    assert set("01235678") <= set(urls(items))
    assert len(reasons(items)) <= 1


def test_damage_tells_where_it_is(pages_of: Pages, records: Records, gzipped: Gzipped) -> None:
    parts = [gzipped([record]) for record in records(3)]
    start, second = len(parts[0]), parts[1]
    items = pages_of("a.warc.gz", parts[0] + second[:40] + bytes(9) + second[49:] + parts[2])
    (damage,) = [item for item in items if isinstance(item, Skipped)]
    assert (damage.source, damage.reason) == (f"a.warc.gz#{start}", "damaged archive")
    assert damage.detail


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_a_truncated_archive_yields_its_whole_records_and_one_note(
    pages_of: Pages, records: Records, gzipped: Gzipped, name: str
) -> None:
    parts = [gzipped([record]) if name.endswith("gz") else record for record in records(5)]
    items = pages_of(name, b"".join(parts)[: -len(parts[-1]) // 2])
    assert urls(items) == "0123"
    assert reasons(items) == ["damaged archive"]
    assert items[-1].source == f"{name}#{sum(map(len, parts[:4]))}"


@pytest.mark.parametrize("length", [b"7", b"900", b"x", b"-1", b"9" * 30])
def test_a_wrong_content_length_loses_nothing(pages_of: Pages, records: Records, length: bytes) -> None:
    first, second, third = records(3)
    head, _, body = second.partition(b"\r\n\r\n")
    lines = [
        b"Content-Length: " + length if line.startswith(b"Content-Length") else line for line in head.split(b"\r\n")
    ]
    items = pages_of("a.warc", first + b"\r\n".join(lines) + b"\r\n\r\n" + body + third)
    assert (urls(items), reasons(items)) == ("012", [])
    assert decode(items[1]).text.endswith("b" * 50)  # type: ignore[arg-type]


def test_headers_without_end_are_bounded(pages_of: Pages, records: Records) -> None:
    first, last = records(2)
    bomb = b"WARC/1.0\r\n" + b"X-Header: x\r\n" * 100_000
    items = pages_of("a.warc", first + bomb + b"\r\n\r\n" + last)
    assert (urls(items), reasons(items)) == ("01", ["damaged archive"])


def test_what_is_no_archive_is_named_once(pages_of: Pages) -> None:
    for name, body in (("a.warc", b"not a warc" * 99), ("a.warc.gz", gzip.compress(b"no")), ("a.wet", bytes(9_000))):
        assert reasons(pages_of(name, body)) == ["damaged archive"]


def test_an_archive_may_lie_in_a_folder_with_a_strange_name(
    tmp_path: Path, records: Records, pages_in: Callable[[Path], list[Raw | Skipped]]
) -> None:
    (tmp_path / "a\nb").mkdir()
    (tmp_path / "a\nb" / "c.warc").write_bytes(b"".join(records(2)))
    assert next(item.source for item in pages_in(tmp_path)) == f"{tmp_path.name}/a\\nb/c.warc#0"
