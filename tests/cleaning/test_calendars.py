from indexer.cleaning.calendars import calendars

MONTH = ["1 | 2 | 3 | 4 | 5", *(" | ".join(map(str, range(n, n + 7))) for n in (6, 13, 20)), "27 | 28 | 29 | 30"]


def test_the_days_of_a_month_are_a_calendar_in_rows_one_by_one_and_on_a_line() -> None:
    assert calendars(["Mo | Tu", *MONTH, "Next"]) == [1, 2, 3, 4, 5]
    assert len(calendars([str(day) for day in range(1, 32)])) == 31
    assert calendars(["June", " ".join(map(str, range(1, 31)))]) == [1]
    assert len(calendars(["28 | 29 | 30 | 31", *MONTH])) == 6


def test_numbers_of_columns_and_rows_and_data_are_none() -> None:
    assert calendars(["Court | Cases", "1 | 2 | 3 | 4 | 5 | 6"]) == []
    assert calendars([text for day in range(1, 32) for text in (str(day), "A row of data")]) == []
    assert calendars(["2012", "1 | 2 | 4", *MONTH[1:]]) == []
    assert calendars([]) == []
