from dataclasses import replace

import pytest

from indexer.enrichment.doctype import METHODS, address_names, doctype
from indexer.enrichment.terms import Term
from indexer.enrichment.vocabulary import alternatives, rows
from indexer.model import Evidence, Meta

TYPES = {
    *("news", "press release", "report", "announcement", "event"),
    *("publication or law", "about or contact", "list page"),
}


@pytest.fixture
def typed(make):
    """What says that a text is of which type: one evidence, or none."""

    def typed(text: str, url: str = "", meta_type: str = "", dates=()) -> Evidence | None:
        document = replace(make(text, url), meta=Meta(type=meta_type, dates=dates))
        return next(iter(doctype(document, document.text)), None)

    return typed


@pytest.mark.parametrize(
    ("title", "value"),
    [
        ("Annual report 2019", "report"),
        ("Годовой отчёт за 2011 год", "report"),
        ("Қордың жылдық есебі", "report"),
        ("Vacancy: driver", "announcement"),
        ("Тендер на поставку бумаги", "announcement"),
        ("Бос жұмыс орны: жүргізуші", "announcement"),
        ("Press release: a new bridge", "press release"),
        ("Круглый стол о воде", "event"),
        ("Су туралы семинар өтті", "event"),
        ("Тегерек стол өттү", "event"),
        ("Suv haqida seminar", "event"),
        ("Закон о воде", "publication or law"),
        ("Су туралы заңына өзгерістер енгізу туралы", "publication or law"),
        ("About us", "about or contact"),
        ("О нас", "about or contact"),
        ("Біз туралы", "about or contact"),
        ("Новости", "list page"),
        ("Vacancies", "list page"),
    ],
)
def test_a_word_of_the_title_tells_the_type(make, title, value) -> None:
    document = replace(make(title), language=_language(title))
    (evidence,) = doctype(document, document.text)
    assert evidence.value == value
    assert title[evidence.start : evidence.end] == evidence.surface != ""


def _language(title: str) -> str:
    if title.isascii():
        return "uz" if "Suv" in title else "en"
    return "ky" if "өттү" in title else "kk" if set("әғқңөұүһі") & set(title.lower()) else "ru"


@pytest.mark.parametrize(
    "title",
    [
        "Doctors report a rise",
        "What parents say about school",
        "A press conference",
        "Case study",
        "Blue teapot",
        "",
        "Тиімді және есеп беруге міндетті мекемелер",
    ],
)
def test_where_nothing_is_sure_there_is_no_type(typed, title) -> None:
    assert typed(f"{title}\n\nIt stands on a shelf.") is None


def test_a_word_that_only_begins_like_one_of_a_type_is_none(typed) -> None:
    assert typed("Субсидиялардың жиынтық көлемі\n\nСубсидиялардың жиынтық көлемі артты.") is None


def test_an_address_names_the_kind_of_page(typed) -> None:
    evidence = typed("Driver\n\nFor our office.", url="https://a.example/vacancies/driver-for-the-office")
    assert (evidence.value, evidence.method) == ("announcement", "address")
    assert (evidence.surface, evidence.start) == ("", -1)


def test_metadata_names_the_kind_of_page(typed) -> None:
    evidence = typed("A bridge\n\nIt was opened.", meta_type="NewsArticle")
    assert (evidence.value, evidence.method) == ("news", "metadata")


def test_a_dated_page_that_tells_who_said_what_is_news(typed) -> None:
    text = 'The river rose\n\n"It came at night," said Ann Lee on 3 May 2019. She told the council.'
    assert typed(text).value == "news"
    assert typed(text.replace("3 May 2019", "the road")) is None


def test_a_page_of_dated_lines_is_a_list(typed) -> None:
    lines = "\n\n".join(f"{day:02}.05.2019 Something happened" for day in range(1, 7))
    evidence = typed(f"The year\n\n{lines}")
    assert (evidence.value, evidence.method) == ("list page", "structure")


def test_a_page_of_cut_texts_is_a_list(typed) -> None:
    assert typed("The year\n\n" + "\n\n".join(["The river rose and …"] * 5)).value == "list page"


def test_two_types_that_are_level_cancel_each_other(typed) -> None:
    assert typed("A seminar\n\nText.").value == "event"
    assert typed("A seminar\n\nText.", meta_type="Report") is None


@pytest.mark.parametrize(
    ("url", "names"),
    [
        ("", ""),
        ("https://a.example/", ""),
        ("https://a.example/news/2019/a-long-name-of-a-page.html", "news\n2019\ndocument"),
        ("https://a.example/about-us.html?x=1", "about-us"),
        ("https://a.example/news/index.php", "news"),
    ],
)
def test_the_names_in_an_address(url, names) -> None:
    assert address_names(url) == names


def test_the_types_are_these() -> None:
    assert {value for value, *_ in rows("types.tsv")} == TYPES


def test_every_cue_has_a_place_words_and_one_weight() -> None:
    weights: dict[tuple[str, ...], int] = {}
    for value, place, languages, weight, column in rows("types.tsv"):
        assert place in METHODS
        for term in alternatives(column):
            assert Term(term, value, 1).words
            for language in languages.split():
                assert weights.setdefault((value, place, language, term), int(weight)) == int(weight), term
