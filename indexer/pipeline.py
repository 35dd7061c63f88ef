"""From seeds to an index, and the same again with only what has changed.

    scan   which files are new, changed, unchanged, gone?      sources.walk, sources.digest → Scan
    read   pages → segments, in workers, into the catalog      sources.read, decode, cleaning.segment
    judge  which documents would come out otherwise now?       cleaning.SiteKnowledge → Task
    write  those documents into a new generation, then swap    cleaning.judge, enrich, Engine.add

The owner's corrections have the last word: on the judged blocks, and on the facets (overrides).

A document is a pure function of its segments, of how often its blocks stand on its site, of the owner's corrections
that hold for it, and of Winnow's rules. The digest of these is its key. The generation that is served keeps the key of
each document, so what must be written anew is found by comparing keys, and it does not matter how often a build was
killed before.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import Final

from indexer import cleaning, enrichment, generations, overrides, sources
from indexer.catalog import Catalog, Change, PageKey, PageRow, decode_segments, encode_segments
from indexer.cleaning import SiteKnowledge, Support
from indexer.contents import Entry
from indexer.engines import open_engine
from indexer.errors import BuildRefused, IndexFault, PageError
from indexer.generations import Generation
from indexer.model import Raw, Record, Segments, Skipped
from indexer.overrides import Corrections, Overrides
from indexer.progress import Progress
from indexer.report import Clock, Report, Written
from indexer.scan import Scan, scan_sources
from indexer.settings import Settings
from indexer.sources import Found
from indexer.workers import Workers

# Above this share of documents to write, an empty index is cheaper than adding to a copy of the last one, and leaves
# no deleted documents behind in it.
_ANEW_SHARE: Final = 0.5
_NOTHING_SAID: Final = Overrides()


def build(settings: Settings, *, prune: bool = False, progress: Progress | None = None) -> Report:
    """Read what is new in `settings.seeds` and bring the index up to date; what was done.

    With `prune`, documents whose source is gone leave the index.
    Raises BuildRefused (nothing readable where documents came from), IndexBusy, SourceError, SettingsError.
    """
    progress, clock, owner = progress or Progress(), Clock(), owners_word(settings)
    with (
        generations.locked(settings.index),
        Catalog(settings.index / "catalog.sqlite3") as catalog,
        Workers(settings.workers) as workers,
    ):
        with clock.stage("scan"):
            scan = scan_sources(settings.seeds, catalog)
            scan.refuse_if_empty(settings.seeds)
        with clock.stage("read"):
            change, unread = _read(catalog, workers, scan, progress)
            catalog.leave_files(scan.gone)
            _refuse_if_nothing_left(catalog, settings, prune, unread)
            if prune:
                catalog.prune()
        with clock.stage("judge"):
            pages = catalog.page_keys()
            plan = _plan(pages, owner, settings.comments, _base(settings))
        with clock.stage("write"):
            written = _write(settings, catalog, workers, plan, progress)
        change += Change(unchanged=scan.unchanged_pages, gone=catalog.gone())
    skipped = (*scan.skipped, *unread, *written.failed)
    return Report(change, written, skipped, clock.seconds, _idle(owner, pages))


def owners_word(settings: Settings) -> Overrides:
    """The corrections in the owner's file. Raises SettingsError where it is wrong."""
    return overrides.load(settings.overrides, sources.canonical_url)


def _idle(owner: Overrides, pages: Iterable[PageKey]) -> tuple[str, ...]:
    idle = owner.idle((page.id, page.source, page.site) for page in pages)
    return tuple(f"{entry.place} touches nothing: no page or site '{entry.page or entry.site}'" for entry in idle)


# ------------------------------------------------------------------------------------------------------ read


def read_pages(workers: Workers, files: Iterable[Found | Skipped]) -> Iterator[tuple[str, PageRow | Skipped]]:
    """(file's name, page) for every page of the files, in order."""
    return workers.map(_read_named, _raw_pages(files), _lost_page)


