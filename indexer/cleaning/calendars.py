"""The calendar beside a page: the days of a month, in rows or one by one, in HTML and in plain text alike."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

_DAYS: Final = re.compile(r"[\d\s|]+")
_FIRST: Final = frozenset("0123456789| ")  # that such a text may begin with
_SHORTEST_MONTH: Final = f" {' '.join(map(str, range(1, 29)))} "


def calendars(texts: Sequence[str]) -> list[int]:
    """The positions of the texts that hold nothing but days of a month that is there from the first to the 28th.

    A table that only numbers its columns or rows has fewer, or other text between.
    """
    only_days = [text[0] in _FIRST and _DAYS.fullmatch(text) is not None for text in texts]
    if True not in only_days:
        return []
    runs = groupby(range(len(texts)), key=only_days.__getitem__)
    return [position for is_days, run in runs if is_days for position in _month(texts, list(run))]


def _month(texts: Sequence[str], run: Sequence[int]) -> Iterator[int]:
    days = f" {' '.join(day for position in run for day in texts[position].replace('|', ' ').split())} "
    if _SHORTEST_MONTH in days:
        yield from run
