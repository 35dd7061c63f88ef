from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.model import Raw

URL = "https://site.example/a?b=1"
Pages = Callable[[str, bytes], list[Raw]]


@pytest.mark.parametrize("name", ["page.html.url", "page.url"])
@pytest.mark.parametrize("body", [f"{URL}\n", f"\ufeff{URL}\r\nmore", f"[InternetShortcut]\r\nURL={URL}\r\n"])
def test_a_file_beside_the_page_gives_its_address(pages_of: Pages, tmp_path: Path, name: str, body: str) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / name).write_text(body)
    assert pages_of("page.html", b"<p>Text")[0].url == URL


def test_the_first_line_of_a_text_gives_its_address_and_is_taken_off(pages_of: Pages) -> None:
    (page,) = pages_of("page.txt", f"\ufeff\r\n{URL}\r\n\r\nTitle\n".encode())
    assert (page.url, page.body) == (URL, b"\r\nTitle\n")


def test_a_first_line_with_more_than_an_address_stays(pages_of: Pages) -> None:
    (page,) = pages_of("page.txt", f"{URL} is the address\n".encode())
    assert (page.url, page.body) == ("", f"{URL} is the address\n".encode())


def test_a_text_of_nothing_but_an_address_is_empty(pages_of: Callable[..., list[object]]) -> None:
    assert "empty" in str(pages_of("page.txt", URL.encode()))


@pytest.mark.parametrize(
    ("comment", "url"),
    [
        ("<!-- saved from url=(0026)https://site.example/a?b=1 -->", URL),
        ("<!-- Mirrored from site.example/a.htm by HTTrack Website Copier/3.x -->", "http://site.example/a.htm"),
        ("<!--\n Page saved with SingleFile \n url: https://site.example/a?b=1 \n saved date: x -->", URL),
    ],
)
def test_programs_that_save_pages_write_down_the_address(pages_of: Pages, comment: str, url: str) -> None:
    assert pages_of("page.html", f"<!doctype html>\n{comment}\n<p>Text".encode())[0].url == url


def test_a_side_car_that_is_a_link_is_not_read(pages_of: Pages, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "elsewhere").write_text(URL)
    (tmp_path / "site/page.html.url").symlink_to(tmp_path / "elsewhere")
    assert pages_of("page.html", b"<p>Text")[0].url == ""
