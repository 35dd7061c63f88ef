import numpy as np
import pytest

from indexer.cleaning.sites import SiteKnowledge, fingerprint, fingerprints


def removed(document):
    return {block.text for block in document.blocks if block.verdict.rule == "repeated"}


TEMPLATE = {"Justice for the whole of the steppe", "Write to us at 12 Lindenstrasse, second floor"}


@pytest.mark.parametrize("pages", [2, 3, 9, 10, 100])
def test_what_stands_on_all_pages_goes_and_nothing_else(pages, clean, site):
    for document in clean(*site(pages), form="text"):
        assert removed(document) == TEMPLATE


def test_a_lone_page_has_nothing_repeated(clean, site):
    assert removed(clean(*site(1), form="text")[0]) == set()


@pytest.mark.parametrize("pages", [1, 2, 3, 5, 20])
def test_a_site_crawled_twice_is_counted_once(pages, clean, site):
    documents = clean(*site(pages), *site(pages), form="text")
    assert all("shall go on next year" in document.text for document in documents)
    assert documents[0].blocks[0].verdict.of_pages == pages


def test_a_site_redesigned_half_way_loses_both_templates(clean, site):
    old = site(40)
    new = [page.replace("Justice for the whole of the steppe", "A new word every day") for page in old[20:]]
    documents = clean(*old[:20], *new, form="text")
    assert removed(documents[0]) == TEMPLATE
    assert removed(documents[-1]) == {"A new word every day", *TEMPLATE} - {"Justice for the whole of the steppe"}


def test_a_post_that_lists_show_again_is_its_pages_own_and_a_line_that_they_show_is_not(clean):
    days = [letter * 4 for letter in "abcdefghijklmnopqrst"]
    posts = [
        f"<p>On {day} the judges heard the people of {day}, and then they met in the house of {day}." for day in days
    ]
    pages = [f"<h1>Trial of {day}</h1>{post}<p>About {day}" for post, day in zip(posts, days, strict=True)]
    own = (
        "<p>All that was written in the {} about the courts and what people said of them, with all names of that time."
    )
    lists = [f"<h1>{name}</h1>{own.format(name)}{posts[7]}<p>About {days[7]}" for name in ("winter", "summer")]
    post = clean(*pages, *lists)[7]
    assert [(block.verdict.rule, block.verdict.on_pages) for block in post.blocks[1:]] == [
        ("content", 3),
        ("repeated", 3),
    ]


def test_a_title_that_is_also_a_menu_entry_of_every_page_stays(clean):
    body = "<p>{0} people of the region took part in it, and the report of the {0} judges was read aloud.</p>"
    menu = "<ul><li><a href=1>Court monitoring</a><li><a href=2>Legal aid</a></ul>"
    titles = ["Court monitoring", "Legal aid", *(f"News item of {word}" for word in ("May", "June", "July"))]
    documents = clean(*(f"<title>{t}</title>{menu}<h1>{t}</h1>{body.format(t)}" for t in titles))
    assert documents[0].title == "Court monitoring"
    assert [b.verdict.rule for b in documents[0].blocks if b.text == "Court monitoring"] == ["repeated", "title"]


def test_counters_and_page_numbers_do_not_hide_a_repetition():
    assert fingerprint("Page 3 of 12") == fingerprint("page 4 of 12 »")


def test_bare_numbers_are_different_data():
    assert fingerprint("2011 | 37") != fingerprint("2012 | 41")


def test_the_same_levels_give_the_same_key(cut, site):
    pages = [fingerprints(cut(text, "text")) for text in site(40)]
    few, many = SiteKnowledge.of(pages[:30]), SiteKnowledge.of(pages)
    assert few.support(pages[0]).of != many.support(pages[0]).of
    assert few.support(pages[0]).key == many.support(pages[0]).key


def test_a_page_that_was_not_counted_is_a_further_page(cut, site):
    pages = [fingerprints(cut(text, "text")) for text in site(12)]
    support = SiteKnowledge.of(pages[:11]).support(pages[11])
    assert support.on == (11, 1, 1, 1, 11)


def test_ten_thousand_pages_are_counted_in_seconds():
    numbers = np.random.default_rng(1)
    pages = [np.concatenate((np.arange(20), numbers.integers(99, 2**60, 40))).astype(np.uint64) for _ in range(10_000)]
    assert SiteKnowledge.of(pages).pages == 10_000
