"""From seeds to an index, and the same again with only what has changed.

    scan   which files are new, changed, unchanged, gone?      sources.walk, sources.digest → Scan
    read   pages → segments, in workers, into the catalog      sources.read, decode, cleaning.segment
    judge  which documents would come out otherwise now?       cleaning.SiteKnowledge → Task
    enrich those documents, each one alone, in workers         cleaning.judge, enrich → the catalog (derive)
    agree  what do all of them say together?                   corpus.Agreement → keys
    write  those that differ into a new generation, then swap  corpus.finish, Engine.add

The owner's corrections have the last word: on the judged blocks, and on the facets (overrides).

A document is a pure function of its segments, of how often its blocks stand on its site, of what the corpus says of its
values, of the owner's corrections that can touch it, and of Winnow's rules. The digest of these is its key. The
generation that is served keeps the key of each document, so what must be written anew is found by comparing keys, and
it does not matter how often a build was killed before.
"""

import errno
import hashlib
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Final

from indexer import cleaning, derive, generations, overrides, sources
from indexer.catalog import Catalog, Change, DerivedRow, PageKey, PageRow, encode_segments
from indexer.contents import Entry
from indexer.derive import Corpus, Tables, Task, derive_all, site_tasks
from indexer.engines import chosen, elsewhere, missing, open_engine
from indexer.errors import BuildFailed, BuildRefused, EngineError, IndexFault, PageError
from indexer.generations import Generation
from indexer.model import Raw, Record, Segments, Skipped
from indexer.overrides import Overrides
from indexer.progress import Progress
from indexer.report import Clock, Report, Written
from indexer.scan import Scan, scan_sources
from indexer.settings import Settings
from indexer.sources import Found
from indexer.workers import Workers

# Above this share of documents to write, an empty index is cheaper than adding to a copy of the last one, and leaves
# no deleted documents behind in it.
_ANEW_SHARE: Final = 0.5
_KEPT_AT_ONCE: Final = 256  # derived documents in one transaction: what a killed build loses
_NOTHING_SAID: Final = Overrides()
_FULL: Final = re.compile(r"no space left|disk is full|quota exceeded", re.IGNORECASE)  # SQLite's and Tantivy's words
_SERVED_ON: Final = "What was served before is served on; when there is room and leave to write, build again."


