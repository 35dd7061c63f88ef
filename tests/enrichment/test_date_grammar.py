import pytest

from indexer.enrichment.date_grammar import spans


def read(text: str, **more) -> list[tuple[str, str, str]]:
    return [(str(span.first), str(span.last), span.precision) for span in spans(text, **more)]


@pytest.mark.parametrize(
    "text",
    [
        "From October 9 – 10, 2018, the seminar",
        "on 9 and 10 October 2018",
        "9th-10th of October, 2018",
        "Tuesday 9 October to Wednesday 10 October 2018",
        "9–10 октября 2018 года",
        "с 9 по 10 октября 2018 г.",
        "2018 жылғы 9–10 қазанда Алматыда",
        "2018 жылдың 9-10 қазаны аралығында",
        "2018-жылдын 9-10-октябрында",
        "2018 yil 9-10 oktabr kunlari",
        "2018 йил 9-10 октябрь кунлари",
        "9-10 октябри соли 2018",
        "9.–10. Oktober 2018",
        "du 9 au 10 octobre 2018",
        "9-10 Ekim 2018",
        "9–10.10.2018",
        "9 и 10 октября 2018-го",
        "с 09.10.2018 по 10.10.2018",
        "9/10 October 2018",
        "2018-жылдын 9-октябрынан 10-октябрына чейин",
        "2018-yil 9-oktabrdan 10-oktabrgacha",
        "2018 йил 9 октябрдан 10 октябргача",
        "аз 9 то 10 октябри соли 2018",
        "2018-інші жылдың 9-ыншы мен 10-ыншы қазанында",
        "09.10 – 10.10.2018",
        "09.10.2018 - 10.10.2018",
    ],
)
def test_a_range_of_days_is_read_in_many_languages(text) -> None:
    assert read(text) == [("2018-10-09", "2018-10-10", "day")]


@pytest.mark.parametrize(
    "text",
    [
        "12 March 2015", "March 12th, 2015", "12.03.2015", "2015-03-12", "2015-03-12T10:00:00+06:00", "12 марта 2015",
        "2015 жылдың 12 наурызында", "2015 ж. 12 наурыз", "12-наурыз, 2015 жыл", "2015-yil 12-mart", "12. März 2015",
        "12 de marzo de 2015", "Thursday, 12 Mar 2015, 10:30",
    ],
)  # fmt: skip
def test_a_day_is_read_in_many_spellings(text) -> None:
    assert read(text) == [("2015-03-12", "2015-03-12", "day")]


def test_a_range_may_cross_months_and_years() -> None:
    assert read("28 мая – 2 июня 2012 г.") == [("2012-05-28", "2012-06-02", "day")]
    assert read("28 December – 2 January 2019") == [("2018-12-28", "2019-01-02", "day")]
    assert read("December 28, 2018 – January 2, 2019") == [("2018-12-28", "2019-01-02", "day")]


def test_a_turkic_range_has_no_sign_between_its_ends() -> None:
    assert read("2018 жылдың 28 мамырынан 2 маусымына дейін") == [("2018-05-28", "2018-06-02", "day")]
    assert read("2018 ж. 28 желтоқсан – 2019 ж. 2 қаңтар") == [("2018-12-28", "2019-01-02", "day")]
    assert read("Наурыздың 5-і мен 14-і аралығында", year=2019) == [("2019-03-05", "2019-03-14", "day")]


def test_months_and_years_may_be_a_range() -> None:
    assert read("December 2018 – January 2019") == [("2018-12-01", "2019-01-31", "month")]
    assert read("с декабря 2018 по январь 2019 года") == [("2018-12-01", "2019-01-31", "month")]
    assert read("в 2015–2017 годах") == [("2015-01-01", "2017-12-31", "year")]


def test_a_day_may_be_written_in_words() -> None:
    assert read("жиырма жетінші наурыз бен төртінші сәуір", year=2019) == [("2019-03-27", "2019-04-04", "day")]
    assert read("тамыздың он тоғызы күні", year=2019) == [("2019-08-19", "2019-08-19", "day")]
    assert read("двадцать первого мая 2018 года") == [("2018-05-21", "2018-05-21", "day")]


def test_a_number_behind_a_cyrillic_month_counts_something_else() -> None:
    assert read("в мае 5 человек", year=2019) == read("маусымда 6 команда", year=2019) == []
    assert read("On Jan. 8, they met", year=2019) == [("2019-01-08", "2019-01-08", "day")]


def test_months_and_years_have_their_own_precision() -> None:
    assert read("in March 2014") == [("2014-03-01", "2014-03-31", "month")]
    assert read("2014 жылғы наурызда") == [("2014-03-01", "2014-03-31", "month")]
    assert read("в феврале 2016 года") == [("2016-02-01", "2016-02-29", "month")]
    assert read("in 2018") == [("2018-01-01", "2018-12-31", "year")]
    assert read("2018 жылы") == [("2018-01-01", "2018-12-31", "year")]


@pytest.mark.parametrize(
    "text",
    [
        "31 February 2015", "2018 pages", "room 2015", "call 12-10-2018-44", "section 3.4. 2015 was dry", "1,234 5.678",
        "10–9 October 2018", "they may 9 times", "Version 2.10.2018.1", "no digits at all", "12 / 40 / 2015", "٣",
    ],
)  # fmt: skip
def test_what_is_no_date_is_not_read(text) -> None:
    assert read(text) == []


def test_a_day_without_a_year_gets_the_one_given_or_the_nearest() -> None:
    assert read("14 июня в Бишкеке", year=2019) == [("2019-06-14", "2019-06-14", "day")]
    text = "Held in 2017. On 2 April it rained."
    assert spans(text)[1].inferred
    assert read(text)[1] == ("2017-04-02", "2017-04-02", "day")
    assert read("On 2 April it rained.") == []


def test_slashes_are_read_day_first_unless_told_or_impossible() -> None:
    assert read("03/04/2015") == [("2015-04-03", "2015-04-03", "day")]
    assert read("03/04/2015", month_first=True) == [("2015-03-04", "2015-03-04", "day")]
    assert read("03/25/2015") == [("2015-03-25", "2015-03-25", "day")]
    assert spans("03/04/2015")[0].unsure


def test_the_span_is_what_the_text_says() -> None:
    text = "Held on 9 October 2018."
    (span,) = spans(text)
    assert text[span.start : span.end] == "9 October 2018"


def test_a_long_text_without_line_ends_is_read_in_linear_time() -> None:
    assert len(spans("on 9 October 2018 and, - " * 4000)) == 4000
    assert spans("1-" * 50_000) == []
