"""How to crawl: from the command's options to Scrapy's settings, one site after the other."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.metadata import version
from typing import Any, Final

from scrapy.crawler import CrawlerProcess

from indexer.addresses import site_of
from indexer.crawler.report import CrawlReport
from indexer.crawler.rules import address
from indexer.crawler.site import CrawlPlan, SiteCrawl
from indexer.crawler.spider import REDIRECTS
from indexer.errors import SourceError
from indexer.limits import PAGE_BYTES

AGENT: Final = "Winnow"  # what a robots.txt calls us

_SETTINGS: Final[Mapping[str, Any]] = {
    "ROBOTSTXT_OBEY": True,
    "CONCURRENT_REQUESTS": 1,
    "AUTOTHROTTLE_ENABLED": True,
    "AUTOTHROTTLE_TARGET_CONCURRENCY": 1.0,
    "DOWNLOAD_MAXSIZE": PAGE_BYTES,  # of the body as it was sent, and unpacked
    "DOWNLOAD_WARNSIZE": 0,
    "DOWNLOAD_TIMEOUT": 60,
    "REDIRECT_MAX_TIMES": REDIRECTS,  # of robots.txt and sitemaps; those of pages are the spider's
    "RETRY_TIMES": 2,
    "COOKIES_ENABLED": False,
    "HTTPAUTH_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,  # an HTTP server that runs Python code
    "LOG_ENABLED": False,  # the report says what happened
    "LOG_INSTALL_ROOT_HANDLER": False,
    "TWISTED_DNS_RESOLVER": "indexer.crawler.safety.PublicResolver",
    "DEFAULT_REQUEST_HEADERS": {
        "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.1",
        "Accept-Encoding": "gzip, deflate",
    },
    "DOWNLOAD_HANDLERS": {"data": None, "file": None, "ftp": None, "s3": None},
    "DOWNLOADER_MIDDLEWARES": {
        "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
        "indexer.crawler.politeness.Robots": 100,
    },
    "EXTENSIONS": {
        "scrapy.extensions.throttle.AutoThrottle": None,
        "indexer.crawler.politeness.Throttle": 0,
    },
}


def crawl(plan: CrawlPlan, advance: Callable[[int], object] = lambda done: None) -> CrawlReport:
    """Crawl each site of the plan; what came of it. `advance` is called with how many addresses were done.

    It runs Twisted's reactor, so it can be called once in a process; it ends in good order at SIGINT and SIGTERM.
    Raises SourceError for a start that is no http(s) address, or a site's file of addresses that cannot be used.
    """
    crawls = [SiteCrawl(plan, site, starts) for site, starts in _sites(plan.starts).items()]
    process = CrawlerProcess(_settings(plan))
    _run(process, crawls, advance)
    process.start()
    return CrawlReport(tuple(each.report() for each in crawls))


def _run(process: CrawlerProcess, crawls: Sequence[SiteCrawl], advance: Callable[[int], object]) -> None:
    """Start the first, and each of the others when the one before it has ended of itself."""
    if not crawls:
        return
    running = crawls[0].start(process, advance)
    running.addCallback(lambda _: None if crawls[0].interrupted else _run(process, crawls[1:], advance))


def _sites(starts: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """The starts in their one spelling, by site."""
    sites = defaultdict[str, list[str]](list)
    for start in starts:
        url = address(start if "://" in start else f"https://{start}")
        if not url:
            raise SourceError(f"'{start}' is no address to crawl. Give one like https://example.org/")
        sites[site_of(url)].append(url)
    return {site: tuple(urls) for site, urls in sites.items()}


def _settings(plan: CrawlPlan) -> dict[str, Any]:
    return {
        **_SETTINGS,
        "USER_AGENT": f"{AGENT}/{version('winnow-search')} (+{plan.contact})",
        "ROBOTSTXT_USER_AGENT": AGENT,
        "DOWNLOAD_DELAY": plan.delay,
        "AUTOTHROTTLE_START_DELAY": plan.delay,
        "CLOSESPIDER_TIMEOUT": 60 * plan.minutes,
        "WINNOW_ALLOWED_NETWORKS": list(plan.allow),
    }
