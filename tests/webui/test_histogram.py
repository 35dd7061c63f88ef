import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from indexer.asking import Request
from webui.histogram import HEIGHT, LEAST, MOST_BARS, PITCH, Histogram, histogram, months_of, only_year


def drawn(years: list[tuple[int, int]], asked: Request = Request()) -> Histogram:  # noqa: B008
    picture = histogram(years, 0, asked, "/search")
    assert picture is not None
    return picture


def test_no_year_is_no_picture() -> None:
    assert histogram((), 5, Request(), "/search") is None


def test_one_document_is_one_full_bar() -> None:
    (bar,) = drawn([(2018, 1)]).bars
    assert (bar.says, bar.height, bar.y) == ("2018: 1 document", HEIGHT, 0)


def test_every_year_between_has_its_place() -> None:
    bars = drawn([(2009, 2), (2012, 4)]).bars
    assert [(bar.span.label, bar.count) for bar in bars] == [("2009", 2), ("2010", 0), ("2011", 0), ("2012", 4)]
    assert [bar.height for bar in bars] == [HEIGHT // 2, 0, 0, HEIGHT]


@pytest.mark.parametrize(("last", "ticks"), [(2011, "2009 2011"), (2012, "2009 2012"), (2014, "2009 2011 2014")])
def test_the_first_and_the_last_year_are_written_under_their_bars(last: int, ticks: str) -> None:
    picture = drawn([(2009, 1), (last, 1)])
    assert " ".join(str(row["tick"]) for row in picture.ticks) == ticks


def test_a_bar_leads_to_its_year_and_keeps_the_rest() -> None:
    assert drawn([(2018, 1)], Request("a", page=4)).bars[0].url == "/search?q=a&date_from=2018&date_to=2018"


def test_how_many_have_no_date_leads_to_them() -> None:
    picture = histogram([(2018, 1)], 3, Request("a OR b", page=4), "/search")
    assert (picture.undated, picture.undated_url) == (3, "/search?q=%28a+OR+b%29+-date%3A%2A")


def test_a_chosen_year_leads_back() -> None:
    bars = drawn([(2017, 1), (2018, 1)], Request("a", date_from="2018", date_to="2018")).bars
    assert [bar.selected for bar in bars] == [False, True]
    assert bars[1].url == "/search?q=a"


@pytest.mark.parametrize(
    ("asked", "chosen"),
    [
        (Request(date_from="2018-05"), ["2018", "2019"]),
        (Request(date_to="2017-02"), ["2017"]),
        (Request(), []),
    ],
)
def test_the_years_that_were_asked_for_are_marked(asked: Request, chosen: list[str]) -> None:
    assert [bar.span.label for bar in drawn([(2017, 1), (2018, 1), (2019, 1)], asked).bars if bar.selected] == chosen


def test_a_hundred_years_are_grouped_and_none_is_lost() -> None:
    bars = drawn([(year, 1) for year in range(1920, 2020)]).bars
    assert len(bars) <= MOST_BARS
    assert (bars[0].span.label, bars[-1].span.label) == ("1920–1924", "2015–2019")
    assert sum(bar.count for bar in bars) == 100
    assert bars[0].url == "/search?date_from=1920&date_to=1924"


@pytest.mark.parametrize("span", [1, 2, 27, 28, 60, 500, 2000])
def test_every_bar_is_wide_enough_and_stands_inside(span: int) -> None:
    picture = drawn([(2024 - span + 1, 3), (2024, 1)] if span > 1 else [(2024, 1)])
    assert len(picture.bars) <= MOST_BARS
    assert all(right.x - left.x == PITCH for left, right in zip(picture.bars, picture.bars[1:], strict=False))
    assert picture.bars[-1].x + PITCH <= picture.width + 3


def test_few_documents_beside_many_are_still_seen() -> None:
    assert drawn([(2017, 1), (2018, 10_000)]).bars[0].height == LEAST


def test_the_months_of_a_year_lead_to_their_days_and_back_to_the_year() -> None:
    asked = Request("a", date_from="2018-10", date_to="2018-10", page=2)
    picture = months_of(2018, [(month, month) for month in range(1, 13)], asked, "/search")
    assert picture is not None
    february, october = picture.bars[1], picture.bars[9]
    assert (picture.caption, february.says, february.span.tick) == (
        "Documents per month of 2018",
        "February 2018: 2 documents",
        "Feb",
    )
    assert february.url == "/search?q=a&date_from=2018-02&date_to=2018-02"
    assert (october.selected, october.url) == (True, "/search?q=a&date_from=2018&date_to=2018")


@pytest.mark.parametrize(
    ("begin", "end", "year"),
    [
        ("2018", "2018", 2018),
        ("2018-03", "2018-10-09", 2018),
        ("2018", "2019", None),
        ("2018", "", None),
        ("", "", None),
    ],
)
def test_dates_of_one_year_have_months(begin: str, end: str, year: int | None) -> None:
    assert only_year(Request(date_from=begin, date_to=end)) == year


@pytest.mark.parametrize(("begin", "chosen"), [("2018", []), ("2018-11", ["Nov", "Dec"])])
def test_the_months_that_were_asked_for_are_marked(begin: str, chosen: list[str]) -> None:
    picture = months_of(2018, [(month, 1) for month in range(1, 13)], Request(date_from=begin, date_to="2018"), "/")
    assert picture is not None
    assert [bar.span.tick for bar in picture.bars if bar.selected] == chosen


def test_a_year_without_documents_has_no_picture() -> None:
    assert months_of(2018, [(month, 0) for month in range(1, 13)], Request(), "/search") is None


def test_a_year_that_is_asked_for_shows_its_months_and_each_finds_what_it_says(client: FlaskClient) -> None:
    page = BeautifulSoup(client.get("/search?date_from=2018&date_to=2018").text, "lxml")
    rows = page.select("figure.years")[1].select("tbody tr")
    said = {row.a["href"]: int(row.td.text) for row in rows}
    assert said == {address: client.get(f"/api/v1{address}").json["total"] for address in said}
    assert said
    two_years = client.get("/search?date_from=2018&date_to=2019").text
    assert len(BeautifulSoup(two_years, "lxml").select("figure.years")) == 1
