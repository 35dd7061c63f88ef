import gzip
import json
from collections.abc import Callable

import pytest

from indexer.limits import LINE_BYTES, MB, PAGE_BYTES
from indexer.model import Raw, Skipped
from indexer.sources import jsonl

Pages = Callable[[str, bytes], list[Raw | Skipped]]
GOOD = b'{"url": "http://a.example/1", "text": "One"}\n'


def test_a_line_is_a_page_named_by_its_number(pages_of: Pages) -> None:
    line = {"url": "u", "html": "<p>Ж", "title": "T", "date": "2018", "fetched_at": "2019-01-01", "other": [1]}
    assert pages_of("a.jsonl", b"\n" + json.dumps(line).encode()) == [
        Raw("a.jsonl#2", "html", "<p>Ж".encode(), "u", "site", "utf-8", "T", "2018", "2019-01-01")
    ]


@pytest.mark.parametrize(
    ("line", "detail"),
    [
        (b"{", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"\xff\xfe{}", "not UTF-8"),
        (b'["url", "text"]', "not an object"),
        (b'[["text", "a"]]', "not an object"),
        (b"12", "not an object"),
        (b'{"url": "u"}', "either html or text"),
        (b'{"html": "a", "text": "b"}', "either html or text"),
        (b'{"text": "a", "text": "b"}', "text stands twice"),
        (b'{"text": ["a"]}', "text is not a string"),
        (b'{"text": "a", "url": 7}', "url is not a string"),
        (b'{"text": ' + b"9" * 10_000 + b"}", "not JSON"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_is_read(pages_of: Pages, line: bytes, detail: str) -> None:
    before, bad, after = pages_of("a.ndjson", GOOD + line + b"\n" + GOOD)
    assert isinstance(bad, Skipped)
    assert (bad.source, bad.reason) == ("a.ndjson#2", "bad line")
    assert detail in bad.detail
    assert isinstance(before, Raw)
    assert isinstance(after, Raw)


def test_pages_and_lines_over_their_limits_are_too_large(pages_of: Pages) -> None:
    page = json.dumps({"text": "a" * (PAGE_BYTES + 1)}).encode()
    line = json.dumps({"text": "a", "x": "b" * (LINE_BYTES + 5_000_000)}).encode()
    items = pages_of("a.jsonl", b"\n".join((page, line, GOOD)))
    assert [getattr(item, "reason", "page") for item in items] == ["too large", "too large", "page"]


def test_null_is_as_good_as_absent_and_lone_surrogates_are_dropped(pages_of: Pages) -> None:
    (page,) = pages_of("a.jsonl", rb'{"url": null, "text": "a\ud800b\ud83d\ude00"}')
    assert isinstance(page, Raw)
    assert (page.url, page.body.decode()) == ("", "ab\N{GRINNING FACE}")


def test_gzip_is_known_by_its_bytes_and_its_end_may_be_missing(pages_of: Pages) -> None:
    packed = gzip.compress(b"".join(GOOD.replace(b"One", b"%d" % n) for n in range(9_000)))
    assert len(pages_of("a.jsonl", packed)) == 9_000
    *pages, last = pages_of("a.jsonl.gz", packed[: len(packed) // 2])
    assert isinstance(last, Skipped)
    assert last.reason == "damaged archive"
    assert len(pages) > 2_000


def test_a_line_without_end_in_a_small_gzip_stops(pages_of: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "_LONGEST", LINE_BYTES + 2 * MB)
    (bomb,) = pages_of("a.jsonl.gz", gzip.compress(b'{"text": "' + bytes(LINE_BYTES + 9 * MB), 1))
    assert isinstance(bomb, Skipped)
    assert bomb.reason == "too large"
