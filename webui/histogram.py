"""Documents per year as bars: where each bar stands, how high it is, and where it leads. The template only draws.

Bars keep one width, wide enough to be hit with a finger (24 CSS pixels, WCAG 2.2, 2.5.8): a picture with few years is
small, one with many has a bar for every 2, 5, 10 … years. The years between the first and the last are all there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from indexer.search import Request
from webui import labels, refine
from webui.addresses import address

PITCH: Final = 26  # pixels from bar to bar
GAP: Final = 3
HEIGHT: Final = 56  # of the highest bar
LEAST: Final = 3  # of a bar with any document at all
AXIS: Final = 18  # below the bars, for the years
MOST_BARS: Final = 27  # as many as fit beside the filters on a small laptop (702 pixels)
STEPS: Final = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: one year or several. Pixels, the origin top left."""

    position: int  # from 0, left to right
    first: int  # year
    label: str  # "2018", "2015–2019"
    says: str  # "2018: 48 documents"
    count: int
    share: float  # of the highest bar
    selected: bool
    url: str

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
    step: int  # years a bar stands for
    most: int  # documents of the highest bar
    undated: int
    undated_url: str

    @property
    def width(self) -> int:
        return max(len(self.bars) * PITCH + GAP, 2 * PITCH)

    @property
    def height(self) -> int:
        return HEIGHT + AXIS

    def is_labelled(self, bar: Bar) -> bool:
        """Has the bar its year under it? There is room for every other one; the last one always has."""
        last = len(self.bars) - 1
        return bar.position == last or (bar.position % 2 == 0 and bar.position != last - 1)


def histogram(
    years: Sequence[tuple[int, int]], undated: int, asked: Request, path: str, highest: int = 0
) -> Histogram | None:
    """The picture of (year, documents) pairs, or None where there is no year to show.

    `highest` is what the bars are measured by where several pictures share a scale.
    """
    if not years:
        return None
    step = step_for(years[0][0], years[-1][0])
    counts = grouped(years, step)
    most = max(1, highest, *counts.values())
    bars = (
        Bar(position, first, *named(first, step, count), count, count / most, *leading(first, step, asked, path))
        for position, (first, count) in enumerate(counts.items())
    )
    return Histogram(tuple(bars), step, most, undated, address(path, refine.undated(asked)))


def step_for(first: int, last: int) -> int:
    """How many years a bar stands for."""
    return next((step for step in STEPS if last // step - first // step < MOST_BARS), STEPS[-1])


def grouped(years: Sequence[tuple[int, int]], step: int) -> Mapping[int, int]:
    """Documents by the first year of each group, those without any among them."""
    counts = dict.fromkeys(range(years[0][0] // step * step, years[-1][0] + 1, step), 0)
    for year, count in years:
        counts[year // step * step] += count
    return counts


def named(first: int, step: int, count: int) -> tuple[str, str]:
    """What the bar is called, and all that it says."""
    label = str(first) if step == 1 else f"{first}–{first + step - 1}"
    return label, f"{label}: {labels.documents(count)}"


def leading(first: int, step: int, asked: Request, path: str) -> tuple[bool, str]:
    """Whether any of the bar's years was asked for, and where the bar leads: to its years, or back from them."""
    begin, end = f"{max(first, 1):04}", f"{min(first + step - 1, 9999):04}"
    alone = (asked.date_from, asked.date_to) == (begin, end)
    return overlaps(asked, begin, end), address(path, refine.between(asked, *(("", "") if alone else (begin, end))))


def overlaps(asked: Request, begin: str, end: str) -> bool:
    if not (asked.date_from or asked.date_to):
        return False
    return asked.date_from[:4] <= end and begin <= (asked.date_to[:4] or "9999")
