"""Pages that are one page in several languages."""

import tracemalloc
from collections.abc import Callable, Iterator

import pytest

from indexer.corpus import Findings, Translation, trace_of, translations
from indexer.corpus.traces import Trace
from indexer.model import JudgedBlock, Kind, Record, Verdict

SITE = "https://a.example"
# A site of twelve other pages, so that what two pages share is rare.
OTHERS = [("en", f"Note {n}", f"In {1900 + 3 * n} there were {100 + 7 * n} of them.") for n in range(6)]
OTHERS += [("ru", f"Заметка {n}", f"В {1950 + 3 * n} году их было {300 + 7 * n}.") for n in range(6)]
ENGLISH = "On 14 May 2016, said Aigerim Sadvakasova, 137 people came to Taraz from 29 villages and left 4,560 letters."
RUSSIAN = "По словам Айгерим Садвакасовой, 14 мая 2016 года в Тараз из 29 сёл приехали 137 человек, писем было 4 560."

Page = tuple[str, str, str]  # language, title, text


def said(page: Page, url: str = "", alternates: tuple[tuple[str, str], ...] = (), site: str = "a.example") -> Findings:
    language, title, text = page
    block = JudgedBlock(text, Kind.PARAGRAPH, 0, Verdict(True, "content", "prose"))
    record = Record("", "", url and SITE + url, site, title, language, (block,))
    return Findings(site, language, (), trace=trace_of(record, alternates))


def found(*pages: Findings) -> dict[str, tuple[Translation, ...]]:
    """The translations among the pages and twelve others; ids are a, b, c …"""
    others = [said(page) for page in OTHERS]
    return translations(lambda: ((chr(97 + at), page) for at, page in enumerate((*pages, *others))))


@pytest.fixture
def pair() -> Callable[..., list[Findings]]:
    return lambda *titles: [said(("en", titles[0], ENGLISH)), said(("ru", titles[1], RUSSIAN))]


def test_pages_that_share_numbers_and_names_that_no_other_has_are_one_page(pair) -> None:
    tables = found(*pair("A meeting", "Встреча"))
    assert tables["a"] == (Translation("b", "ru", "marks", tables["a"][0].shared),)
    assert tables["b"] == (Translation("a", "en", "marks", tables["a"][0].shared),)
    assert tables["a"][0].shared >= 6
    assert {*tables} == {"a", "b"}


def test_a_number_is_the_same_however_its_digits_are_parted(pair) -> None:
    english, russian = pair("A meeting", "Встреча")
    assert len({*english.trace.array()} & {*russian.trace.array()}) >= 6


def test_titles_that_count_otherwise_are_two_pages(pair) -> None:
    assert found(*pair("Indicator 3.2.1", "Показатель 3.2.2")) == {}
    assert {*found(*pair("Indicator 3.2.1", "Показатель 3.2.1"))} == {"a", "b"}


def test_of_two_pages_that_are_as_like_none_is_told(pair) -> None:
    english, russian = pair("A meeting", "Встреча")
    assert found(english, russian, russian) == {}


def test_pages_of_two_sites_are_two_pages(pair) -> None:
    english, _ = pair("A meeting", "Встреча")
    assert found(english, said(("ru", "Встреча", RUSSIAN), site="b.example")) == {}


def test_pages_of_one_language_are_two_pages(pair) -> None:
    english, _ = pair("A meeting", "Встреча")
    assert found(english, english) == {}


@pytest.mark.parametrize(
    ("english", "russian"),
    [
        ("/en/about", "/ru/about"),
        ("/about", "/ru/about"),
        ("/about_en.html", "/about_ru.html"),
        ("/page?lang=en", "/page?lang=ru"),
    ],
)
def test_addresses_that_differ_by_the_language_only_are_one_page(english: str, russian: str) -> None:
    tables = found(said(("en", "About us", "Who we are."), english), said(("ru", "О нас", "Кто мы."), russian))
    assert [one.evidence for one in (*tables["a"], *tables["b"])] == ["address", "address"]


def test_addresses_that_differ_by_more_are_two_pages() -> None:
    assert found(said(("en", "About", "We."), "/en/about"), said(("ru", "О нас", "Мы."), "/ru/contacts")) == {}


def test_pages_that_name_each_other_are_one_page_whatever_their_addresses() -> None:
    english = said(("en", "Us", "We."), "/us", (("ru", "/my"), ("x-default", "/us")))
    russian = said(("ru", "Мы", "Мы."), "/my", (("en-GB", f"{SITE}/us"),))
    assert found(english, russian)["a"][0].evidence == "hreflang"


def test_a_page_that_all_pages_name_says_nothing() -> None:
    front = said(("ru", "Мы", "Мы."), "/ru-front", (("en", "/front"),))
    pages = [said(("en", f"Us {n}", "We."), f"/us-{'abc'[n]}", (("ru", "/ru-front"),)) for n in range(3)]
    assert found(front, *pages) == {}


def test_a_page_has_one_translation_in_a_language_the_surest() -> None:
    english = said(("en", "Us", "We."), "/us", (("ru", "/my"),))
    named = said(("ru", "Мы", "Мы."), "/my", (("en", "/us"),))
    alike = said(("ru", "Мы", "Мы."), "/ru/us")
    assert [one.id for one in found(english, named, alike)["a"]] == ["b"]


def test_findings_come_back_with_their_trace(pair) -> None:
    english, _ = pair("Indicator 3.2.1", "")
    again = said(("en", "Us", "We."), "/us", (("ru", "/my"),))
    assert [Findings.decoded(each.encoded()) for each in (english, again)] == [english, again]


def test_an_alternate_that_is_no_address_is_passed_over() -> None:
    assert said(("en", "A title", "A text."), "http://a.example/en", (("ru", "http://[x"),)).trace


def test_pages_of_many_sites_are_not_in_memory_at_once() -> None:
    def documents() -> Iterator[tuple[str, Findings]]:
        for at in range(4_000):
            marks = bytes(4 * at % 251 for at in range(512))
            trace = Trace(f"{SITE}/{at}", (), marks + at.to_bytes(4, "little"))
            yield f"{at:016}", Findings(f"site-{at % 80}.example", "en" if at % 3 else "ru", (), trace=trace)

    tracemalloc.start()
    try:
        translations(documents)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 1_500_000  # bytes; all 4,000 at once took 4,100,000
