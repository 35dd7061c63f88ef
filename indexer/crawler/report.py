"""What a crawl did, for people."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from indexer.crawler.frontier import Frontier, Outcome

_FOUND: Final = (Outcome.NEW, Outcome.CHANGED, Outcome.NOT_MODIFIED)
_NAMED: Final = 3  # addresses named under each reason; the rest is counted


@dataclass(frozen=True, slots=True)
class Count:
    """How many addresses had one outcome for one reason, and some of them."""

    outcome: Outcome
    reason: str
    number: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SiteReport:
    """What came of one site, over all the runs that its crawl took."""

    site: str
    counts: tuple[Count, ...]
    waiting: int  # addresses that were met and not asked for yet
    went_on: bool  # with a crawl that was stopped before
    stopped: str  # by which bound, "" by none
    interrupted: bool
    failures: tuple[str, ...]  # of our own code

    @staticmethod
    def of(
        site: str, frontier: Frontier, went_on: bool, stopped: str, interrupted: bool, failures: tuple[str, ...]
    ) -> "SiteReport":
        """What the site's file of addresses says of its present crawl."""
        counts = dict(frontier.counts())
        waiting = counts.pop(("", ""), 0)
        listed = (
            Count(Outcome(outcome), reason, number, tuple(frontier.examples(Outcome(outcome), reason, _NAMED)))
            for (outcome, reason), number in counts.items()
        )
        order = list(Outcome)
        by_size = sorted(listed, key=lambda count: (order.index(count.outcome), -count.number, count.reason))
        return SiteReport(site, tuple(by_size), waiting, went_on, stopped, interrupted, failures)

    def total(self, outcome: Outcome) -> int:
        return sum(count.number for count in self.counts if count.outcome is outcome)

    def __str__(self) -> str:
        return "\n".join([*self._head(), *self._reasons(), *self._tail()])

    def _head(self) -> Iterator[str]:
        kept = (Outcome.NEW, Outcome.CHANGED, Outcome.NOT_MODIFIED, Outcome.GONE)
        yield self.site + (" (went on where it was stopped)" if self.went_on else "")
        yield "  pages    " + ", ".join(f"{self.total(outcome)} {outcome}" for outcome in kept)

    def _reasons(self) -> Iterator[str]:
        for count in self.counts:
            if count.reason and count.outcome in (Outcome.SKIPPED, Outcome.ERROR):
                name = "error" if count.outcome is Outcome.ERROR else "skipped"
                yield f"  {name:<8} {count.number} {count.reason}: {', '.join(count.examples)}"[:400]

    def _tail(self) -> Iterator[str]:
        if self.waiting:
            why = f"stopped at {self.stopped}" if self.stopped else "stopped"
            yield f"  waiting  {self.waiting} addresses: {why}; the same command goes on with them"
        for failure in self.failures:
            yield f"  failure  {failure}"


@dataclass(frozen=True, slots=True)
class CrawlReport:
    """What came of each site. `str(report)` is what the command prints."""

    sites: tuple[SiteReport, ...]

    @property
    def interrupted(self) -> bool:
        return any(site.interrupted for site in self.sites)

    @property
    def failed(self) -> bool:
        """Whether a site gave no page at all, or our own code failed."""
        return any(site.failures or not any(map(site.total, _FOUND)) for site in self.sites)

    def __str__(self) -> str:
        return "\n".join(map(str, self.sites))
