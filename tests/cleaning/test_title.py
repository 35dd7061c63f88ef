import pytest

BODY = "<p>The judges of the district met for two days and talked about the standards of a trial, as they do.</p>" * 3


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>Fair trial | Some Centre</title>", "<h1>Fair trial</h1>", "Fair trial"),
        (
            "<title>Some Centre: Fair trial in May</title>",
            "<h1>Some Centre</h1><h2>Fair trial in May</h2>",
            "Fair trial in May",
        ),
        ("<meta property=og:site_name content='Some Centre'><title>Fair trial - Some Centre</title>", "", "Fair trial"),
        ("<meta property=og:title content='Fair trial'><title>x</title>", "", "Fair trial"),
        ("", "<h1>Fair trial</h1>", "Fair trial"),
        ("<title>Home</title>", "<h1>Fair trial in the region</h1>", "Fair trial in the region"),
    ],
)
def test_the_title_is_what_page_and_head_agree_on(head, body, title, clean):
    assert clean(f"<html><head>{head}</head><body>{body}{BODY}</body></html>")[0].title == title


def test_a_plain_text_has_the_line_before_its_first_paragraph_as_title(clean):
    text = "News\n\nSeminar on the standards of fair trial\n\n12 May 2012\n\n" + "The judges of the district met. " * 10
    assert clean(text, form="text")[0].title == "Seminar on the standards of fair trial"


def test_a_page_without_any_heading_is_called_by_its_first_words(clean):
    assert clean("The judges of the district met. " * 10, form="text")[0].title.startswith("The judges of the district")


TOPICS = ["Fair trial", "Open water", "Young readers", "Safe roads", "Clean hands"]


def pages(head, body=""):
    """A page for each topic; `head` is its <title>, `body` stands above its text."""
    own = [
        f"<p>On {topic.lower()} there is much to say, and it was said at length and with care by all.</p>"
        for topic in TOPICS
    ]
    return [
        f"<title>{head.format(topic)}</title><body>{body.format(topic)}{text}</body>"
        for topic, text in zip(TOPICS, own, strict=True)
    ]


@pytest.mark.parametrize("head", ["{} – The «Steppe» Coalition", "The «Steppe» Coalition | {}"])
def test_the_sites_name_is_what_the_titles_of_its_pages_share(clean, head):
    assert [document.title for document in clean(*pages(head))] == TOPICS


def test_a_title_that_stands_in_every_menu_is_not_the_sites_name(clean):
    menu = "".join(f"<li><a href=/{topic}>{topic}</a></li>" for topic in TOPICS)
    found = clean(*pages("{} – The «Steppe» Coalition", f"<ul>{menu}</ul><h1>{{}}</h1>"))
    assert [document.title for document in found] == TOPICS


def test_where_every_title_is_the_sites_name_the_heading_is_the_title(clean):
    assert [document.title for document in clean(*pages("The «Steppe» Coalition", "<h2>{}</h2>"))] == TOPICS


def test_a_heading_that_is_also_in_every_menu_is_the_title_where_head_says_the_sites_name_alone(clean):
    menu = "".join(f"<tr><td><a href=/{topic}>{topic}</a></td></tr>" for topic in TOPICS)
    found = clean(*pages("The «Steppe» Coalition", f"<table>{menu}</table><b>{{0}}</b><br><br><h1>{{0}}</h1>"))
    assert [document.title for document in found] == TOPICS


@pytest.mark.parametrize(
    "date", ["06.06.2012 10:43", "6 June 2012", "Published on 6 June 2012, 10:43", "6 июня 2012 г.", "2012-06-06"]
)
def test_the_date_below_a_title_is_no_part_of_it(clean, date):
    assert clean(f"<title>Some Centre</title><h1>Fair trial<br>{date}</h1>{BODY}")[0].title == "Fair trial"
    page = f"<title>Fair trial - Some Centre</title><b>Fair trial</b><br>{date}<p>{BODY}"
    assert clean(page)[0].title == "Fair trial"


def test_a_date_that_belongs_to_the_title_stays(clean):
    for title in ("Elections of 20 March 2016: what we saw", "Report for 2012", "The law of 06.06.2012"):
        assert clean(f"<h1>{title}</h1>{BODY}")[0].title == title
    assert clean(f"<h1>Fair trial 06.06.2012 10:43</h1>{BODY}")[0].title == "Fair trial"
