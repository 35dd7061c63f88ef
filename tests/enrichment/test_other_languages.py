"""Pages in languages without rules of their own keep what needs none: site, language, dates, acronyms, countries."""

import pytest

from indexer.enrichment import enrich

PAGES = {
    "de": "Seminar zur Stadtbücherei\n\nAm 12. März 2015 fand in Wien ein Seminar statt. Die UNESCO und die Stadt "
    "laden dazu ein, über die Zukunft der kleinen Büchereien zu sprechen. Gäste kamen auch aus Kasachstan und der "
    "Schweiz, und am Ende waren sich alle einig, dass die Öffnungszeiten länger werden müssen.",
    "ar": "ندوة عن المكتبات\n\nعقدت الندوة في المدينة يوم 2015-03-12 بحضور كثير من القراء والمعلمين. تحدث المشاركون عن "
    "مستقبل المكتبات الصغيرة في القرى البعيدة، وعن حاجة الأطفال إلى الكتب الجديدة في كل فصل من فصول السنة. "
    "شاركت UNESCO في التنظيم وحضر ضيوف من كازاخستان.",
    "zh": "图书馆研讨会\n\n研讨会于2015年3月12日举行。来自许多村庄的教师和读者讨论了小型图书馆的未来,"
    "以及儿童在每个季节对新书的需要。"
    "UNESCO 参加了组织工作。大家一致认为开放时间应当延长,并且希望明年能够再次见面,继续讨论图书馆的工作和读者的需要。"
    "会议结束以后,客人们参观了新的阅览室,并且向学生赠送了书籍。老师们说,这些书将在所有的班级里轮流阅读,孩子们非常高兴。"
    "下一次会议将在秋天举行,欢迎所有关心图书馆的人参加。",
}


@pytest.fixture(params=PAGES)
def page(request, make):
    """(language, record) of a page with a date in its metadata."""
    dates = (("meta article:published_time", "2015-03-14T10:00:00Z"),)
    return request.param, enrich(make(PAGES[request.param], "https://buecher.example/1", dates))


def test_it_has_its_language_and_site(page) -> None:
    language, record = page
    assert [evidence.value for evidence in record.facets["language"]] == [language]
    assert [evidence.value for evidence in record.facets["site"]] == ["test"]


def test_it_has_its_date_of_publication_from_the_metadata(page) -> None:
    _, record = page
    assert ("2015-03-14", "published") in {(date.value, date.kind) for date in record.dates}


def test_it_has_the_acronyms_that_are_known_and_no_person_that_is_none(page) -> None:
    _, record = page
    assert [evidence.value for evidence in record.facets["organisation"]] == ["UNESCO"]
    assert "person" not in record.facets


def test_countries_are_known_by_their_names_in_the_language(page) -> None:
    language, record = page
    found = {evidence.value for evidence in record.facets.get("country", ())}
    assert found == {"de": {"Kazakhstan", "Switzerland"}, "ar": {"Kazakhstan"}, "zh": set()}[language]


def test_the_day_of_an_event_is_read_where_the_months_are_known(page) -> None:
    language, record = page
    event = {"de": True, "ar": True, "zh": False}[language]
    assert any(date.value == "2015-03-12" for date in record.dates) == event
