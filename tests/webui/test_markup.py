import html
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import webui
from webui.markup import UNWANTED, highlighted, link, numbered, ordered, tidy

MARKS = st.lists(st.tuples(st.integers(-3, 60), st.integers(-3, 60)), max_size=8)
FILES = [path for path in Path(webui.__file__).parent.rglob("*") if path.suffix in {".py", ".html", ".xml", ".svg"}]


@given(st.text(), MARKS)
def test_without_its_marks_it_is_the_escaped_text(text: str, marks: list[tuple[int, int]]) -> None:
    shown = highlighted(text, marks)
    assert html.unescape(re.sub("</?mark>", "", shown)) == html.unescape(html.escape(UNWANTED.sub("", text)))
    assert set(re.findall("<[^>]*>", shown)) <= {"<mark>", "</mark>"}


@given(st.text(max_size=60), MARKS)
def test_ordered_marks_are_inside_the_text_and_apart(text: str, marks: list[tuple[int, int]]) -> None:
    flat = [edge for mark in ordered(marks, len(text)) for edge in mark]
    assert flat == sorted(flat)
    assert all(0 <= edge <= len(text) for edge in flat)


def test_marks_stand_where_their_offsets_say() -> None:
    assert highlighted("a <b> c", [(2, 5), (6, 7)]) == "a <mark>&lt;b&gt;</mark> <mark>c</mark>"


def test_braces_in_the_text_are_only_text() -> None:
    assert highlighted("{0} {x}", [(0, 3)]) == "<mark>{0}</mark> {x}"


def test_numbered_marks_lead_to_the_ones_before_and_after() -> None:
    shown = numbered("a b", ((0, 1), (2, 3)), first=2, total=3)
    assert re.findall('<mark id="(m[0-9])"', shown) == ["m2", "m3"]
    assert re.findall('href="(#m[0-9])"', shown) == ["#m1", "#m3", "#m2"]


def test_characters_that_do_harm_are_left_out() -> None:
    assert tidy("a\x00b\u202ec\ud800d\te\u200d") == "abcd\te\u200d"


@pytest.mark.parametrize("url", ["http://a.example/x?y#z", "HTTPS://a.example", "https://пример.рф/ә"])
def test_addresses_of_the_web_become_links(url: str) -> None:
    assert link(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "http:alert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "//a.example",
        "/doc",
        "file:///etc/passwd",
        "http://a.example\njavascript:x",
        "http://\\evil",
        "",
    ],
)
def test_nothing_else_becomes_a_link(url: str) -> None:
    assert link(url) == ""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_markup_is_made_in_one_file_only(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"\|\s*safe\b|autoescape\s+false|<style\b|\son[a-z]+=|style=", text)
    assert path.name == "markup.py" or not re.search(r"\bMarkup\([^)]", text)
