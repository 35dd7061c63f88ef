import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import PageError
from indexer.model import Page, Raw
from indexer.sources import decode

RUSSIAN = "Региональный семинар по вопросам противодействия торговле людьми прошёл в Алматы."


def page(body: bytes, charset: str = "", form: str = "html") -> Page:
    return decode(Raw("page", form, body, charset=charset))


def meta(charset: str, text: str) -> str:
    return f'<html><head><meta charset="{charset}"><title>{text}</title>'


def test_what_the_container_said_is_kept_clean() -> None:
    raw = Raw("s", "html", b"<p>x", "HTTP://WWW.A.example:80/#x", "folder", "", " T\0 ", "2018\n", "2019-01-01")
    assert decode(raw) == Page(
        "s", "html", "<p>x", "http://www.a.example/", "a.example", "utf-8", "T", "2018", "2019-01-01"
    )


def test_a_page_without_a_usable_address_has_its_folders_name() -> None:
    for url in ("", "javascript:alert(1)"):
        made = decode(Raw("s", "text", b"x", url, "folder"))
        assert (made.url, made.site) == ("", "folder")


def test_controls_go_and_every_line_end_is_a_newline() -> None:
    body = "\ufeffa\r\nb\rc\fd\x85e\0\x07\x1b\x7f\x9ff\tg\u2028h".encode()
    assert page(body).text == "a\nb\nc\nd\nef\tg\u2028h"


def test_composed_and_decomposed_letters_stay_as_they_are() -> None:
    assert page("é e\u0301".encode()).text == "é e\u0301"


@pytest.mark.parametrize("body", [b"", b"\0\0\0", b" \r\n", b"\xef\xbb\xbf"])
def test_nothing_but_space_is_empty(body: bytes) -> None:
    with pytest.raises(PageError, match="empty"):
        page(body)


@given(st.binary(max_size=400), st.text(max_size=12), st.sampled_from(["html", "text"]))
def test_it_never_raises_and_doing_it_twice_changes_nothing(body: bytes, label: str, form: str) -> None:
    try:
        once = page(body, label, form)
    except PageError:
        return
    again = page(once.text.encode(), "utf-8", form)  # strictly: there is no lone surrogate
    assert again.text == once.text
    assert not set(once.text) & set("\0\r\x0b\x0c\x1b\x7f\x85")


@given(
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1).filter(str.strip),
    st.sampled_from(["", "windows-1251", "latin-1", "utf-7", "shift_jis", "utf-16"]),
)
def test_utf8_is_read_as_utf8_whatever_its_label(text: str, label: str) -> None:
    if stripped := text.lstrip("\ufeff").strip():
        assert page(stripped.encode(), label, "text").text == stripped.lstrip("\ufeff")


def test_a_page_cannot_name_one_of_pythons_codecs() -> None:
    for label in ("utf-7", "unicode_escape", "raw_unicode_escape", "rot13", "punycode", "idna", "base64", "utf\0-8"):
        text = meta(label, "+ADw-script+AD4- \\x3cscript aGVsbG8=")
        assert page(text.encode(), label).text == text.replace("\0", "")


@pytest.mark.parametrize(
    "body", [b"\xff" * 2_000_000, b"<\xe0" * 1_000_000, b"charset=\xe0" * 200_000, b"\xe0<p>" * 900_000]
)
def test_large_nonsense_is_read_quickly(body: bytes) -> None:
    start = time.process_time()
    page(body)
    assert time.process_time() - start < 3
