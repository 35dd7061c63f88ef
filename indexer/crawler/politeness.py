"""How often may a site be asked? As its robots.txt says, and no faster than it answers."""

from typing import Any, Final, cast

from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Request, Response

from indexer.crawler.spider import SiteSpider

SLOWER: Final = frozenset({429, 503})  # "too many requests", "come back later"
MAX_DELAY: Final = 120.0  # seconds between two requests, whatever robots.txt or Retry-After asks for
_NOTHING: Final = b"User-agent: *\nDisallow: /"


class Throttle(AutoThrottle):
    """Scrapy's throttle, which also keeps the crawl delay of robots.txt and slows down when it is asked to."""

    def _adjust_delay(self, slot: Any, latency: float, response: Response) -> None:
        super()._adjust_delay(slot, latency, response)
        if response.status in SLOWER:
            slot.delay = max(2 * slot.delay, _retry_after(response))
        slot.delay = min(max(slot.delay, _spider(self.crawler).crawl_delay), MAX_DELAY)


def _spider(crawler: Crawler) -> SiteSpider:
    return cast("SiteSpider", crawler.spider)


def _retry_after(response: Response) -> float:
    value = (response.headers.get("Retry-After") or b"").decode("latin-1")
    return float(value) if value.isdigit() else 0.0


class Robots(RobotsTxtMiddleware):
    """Scrapy's obedience to robots.txt, and RFC 9309 §2.3.1.4: where the server fails to give it, all is forbidden."""

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500:
            response = response.replace(body=_NOTHING)
        elif response.status >= 400:
            response = response.replace(body=b"")
        await super()._parse_robots(response, netloc, request)
        _spider(self.crawler).robots_read(self._parsers[netloc], response)
