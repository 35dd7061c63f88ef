"""The crawl of one site, as Scrapy drives it: what is asked for, what comes back, where it leads."""

from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlsplit

import scrapy
from scrapy import signals
from scrapy.exceptions import DontCloseSpider, IgnoreRequest, StopDownload
from scrapy.http import HtmlResponse, Request, Response
from scrapy.linkextractors import LinkExtractor
from scrapy.utils.gz import gunzip
from scrapy.utils.sitemap import Sitemap, sitemap_urls_from_robots
from twisted.python.failure import Failure

from indexer.addresses import absolute
from indexer.crawler import rules
from indexer.crawler.archive import NOT_MODIFIED, SAME_PAYLOAD, Archive, digest_of
from indexer.crawler.frontier import Frontier, Lead, Outcome, Page, Visit
from indexer.crawler.safety import REFUSED, PublicResolver
from indexer.limits import MB

REDIRECTS: Final = 5  # one after another
_BATCH: Final = 500  # addresses handed to Scrapy at a time: the others wait on disk, so memory stays flat
_SITEMAPS: Final = 1_000
_SITEMAP_BYTES: Final = 60 * MB  # sitemaps.org allows 50 MB
_PAGE_TYPES: Final = ("text/html", "application/xhtml+xml", "text/plain")
_GONE: Final = (404, 410)
_MOVED: Final = (301, 302, 303, 307, 308)
_FOR_GOOD: Final = (301, 308)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Where a crawl of one site stops; the next one goes on from there."""

    pages: int
    bytes: int
    depth: int
    minutes: int


class SiteSpider(scrapy.Spider):
    """Asks for each address of the frontier once, and marks it as done when its record is in the archive."""

    name = "winnow"

    def __init__(
        self, site: str, frontier: Frontier, archive: Archive, bounds: Bounds, advance: Callable[[int], object]
    ) -> None:
        super().__init__(self.name)
        self.site, self.crawl_delay = site, 0.0  # seconds, of robots.txt
        self.stopped = ""  # by which bound
        self.closed_by = ""  # Scrapy's word: "finished", "shutdown" …
        self.failures = list[str]()  # of our own code: they must not pass for the site's
        self._frontier, self._archive, self._bounds, self._advance = frontier, archive, bounds, advance
        self._pages = self._bytes = self._sitemaps = 0
        self._extractor = LinkExtractor(unique=True, strip=True, deny_extensions=())

    @classmethod
    def from_crawler(cls, crawler: Any, *args: Any, **options: Any) -> "SiteSpider":
        spider: SiteSpider = super().from_crawler(crawler, *args, **options)
        crawler.signals.connect(spider.go_on, signal=signals.spider_idle)
        crawler.signals.connect(spider.refuse_type, signal=signals.headers_received)
        crawler.signals.connect(spider.fail, signal=signals.spider_error)
        return spider

    # -- asking

    async def start(self) -> AsyncIterator[Request]:
        for visit in self._next():
            yield self._request(visit)

    def go_on(self) -> None:
        """Scrapy has nothing left to do: hand it what waits, if anything does."""
        if visits := self._next():
            for visit in visits:
                self.crawler.engine.crawl(self._request(visit))
            raise DontCloseSpider

    def _next(self) -> list[Visit]:
        """What to ask for now: never more than the bounds leave room for."""
        if self._pages >= self._bounds.pages:
            self.stopped = f"{self._bounds.pages} pages"
        return [] if self.stopped else self._frontier.waiting(min(_BATCH, self._bounds.pages - self._pages))

    def _request(self, visit: Visit) -> Request:
        conditions = {"If-None-Match": visit.etag, "If-Modified-Since": visit.modified} if visit.live else {}
        return Request(
            visit.url,
            callback=self.read,
            errback=self.unread,
            headers={name: value for name, value in conditions.items() if value},
            meta={"visit": visit, "handle_httpstatus_all": True, "dont_redirect": True},
            dont_filter=True,
        )

    # -- what comes back

    def refuse_type(self, headers: Any, request: Request) -> None:
        """Take no body of a type that is no page."""
        kind = (headers.get(b"Content-Type") or b"text/html").decode("latin-1").partition(";")[0].strip().lower()
        if "visit" in request.meta and kind not in _PAGE_TYPES:
            request.meta["refused"] = f"type {kind[:60]}"
            raise StopDownload(fail=True)

    def read(self, response: Response) -> None:
        """Keep an exchange, and remember where it leads."""
        visit: Visit = response.meta["visit"]
        self._advance(1)
        match response.status:
            case 200:
                self._page(response, visit)
            case 304 if visit.live:
                self._archive.write(response, NOT_MODIFIED, visit.captured)
                self._kept(visit, Outcome.NOT_MODIFIED, None, visit.links)
            case status if status in _MOVED:
                self._moved(response, visit)
            case status if status in _GONE and visit.live:
                self._archive.write(response)
                self._frontier.done(visit, Outcome.GONE, f"status {status}")
            case status:
                outcome = Outcome.ERROR if status >= 500 or status == 429 else Outcome.SKIPPED
                self._frontier.done(visit, outcome, f"status {status}")

    def _page(self, response: Response, visit: Visit) -> None:
        links, digest = tuple(self._links(response)), digest_of(response.body)
        if same := visit.live and digest == visit.digest:
            self._archive.write(response, SAME_PAYLOAD, visit.captured)
        else:
            self._archive.write(response)
        captured = visit.captured if same else f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
        page = Page(_header(response, "ETag"), _header(response, "Last-Modified"), digest, captured, links)
        self._bytes += len(response.body)
        self._kept(visit, Outcome.NOT_MODIFIED if same else Outcome.CHANGED if visit.live else Outcome.NEW, page, links)

    def _kept(self, visit: Visit, outcome: Outcome, page: Page | None, links: Iterable[str]) -> None:
        leads = [lead for link in links if (lead := self._lead(link, visit.depth + 1))]
        self._frontier.done(visit, outcome, "", page, leads)
        self._pages += 1
        if self._bytes >= self._bounds.bytes:
            self.stopped = f"{self._bounds.bytes // MB} MB"
            self.crawler.engine.close_spider(self, "bound")

    def _moved(self, response: Response, visit: Visit) -> None:
        """A redirect is a lead like any other: on the site, allowed by robots.txt, not the end of a long chain.

        A page that was here is gone where the redirect is for good; otherwise its site means to bring it back, and its
        last capture stays, as where the server fails.
        """
        target = absolute(response.url, _header(response, "Location"))
        lead = self._lead(target, visit.depth)
        leads = [] if lead is None else [replace(lead, hops=visit.hops + 1, refused=_too_many(visit) or lead.refused)]
        reason = "redirect" if leads else "redirect to another site"
        if not visit.live:
            self._frontier.done(visit, Outcome.SKIPPED, reason, None, leads)
        elif response.status in _FOR_GOOD and rules.address(target) not in ("", visit.url):
            self._archive.write(response)
            self._frontier.done(visit, Outcome.GONE, reason, None, leads)
        else:
            self._frontier.done(visit, Outcome.ERROR, f"{reason} for now, status {response.status}", None, leads)

    def unread(self, failure: Failure) -> None:
        """An address that gave no response to keep: refused by us, by robots.txt, or by the network."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there
        self._advance(1)
        if reason := request.meta.get("refused"):
            self._frontier.done(request.meta["visit"], Outcome.SKIPPED, reason)
        elif isinstance(failure.value, IgnoreRequest):
            self._frontier.done(request.meta["visit"], Outcome.SKIPPED, "robots.txt")
        else:
            self._frontier.done(request.meta["visit"], Outcome.ERROR, _reason(request.url, failure))

    def fail(self, failure: Failure, response: Response) -> None:
        """Our own code failed: the address is done with, so that the crawl ends, and the report says so."""
        self.failures.append(f"{response.url}: {failure.getErrorMessage()}")
        if visit := response.meta.get("visit"):
            self._frontier.done(visit, Outcome.ERROR, "internal error")

    # -- where it leads

    def robots_read(self, parser: Any, response: Response) -> None:
        """What robots.txt says beside what is forbidden: how slowly, and where the sitemaps are."""
        delay = parser.crawl_delay(self.settings["ROBOTSTXT_USER_AGENT"])
        self.crawl_delay = max(self.crawl_delay, delay or 0.0)
        named = sitemap_urls_from_robots(response.body, response.url)
        for url in list(named) or [response.urljoin("/sitemap.xml")]:
            self._ask_for_sitemap(url)

    def _ask_for_sitemap(self, url: str) -> None:
        address = rules.address(url)
        if rules.same_site(address, self.site) and self._sitemaps < _SITEMAPS:
            self._sitemaps += 1
            meta = {"handle_httpstatus_all": True}
            self.crawler.engine.crawl(Request(address, self.read_sitemap, errback=self.no_sitemap, meta=meta))

    def read_sitemap(self, response: Response) -> None:
        """The addresses of a sitemap, or the sitemaps of an index of them."""
        body = _unpacked(response) if response.status == 200 else b""
        if not body.lstrip().startswith(b"<"):
            return
        sitemap = Sitemap(body)
        if sitemap.type == "sitemapindex":
            for entry in sitemap:
                self._ask_for_sitemap(entry["loc"])
        else:
            self._frontier.meet(lead for entry in sitemap if (lead := self._lead(entry["loc"], 1)))

    def no_sitemap(self, failure: Failure) -> None:
        """A site need not have one."""

    def _links(self, response: Response) -> Iterator[str]:
        """The addresses on the site that a page links to, but for those it asks not to follow."""
        if isinstance(response, HtmlResponse):
            for link in self._extractor.extract_links(response):
                address = rules.address(link.url)
                if rules.same_site(address, self.site) and not link.nofollow:
                    yield address

    def _lead(self, link: str, depth: int) -> Lead | None:
        """The address that a link leads to, and whether to ask for it; None where it is not on the site."""
        address = rules.address(link)
        if not rules.same_site(address, self.site):
            return None
        return Lead(address, depth, refused=rules.trap(address) or ("too deep" if depth > self._bounds.depth else ""))

    def closed(self, reason: str) -> None:
        """Scrapy is done with the site."""
        self.closed_by = reason
        if reason == "closespider_timeout":
            self.stopped = f"{self._bounds.minutes} minutes"


def _too_many(visit: Visit) -> str:
    return "too many redirects" if visit.hops >= REDIRECTS else ""


def _header(response: Response, name: str) -> str:
    return (response.headers.get(name) or b"").decode("latin-1").strip()


def _unpacked(response: Response) -> bytes:
    packed = response.body.startswith(b"\x1f\x8b")
    return gunzip(response.body, max_size=_SITEMAP_BYTES) if packed else response.body


def _reason(url: str, failure: Failure) -> str:
    """What went wrong, in the same words for all of its kind."""
    return REFUSED if urlsplit(url).hostname in PublicResolver.refused else type(failure.value).__name__
