"""Documents per year, or per month of a year, as bars: where each bar stands, how high it is, and where it leads. The
template only draws.

Bars keep one width, wide enough to be hit with a finger (24 CSS pixels, WCAG 2.2, 2.5.8): a picture with few years is
small, one with many has a bar for every 2, 5, 10 … years. The years between the first and the last are all there.
"""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date
from typing import Final

from indexer.asking import Request
from indexer.query.dates import date_span
from webui import dates, labels, refine
from webui.addresses import address
from webui.i18n import _

PITCH: Final = 26  # pixels from bar to bar
GAP: Final = 3
HEIGHT: Final = 56  # of the highest bar
LEAST: Final = 3  # of a bar with any document at all
AXIS: Final = 18  # below the bars, for the years
MOST_BARS: Final = 27  # as many as fit beside the filters on a small laptop (702 pixels)
STEPS: Final = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)

Row = Mapping[str, object]  # what a template puts into a row, see markup.repeated


@dataclass(frozen=True, slots=True)
class Span:
    """The years, or the month, that a bar stands for."""

    begin: str  # as dates are asked for: "2015", "2018-10"
    end: str  # the same, the last one included
    first: date
    last: date
    label: str  # "2018", "2015–2019", "October 2018"
    tick: str  # below the bar: "2015", "Oct"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar. Pixels, the origin top left."""

    position: int  # from 0, left to right
    span: Span
    count: int
    share: float  # of the highest bar
    selected: bool
    url: str

    @property
    def says(self) -> str:
        """All of it: "2018: 48 documents"."""
        return f"{self.span.label}: {labels.documents(self.count)}"

    @property
    def x(self) -> int:
        return self.position * PITCH + GAP

    @property
    def y(self) -> int:
        return HEIGHT - self.height

    @property
    def height(self) -> int:
        return max(LEAST, round(HEIGHT * self.share)) if self.count else 0


@dataclass(frozen=True, slots=True)
class Histogram:
    bars: tuple[Bar, ...]
    caption: str  # "Documents per year"
    column: str  # "Year": what the bars are called where they are a table
    most: int  # documents of the highest bar
    undated: int = 0
    undated_url: str = ""

    @property
    def width(self) -> int:
        return max(len(self.bars) * PITCH + GAP, 2 * PITCH)

    @property
    def height(self) -> int:
        return HEIGHT + AXIS

    def places(self, current: str) -> list[Row]:
        """What there is to draw, and to choose; `current` is how a bar that is chosen is marked."""
        return [
            {
                "url": bar.url,
                "says": bar.says,
                "current": current if bar.selected else "",
                "left": bar.x - GAP / 2,
                "x": bar.x,
                "y": bar.y,
                "height": bar.height,
            }
            for bar in self.bars
            if bar.count or bar.selected
        ]

    @property
    def ticks(self) -> list[Row]:
        """What stands below the bars: there is room for every other one, and the last one always has its own."""
        last = self.bars[-1]
        others = (bar for bar in self.bars[:-2] if bar.position % 2 == 0)
        return [{"middle": bar.x + (PITCH - GAP) / 2, "tick": bar.span.tick} for bar in (*others, last)]

    @property
    def lines(self) -> list[Row]:
        """The same as a table: bars with documents."""
        return [
            {"url": bar.url, "label": bar.span.label, "number": labels.number(bar.count)}
            for bar in self.bars
            if bar.count
        ]


def histogram(
    years: Sequence[tuple[int, int]], undated: int, asked: Request, path: str, highest: int = 0
) -> Histogram | None:
    """The picture of (year, documents) pairs, or None where there is no year to show.

    `highest` is what the bars are measured by where several pictures share a scale.
    """
    if not years:
        return None
    step = step_for(years[0][0], years[-1][0])
    counts = {years_from(first, step): count for first, count in grouped(years, step).items()}
    most = max(1, highest, *counts.values())
    caption = labels.counted(step, "Documents per year", "Documents per %(number)s years")
    bars = drawn(counts, most, asked, path, "")
    return Histogram(bars, caption, _("Year"), most, undated, address(path, refine.undated(asked)))


def months_of(year: int, counts: Sequence[tuple[int, int]], asked: Request, path: str) -> Histogram | None:
    """The picture of a year's (month, documents) pairs, or None where it has no documents. A chosen month leads back to
    the year."""
    spans = {month_of(year, month): count for month, count in counts}
    most = max(spans.values())
    if not most:
        return None
    caption = _("Documents per month of %(year)s", year=year)
    return Histogram(drawn(spans, most, asked, path, f"{year:04}"), caption, _("Month"), most)


def only_year(asked: Request) -> int | None:
    """The year that all the dates asked for are of, if they are of one."""
    first, last = date_span(asked.date_from), date_span(asked.date_to)
    return first[0].year if first and last and first[0].year == last[1].year else None


def drawn(counts: Mapping[Span, int], most: int, asked: Request, path: str, whole: str) -> tuple[Bar, ...]:
    """The bars; the one that alone is chosen leads back to `whole`, a year, or no date at all."""
    return tuple(
        Bar(position, span, count, count / most, is_chosen(asked, span, whole), leading(asked, span, path, whole))
        for position, (span, count) in enumerate(counts.items())
    )


def step_for(first: int, last: int) -> int:
    """How many years a bar stands for."""
    return next((step for step in STEPS if last // step - first // step < MOST_BARS), STEPS[-1])


def grouped(years: Sequence[tuple[int, int]], step: int) -> Mapping[int, int]:
    """Documents by the first year of each group, those without any among them."""
    counts = dict.fromkeys(range(years[0][0] // step * step, years[-1][0] + 1, step), 0)
    for year, count in years:
        counts[year // step * step] += count
    return counts


def years_from(first: int, step: int) -> Span:
    last = first + step - 1
    begin, end = max(first, MINYEAR), min(last, MAXYEAR)
    label = str(first) if step == 1 else f"{first}–{last}"
    return Span(f"{begin:04}", f"{end:04}", date(begin, 1, 1), date(end, 12, 31), label, str(first))


def month_of(year: int, month: int) -> Span:
    name, first = f"{year:04}-{month:02}", date(year, month, 1)
    last = date(year, month, monthrange(year, month)[1])
    return Span(name, name, first, last, dates.span(first, first, "month"), dates.month(first))


def leading(asked: Request, span: Span, path: str, whole: str) -> str:
    """Where a bar leads: to its dates, or back from them."""
    alone = (asked.date_from, asked.date_to) == (span.begin, span.end)
    return address(path, refine.between(asked, *((whole, whole) if alone else (span.begin, span.end))))


def is_chosen(asked: Request, span: Span, whole: str) -> bool:
    """Whether any of the bar's days was asked for, and not just all of `whole`."""
    if not (asked.date_from or asked.date_to) or asked.date_from == asked.date_to == whole:
        return False
    first, last = date_span(asked.date_from), date_span(asked.date_to)
    return (first is None or first[0] <= span.last) and (last is None or span.first <= last[1])
