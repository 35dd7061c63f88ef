"""Which addresses next, and how to ask for them politely? A site → WARC files that a build reads.

The fetching itself is Scrapy's (extra `crawl`). Ours are the rules: which addresses (`frontier`, `rules`), which hosts
may be spoken to at all (`safety`), how often (`politeness`), and what is kept of each exchange (`archive`).
"""

from indexer.crawler.report import CrawlReport
from indexer.crawler.run import crawl
from indexer.crawler.site import CrawlPlan

__all__ = ["CrawlPlan", "CrawlReport", "crawl"]
