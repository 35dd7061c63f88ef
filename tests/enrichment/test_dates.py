import pytest

from indexer.enrichment.dates import dates_of

PUBLISHED = (("meta article:published_time", "2018-10-12T09:00:00Z"),)


@pytest.fixture
def dates(make):
    """(value, end, kind) of the dates of a text, the document's own first."""

    def dates(text: str, **more) -> list[tuple[str, str, str]]:
        document = make(text, **more)
        return [(date.value, date.end, date.kind) for date in dates_of(document, document.text)]

    return dates


def test_the_event_comes_before_the_publication(dates) -> None:
    text = "Seminar in Almaty\n\nFrom October 9 – 10, 2018 a seminar was held in Almaty."
    assert dates(text, dates=PUBLISHED) == [
        ("2018-10-09", "2018-10-10", "event"),
        ("2018-10-12", "2018-10-12", "published"),
    ]


def test_news_without_an_event_has_its_publication(dates) -> None:
    text = "Minister answers\n\nThe law, adopted on 2 July 2012, was criticised."
    assert dates(text, dates=PUBLISHED) == [("2018-10-12", "2018-10-12", "published")]


@pytest.mark.parametrize(
    "sentence",
    [
        "The director, born on 3 May 1996, spoke.",
        "Директор родилась 5 мая 1990 года в Омске.",
        "Директор 1990 жылы 5 мамырда туған.",
        "The Law of 12 March 2009 No. 145 applies.",
        "Приказ от 3 февраля 2014 г. № 17 действует.",
        "Offers must reach us by 15 June 2021.",
        "Заявки принимаются до 25 ноября 2020 года.",
        "Өтінімдер 2020 жылғы 25 қарашаға дейін қабылданады.",
        "On 22 June 1941 the seminar took place.",
        "The centre was founded on 1 September 2004.",
    ],
)
def test_birthdays_laws_deadlines_and_history_are_no_events(dates, sentence) -> None:
    assert dates(f"About the centre\n\n{sentence}") == []


def test_an_event_far_from_the_publication_is_not_the_news(dates) -> None:
    text = "Anniversary\n\nOn 3 April 2009 a seminar was held for the first time."
    assert dates(text, dates=PUBLISHED)[0] == ("2018-10-12", "2018-10-12", "published")


def test_a_day_without_a_year_takes_it_from_the_publication(dates) -> None:
    text = "Круглый стол\n\nОпубликовано: 18.06.2019\n\n14 июня в Бишкеке состоялся круглый стол."
    assert dates(text)[0] == ("2019-06-14", "2019-06-14", "event")


def test_an_annual_report_is_about_its_year(dates) -> None:
    assert dates("Annual report 2015\n\nThe year was long.") == [("2015-01-01", "2015-12-31", "event")]
    assert dates("Годовой отчёт\n\nВ 2016 году было тихо.") == [("2016-01-01", "2016-12-31", "event")]


def test_the_day_of_fetching_is_never_the_only_date(dates) -> None:
    assert dates("Contacts\n\nCall us.", fetched_at="2024-05-13T10:00:00Z") == []
    listed = dates("Minister answers\n\nNo.", dates=PUBLISHED, fetched_at="2024-05-13T10:00:00Z")
    assert listed[-1] == ("2024-05-13", "2024-05-13", "fetched")


def test_the_surface_is_the_date_as_the_text_has_it(make) -> None:
    document = make("Regional seminar\n\nFrom October 9 – 10, 2018, the seminar was held.")
    (date,) = dates_of(document, document.text)
    assert date.surface == document.text[date.start : date.end_offset] == "October 9 – 10, 2018"
    assert (date.precision, date.source) == ("day", "text")
