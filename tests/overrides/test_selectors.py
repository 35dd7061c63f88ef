"""Blocks chosen by where they stand on the page."""

import time
from collections.abc import Callable
from itertools import pairwise

import pytest

from indexer import cleaning
from indexer.model import Document, Element, Page, Segments
from indexer.overrides import Corrections, to_blocks
from indexer.overrides.selectors import checked, chosen

Of = Callable[..., Corrections]
MARKUP = """
<body class="front wide"><div id="page">
  <nav id="menu-top" class="menu"><ul><li>Menu</li></ul></nav>
  <article class="post node"><h1>Seminar</h1><p class="byline">By A. Nobody</p><div><p>Text</p></div>
    <table><tr><td class="n">One</td><td>Two</td></tr></table></article>
  <div class="side bar"><p>Aside</p></div>
</div></body>
"""


@pytest.fixture
def segments() -> Segments:
    return cleaning.segment(Page("seeds/a.example/seminar.html", "html", MARKUP, site="a.example"))


def texts(segments: Segments, selector: str) -> str:
    """The blocks that a selector chooses."""
    found = chosen(selector, segments.elements)
    return ", ".join(block.text for block in segments.blocks if found[block.element])


@pytest.mark.parametrize(
    ("selector", "blocks"),
    [
        ("nav", "Menu"),
        ("article > p.byline", "By A. Nobody"),
        ("article > p", "By A. Nobody"),
        ("article p", "By A. Nobody, Text"),
        ("#page .bar, h1", "Seminar, Aside"),
        (".bar.side", "Aside"),
        ("body.front nav li", "Menu"),
        ("tr", "One | Two"),
        ("[id^=menu-]", "Menu"),
        ("[class~=side], [class*=yline]", "By A. Nobody, Aside"),
        ("article > :not(.byline):not(div):not(table)", "Seminar"),
        (":is(nav, .side) p", "Aside"),
        ("#page > *", "Menu, Seminar, By A. Nobody, Text, One | Two, Aside"),
        ("nav p", ""),
        (".by", ""),
    ],
)
def test_a_selector_chooses_the_blocks_of_an_element_and_of_those_inside_it(
    segments: Segments, selector: str, blocks: str
) -> None:
    assert texts(segments, selector) == blocks


@pytest.mark.parametrize(
    ("selector", "says"),
    [
        ("div >", "a CSS selector .*Expected selector, got <EOF at 5>"),
        ("p:nth-child(2)", "without :nth-child: pages are stored with tags, #id, .class"),
        ("p:first-child", "without :first-child"),
        ("p + p", r"without '\+'"),
        ("p:has(b)", r"without :has\(\)"),
        ("p::before", "without ::before"),
        ("[href]", r"without \[href\]"),
        ("div > span.date", "'span' stands inside of it"),
        ("html p", "from 'body' inwards, not 'html'"),
        (":not(" * 5_000, "a CSS selector"),
    ],
)
def test_what_cannot_be_told_of_a_stored_page_is_refused_with_what_can(selector: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        checked(selector)


def test_the_owner_keeps_and_drops_by_selector(corrections: Of, document: Document, segments: Segments) -> None:
    judged = cleaning.judge(segments, cleaning.SiteKnowledge.of([]).support(cleaning.fingerprints(segments)))
    entries = '[[drop]]\nselector = "#page"\n[[keep]]\nselector = "article"\n[[drop]]\ntext = "by a. nobody"'
    blocks = to_blocks(judged, corrections(entries), segments).blocks
    assert [block.text for block in blocks if block.verdict.kept] == ["Seminar", "Text", "One | Two"]
    assert {block.verdict.rule for block in blocks} == {"owner"}


def test_plain_text_stands_in_nothing(corrections: Of) -> None:
    segments = cleaning.segment(Page("a.txt", "text", "Title\n\nA line of text.", site="a.example"))
    judged = cleaning.judge(segments, cleaning.SiteKnowledge.of([]).support(cleaning.fingerprints(segments)))
    assert to_blocks(judged, corrections('[[drop]]\nselector = "*"'), segments).blocks == judged.blocks


def test_a_deep_page_and_a_long_selector_take_no_time() -> None:
    deep = [Element(-1, "div", "", "a"), *(Element(above, "div", "", "a") for above, _ in pairwise(range(2_000)))]
    start = time.process_time()
    assert sum(chosen(" ".join([".a"] * 50), deep)) == 1_951
    assert time.process_time() - start < 1
