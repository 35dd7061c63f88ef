"""Documents by month, alike on every engine."""

from collections.abc import Callable

from indexer.engines import Engine
from indexer.model import DateRange, Query, Record, Term
from indexer.months import months


def test_a_document_counts_in_each_month_that_its_date_touches(
    open_index: Callable[..., Engine], record: Callable[..., Record]
) -> None:
    engine = open_index(
        record("a", "seminar", date="2018-10-09"),
        record("b", "seminar", date=("2018-09-30", "2018-11-01")),
        record("c", "seminar", date=("2019-01-01", "2019-12-31")),  # known to the year only
        record("d", "seminar", date="2018-02-28"),
        record("e", "another", date="2018-02-28"),
        record("f", "seminar"),
    )
    asked = Query(Term("exact", "seminar"), dates=DateRange(20180101, 20180131))  # these dates are not looked at
    assert [count for _, count in months(engine, asked, 2018)] == [0, 1, 0, 0, 0, 0, 0, 0, 1, 2, 1, 0]
    assert months(engine, asked, 2019) == tuple((month, 1) for month in range(1, 13))
