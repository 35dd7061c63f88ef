from datetime import date

import pytest

from indexer.query.dates import after, as_number, before, date_span


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [("2018", "2018-01-01", "2018-12-31"), ("2018-10", "2018-10-01", "2018-10-31"),
     ("2020-02", "2020-02-01", "2020-02-29"), ("2018-10-09", "2018-10-09", "2018-10-09")],
)  # fmt: skip
def test_a_date_spans_its_days(text: str, first: str, last: str) -> None:
    assert date_span(text) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "text", ["", "18", "2018-13", "2018-02-30", "2018-1", "0000", "2018-10-09T00", "٢٠١٨", "2018\n"]
)
def test_what_is_no_date_spans_nothing(text: str) -> None:
    assert date_span(text) is None


@pytest.mark.parametrize(
    ("text", "earlier", "later"),
    [("2018", "2017", "2019"), ("2018-12", "2018-11", "2019-01"), ("2018-03-01", "2018-02-28", "2018-03-02"),
     ("0001", "", "0002"), ("9999-12-31", "9999-12-30", ""), ("x", "", "")],
)  # fmt: skip
def test_the_neighbours_of_a_date_are_as_exact_as_it(text: str, earlier: str, later: str) -> None:
    assert (before(text), after(text)) == (earlier, later)


def test_engines_know_days_as_numbers() -> None:
    assert as_number(date(2018, 10, 9)) == 20181009
