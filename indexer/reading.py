"""Files into a catalog: bytes → pages cut into blocks, each page in a worker that may be killed."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from operator import itemgetter

from indexer import cleaning, sources
from indexer.catalog import Catalog
from indexer.errors import PageError
from indexer.model import Raw, Segments, Skipped
from indexer.progress import Progress
from indexer.rows import Change, PageRow, encode_segments
from indexer.scan import Scan
from indexer.sources import Found
from indexer.workers import Workers


def read_into(catalog: Catalog, workers: Workers, scan: Scan, progress: Progress) -> tuple[Change, list[Skipped]]:
    """Bring the catalog up to date with the files that are new, changed or gone; what could not be read of them."""
    change, skipped = Change(), list[Skipped]()
    files = {row.name: (found, row) for found, row in scan.to_read}
    sizes = {name: found.path.stat().st_size for name, (found, _) in files.items()}
    pages = read_pages(workers, (found for found, _ in files.values()))
    with progress.bar("reading", sum(sizes.values()), "B") as advance:
        for name, items in groupby(pages, key=itemgetter(0)):
            change += catalog.put_file(files[name][1], (_noted(skipped, item) for _, item in items), scan.started)
            advance(sizes[name])
    catalog.leave_files(scan.gone)
    return change, skipped


def read_pages(workers: Workers, files: Iterable[Found | Skipped]) -> Iterator[tuple[str, PageRow | Skipped]]:
    """(file's name, page) for every page of the files, in order."""
    return workers.map(_read_named, _raw_pages(files), _lost_page)


def read_page(raw: Raw | Skipped) -> PageRow | Skipped:
    """One page from bytes to segments, as the catalog stores it. Runs in a worker."""
    if isinstance(raw, Skipped):
        return raw
    try:
        segments = _with_address(cleaning.segment(sources.decode(raw)))
    except PageError as error:
        return Skipped(raw.source, error.reason, error.detail)
    data = encode_segments(segments)
    return PageRow(
        source=segments.source,
        id=segments.id,
        site=segments.site,
        language=segments.language,
        fetched_at=segments.fetched_at,
        digest=hashlib.sha256(data).hexdigest(),
        segments=data,
        fingerprints=cleaning.fingerprints(segments).tobytes(),
    )


def _with_address(segments: Segments) -> Segments:
    """A page whose container gives no URL has the one it gives itself.

    Only to be shown and opened: its id and its site stay, because many sites name their front page on every page.
    """
    return segments if segments.url else replace(segments, url=sources.canonical_url(segments.meta.canonical))


def _raw_pages(files: Iterable[Found | Skipped]) -> Iterator[tuple[str, Raw | Skipped]]:
    for found in files:
        if isinstance(found, Skipped):
            yield found.source, found
            continue
        empty = True
        for item in sources.read(found):
            yield found.name, item
            empty = False
        if empty:
            yield found.name, Skipped(found.name, "holds no pages")


def _read_named(item: tuple[str, Raw | Skipped]) -> tuple[str, PageRow | Skipped]:
    return item[0], read_page(item[1])


def _lost_page(item: tuple[str, Raw | Skipped], reason: str, detail: str) -> tuple[str, Skipped]:
    name, raw = item
    return name, Skipped(raw.source, reason, detail)


def _noted(skipped: list[Skipped], item: PageRow | Skipped) -> PageRow | Skipped:
    if isinstance(item, Skipped):
        skipped.append(item)
    return item
