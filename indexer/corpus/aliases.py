"""Values that are one, and how a reader is told so."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Key = tuple[str, ...]  # (facet, value), and behind them ("site", site) or ("label", label) where it holds only there


@dataclass(frozen=True, slots=True)
class Alias:
    """What a value becomes."""

    value: str
    label: str
    why: str  # "one with A. Sadvakasova: the same surname and initial, on 5 pages or more"


@dataclass(slots=True)
class Seen:
    """What is known of a value over the whole corpus."""

    pages: int = 0
    labels: Counter[str] = field(default_factory=Counter)  # what pages call it in full
    sites: set[str] = field(default_factory=set)

    def note(self, label: str, site: str) -> None:
        """One more page has it."""
        self.pages += 1
        self.labels[label] += 1
        self.sites.add(site)


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