def build(settings: Settings, *, prune: bool = False, progress: Progress | None = None) -> Report:
    """Read what is new in `settings.seeds` and bring the index up to date; what was done.

    With `prune`, documents whose source is gone leave the index.
    Raises BuildRefused (nothing readable where documents came from), BuildFailed (the index folder cannot be written),
    IndexBusy, SourceError, SettingsError.
    """
    progress, clock, owner = progress or Progress(), Clock(), owners_word(settings)
    with (
        _writing(settings.index),
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
            tasks = list(site_tasks(pages, owner, settings.comments))
        with clock.stage("enrich"):
            lost = _derive(catalog, workers, tasks, progress)
        with clock.stage("agree"):
            plan = _plan(catalog, tasks, owner, _base(settings))
        with clock.stage("write"), elsewhere(settings.index, chosen(settings.engine), settings.cluster):
            written = _write(settings, catalog, plan, progress)
        change += Change(unchanged=scan.unchanged_pages, gone=catalog.gone())
    skipped = (*scan.skipped, *unread, *lost)
    return Report(change, written, skipped, clock.seconds, _idle(owner, pages))


@contextmanager
def _writing(index: Path) -> Iterator[None]:
    """Tell of a full disk, a folder without rights and the like in one line."""
    try:
        yield
    except (OSError, sqlite3.OperationalError, EngineError) as error:
        full = (isinstance(error, OSError) and error.errno == errno.ENOSPC) or _FULL.search(str(error))
        why = "the disk is full" if full else str(error)
        raise BuildFailed(f"{index}/ could not be written: {why}. {_SERVED_ON}") from error


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


# ---------------------------------------------------------------------------------------------------- derive


def _derive(catalog: Catalog, workers: Workers, tasks: Iterable[Task], progress: Progress) -> tuple[Skipped, ...]:
    """Bring the derived documents up to date; those that could not be derived, which are forgotten."""
    known, wanted = catalog.derived_keys(), {task.page.id: task for task in tasks}
    stale = [task for id_, task in wanted.items() if known.get(id_) != task.key]
    catalog.forget_derived([*(known.keys() - wanted.keys()), *(task.page.id for task in stale)])
    lost: list[Skipped] = []
    with progress.bar("enriching", len(stale), "page") as advance:
        data = catalog.segments(task.page.source for task in stale)
        rows = derive_all(workers, zip(data, stale, strict=True))
        while some := list(islice(rows, _KEPT_AT_ONCE)):
            catalog.put_derived(row for row in some if isinstance(row, DerivedRow))
            lost += [row for row in some if isinstance(row, Skipped)]
            advance(len(some))
    return tuple(lost)


# ------------------------------------------------------------------------------------------------------ plan


@dataclass(frozen=True, slots=True)
class Plan:
    """What the next generation needs."""

    base: Generation | None  # to start from; None: from an empty one
    fingerprint: str  # of all that the documents were derived from
    unchanged: Mapping[str, Entry]  # by id, the documents that come out as they are in `base`
    keys: Mapping[str, str] = field(default_factory=dict)  # by id, those that are new or come out otherwise
    removed: tuple[str, ...] = ()  # ids that `base` has and the catalog has no longer
    finished: Callable[[DerivedRow], Record] | None = None  # how a document to write is finished
    tables: Callable[[], Tables] = dict  # what the generation keeps beside its documents

    @property
    def changes_nothing(self) -> bool:
        return self.base is not None and not self.keys and not self.removed


def _plan(catalog: Catalog, tasks: Iterable[Task], owner: Overrides, base: Generation | None) -> Plan:
    """Which documents differ from those of `base`. Where nothing that goes into them has changed, none is looked at."""
    before = base.contents() if base else {}
    fingerprint = derive.fingerprint(catalog.derived_keys(), owner)
    if base and base.manifest.fingerprint == fingerprint:
        return Plan(base, fingerprint, before)
    together = Corpus(tasks, catalog.findings)
    keys = together.keys()
    unchanged = {id_: entry for id_, entry in before.items() if keys.get(id_) == entry.key}
    removed = tuple(id_ for id_ in before if id_ not in keys)
    to_write = {id_: key for id_, key in keys.items() if id_ not in unchanged}
    if base and len(to_write) + len(removed) > _ANEW_SHARE * len(keys):
        return Plan(None, fingerprint, {}, keys, (), together.finished, together.tables)
    return Plan(base, fingerprint, unchanged, to_write, removed, together.finished, together.tables)


def _base(settings: Settings) -> Generation | None:
    """The current generation, if it is whole and of the wanted engine."""
    try:
        generation = generations.current(settings.index)
        generations.check(generation)
    except IndexFault:
        return None
    if generation.manifest.engine != chosen(settings.engine) or missing(generation, settings.cluster):
        return None
    return generation


# ----------------------------------------------------------------------------------------------------- write


def _write(settings: Settings, catalog: Catalog, plan: Plan, progress: Progress) -> Written:
    """The next generation, unless it would equal the last one."""
    if plan.changes_nothing or plan.finished is None:
        return Written(documents=len(plan.unchanged))
    path = generations.begin(settings.index, plan.base)
    engine = open_engine(chosen(settings.engine), path / "engine", write=True, cluster=settings.cluster)
    written: dict[str, Entry] = {}
    try:
        engine.remove(plan.removed)
        with progress.bar("indexing", len(plan.keys), "page") as advance:
            records = map(plan.finished, catalog.derived(plan.keys))
            engine.add(_noting(records, plan.keys, written, advance))
    finally:
        engine.close()
    entries = {**plan.unchanged, **written}
    generations.finish(settings.index, path, chosen(settings.engine), entries, plan.fingerprint, plan.tables())
    return Written(len(entries), len(written), len(plan.removed), _rules(written.values()))


def _noting(
    records: Iterable[Record], keys: Mapping[str, str], written: dict[str, Entry], advance: Callable[[int], object]
) -> Iterator[Record]:
    """The records, noted as they pass by on their way to the engine."""
    for record in records:
        advance(1)
        written[record.id] = Entry.of(record, keys[record.id])
        yield record


def _rules(entries: Iterable[Entry]) -> Mapping[str, int]:
    """Removed blocks by rule."""
    counts = Counter[str]()
    for entry in entries:
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
    derived = list(derive_all(workers, ((data[task.page.source], task) for task in tasks)))
    findings = [(row.id, row.findings) for row in derived if isinstance(row, DerivedRow)]
    together = Corpus(tasks, lambda: findings)
    yield from (together.finished(row) if isinstance(row, DerivedRow) else row for row in derived)
    yield from (item for item in items if isinstance(item, Skipped))
