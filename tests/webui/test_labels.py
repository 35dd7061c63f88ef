import pytest
from flask import Flask

from webui import dates, labels


@pytest.mark.parametrize(
    ("first", "last", "precision", "shown"),
    [
        ("2018-10-09", "2018-10-09", "day", "9 October 2018"),
        ("2018-10-09", "2018-10-10", "day", "9–10 October 2018"),
        ("2018-09-28", "2018-10-02", "day", "28 September – 2 October 2018"),
        ("2018-09-09", "2018-10-09", "day", "9 September – 9 October 2018"),
        ("2018-12-30", "2019-01-02", "day", "30 December 2018 – 2 January 2019"),
        ("2018-10-01", "2018-10-31", "month", "October 2018"),
        ("2018-09-01", "2018-10-31", "month", "September – October 2018"),
        ("2018-01-01", "2018-12-31", "year", "2018"),
        ("2018-01-01", "2019-12-31", "year", "2018–2019"),
    ],
)
def test_a_date_is_shown_as_exactly_as_it_is_known(first: str, last: str, precision: str, shown: str) -> None:
    assert dates.dated(first, last, precision).replace("\u2009", " ") == shown  # CLDR sets thin spaces around dashes


def test_a_short_date_has_a_short_month() -> None:
    assert dates.dated("2018-10-09", "2018-10-10", "day", short=True) == "9–10 Oct 2018"


@pytest.mark.parametrize(
    ("date_from", "date_to", "words"),
    [
        ("2018", "2018", "2018"),
        ("2018-10", "2019", "October 2018 – 2019"),
        ("2018-10-09", "", "from 9 October 2018"),
        ("", "2018", "until 2018"),
    ],
)
def test_dates_of_an_address_are_put_in_words(date_from: str, date_to: str, words: str) -> None:
    assert dates.given_dates(date_from, date_to) == words


def test_languages_are_called_by_both_their_names() -> None:
    assert labels.facet_value("language", "kk") == "Kazakh – Қазақша"
    assert labels.facet_value("language", "en") == "English"
    assert labels.facet_value("language", "la") == "Latin"
    assert labels.facet_value("language", "xx") == "xx"


def test_types_and_topics_begin_with_a_capital() -> None:
    assert labels.facet_value("type", "press release") == "Press release"
    assert labels.facet_value("topic", "human rights") == "Human rights"
    assert labels.facet_value("organisation", "eGov") == "eGov"


@pytest.mark.parametrize(
    ("value", "russian", "kazakh"),
    [
        ("Moscow", "Москва", "Мәскеу"),
        ("Karaganda", "Караганда", "Қарағанды"),
        ("Astana", "Астана", "Астана"),
        ("Rudny", "Рудный", "Рудный"),
        ("Akmola Region", "Акмолинская область", "Ақмола облысы"),
        ("Vienna", "Вена", "Вена"),
        ("Tula", "Тула", "Тула"),
        ("London (Canada)", "Лондон (Канада)", "Лондон (Канада)"),
        ("Albany", "Albany", "Albany"),
    ],
)
def test_a_place_has_its_name_in_the_language_of_the_page(app: Flask, value: str, russian: str, kazakh: str) -> None:
    assert labels.facet_value("place", value) == value
    for prefix, name in (("/ru", russian), ("/kk", kazakh)):
        with app.test_request_context(f"{prefix}/search"):
            assert labels.facet_value("place", value) == name


def test_no_value_has_a_name() -> None:
    assert labels.facet_value("country", "_missing") == "Not known"


def test_numbers_are_counted_in_words() -> None:
    assert labels.documents(1) == "1 document"
    assert labels.documents(12345) == "12,345 documents"


@pytest.mark.parametrize(
    ("iso", "shown"),
    [
        ("2026-11-22T11:40:12+00:00", "22 Nov 2026, 11:40 UTC"),
        ("2026-11-22", "22 Nov 2026"),
        ("last week", "last week"),
    ],
)
def test_a_moment_is_shown_where_it_can_be_read(iso: str, shown: str) -> None:
    assert dates.moment(iso) == shown
