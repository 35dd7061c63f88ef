"""Values that are one, and how a reader is told so."""

from array import array
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final, NamedTuple, Protocol

from indexer.corpus.labels import Labels, counts, one_more

Key = tuple[str, ...]  # (facet, value), and behind them ("site", site) or ("label", label) where it holds only there

_FEW_SITES: Final = 8


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
    def sites(self) -> AbstractSet[int]:
        """Numbers of sites, see `Values.sites`; none where sites are not kept."""

    def again(self, label: str, site: int | None) -> "Seen":
        """The same, and one more page that has it."""


class Once(NamedTuple):
    """A value of one page, as most are: a third of the memory of one of several."""

    label: str
    site: int | None

    @property
    def pages(self) -> int:
        return 1

    @property
    def labels(self) -> Mapping[str, int]:
        return {self.label: 1}

    @property
    def sites(self) -> AbstractSet[int]:
        return {self.site} if self.site is not None else frozenset()

    def again(self, label: str, site: int | None) -> Seen:
        return Often(1, (self.label, 1), array("I", self.sites)).again(label, site)


@dataclass(slots=True)
class Often:
    """A value of several pages."""

    pages: int
    _labels: Labels
    _sites: "array[int]"  # some of them several times: a set takes ten times as much
    _most: int = _FEW_SITES  # that may stand there before each is kept once

    @property
    def labels(self) -> Mapping[str, int]:
        return counts(self._labels)

    @property
    def sites(self) -> AbstractSet[int]:
        return {*self._sites}

    def again(self, label: str, site: int | None) -> Seen:
        self.pages += 1
        self._labels = one_more(self._labels, label)
        if site is not None:
            self._sites.append(site)
            if len(self._sites) > self._most:
                self._sites = array("I", self.sites)
                self._most = max(_FEW_SITES, 2 * len(self._sites))
        return self


class Values(dict[str, Seen]):
    """The values of one facet."""

    def __init__(self, keeps_sites: bool) -> None:
        super().__init__()
        self.sites = list[str]()  # by their numbers
        self._numbers: dict[str, int] | None = {} if keeps_sites else None

    def note(self, value: str, label: str, site: str) -> None:
        """A page of the site has the value."""
        before, number = self.get(value), self._number(site)
        self[value] = before.again(label, number) if before else Once(value if label == value else label, number)

    def _number(self, site: str) -> int | None:
        if self._numbers is None:
            return None
        number = self._numbers.setdefault(site, len(self.sites))
        if number == len(self.sites):
            self.sites.append(site)
        return number


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
