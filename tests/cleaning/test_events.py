import time

import pytest

from indexer.cleaning.events import pieces_careful, pieces_fast, suspicious
from indexer.cleaning.metadata import MetaReader
from indexer.cleaning.walk import Walk
from indexer.errors import PageError

BOMBS = {
    "deep": "<div>" * 100_000,
    "tables": "<table><tr><td>" * 4_000,
    "formatting": "<b><p>" * 4_000,
    "attributes": "<p " + " ".join(f"a{n}=1" for n in range(32_000)) + ">",
    "bare attributes": "<p " + " ".join(f"a{n}" for n in range(32_000)) + ">",
    "comments": "<!--" * 32_000,
    "conditions": "<![if " * 32_000 + ">",
    "misnested": "".join(f"<b id={n}>x<i>y</b>z" for n in range(32_000)),
    "entities": "&#x41;" * 100_000,
    "scripts": "<script>" * 30_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_read_in_bounded_time_and_keeps_its_words(name, cut):
    started = time.process_time()
    page = cut(BOMBS[name] + " words at the end")
    assert time.process_time() - started < 4  # 2 on an idle machine
    assert "words at the end" in page.blocks[-1].text


def test_words_nested_three_hundred_deep_are_kept(cut):
    assert cut("<div>" * 300 + "deep words" + "</div>" * 300).blocks[0].text == "deep words"


def test_an_ordinary_page_goes_to_the_fast_parser():
    row = '<tr><td class="x y z"><a href="/a?b=c" title="A title of some words">a</a></td></tr>'
    assert suspicious(f"<table>{row * 3000}</table>") == ("fast", "")


def test_a_picture_written_into_its_address_is_not_suspicious():
    assert suspicious(f'<img src="data:image/png;base64,{"A/b+" * 100_000}">') == ("fast", "")


def test_both_parsers_give_the_same_blocks():
    markup = (
        "<html><body><nav><a href=/>Home</a></nav><h1>Title</h1><p>a <b>b</b><br>c</p><ul><li>d<li>e</ul></body></html>"
    )
    walks = [Walk(MetaReader()), Walk(MetaReader())]
    walks[0].read(pieces_fast(markup))
    walks[1].read(pieces_careful(markup))
    assert walks[0].found.blocks() == walks[1].found.blocks()


@pytest.mark.parametrize("markup", ["", " ", "</p>", "<!--", "<script>", "<td>" * 50, "<tr></tr>", "<br>"])
def test_markup_without_text_is_refused_and_never_crashes(markup, cut):
    with pytest.raises(PageError, match="no text"):
        cut(markup)


@pytest.mark.parametrize("markup", ["&#xD800;x", "</p>x", "<td>x<tr>y", "<a href='b'>x<a>y</a></a>", "<br><br>x<br>"])
def test_odd_markup_gives_its_text(markup, cut):
    assert "x" in cut(markup).blocks[0].text
