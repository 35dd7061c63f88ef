"""How often does each block of each page stand on its site? One row for each page that counts: what reducing is for.

Judging a page needs its own row and no other page, so whoever has a shard's pages and this file can go on with them
wherever he is. About 200 bytes a page.
"""

import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from indexer.cleaning import Support

_SCHEMA: Final = """
PRAGMA journal_mode = MEMORY;
PRAGMA synchronous = OFF;
CREATE TABLE IF NOT EXISTS support (
    id TEXT PRIMARY KEY,
    source TEXT NOT NULL,         -- the capture that counts
    site TEXT NOT NULL,
    digest TEXT NOT NULL,         -- of its segments
    first_seen TEXT NOT NULL,
    pages INTEGER NOT NULL,       -- of its site and language
    blocks BLOB NOT NULL          -- compressed: pages that each block stands on, then Support's levels and repeated
);
"""
_COUNT_BYTES: Final = 4


class Counted(NamedTuple):
    """A page that counts, and what its site says of its blocks."""

    id: str
    source: str
    site: str
    digest: str
    first_seen: str
    support: Support


class Supports:
    """The rows, in a file or, without one, in a temporary one that goes with this object."""

    def __init__(self, path: Path | None = None) -> None:
        self._db = sqlite3.connect(path or "", isolation_level=None)
        self._db.executescript(_SCHEMA)

    @staticmethod
    def sealed(path: Path) -> "Supports":
        """Those of a whole file that nobody writes any longer: it is read without a lock or a file beside it."""
        found = Supports.__new__(Supports)
        found._db = sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)
        return found

    def close(self) -> None:
        self._db.close()

    def __enter__(self) -> "Supports":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def put(self, pages: Iterable[Counted]) -> None:
        """Add pages, in the order in which they are to be gone through."""
        self._db.execute("BEGIN")
        self._db.executemany("INSERT INTO support VALUES (?, ?, ?, ?, ?, ?, ?)", map(_row, pages))
        self._db.execute("COMMIT")

    def __getitem__(self, id: str) -> Counted:
        """The page that counts for an id. Raises KeyError where none does."""
        row = self._db.execute("SELECT * FROM support WHERE id = ?", (id,)).fetchone()
        if not row:
            raise KeyError(id)
        return _counted(*row)

    def source(self, id: str) -> str:
        """Where the page that counts for an id was read from; "" where none does."""
        row = self._db.execute("SELECT source FROM support WHERE id = ?", (id,)).fetchone()
        return row[0] if row else ""

    def first_seen(self, id: str) -> str:
        """When the page that counts for an id was first read. Raises KeyError where none does."""
        row = self._db.execute("SELECT first_seen FROM support WHERE id = ?", (id,)).fetchone()
        if not row:
            raise KeyError(id)
        return str(row[0])

    def __iter__(self) -> Iterator[Counted]:
        """All pages, as they were put."""
        return (_counted(*row) for row in self._db.execute("SELECT * FROM support ORDER BY rowid"))

    def __len__(self) -> int:
        count: int = self._db.execute("SELECT count(*) FROM support").fetchone()[0]
        return count


def _row(page: Counted) -> tuple[object, ...]:
    *named, support = page
    counts = np.array(support.on, "<u4").tobytes()
    return (*named, support.of, zlib.compress(counts + support.levels + support.repeated, 1))


def _counted(id: str, source: str, site: str, digest: str, first_seen: str, pages: int, packed: bytes) -> Counted:
    data = zlib.decompress(packed)
    blocks = len(data) // (_COUNT_BYTES + 2)
    end = blocks * _COUNT_BYTES
    on = tuple(np.frombuffer(data[:end], "<u4").tolist())
    return Counted(id, source, site, digest, first_seen, Support(on, pages, data[end : end + blocks], data[-blocks:]))
