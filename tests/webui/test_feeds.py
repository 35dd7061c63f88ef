"""The feed of a search: what is new, why it matched, and nothing twice."""

import re
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from lxml import etree

from indexer.model import Record
from webui.feeds import ENTRIES

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def feed(client: FlaskClient, path: str) -> etree._Element:
    response = client.get(path)
    assert (response.status_code, response.mimetype) == (200, "application/atom+xml")
    return etree.fromstring(response.data)


@pytest.fixture
def many(serve: Callable[..., FlaskClient], record: Callable[..., Record]) -> FlaskClient:
    """30 pages, met on the days of November in their order."""
    days = (f"2026-11-{day:02}T10:00:00+00:00" for day in range(1, 31))
    return serve(*(replace(record(f"p{day[8:10]}", "Seminar", ["A seminar."]), first_seen=day) for day in days))


def test_the_pages_met_last_come_first_and_the_first_fetch_is_no_flood(many: FlaskClient) -> None:
    entries = feed(many, "/search.atom?q=seminar").findall("a:entry/a:updated", ATOM)
    assert len(entries) == ENTRIES
    assert [entry.text[8:10] for entry in entries] == [f"{day:02}" for day in range(30, 30 - ENTRIES, -1)]


def test_the_feed_is_as_new_as_its_newest_entry(many: FlaskClient) -> None:
    assert feed(many, "/search.atom").findtext("a:updated", namespaces=ATOM) == "2026-11-30T10:00:00+00:00"


def test_an_entry_says_why_it_matched(client: FlaskClient, seminar: Record) -> None:
    entry = feed(client, "/search.atom?q=trafficking&country=Iran").find("a:entry", ATOM)
    assert "«trafficking»" in entry.findtext("a:summary", namespaces=ATOM)
    assert entry.findtext("a:title", namespaces=ATOM) == seminar.title
    assert entry.findtext("a:id", namespaces=ATOM) == f"http://localhost/doc/{seminar.id}"
    (page,) = entry.xpath("a:link[@rel='alternate']/@href", namespaces=ATOM)
    assert urlsplit(page).query == "q=trafficking&country=Iran"
    assert client.get(page).status_code == 200


def test_a_feed_has_all_that_atom_asks_for(client: FlaskClient) -> None:
    root = feed(client, "/search.atom?q=seminar")
    for name in ("id", "title", "updated", "link", "entry"):
        assert root.find(f"a:{name}", ATOM) is not None, name
    for entry in root.findall("a:entry", ATOM):
        assert all(entry.find(f"a:{name}", ATOM) is not None for name in ("id", "title", "updated", "author", "link"))


def test_a_feed_has_one_address_whatever_page_or_order_it_was_subscribed_on(client: FlaskClient) -> None:
    page = BeautifulSoup(client.get("/search?q=seminar&country=Iran&sort=-date&per_page=1").text, "lxml")
    address = "/search.atom?q=seminar&country=Iran"
    assert page.select_one("link[type='application/atom+xml']")["href"] == address
    assert address in [a["href"] for a in page.select(".export a")]
    assert client.get("/api/v1/search?q=seminar&country=Iran&page=3").json["links"]["atom"] == address


def test_an_unchanged_feed_is_not_sent_twice(client: FlaskClient) -> None:
    tag = client.get("/search.atom?q=seminar").headers["ETag"]
    assert client.get("/search.atom?q=seminar", headers={"If-None-Match": tag}).status_code == 304


def test_a_feed_speaks_the_language_of_its_address(client: FlaskClient) -> None:
    root = feed(client, "/ru/search.atom?country=Kazakhstan")
    assert root.findtext("a:title", namespaces=ATOM).startswith("Все страницы · Страна: Казахстан")
    assert "/ru/doc/" in root.xpath("a:entry/a:link[@rel='alternate']/@href", namespaces=ATOM)[0]


def test_what_pages_wrote_is_text_in_a_feed(serve: Callable[..., FlaskClient], record: Callable[..., Record]) -> None:
    hostile = record("x", "<b>]]></b>&amp;\x07", ["A <i>seminar</i>."], url="javascript:alert(1)", type=('"><x>',))
    root = feed(serve(hostile), "/search.atom?q=seminar")
    assert root.findtext("a:entry/a:title", namespaces=ATOM) == "<b>]]></b>&amp;"
    assert not root.xpath("//a:link[starts-with(@href, 'javascript')]", namespaces=ATOM)
    allowed = "feed title subtitle id updated link generator entry author name summary category".split()
    assert {re.sub("{.*}", "", tag.tag) for tag in root.iter()} <= set(allowed)


def test_a_bad_search_is_told_so(client: FlaskClient) -> None:
    assert client.get("/search.atom?sort=x").status_code == 400
