"""How many of the documents that match does a year have in each of its months?"""

from dataclasses import replace
from typing import Final

from indexer.engines.base import Engine
from indexer.model import DateRange, Query

MONTHS: Final = range(1, 13)
_LAST_DAY: Final = 31  # of any month: engines compare days as numbers


def months(engine: Engine, query: Query, year: int) -> tuple[tuple[int, int], ...]:
    """(month, documents), under all filters but the dates'; a document counts in each month that its date touches, so
    one whose date is known to the year only counts in all.

    Twelve counts, which works alike on every engine.
    """
    return tuple((month, engine.total(replace(query, dates=_month(year, month)))) for month in MONTHS)


def _month(year: int, month: int) -> DateRange:
    first = year * 10_000 + month * 100
    return DateRange(first + 1, first + _LAST_DAY)