def _read(catalog: Catalog, workers: Workers, scan: Scan, progress: Progress) -> tuple[Change, list[Skipped]]:
    """Bring the catalog up to date with the files that are new or changed."""
    change, skipped = Change(), list[Skipped]()
    files = {row.name: (found, row) for found, row in scan.to_read}
    sizes = {name: found.path.stat().st_size for name, (found, _) in files.items()}
    pages = read_pages(workers, (found for found, _ in files.values()))
    with progress.bar("reading", sum(sizes.values()), "B") as advance:
        for name, items in groupby(pages, key=itemgetter(0)):
            change += catalog.put_file(files[name][1], (_noted(skipped, item) for _, item in items), scan.started)
            advance(sizes[name])
    return change, skipped


def _noted(skipped: list[Skipped], item: PageRow | Skipped) -> PageRow | Skipped:
    if isinstance(item, Skipped):
        skipped.append(item)
    return item


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


def _lost_page(item: tuple[str, Raw | Skipped], reason: str, detail: str) -> tuple[str, Skipped]:
    name, raw = item
    return name, Skipped(raw.source, reason, detail)


def _refuse_if_nothing_left(catalog: Catalog, settings: Settings, prune: bool, unread: Sequence[Skipped]) -> None:
    if catalog.pages() > (catalog.gone() if prune else 0):
        return
    places = ", ".join(str(path) for path in settings.seeds)
    if prune and catalog.gone():
        raise BuildRefused(f"Every page is gone from {places}: pruning would empty the index, so nothing was pruned.")
    reasons = ", ".join(sorted({skipped.reason for skipped in unread}))
    raise BuildRefused(f"No page in {places} could be read: {reasons}")


# ----------------------------------------------------------------------------------------------------- judge


