"""The first half of a build, shard by shard, so that it may be done on as many machines as there are shards.

    map     a shard's pages → blocks, described and counted    SHARD            → WORK/pages/<shard>
    reduce  how often does each block stand on its site?       all of pages/    → WORK/supports
    derive  a shard's documents, each one alone                pages/<shard>    → WORK/documents/<shard>
    take    all of it into the catalog of an index, from which a build goes on as ever

A shard is what a build calls a seed: a file of pages, or a folder of them. Each step is a function of what stands
before its arrow (and of the owner's corrections), and what it writes gets its name when it is whole. So a step that was
killed is run again, one that is done is not, and no two need know of each other. These are the steps of any build, with
files between them instead of one catalog: what comes out is the same.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from indexer import cleaning
from indexer.catalog import Catalog
from indexer.derive import KEPT_AT_ONCE, Task, counted, derive_into, tasks
from indexer.errors import IndexOutdated, SourceError
from indexer.model import Skipped
from indexer.overrides import Overrides
from indexer.progress import Progress
from indexer.reading import read_into
from indexer.rows import Change, FileRow
from indexer.scan import root_of, scan_sources
from indexer.supports import Supports
from indexer.whole import PART, whole
from indexer.workers import Workers

_PAGES: Final = "pages"
_SUPPORTS: Final = "supports"
_DOCUMENTS: Final = "documents"


def map_shard(shard: Path, work: Path, workers: Workers, progress: Progress) -> tuple[Skipped, ...] | None:
    """Read a shard's pages and store their blocks; what could not be read, or None where that was done before.

    Raises SourceError where there is no such shard.
    """
    target = work / _PAGES / root_of(shard)
    if target.exists() and _is_mapped(shard, target):
        return None
    with whole(target) as part, Catalog.scratch(part) as pages:
        scan = scan_sources([shard], pages)
        _, unread = read_into(pages, workers, scan, progress)
    return *scan.skipped, *unread


def _is_mapped(shard: Path, target: Path) -> bool:
    with Catalog.sealed(target) as pages:
        scan = scan_sources([shard], pages)
    return not scan.to_read and not scan.gone


def reduce_shards(work: Path) -> int:
    """Count the blocks of every site over all shards that are mapped; how many pages count.

    Memory grows with the pages of the largest site, about 1 KB each. Raises as `mapped` does.
    """
    with whole(work / _SUPPORTS) as part, Catalog.scratch(None) as pages, Supports(part) as supports:
        for name in mapped(work):
            with _mapped(work, name) as shard:
                for file in shard.files().values():
                    pages.put_file(file, shard.rows(file.name, segments=False), "")
        supports.put(counted(pages.page_keys()))
        return len(supports)


def derive_shard(
    name: str, work: Path, workers: Workers, owner: Overrides, comments: str
) -> tuple[Skipped, ...] | None:
    """Judge and enrich a shard's pages; what could not be derived, or None where that was done before.

    Raises SourceError where the shard is not mapped or the shards are not reduced.
    """
    target = work / _DOCUMENTS / name
    with _mapped(work, name) as pages, _reduced(work) as supports:
        wanted = list(_tasks(pages, supports, owner, comments))
        made_from = FileRow(name, name, _digest(wanted), cleaning.READER)
        if target.exists() and _made_from(target) == [made_from]:
            return None
        with whole(target) as part, Catalog.scratch(part) as documents:
            lost = derive_into(documents, pages, workers, wanted)
            documents.put_file(made_from, lost, "")
    return tuple(lost)


def _tasks(pages: Catalog, supports: Supports, owner: Overrides, comments: str) -> Iterator[Task]:
    """A task for each page of a shard that counts: it may have been captured again in another shard."""
    ours = (page for page in pages.page_keys() if supports.source(page.id) == page.source)
    return tasks((supports[page.id] for page in ours), owner, comments)


def _digest(wanted: Iterable[Task]) -> str:
    """The same for the same documents."""
    return hashlib.sha256("".join(f"{task.id} {task.key}\n" for task in wanted).encode()).hexdigest()


def _made_from(target: Path) -> list[FileRow]:
    with Catalog.sealed(target) as documents:
        return [*documents.files().values()]


# -------------------------------------------------------------------------------------------------- into an index


def take_pages(work: Path, catalog: Catalog, started: str) -> Change:
    """Bring a catalog up to date with the pages of all shards; how they differ from what it knew."""
    change, known, counts = Change(), catalog.files(), catalog.page_counts()
    for name in mapped(work):
        with _mapped(work, name) as shard:
            files = shard.files()
            for file in files.values():
                if known.get(file.name) == file:
                    change += Change(unchanged=counts.get(file.name, 0))
                else:
                    change += catalog.put_file(file, shard.rows(file.name), started)
        catalog.leave_files([file.name for file in known.values() if file.root == name and file.name not in files])
    return change


def take_documents(work: Path, catalog: Catalog) -> None:
    """Put all derived documents into a catalog. One that was derived from what is no longer so is derived again by
    whoever looks at its key."""
    for target in _files(work / _DOCUMENTS):
        with Catalog.sealed(target) as documents:
            rows = documents.derived()
            while some := list(islice(rows, KEPT_AT_ONCE)):
                catalog.put_derived(row for row in some if catalog.derived_key(row.id) != row.key)


def mapped(work: Path) -> Sequence[str]:
    """The names of the shards that are mapped. Raises SourceError where there are none."""
    names = [path.name for path in _files(work / _PAGES)]
    if not names:
        raise SourceError(f"There is no shard in {work}/{_PAGES}. Make some first: winnow map SHARD… --work {work}")
    return names


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*") if path.suffix != PART)


def _mapped(work: Path, name: str) -> Catalog:
    """The stored pages of a shard. Raises SourceError, IndexOutdated."""
    target = work / _PAGES / name
    if not target.exists():
        raise SourceError(f"The shard {name} is not in {work}/{_PAGES}. First: winnow map {name} --work {work}")
    pages = Catalog.sealed(target)
    if any(file.reader != cleaning.READER for file in pages.files().values()):
        raise IndexOutdated(f"{target} was made by another version of Winnow: map the shard again")
    return pages


def _reduced(work: Path) -> Supports:
    target = work / _SUPPORTS
    if not target.exists():
        raise SourceError(f"There is no {target}. When all shards are mapped: winnow reduce --work {work}")
    return Supports.sealed(target)
