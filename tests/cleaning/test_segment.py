import pytest

from indexer.errors import PageError
from indexer.model import Kind


def texts(segments):
    return [block.text for block in segments.blocks]


def test_paragraphs_headings_items_and_code_are_blocks_of_their_kind(cut):
    page = cut("<h2>A</h2><p>B <b>c</b></p><ul><li>d<ul><li>e</ul></ul><pre>x\n  y</pre><blockquote><p>q</blockquote>")
    assert [(b.kind, b.level, b.text) for b in page.blocks] == [
        (Kind.HEADING, 2, "A"), (Kind.PARAGRAPH, 0, "B c"), (Kind.ITEM, 1, "d"), (Kind.ITEM, 2, "e"),
        (Kind.CODE, 0, "x\n  y"), (Kind.QUOTE, 0, "q"),
    ]  # fmt: skip


def test_a_row_of_data_is_one_block(cut):
    page = cut("<table><tr><th>Court<th>Judges<tr><td>Medeu<td>12</table>")
    assert [(b.kind, b.text) for b in page.blocks] == [(Kind.ROW, "Court | Judges"), (Kind.ROW, "Medeu | 12")]


def test_a_table_for_layout_falls_into_the_blocks_of_its_cells(cut):
    page = cut("<table><tr><td><a href=/>Home</a><td><h1>Title</h1><p>One.<p>Two.</table>")
    assert texts(page) == ["Home", "Title", "One.", "Two."]


def test_one_line_break_stays_in_the_block_and_two_part_it(cut):
    assert texts(cut("<p>a<br>b<br><br>c</p>")) == ["a\nb", "c"]


def test_words_in_neighbouring_inline_elements_are_not_parted(cut):
    assert texts(cut("<p>Alma<b>ty</b>, <i>May</i>\n 2012</p>")) == ["Almaty, May 2012"]


def test_scripts_and_styles_give_no_text_and_a_flash_fallback_does(cut):
    page = cut("<script>x</script><style>y</style><p>a</p><object>Get Adobe Flash player</object>")
    assert texts(page) == ["a", "Get Adobe Flash player"]


def test_hints_come_from_tags_classes_ids_and_roles(cut):
    page = cut("<nav><p>a</p></nav><div class=post-footer><p>b</div><div role=search id=x>c</div><p hidden>d")
    assert [set(block.hints) for block in page.blocks] == [
        {"nav"},
        {"forum", "footer", "article"},
        {"form"},
        {"hidden"},
    ]


def around(page, text):
    """The elements that a block stands in, outermost first, without html and body."""
    number = next(block.element for block in page.blocks if block.text == text)
    found = []
    while number >= 0:
        found.insert(0, page.elements[number][1:])
        number = page.elements[number].parent
    return found[1:]


def test_a_block_tells_the_elements_that_it_stands_in(cut):
    page = cut("<div id=x class=' a  b '><p>One<p>Two</div><table class=t><tr id=r><td>1<td class=n>2</table>")
    assert around(page, "One") == around(page, "Two") == [("div", "x", "a b"), ("p", "", "")]
    assert [name for name, _, _ in around(page, "1 | 2")] == ["table", "tbody", "tr"]


def test_elements_are_told_once_and_only_where_blocks_stand_in_them(cut):
    assert len(cut("<ul>" + "<li class=a>x" * 50 + "</ul><div id=empty></div>").elements) == 3
    assert cut("A line.", "text").elements == ()


def test_invisible_characters_are_left_out(cut):
    assert texts(cut("<p>traf\u00adficking\u200b in\u00a0persons</p>")) == ["trafficking in persons"]


def test_plain_text_has_a_block_a_line(cut):
    assert texts(cut("Title\n\nOne line.\nAnother line.\n", "text")) == ["Title", "One line.", "Another line."]


def test_hard_wrapped_plain_text_has_a_block_a_paragraph(cut):
    line = "words that go on over the end of the line as they do in a letter and"
    assert texts(cut(f"{line}\n{line}\nend here.\n\nNext.", "text")) == [f"{line} {line} end here.", "Next."]


def test_a_page_without_text_is_refused(cut):
    with pytest.raises(PageError, match="no text"):
        cut("<html><script>x</script></html>")


def test_the_language_is_that_of_the_whole_text(cut):
    assert cut("<p>Участники семинара обсудили доклад о положении судов в области.</p>").language == "ru"


def test_text_swallowed_by_a_script_that_never_ends_is_found(cut):
    words = "The judges of the district met. " * 20
    page = cut(f"<p>x</p><script>var a = 1; <p>{words}</p>")
    assert "judges of the district" in " ".join(texts(page))
    assert page.notes


def test_a_page_made_by_a_script_is_read_from_its_noscript(cut):
    words = "<p>The judges of the district met and talked about it.</p>" * 10
    page = cut(f"<script>{'x' * 9000}</script><div id=app></div><noscript><h1>Trial</h1>{words}</noscript>")
    assert texts(page)[:2] == ["Trial", "The judges of the district met and talked about it."]


def test_a_note_that_scripts_are_needed_stays_unread(cut):
    page = cut(f"<script>{'x' * 9000}</script><p>Text</p><noscript>Please enable JavaScript.</noscript>")
    assert texts(page) == ["Text"]