@dataclass(frozen=True, slots=True)
class Task:
    """A document to derive: its page, how often each of its blocks stands on its site, and what its owner says."""

    page: PageKey
    support: Support
    corrections: Corrections
    comments: str  # Settings.comments
    key: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What the next generation needs."""

    base: Generation | None  # to start from; None: from an empty one
    unchanged: Mapping[str, Entry]  # by id, the documents that come out as they are in `base`
    tasks: tuple[Task, ...]  # those that are new or come out otherwise
    removed: tuple[str, ...]  # ids that `base` has and the catalog has no longer

    @property
    def changes_nothing(self) -> bool:
        return self.base is not None and not self.tasks and not self.removed


def site_tasks(pages: Iterable[PageKey], owner: Overrides, comments: str = "drop") -> Iterator[Task]:
    """A task for each page, its blocks counted over the pages of its site and language."""
    groups = defaultdict[tuple[str, str], list[PageKey]](list)
    for page in pages:
        groups[page.site, page.language].append(page)
    for group in groups.values():
        knowledge = SiteKnowledge.of([page.fingerprints for page in group])
        for page in group:
            support = knowledge.support(page.fingerprints)
            corrections = owner.of(page.id, page.source, page.site)
            yield Task(page, support, corrections, comments, _key(page, support, corrections, comments))


def _key(page: PageKey, support: Support, corrections: Corrections, comments: str) -> str:
    versions = f"{generations.FORMAT} {cleaning.VERSION} {enrichment.VERSION} {comments} {page.digest} "
    return hashlib.sha256(versions.encode() + support.key + corrections.key.encode()).hexdigest()[:32]


def _plan(pages: Sequence[PageKey], owner: Overrides, comments: str, base: Generation | None) -> Plan:
    before = base.contents() if base else {}
    tasks = [task for task in site_tasks(pages, owner, comments) if not _is_current(before.get(task.page.id), task)]
    known, to_write = {page.id for page in pages}, {task.page.id for task in tasks}
    removed = tuple(id_ for id_ in before if id_ not in known)
    if base and len(tasks) + len(removed) > _ANEW_SHARE * len(known):
        return _plan(pages, owner, comments, None)
    unchanged = {id_: entry for id_, entry in before.items() if id_ in known and id_ not in to_write}
    return Plan(base, unchanged, tuple(tasks), removed)


def _is_current(entry: Entry | None, task: Task) -> bool:
    return entry is not None and entry.key == task.key


def _base(settings: Settings) -> Generation | None:
    """The current generation, if it is whole and of the wanted engine."""
    try:
        generation = generations.current(settings.index)
    except IndexFault:
        return None
    return generation if generation.manifest.engine == settings.engine else None


# ----------------------------------------------------------------------------------------------------- write


def derive(item: tuple[bytes, Task]) -> Record | Skipped:
    """One document from stored segments to what an engine keeps. Runs in a worker."""
    data, task = item
    segments = decode_segments(data)
    document = overrides.to_blocks(cleaning.judge(segments, task.support, task.comments), task.corrections, segments)
    return overrides.to_record(enrichment.enrich(document, task.page.first_seen), task.corrections)


def derive_all(workers: Workers, items: Iterable[tuple[bytes, Task]]) -> Iterator[Record | Skipped]:
    """The record of each task, in order."""
    return workers.map(derive, items, _lost_document)


def _lost_document(item: tuple[bytes, Task], reason: str, detail: str) -> Skipped:
    return Skipped(item[1].page.source, reason, detail)


def _write(settings: Settings, catalog: Catalog, workers: Workers, plan: Plan, progress: Progress) -> Written:
    """The next generation, unless it would equal the last one."""
    if plan.changes_nothing:
        return Written(documents=len(plan.unchanged))
    path = generations.begin(settings.index, plan.base)
    engine = open_engine(settings.engine, path / "engine", write=True)
    tally = _Tally(plan.tasks)
    try:
        engine.remove(plan.removed)
        with progress.bar("indexing", len(plan.tasks), "page") as advance:
            data = catalog.segments(task.page.source for task in plan.tasks)
            records = derive_all(workers, zip(data, plan.tasks, strict=True))
            engine.add(tally.records(records, advance))
        lost = {task.page.id for task in plan.tasks if task.page.source in tally.failed}
        engine.remove(lost)
    finally:
        engine.close()
    entries = {**plan.unchanged, **tally.entries}
    generations.finish(settings.index, path, settings.engine, entries)
    return Written(len(entries), len(tally.entries), len(plan.removed), tally.rules(), tuple(tally.failed.values()))


class _Tally:
    """Notes what passes by on its way to the engine."""

    def __init__(self, tasks: Iterable[Task]) -> None:
        self._keys = {task.page.id: task.key for task in tasks}
        self.entries: dict[str, Entry] = {}
        self.failed: dict[str, Skipped] = {}

    def records(self, items: Iterable[Record | Skipped], advance: Callable[[int], object]) -> Iterator[Record]:
        for item in items:
            advance(1)
            if isinstance(item, Skipped):
                self.failed[item.source] = item
            else:
                self.entries[item.id] = Entry.of(item, self._keys[item.id])
                yield item

    def rules(self) -> Mapping[str, int]:
        """Removed blocks by rule, of the documents written."""
        counts = Counter[str]()
        for entry in self.entries.values():
            counts.update(entry.rules)
        return dict(counts)


# --------------------------------------------------------------------------------------------------- explain


def explain(
    files: Iterable[Found | Skipped],
    workers: Workers,
    owner: Overrides = _NOTHING_SAID,
    comments: str = "drop",
) -> Iterator[Record | Skipped]:
    """Read, clean and enrich the files as one corpus, without an index; by source, those skipped last."""
    items = [item for _, item in read_pages(workers, files)]
    rows = [item for item in items if isinstance(item, PageRow)]
    data = {row.source: row.segments for row in rows}
    tasks = sorted(site_tasks(map(PageKey.of, rows), owner, comments), key=lambda task: task.page.source)
    yield from derive_all(workers, ((data[task.page.source], task) for task in tasks))
    yield from (item for item in items if isinstance(item, Skipped))
