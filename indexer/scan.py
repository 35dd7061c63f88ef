"""Which files below the seeds are new, changed, unchanged or gone?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from indexer import cleaning, sources
from indexer.catalog import Catalog
from indexer.errors import BuildRefused, PageError, SourceError
from indexer.model import Skipped
from indexer.rows import FileRow
from indexer.sources import Found


@dataclass(frozen=True, slots=True)
class Scan:
    """The files below the seeds against those that the catalog knows."""

    to_read: tuple[tuple[Found, FileRow], ...]
    new: int  # files to read that the catalog does not know
    unchanged: tuple[str, ...]  # names of files
    unchanged_pages: int
    gone: tuple[str, ...]  # known files of a walked seed that were not met
    skipped: tuple[Skipped, ...]  # what the walk passed over
    started: str  # ISO 8601, UTC

    def refuse_if_empty(self, seeds: Sequence[Path]) -> None:
        """Raise BuildRefused where nothing can be read: an unmounted disk must not look like an empty corpus."""
        if self.to_read or self.unchanged:
            return
        places = ", ".join(str(path) for path in seeds)
        kept = f" The {len(self.gone)} files read from there before stay in the index." if self.gone else ""
        raise BuildRefused(f"Nothing to read in {places}: no HTML, text, WARC or JSON Lines file.{kept}")

    def __str__(self) -> str:
        new, unchanged = self.new, len(self.unchanged)
        changed = len(self.to_read) - new
        return f"files      {new} new, {changed} changed, {unchanged} unchanged, {len(self.gone)} gone"


def scan_sources(seeds: Sequence[Path], catalog: Catalog) -> Scan:
    """Walk the seeds and compare each file's bytes with what the catalog was made from.

    Raises SourceError where a seed does not exist.
    """
    known, pages = catalog.files(), catalog.page_counts()
    to_read, unchanged, skipped, met = list[tuple[Found, FileRow]](), list[str](), list[Skipped](), set[str]()
    for seed in seeds:
        for item in map(partial(_described, root_of(seed)), _walk(seed)):
            if isinstance(item, Skipped):
                skipped.append(item)
                continue
            met.add(item[1].name)
            if known.get(item[1].name) == item[1]:
                unchanged.append(item[1].name)
            else:
                to_read.append(item)
    roots, unread = {root_of(seed) for seed in seeds}, tuple(item.source for item in skipped)
    gone = [name for name, row in known.items() if row.root in roots and name not in met and not _below(name, unread)]
    return Scan(
        to_read=tuple(to_read),
        new=sum(row.name not in known for _, row in to_read),
        unchanged=tuple(unchanged),
        unchanged_pages=sum(pages.get(name, 0) for name in unchanged),
        gone=tuple(sorted(gone)),
        skipped=tuple(skipped),
        started=now(),
    )


def _walk(seed: Path) -> Iterator[Found | Skipped]:
    if not seed.exists():
        raise SourceError(f"There is no {seed}. Name a folder or file with pages: winnow build FOLDER")
    return sources.walk(seed)


def _described(root: str, item: Found | Skipped) -> tuple[Found, FileRow] | Skipped:
    """A file and what the catalog would store of it; or why it cannot be read."""
    if isinstance(item, Skipped):
        return item
    try:
        return item, FileRow(item.name, root, sources.digest(item.path), cleaning.READER)
    except PageError as error:
        return Skipped(item.name, error.reason, error.detail)


def root_of(seed: Path) -> str:
    """What a seed is called: the names of its files begin so."""
    return seed.resolve().name


def _below(name: str, unread: tuple[str, ...]) -> bool:
    """A file that is there but cannot be read now, or lies in such a folder, is not gone."""
    return any(name == place or name.startswith(place + "/") for place in unread)


def now() -> str:
    """ISO 8601, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
