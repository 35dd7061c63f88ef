import os
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.limits import PAGE_BYTES
from indexer.model import Raw, Skipped
from indexer.sources import Found, read

Pages = Callable[[str, bytes], list[Raw | Skipped]]
JUNK = bytes(range(256)) * 40


def test_an_html_file_is_one_page_named_by_its_file(pages_of: Pages) -> None:
    assert pages_of("page.html", b"<p>Text") == [Raw("page.html", "html", b"<p>Text", site="site")]


@pytest.mark.parametrize(
    ("name", "body", "reason"),
    [
        ("empty.html", b"", "empty"),
        ("blank.txt", b" \r\n\t ", "empty"),
        ("page.html", b"%PDF-1.4 ...", "not text"),
        ("page.html", b"PK\x03\x04....", "not text"),
        ("page.html", b"\x1f\x8b\x08....", "not text"),
        ("page.html", JUNK, "not text"),
        ("page.html", bytes(5_000), "not text"),
        ("page.txt", b"\x89PNG\r\n", "not text"),
        ("page.txt", b"a" * (PAGE_BYTES + 1), "too large"),
    ],
)
def test_what_is_no_page_is_named_with_its_reason(pages_of: Pages, name: str, body: bytes, reason: str) -> None:
    (item,) = pages_of(name, body)
    assert isinstance(item, Skipped)
    assert (item.source, item.reason) == (name, reason)


def test_too_large_tells_both_sizes(tmp_path: Path, pages_in: Callable[..., list[Skipped]]) -> None:
    with (tmp_path / "page.html").open("wb") as file:
        file.truncate(50 * 1024 * 1024)  # a sparse file: only its first bytes are read
    assert pages_in(tmp_path / "page.html") == [Skipped("page.html", "too large", "50.0 MB; at most 5.0 MB")]


def test_html_in_a_text_file_is_html_and_text_in_an_html_file_is_text(pages_of: Pages) -> None:
    (html,), (text,) = pages_of("a.txt", b"\n<!DOCTYPE html><p>x"), pages_of("a.html", b"Only words, 1 < 2.")
    assert isinstance(html, Raw)
    assert isinstance(text, Raw)
    assert (html.format, text.format) == ("html", "text")


def test_utf16_is_text(pages_of: Pages) -> None:
    for body in ("<p>Привет, мир".encode("utf-16"), "<p>Привет, мир, и еще</p>".encode("utf-16-be")):
        assert isinstance(pages_of("page.html", body)[0], Raw)


def test_a_file_that_became_a_pipe_or_a_link_after_the_walk_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "link.html").symlink_to("/etc/passwd")
    os.mkfifo(tmp_path / "pipe.html")
    reasons = [
        [item.reason for item in read(Found(tmp_path / name, name, "site", ".html")) if isinstance(item, Skipped)]
        for name in ("link.html", "pipe.html", "gone.html")
    ]
    assert reasons == [["symbolic link"], ["not a regular file"], ["gone"]]
