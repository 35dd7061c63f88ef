"""Judging stored pages against reading them, in CPU time of one process; and what fifty more pages of a site change.

Rerun: .venv/bin/python bench/rejudge.py [--pages 10000]
"""

import argparse
import gc
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from generate import PAGES_PER_SITE, write_pages
from processes import machine

from indexer import cleaning, sources
from indexer.catalog import Catalog
from indexer.derive import Task, counted, tasks
from indexer.model import Segments
from indexer.overrides import Overrides
from indexer.reading import read_page
from indexer.rows import FileRow, PageKey, PageRow, decode_segments
from indexer.workers import BATCH, GARBAGE

MORE = 50  # pages added to a site that is known


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=10_000)
    count = parser.parse_args().pages
    gc.set_threshold(GARBAGE)  # as in a worker
    print(machine())
    with tempfile.TemporaryDirectory() as folder, Catalog(Path(folder, "catalog.sqlite3")) as catalog:
        size = write_pages(Path(folder, "pages"), count) / count / 1000
        print(f"{count:,} pages of {size:.0f} KB\n")
        print("| | CPU s | ms a page | of reading |\n|---|--:|--:|--:|")
        reading = timed("bytes → stored segments", count, lambda: read(Path(folder, "pages"), catalog))
        keys = [*catalog.page_keys()]
        todo = [*tasks(counted(keys), Overrides())]
        timed("count and compare: whose verdicts can change?", count, lambda: tally(keys), reading)
        stored = [catalog.segments(task.source) for task in todo]
        timed("stored segments → segments", count, lambda: sum(1 for _ in map(decode_segments, stored)), reading)
        segments = [decode_segments(data) for data in stored]
        timed("segments → verdicts", count, lambda: judge(segments, todo), reading)
    print(f"\n{MORE} more pages of a site of {PAGES_PER_SITE - MORE}: {rejudged(keys)} of its pages are judged again")


def timed(name: str, count: int, work: Callable[[], object], whole: float = 0.0) -> float:
    """Print a row for some work on so many pages; its CPU seconds."""
    start = time.process_time()
    work()
    took = time.process_time() - start
    print(f"| {name} | {took:.1f} | {1000 * took / count:.2f} | {took / (whole or took):.0%} |", flush=True)
    return took


def read(folder: Path, catalog: Catalog) -> None:
    """All pages into the catalog, as workers and builder do."""
    for found in sources.walk(folder):
        rows = [row for row in map(read_page, sources.read(found)) if isinstance(row, PageRow)]
        catalog.put_file(FileRow(found.name, "pages", "", ""), rows, "2026")


def tally(keys: Sequence[PageKey]) -> int:
    return sum(1 for _ in tasks(counted(keys), Overrides()))


def judge(segments: Sequence[Segments], todo: Sequence[Task]) -> None:
    """All pages, so many at once as a worker is given."""
    pages = [(page, task.support) for page, task in zip(segments, todo, strict=True)]
    for start in range(0, len(pages), BATCH):
        list(cleaning.judge_all(pages[start : start + BATCH]))


def rejudged(keys: Sequence[PageKey]) -> int:
    """Pages of a site of which the documents must be derived again when MORE pages come."""
    site = keys[:PAGES_PER_SITE]
    before = dict(documents(site[:-MORE]))
    return sum(before.get(source, key) != key for source, key in documents(site))


def documents(keys: Sequence[PageKey]) -> Iterator[tuple[str, str]]:
    return ((task.source, task.key) for task in tasks(counted(keys), Overrides()))


if __name__ == "__main__":
    main()
