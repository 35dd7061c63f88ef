"""The interface in Russian and Kazakh: whole, with the right plurals, and without a word of English left."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup, Comment, NavigableString
from flask import Flask
from flask.testing import FlaskClient

from indexer.model import JudgedBlock, Kind, Record, Verdict
from webui import catalogue, i18n, labels, markup, phrases

WHOLE = pytest.mark.parametrize("language", i18n.OTHERS)
GREEK = "Άδεια για έρευνα"  # content that is neither Latin nor Cyrillic, so that what is left over is the interface's
# What keeps its name in every language.
NAMES = {"Winnow", "API", "JSON", "Lines", "CSV", "Atom", "BibTeX", "RIS", "URL", "cookie", "Cookie", "UTC", "English",
         "UNODC", "Enter", "toml", "overrides", "utf", "OR", "NOT", "Almaty", "json", "ld"}  # fmt: skip
# What the reader typed, names of parameters, addresses.
TYPED = re.compile(r"\S+\.example\S*|seeds/\S+|zebra|zzz|\bab\b|%\(\w+\)s|\b(date|page|sort)(_\w+)?\b")
SHOWN = ("title", "aria-label", "placeholder", "alt", "data-says", "data-beyond")


# ---------------------------------------------------------------------------------------------------- catalogues


@WHOLE
def test_every_text_is_translated_and_none_is_left_over(language: str) -> None:
    texts = {text if isinstance(text, str) else text[0] for text in catalogue.texts()}
    written = {entry.id if isinstance(entry.id, str) else entry.id[0]: entry for entry in catalogue.load(language)}
    del written[""]
    assert written.keys() == texts, "run: python -m webui.catalogue"
    for text, entry in written.items():
        forms = (entry.string,) if isinstance(entry.string, str) else entry.string
        assert all(forms), text
        assert not entry.fuzzy


@WHOLE
def test_a_translation_has_the_values_and_the_tags_of_its_text(language: str) -> None:
    for entry in catalogue.load(language):
        own = parts(entry.id if isinstance(entry.id, str) else entry.id[-1])
        for form in (entry.string,) if isinstance(entry.string, str) else entry.string:
            if entry.id:
                assert parts(form) == own, entry.id


def parts(text: str) -> Counter[str]:
    return Counter(re.findall(r"%\(\w+\)[sr]|\{\d\}|</?\w+[^>]*>", text)) - Counter(["%(number)s"])


@pytest.mark.parametrize(
    ("language", "count", "shown"),
    [
        ("ru", 1, "1 документ"),
        ("ru", 2, "2 документа"),
        ("ru", 5, "5 документов"),
        ("ru", 21, "21 документ"),
        ("ru", 112, "112 документов"),
        ("kk", 1, "1 құжат"),
        ("kk", 5, "5 құжат"),
        ("en", 1, "1 document"),
        ("en", 12345, "12,345 documents"),
    ],
)
def test_numbers_are_counted_as_the_language_counts(app: Flask, language: str, count: int, shown: str) -> None:
    with app.test_request_context(i18n.local("/", language)):
        assert labels.documents(count) == shown


def test_what_the_indexer_says_is_found_by_its_pattern(app: Flask) -> None:
    with app.test_request_context("/ru/"):
        assert phrases.phrase("on 212 of 214 pages of this site") == "на 212 из 214 страниц этого сайта"
        assert phrases.phrase("a menu entry (“the comments”)") == "пункт меню («the comments»)"
        assert phrases.phrase("something new") == "something new"
        assert phrases.method("gazetteer, merged by the owner") == "справочник названий, объединено владельцем"


def test_values_in_a_text_are_escaped(app: Flask) -> None:
    with app.test_request_context("/ru/"):
        shown = markup.said("No results for <bdi>%(words)s</bdi>", words="<b>\u202e\x07")
    assert shown == "Ничего не найдено: <bdi>&lt;b&gt;</bdi>"


def test_dates_countries_and_languages_are_called_as_the_language_does(client: FlaskClient) -> None:
    page = client.get("/ru/search").text
    assert "9–10 окт. 2018" in page
    assert {"Казахстан", "Иран", "Английский – English", "Неизвестно"} <= said(page)
    assert {"Қазақстан", "Иран", "Ағылшын тілі – English"} <= said(client.get("/kk/search").text)


# ---------------------------------------------------------------------------------------------------------- pages


@pytest.fixture
def greek(serve: Callable[..., FlaskClient], record: Callable[..., Record]) -> tuple[FlaskClient, Record]:
    """A site whose pages are in Greek, with something of everything."""
    chaff = [
        JudgedBlock("Μενού", Kind.PARAGRAPH, 0, Verdict(False, "repeated", reason, 3, 4))
        for reason in (
            "on 3 of 4 pages of this site",
            "a menu entry (“Μενού”)",
            "does not read like the page's own text: stands in a menu and a footer, is short",
        )
    ]
    first = record(
        "α", GREEK, [*chaff, f"{GREEK}, Αθήνα.", JudgedBlock("α | β", Kind.ROW, 0, chaff[0].verdict)],
        url="http://α.example/", site="α.example", language="el", country=("Kazakhstan",), place=("Αθήνα",),
        type=("press release",), topic=("migration",), person=("Μαρία",), organisation=("ΟΗΕ",),
        dates=[("2018-10-09", "2018-10-10", "day", "event", "")],
    )  # fmt: skip
    return serve(first, record("β", "Βήτα", ["Δεύτερο."], site="β.example", language="ru")), first


PATHS = (
    "/", "/search", "/search?q=Άδεια&country=Kazakhstan&not.language=ru&date_from=2018", "/search?q=έρευνα+zebra+ωωω",
    "/search?page=9", "/search?per_page=0", "/search?q=((αβγ", "/search?q=date:αβγ", "/search?q=ab*+αβγ",
    "/search?sort=zzz", "/search?page=0", "/search?date_from=2019&date_to=2018", "/doc/{id}?q=Άδεια",
    "/doc/{id}?view=all", "/doc/αβγ", "/browse", "/browse/country", "/browse/topic?order=name", "/browse/type?prefix=ω",
    "/browse/person?q=Άδεια&country=Kazakhstan", "/corpus", "/status", "/help", "/cleaning", "/cleaning?order=site",
    "/cleaning/α.example", "/cleaning/ωωω", "/ωωω",
    "/timeline?by=topic", "/together?rows=site&columns=country", "/timeline?q=ωωω", "/together?rows=site&columns=site",
)  # fmt: skip


@WHOLE
@pytest.mark.parametrize("path", PATHS)
def test_no_english_is_left(greek: tuple[FlaskClient, Record], language: str, path: str) -> None:
    client, first = greek
    response = client.get(i18n.local(path.format(id=first.id), language))
    assert response.status_code in (200, 400, 404)
    left = {word for text in texts_of(response.text) for word in re.findall("[A-Za-z]{2,}", text)} - NAMES
    assert not left


def texts_of(page: str) -> Iterator[str]:
    """All that a reader sees or hears, but for code, addresses and what says that it is in another language."""
    soup = BeautifulSoup(page, "lxml")
    for tag in soup.select("code, pre, kbd, var, script, style, .site, [translate=no], [lang=en], a[href^='http'], q"):
        tag.decompose()
    for text in soup.find_all(string=True):
        if isinstance(text, NavigableString) and not isinstance(text, Comment) and text.parent.name != "[document]":
            yield TYPED.sub("", str(text))
    for tag in soup.select(",".join(f"[{name}]" for name in SHOWN)):
        if tag.name != "link":
            yield from (TYPED.sub("", str(tag[name])) for name in SHOWN if tag.has_attr(name))


def said(page: str) -> set[str]:
    return {" ".join(text.split()) for text in BeautifulSoup(page, "lxml").stripped_strings}


@WHOLE
def test_links_stay_in_the_language(client: FlaskClient, seminar: Record, language: str) -> None:
    for path in (
        "/",
        "/search?q=seminar&country=Iran",
        f"/doc/{seminar.id}?q=UNODC",
        "/browse/country",
        "/corpus",
        "/help",
    ):
        soup = BeautifulSoup(client.get(i18n.local(path, language)).text, "lxml")
        for link in soup.select("a[href^='/']:not([hreflang])"):
            here = urlsplit(link["href"]).path
            assert i18n.in_english_only(here) or i18n.of(here) == language, link
            with client.get(link["href"]) as response:
                assert response.status_code == 200, link


def test_the_language_can_be_changed_without_losing_anything(client: FlaskClient) -> None:
    soup = BeautifulSoup(client.get("/ru/search?q=seminar&country=Iran&date_from=2018").text, "lxml")
    assert (soup.html["lang"], soup.html["dir"]) == ("ru", "ltr")
    others = {a["hreflang"]: a["href"] for a in soup.select(".tongues a")}
    assert others["en"] == "/search?q=seminar&country=Iran&date_from=2018"
    assert others["kk"] == "/kk/search?q=seminar&country=Iran&date_from=2018"
    assert [a["lang"] for a in soup.select(".tongues [aria-current]")] == ["ru"]
    assert {link["hreflang"]: link["href"] for link in soup.select("link[hreflang]")} == others


def test_what_programs_read_has_one_address_and_is_in_english(client: FlaskClient) -> None:
    for path in ("/ru/api/v1/search", "/ru/search.csv", "/ru/healthz", "/de/search"):
        assert client.get(path).status_code == 404
    plain = client.get("/api/v1/search", headers={"Accept-Language": "ru"}).json
    assert plain["facets"][0]["label"] == "Site"


def test_errors_speak_the_language_of_the_address(client: FlaskClient) -> None:
    assert "Не найдено" in said(client.get("/ru/nope").text)
    assert "Найти" in said(client.get("/ru/search?sort=x").text)


def test_a_language_alone_leads_to_its_front_page(client: FlaskClient) -> None:
    assert client.get("/ru").location.endswith("/ru/")


def test_a_form_without_empty_fields_stays_in_its_language(client: FlaskClient) -> None:
    assert client.get("/kk/search?q=a&date_from=").location == "/kk/search?q=a"
