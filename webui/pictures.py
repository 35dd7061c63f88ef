"""Pictures of a search, drawn on the server: pages over the years by kind, and who appears with whom, where, how often.

Every mark is a link to the documents it stands for, and says how many they are; a table has the same. The engine is
asked at most ROWS + 1 times for a picture, whatever the size of the index.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import Final

from indexer.asking import Request
from indexer.model import FacetCounts, Filter
from indexer.schema import MISSING
from indexer.searcher import Searcher
from webui import labels, refine
from webui.addresses import SEARCH, address
from webui.histogram import Histogram, histogram

ROWS: Final = 8
LINES: Final = ("language", "type", "site", "topic", "country")  # what a timeline may be drawn by
SIDES: Final = ("person", "organisation", "country", "place", "topic", "site")  # of who appears with whom
CELL: Final = 34  # pixels: a mark is at least 24 (WCAG 2.2, 2.5.8)
LEAST: Final = 5  # radius of the smallest dot
NAMES: Final = 190  # pixels for the names of the rows
HEADS: Final = 120  # pixels for the names of the columns, which stand aslant
SHOWN: Final = 22  # characters of a name


@dataclass(frozen=True, slots=True)
class Line:
    """One value and its years."""

    label: str
    count: int
    url: str
    picture: Histogram


def timeline(searcher: Searcher, asked: Request, by: str) -> list[Line]:
    """The commonest values of a facet in a search, each with its documents per year, all on one scale."""
    whole = searcher.search(replace(asked, page=1, per_page=0)).results
    if not whole.years:
        return []
    ends = (whole.years[0][0], whole.years[-1][0])
    chosen = values_of(whole.facets, by)
    found = [(value, count, years_of(searcher, refine.only(asked, by, value), ends)) for value, count in chosen]
    most = max((count for _value, _count, years in found for _year, count in years), default=1)
    lines = []
    for value, count, years in found:
        only = refine.only(asked, by, value)
        picture = histogram(years, 0, only, SEARCH, most)
        if picture:
            lines.append(Line(labels.facet_value(by, value), count, address(SEARCH, only), picture))
    return lines


def years_of(searcher: Searcher, asked: Request, ends: tuple[int, int]) -> list[tuple[int, int]]:
    """(year, documents), the ends of the whole picture among them."""
    found = dict.fromkeys(ends, 0) | dict(searcher.search(replace(asked, page=1, per_page=0)).results.years)
    return sorted(found.items())


def values_of(facets: Sequence[FacetCounts], field: str) -> list[tuple[str, int]]:
    """The commonest values of a facet that any document has."""
    counts = next((each for each in facets if each.field == field), None)
    return [pair for pair in counts.values if pair[1]][:ROWS] if counts else []


@dataclass(frozen=True, slots=True)
class Dot:
    """How many documents have both values, and the way to them. Pixels, the origin top left."""

    row: str
    column: str
    count: int
    url: str
    x: int
    y: int
    radius: float

    @property
    def says(self) -> str:
        return f"{self.row}, {self.column}: {labels.documents(self.count)}"


@dataclass(frozen=True, slots=True)
class Grid:
    """Who appears with whom."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    dots: tuple[Dot, ...]  # row by row; none where no document has both

    @property
    def width(self) -> int:
        return NAMES + len(self.columns) * CELL + HEADS // 2

    @property
    def height(self) -> int:
        return HEADS + len(self.rows) * CELL + CELL // 2

    def count(self, row: str, column: str) -> Dot | None:
        return next((dot for dot in self.dots if (dot.row, dot.column) == (row, column)), None)


def together(searcher: Searcher, asked: Request, rows: str, columns: str) -> Grid | None:
    """The commonest values of two facets, and how many documents have one of each; None where there are none."""
    whole = searcher.search(replace(asked, page=1, per_page=0)).results
    across = [value for value, _count in values_of(whole.facets, columns) if value != MISSING]
    down = [value for value, _count in values_of(whole.facets, rows) if value != MISSING]
    counted = {(row, column): n for row in down for column, n in beside(searcher, asked, rows, row, columns, across)}
    if not counted:
        return None
    most = max(counted.values())
    dots = []
    for (row, column), count in counted.items():
        at = (NAMES + across.index(column) * CELL + CELL // 2, HEADS + down.index(row) * CELL + CELL // 2)
        radius = round(max(LEAST, (CELL / 2 - 2) * sqrt(count / most)), 1)
        both = refine.only(refine.only(asked, rows, row), columns, column)
        named = (labels.facet_value(rows, row), labels.facet_value(columns, column))
        dots.append(Dot(*named, count, address(SEARCH, both), *at, radius))
    return Grid(
        tuple(labels.facet_value(rows, row) for row in down),
        tuple(labels.facet_value(columns, column) for column in across),
        tuple(dots),
    )


def beside(
    searcher: Searcher, asked: Request, field: str, value: str, other: str, values: Sequence[str]
) -> list[tuple[str, int]]:
    """How many documents with a value have each of the values of another facet, where any has.

    The values are chosen in their own facet: then all of them are counted, however rare, and the choice does not count.
    """
    only = refine.only(asked, field, value)
    rest = tuple(f for f in only.filters if f.field != other)
    wanted = replace(only, filters=(*rest, Filter(other, tuple(values))), page=1, per_page=0)
    facets = searcher.search(wanted).results.facets
    counts = next(each for each in facets if each.field == other)
    return [(each, count) for each, count in counts.values if count and each in values]


def short(name: str) -> str:
    return name if len(name) <= SHOWN else name[: SHOWN - 1] + "…"
