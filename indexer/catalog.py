"""What is known of every page: one SQLite file, `index/catalog.sqlite3`.

It holds each page cut into blocks and described, not judged. Judging and enriching start from here, so a better rule or
a changed template needs no page to be read again. The served index never reads it: a build may change it at any time,
and a build that is killed finds its finished pages here.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, fields
from itertools import starmap
from pathlib import Path
from typing import Final

import numpy as np

from indexer.errors import IndexOutdated
from indexer.model import Skipped
from indexer.rows import Change, DerivedRow, FileRow, PageKey, PageRow

_VERSION: Final = 5
_SCHEMA: Final = """
CREATE TABLE file (               -- a file that pages were read from
    name TEXT PRIMARY KEY,        -- "seeds/site/page.html"
    root TEXT NOT NULL,           -- "seeds": a file is gone when its root was walked and it was not met
    digest TEXT NOT NULL,         -- SHA-256 of its bytes
    reader TEXT NOT NULL          -- version of the code that read it
) WITHOUT ROWID;
CREATE TABLE page (
    source TEXT PRIMARY KEY,      -- the file's name, or name#offset inside a container
    file TEXT NOT NULL,
    id TEXT NOT NULL,             -- pages with one id are captures of one address: the last one counts
    site TEXT NOT NULL,
    language TEXT NOT NULL,
    fetched_at TEXT NOT NULL,
    first_seen TEXT NOT NULL,     -- when this id was first read
    gone INTEGER NOT NULL,        -- 1: no longer where it was read; it stays until it is pruned
    digest TEXT NOT NULL,         -- of the segments
    segments BLOB NOT NULL,
    fingerprints BLOB NOT NULL    -- one unsigned 64-bit number for each block
) WITHOUT ROWID;
CREATE INDEX page_file ON page (file);
CREATE INDEX page_id ON page (id, gone, fetched_at, source);
CREATE TABLE skipped (
    file TEXT NOT NULL,
    source TEXT NOT NULL,
    reason TEXT NOT NULL,
    detail TEXT NOT NULL,
    gone TEXT NOT NULL,           -- the id of a document that has left its site …
    gone_at TEXT NOT NULL         -- … and when: captures before it do not count
);
CREATE INDEX skipped_file ON skipped (file);
CREATE INDEX skipped_gone ON skipped (gone, gone_at) WHERE gone <> '';
CREATE TABLE derived (            -- a document as its page alone and its site make it
    id TEXT PRIMARY KEY,
    key TEXT NOT NULL,            -- digest of all that it was derived from
    findings BLOB NOT NULL,       -- its values, for the corpus
    record BLOB NOT NULL          -- as engines keep it
) WITHOUT ROWID;
"""

_PUT_PAGE: Final = """
INSERT OR REPLACE INTO page VALUES (
    :source, :file, :id, :site, :language, :fetched_at, :first_seen, 0, :digest, :segments, :fingerprints
)
"""
_ROWS: Final = """
SELECT source, id, site, language, fetched_at, digest, segments, fingerprints FROM page WHERE file = ?
"""
_ROWS_ALONE: Final = _ROWS.replace(" segments", " x''")
_PUT_SKIPPED: Final = "INSERT INTO skipped VALUES (?, ?, ?, ?, ?, ?)"
# Of several captures of one address the last one that is still there counts, then the last source; none of them where
# the site said later that the page is gone.
_COUNTED_PAGES: Final = """
SELECT source, id, site, language, digest, first_seen, fingerprints FROM page AS p
WHERE source = (SELECT source FROM page AS q WHERE q.id = p.id ORDER BY gone, fetched_at DESC, source DESC LIMIT 1)
AND NOT EXISTS (SELECT 1 FROM skipped WHERE skipped.gone = p.id AND skipped.gone <> '' AND gone_at > p.fetched_at)
ORDER BY site, language, source
"""

# How the file is written. One that is made whole before it gets its name needs no journal beside it, which a network's
# file system may not be able to keep.
_KEPT: Final = ("journal_mode = WAL", "synchronous = NORMAL")
_SCRATCH: Final = ("journal_mode = MEMORY", "synchronous = OFF")


class Catalog:
    """The catalog of one index folder, or of one shard. One process writes it, under the builder's lock."""

    def __init__(self, path: Path | str, pragmas: Sequence[str] = _KEPT) -> None:
        """Open or make the file (or what SQLite calls so). Raises IndexOutdated where another version of Winnow made
        it."""
        self._db = sqlite3.connect(path, isolation_level=None, uri=isinstance(path, str))
        for pragma in pragmas:
            self._db.execute(f"PRAGMA {pragma}")
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version == 0:
            self._db.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {_VERSION}; COMMIT;")
        elif version != _VERSION:
            raise IndexOutdated(
                f"{path} has version {version}, this Winnow reads {_VERSION}: remove it and build again"
            )

    @staticmethod
    def scratch(path: Path | None) -> "Catalog":
        """A catalog that is worth nothing until it is whole: of a shard or, without a path, a temporary one."""
        return Catalog(path or "", _SCRATCH)

    @staticmethod
    def sealed(path: Path) -> "Catalog":
        """A whole file that nobody writes any longer: it is read without a lock or a file beside it."""
        return Catalog(f"{path.absolute().as_uri()}?immutable=1", ())

    def close(self) -> None:
        self._db.close()

    def __enter__(self) -> "Catalog":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- files

    def files(self) -> dict[str, FileRow]:
        """By name, every file as it was read last."""
        return {row[0]: FileRow(*row) for row in self._db.execute("SELECT name, root, digest, reader FROM file")}

    def rows(self, file: str, segments: bool = True) -> Iterator[PageRow | Skipped]:
        """What was read from a file, as it was put; without the pages' segments if they are not wanted."""
        for row in self._db.execute(_ROWS if segments else _ROWS_ALONE, (file,)):
            yield PageRow(*row)
        rest = self._db.execute("SELECT source, reason, detail, gone, gone_at FROM skipped WHERE file = ?", (file,))
        yield from starmap(Skipped, rest)

    def put_file(self, file: FileRow, items: Iterable[PageRow | Skipped], now: str) -> Change:
        """Replace what is known from one file, in one transaction; how its pages differ from what was known."""
        before = dict(self._db.execute("SELECT source, digest FROM page WHERE file = ?", (file.name,)))
        after = {}
        with self._transaction():
            self._leave([file.name])
            self._db.execute("INSERT INTO file VALUES (?, ?, ?, ?)", (file.name, file.root, file.digest, file.reader))
            for item in items:
                match item:
                    case PageRow():
                        seen = self._first_seen(item.id) or now
                        self._db.execute(_PUT_PAGE, {**_columns(item), "file": file.name, "first_seen": seen})
                        after[item.source] = item.digest
                    case Skipped():
                        self._db.execute(_PUT_SKIPPED, (file.name, *astuple(item)))
        return Change.between(before, after)

    def leave_files(self, names: Iterable[str]) -> None:
        """Remember that these files were not met: their pages are gone, but stay until they are pruned."""
        with self._transaction():
            self._leave(names)

    def prune(self) -> None:
        """Forget the pages that are gone."""
        self._db.execute("DELETE FROM page WHERE gone")

    def pages(self) -> int:
        """How many pages are known, those that are gone among them."""
        count: int = self._db.execute("SELECT count(*) FROM page").fetchone()[0]
        return count

    def gone(self) -> int:
        """How many pages are gone and not pruned yet."""
        count: int = self._db.execute("SELECT count(*) FROM page WHERE gone").fetchone()[0]
        return count

    def page_counts(self) -> dict[str, int]:
        """Pages that are there in each file."""
        return dict(self._db.execute("SELECT file, count(*) FROM page WHERE NOT gone GROUP BY file"))

    def skipped(self) -> list[Skipped]:
        """All that could not be used of the files that are known."""
        rows = self._db.execute("SELECT source, reason, detail, gone, gone_at FROM skipped ORDER BY source")
        return [Skipped(*row) for row in rows]

    # -- pages

    def page_keys(self) -> Iterator[PageKey]:
        """The page that counts for each id: the last capture, then the last source. Those of a site and language
        follow each other."""
        for source, id_, site, language, digest, first_seen, prints in self._db.execute(_COUNTED_PAGES):
            yield PageKey(source, id_, site, language, digest, first_seen, np.frombuffer(prints, np.uint64))

    def segments(self, source: str) -> bytes:
        """The stored segments of a page; `decode_segments` reads them."""
        data: bytes = self._db.execute("SELECT segments FROM page WHERE source = ?", (source,)).fetchone()[0]
        return data

    # -- derived documents

    def derived_keys(self) -> Iterator[tuple[str, str]]:
        """(id, key) of each derived document, in the order of the ids."""
        yield from self._db.execute("SELECT id, key FROM derived ORDER BY id")

    def derived_key(self, id: str) -> str:
        """The key of a derived document; "" where there is none."""
        row = self._db.execute("SELECT key FROM derived WHERE id = ?", (id,)).fetchone()
        return row[0] if row else ""

    def put_derived(self, rows: Iterable[DerivedRow]) -> None:
        """Keep the documents, in one transaction, in place of those with the same ids."""
        with self._transaction():
            values = ((row.id, row.key, row.findings, row.record) for row in rows)
            self._db.executemany("INSERT OR REPLACE INTO derived VALUES (?, ?, ?, ?)", values)

    def forget_derived(self, ids: Iterable[str]) -> None:
        """Drop documents that are not derived so any longer."""
        with self._transaction():
            self._db.executemany("DELETE FROM derived WHERE id = ?", ((id_,) for id_ in ids))

    def findings(self) -> Iterator[tuple[str, str, bytes]]:
        """(id, key, findings) of every derived document, in the order of the ids."""
        yield from self._db.execute("SELECT id, key, findings FROM derived ORDER BY id")

    def derived(self, ids: Iterable[str] | None = None) -> Iterator[DerivedRow]:
        """The derived documents in the order asked for; all, in the order of their ids, where none are named."""
        if ids is None:
            yield from starmap(DerivedRow, self._db.execute("SELECT * FROM derived ORDER BY id"))
        for id_ in ids or ():
            yield DerivedRow(*self._db.execute("SELECT * FROM derived WHERE id = ?", (id_,)).fetchone())

    # -- inside

    def _transaction(self) -> "_Transaction":
        return _Transaction(self._db)

    def _leave(self, names: Iterable[str]) -> None:
        for name in names:
            self._db.execute("UPDATE page SET gone = 1 WHERE file = ?", (name,))
            self._db.execute("DELETE FROM skipped WHERE file = ?", (name,))
            self._db.execute("DELETE FROM file WHERE name = ?", (name,))

    def _first_seen(self, id: str) -> str | None:
        first: str | None = self._db.execute("SELECT min(first_seen) FROM page WHERE id = ?", (id,)).fetchone()[0]
        return first


class _Transaction:
    """BEGIN … COMMIT, or ROLLBACK where something is raised."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __enter__(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")

    def __exit__(self, failure: object, *_: object) -> None:
        self._db.execute("ROLLBACK" if failure else "COMMIT")


def _columns(row: PageRow) -> dict[str, object]:
    return {field.name: getattr(row, field.name) for field in fields(row)}
