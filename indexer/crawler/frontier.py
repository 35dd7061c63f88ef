"""Every address of one site that was met, and what came of it: one SQLite file beside the site's WARCs.

It is what a crawl goes on from after it was stopped or killed, and what the next crawl compares with: an address is
marked as done in the same transaction that adds the links of its page, and only after its record is in the archive.
"""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from indexer.errors import SourceError

_VERSION: Final = 1
_SCHEMA: Final = """
CREATE TABLE crawl (               -- one row for each crawl of the site
    number INTEGER PRIMARY KEY,
    finished INTEGER NOT NULL      -- 0: stopped or killed; the next command goes on with it
);
CREATE TABLE address (
    url TEXT PRIMARY KEY,
    crawl INTEGER NOT NULL,        -- the last one that wanted it
    depth INTEGER NOT NULL,        -- links from the start
    hops INTEGER NOT NULL,         -- redirects that led here
    outcome TEXT NOT NULL,         -- of this crawl; "" while it waits
    reason TEXT NOT NULL,
    live INTEGER NOT NULL,         -- 1: it was a page when it was last asked for
    etag TEXT NOT NULL,
    modified TEXT NOT NULL,        -- Last-Modified, as sent
    digest TEXT NOT NULL,          -- of the body
    captured TEXT NOT NULL,        -- when the archive got it whole
    links BLOB NOT NULL            -- followed again where the page has not changed
) WITHOUT ROWID;
CREATE INDEX address_waiting ON address (crawl, outcome, depth);
"""
_QUEUE: Final = """
INSERT INTO address VALUES (:url, :crawl, :depth, :hops, :outcome, :reason, 0, '', '', '', '', x'')
ON CONFLICT (url) DO UPDATE SET crawl = :crawl, depth = :depth, hops = :hops, outcome = :outcome, reason = :reason
WHERE crawl < :crawl
"""
_WAITING: Final = """
SELECT url, depth, hops, live, etag, modified, digest, captured, links FROM address
WHERE crawl = ? AND outcome = '' ORDER BY depth, url LIMIT ?
"""
_PUT_PAGE: Final = """
UPDATE address SET live = 1, etag = :etag, modified = :modified, digest = :digest, captured = :captured, links = :links
WHERE url = :url
"""


class Outcome(StrEnum):
    """What came of asking for an address, in the order of the report."""

    NEW = "new"
    CHANGED = "changed"
    NOT_MODIFIED = "not modified"
    GONE = "gone"
    SKIPPED = "skipped"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Lead:
    """An address on the site that a page, a redirect or a sitemap leads to."""

    url: str
    depth: int = 0
    hops: int = 0
    refused: str = ""  # why it is not asked for


@dataclass(frozen=True, slots=True)
class Visit:
    """An address to ask for, and what is known of it from earlier crawls."""

    url: str
    depth: int
    hops: int
    live: bool
    etag: str
    modified: str
    digest: str
    captured: str  # ISO 8601, UTC
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What is remembered of a page, to ask for it next time and to tell whether it changed."""

    etag: str
    modified: str
    digest: str
    captured: str
    links: tuple[str, ...]


class Frontier:
    """The addresses of one site. One process writes it."""

    def __init__(self, path: Path) -> None:
        """Open or make the file. Raises SourceError where another version of Winnow made it, or it is no such file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._db = sqlite3.connect(path, isolation_level=None)
            self._db.execute("PRAGMA journal_mode = WAL")
            version = self._db.execute("PRAGMA user_version").fetchone()[0]
            if version == 0:
                self._db.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {_VERSION}; COMMIT;")
        except sqlite3.Error as error:
            raise SourceError(f"{path} cannot be used ({error}). Remove it to crawl the site anew.") from error
        if version not in (0, _VERSION):
            raise SourceError(f"{path} is of another version of Winnow. Remove it to crawl the site anew.")
        self.crawl = 0

    def close(self) -> None:
        self._db.close()

    def begin(self, starts: Iterable[str]) -> bool:
        """Go on with the crawl that was not finished, or begin one with the starts and all pages known; whether it
        goes on."""
        number, finished = self._db.execute("SELECT max(number), finished FROM crawl").fetchone()
        goes_on = number is not None and not finished
        self.crawl = number if goes_on else (number or 0) + 1
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute("INSERT OR IGNORE INTO crawl VALUES (?, 0)", (self.crawl,))
            self._db.execute(
                "UPDATE address SET crawl = ?, outcome = '', reason = '' WHERE crawl < ? AND live", (self.crawl,) * 2
            )
            for url in starts:
                self._queue(Lead(url))
        return goes_on

    def finish(self) -> None:
        """The next `begin` begins anew."""
        self._db.execute("UPDATE crawl SET finished = 1 WHERE number = ?", (self.crawl,))

    def waiting(self, limit: int) -> list[Visit]:
        """Addresses of this crawl that are not done, those nearest to the start first."""
        rows = self._db.execute(_WAITING, (self.crawl, limit))
        return [_visit(*row) for row in rows]

    def meet(self, leads: Iterable[Lead]) -> None:
        """Add addresses that did not come from a page."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            for lead in leads:
                self._queue(lead)

    def done(
        self,
        visit: Visit,
        outcome: Outcome,
        reason: str = "",
        page: Page | None = None,
        leads: Iterable[Lead] = (),
    ) -> None:
        """Remember what came of an address, and where it leads."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._set_outcome(visit, outcome, reason)
            if page:
                self._db.execute(_PUT_PAGE, {**asdict(page), "links": _packed(page.links), "url": visit.url})
            for lead in leads:
                self._queue(lead)

    def counts(self) -> dict[tuple[str, str], int]:
        """How many addresses of this crawl had each (outcome, reason); ("", "") is how many wait."""
        rows = self._db.execute(
            "SELECT outcome, reason, count(*) FROM address WHERE crawl = ? GROUP BY 1, 2", (self.crawl,)
        )
        return {(outcome, reason): count for outcome, reason, count in rows}

    def examples(self, outcome: Outcome, reason: str, limit: int) -> list[str]:
        """Some addresses of this crawl with an outcome."""
        rows = self._db.execute(
            "SELECT url FROM address WHERE crawl = ? AND outcome = ? AND reason = ? ORDER BY url LIMIT ?",
            (self.crawl, outcome, reason, limit),
        )
        return [url for (url,) in rows]

    def _queue(self, lead: Lead) -> None:
        outcome = Outcome.SKIPPED if lead.refused else ""
        values = {"crawl": self.crawl, "outcome": outcome, "reason": lead.refused}
        values |= {"url": lead.url, "depth": lead.depth, "hops": lead.hops}
        self._db.execute(_QUEUE, values)

    def _set_outcome(self, visit: Visit, outcome: Outcome, reason: str) -> None:
        leaves = outcome in (Outcome.GONE, Outcome.SKIPPED)
        self._db.execute(
            "UPDATE address SET outcome = ?, reason = ?, live = live AND NOT ? WHERE url = ?",
            (outcome, reason, leaves, visit.url),
        )


def _visit(
    url: str, depth: int, hops: int, live: int, etag: str, modified: str, digest: str, captured: str, links: bytes
) -> Visit:
    return Visit(url, depth, hops, bool(live), etag, modified, digest, captured, _unpacked(links))


def _packed(links: Sequence[str]) -> bytes:
    return zlib.compress(json.dumps(links).encode(), 1)


def _unpacked(links: bytes) -> tuple[str, ...]:
    return tuple(json.loads(zlib.decompress(links))) if links else ()
