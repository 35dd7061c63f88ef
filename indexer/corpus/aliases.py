"""Values that are one, and how a reader is told so."""

from collections import Counter
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import NamedTuple, Protocol

Key = tuple[str, ...]  # (facet, value), and behind them ("site", site) or ("label", label) where it holds only there


@dataclass(frozen=True, slots=True)
class Alias:
    """What a value becomes."""

    value: str
    label: str
    why: str  # "one with A. Sadvakasova: the same surname and initial, on 5 pages or more"


class Seen(Protocol):
    """What is known of a value over the whole corpus."""

    @property
    def pages(self) -> int: ...
    @property
    def labels(self) -> Mapping[str, int]:
        """What pages call it in full, each with how many do."""

    @property
    def sites(self) -> AbstractSet[str]: ...
    def again(self, label: str, site: str) -> "Seen":
        """The same, and one more page that has it."""


class Once(NamedTuple):
    """A value of one page, as most are: an eighth of the memory of one of several."""

    label: str
    site: str

    @property
    def pages(self) -> int:
        return 1

    @property
    def labels(self) -> Mapping[str, int]:
        return {self.label: 1}

    @property
    def sites(self) -> AbstractSet[str]:
        return {self.site}

    def again(self, label: str, site: str) -> Seen:
        return Often(1, Counter([self.label]), {self.site}).again(label, site)


@dataclass(slots=True)
class Often:
    """A value of several pages."""

    pages: int
    labels: Counter[str]
    sites: set[str]

    def again(self, label: str, site: str) -> Seen:
        self.pages += 1
        self.labels[label] += 1
        self.sites.add(site)
        return self


Values = Mapping[str, Seen]  # of one facet


def commonest(values: Iterable[str], seen: Values) -> str:
    """The value with most pages; of those with as many the first of the alphabet."""
    return min(values, key=lambda value: (-seen[value].pages, value))


def rounded(count: int) -> int:
    """A number, rounded down to 1, 2, 5, 10, 20 …"""
    step, at = (1, 2, 5), 0
    bound = 1
    while count >= (following := step[(at + 1) % 3] * 10 ** ((at + 1) // 3)):
        bound, at = following, at + 1
    return bound


def pages(count: int) -> str:
    """A number of pages, rounded: one page more changes hardly any explanation."""
    bound = rounded(count)
    if count == bound:
        return f"on {count} page{'s' * (count > 1)}"
    return f"on {bound} pages or more"
