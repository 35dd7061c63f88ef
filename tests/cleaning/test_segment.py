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


def test_a_paragraph_that_ends_with_a_line_break_is_a_block_and_short_lines_stay_together(cut):
    words = "The judges of the district met and talked about it for most of the day. " * 2
    page = cut(f"<div>{words}<br>By Anna<br>Almaty<br>{words}</div>")
    assert texts(page) == [words.strip(), "By Anna\nAlmaty", words.strip()]


def test_a_row_of_data_with_line_breaks_stays_a_row(cut):
    assert texts(cut("<table><tr><td>Court<br>of Medeu<td>12</table>")) == ["Court of Medeu | 12"]


def test_what_is_only_read_aloud_is_a_block_of_its_own_with_the_hint(cut):
    page = cut("<p>See <a href=x>the report<span class=sr-only> opens in a new window</span></a> of May.</p>")
    assert [(b.text, "hidden" in b.hints) for b in page.blocks] == [
        ("See the report of May.", False),
        ("opens in a new window", True),
    ]


def test_links_that_stand_side_by_side_are_words_of_their_own(cut):
    assert texts(cut("<p><a href=a>Home</a><a href=b>News</a>, <a href=c>link</a>s")) == ["Home News, links"]


@pytest.mark.parametrize("line", ["<span class=line>{}</span>", "<div>{}</div>", "{}\n"])
def test_code_keeps_its_lines_whatever_they_are_made_of(cut, line):
    page = cut("<pre><code>" + line.format("if a:") + line.format("    b()") + "</code></pre><p>x")
    assert [(b.kind, b.text) for b in page.blocks] == [(Kind.CODE, "if a:\n    b()"), (Kind.PARAGRAPH, "x")]


def test_terms_and_definitions_are_blocks(cut):
    assert texts(cut("<dl><dt>Court<dd>A place.<dt>Judge<dd>A person.</dl>")) == [
        "Court", "A place.", "Judge", "A person.",
    ]  # fmt: skip


def test_captions_are_told_from_the_text(cut):
    page = cut("<figure><img src=a><figcaption>The court</figcaption></figure><table><caption>Judges<tr><td>a</table>")
    assert [(b.kind, b.text) for b in page.blocks[:2]] == [(Kind.CAPTION, "The court"), (Kind.CAPTION, "Judges")]


@pytest.mark.parametrize(
    "markup",
    [
        "<!-- <p>no</p> > --><p>yes",
        "<p a'<b=1 title='<i>'>yes",
        "<svg><title>no</title><svg></svg>no</svg><p>yes",
        "<template><template></template>no</template><p>yes",
        "<p>yes<script>document.write('<script>no<\\/script>')</script>",
    ],
)
def test_markup_inside_of_markup_does_not_lead_astray(cut, markup):
    assert texts(cut(markup)) == ["yes"]


def test_what_looks_like_markup_in_a_text_is_text(cut):
    assert texts(cut("<p>a &lt;b&gt; c &amp;lt; d</p>")) == ["a <b> c &lt; d"]


def test_a_page_is_cut_alike_whatever_pages_were_cut_before_it(cut):
    markup = "<div class=post><h2>A <span class=sr-only>b</span></h2><table><tr><td>c<td>d</table><p id=x>e</div>"
    before = cut(markup)
    cut("<div class=post><p>other</p><h2>A</h2></div>" * 30)
    assert cut(markup) == before


def test_the_two_languages_of_a_page_are_blocks_of_their_own(cut):
    ru, kk = "Судьи области обсудили доклад о правах. " * 6, "Облыс соттары құқықтар туралы баяндаманы талқылады. " * 6
    assert texts(cut(f"<table><tr><td>{ru}<td>{kk}</table>")) == [ru.strip(), kk.strip()]
    assert texts(cut(f"<div>{ru}<br>{kk}</div>")) == [ru.strip(), kk.strip()]
