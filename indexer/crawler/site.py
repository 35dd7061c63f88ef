"""The crawl of one site: its folder, its files, its bounds, and what is told of it in the end."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from scrapy import __version__ as scrapy_version
from scrapy.crawler import Crawler, CrawlerProcess

from indexer.crawler.archive import Archive
from indexer.crawler.frontier import Frontier
from indexer.crawler.report import SiteReport
from indexer.crawler.spider import Bounds, SiteSpider
from indexer.limits import MB

_STATE: Final = ".crawl.sqlite3"  # a dot file is no page


@dataclass(frozen=True, slots=True)
class CrawlPlan:
    """One `winnow crawl`; the bounds are for each site."""

    starts: tuple[str, ...]  # addresses; each site of theirs is crawled, one after the other
    into: Path  # the folder that a build reads; each site has a folder in it
    contact: str  # a web or mail address for the owners of the sites, in the user agent
    pages: int
    depth: int  # links from the start
    megabytes: int
    minutes: int
    delay: float  # seconds between two requests, at least
    allow: tuple[str, ...] = ()  # networks that are not public and may be spoken to all the same: 10.0.0.0/8


class SiteCrawl:
    """One site of a plan."""

    def __init__(self, plan: CrawlPlan, site: str, starts: Iterable[str]) -> None:
        """Open its file of addresses and find out where to begin. Raises SourceError."""
        self._site, folder = site, plan.into / site.replace(":", "+")
        self._frontier = Frontier(folder / _STATE)
        self._goes_on = self._frontier.begin(starts)
        self._archive = Archive(folder, site, f"Winnow, Scrapy/{scrapy_version}")
        self._bounds = Bounds(plan.pages, plan.megabytes * MB, plan.depth, plan.minutes)
        self._crawler: Crawler | None = None

    def start(self, process: CrawlerProcess, advance: Callable[[int], object]) -> Any:
        """Begin; a Deferred that is called when the site is done."""
        self._crawler = process.create_crawler(SiteSpider)
        return process.crawl(self._crawler, self._site, self._frontier, self._archive, self._bounds, advance)

    @property
    def interrupted(self) -> bool:
        return self._spider is not None and self._spider.closed_by == "shutdown"

    @property
    def _spider(self) -> SiteSpider | None:
        return self._crawler.spider if self._crawler else None  # type: ignore[return-value]  # it is the one we gave

    def report(self) -> SiteReport:
        """What came of it; the site's file of addresses is closed."""
        spider, goes_on = self._spider, self._goes_on
        if not self._frontier.waiting(1):
            self._frontier.finish()
        stopped, failures = (spider.stopped, tuple(spider.failures)) if spider else ("", ())
        report = SiteReport.of(self._site, self._frontier, goes_on, stopped, self.interrupted, failures)
        self._frontier.close()
        return report
