"""From seeds to an index, and the same again with only what has changed.

    scan   which files are new, changed, unchanged, gone?      sources.walk, sources.digest → Scan
    read   pages → segments, in workers, into the catalog      sources.read, decode, cleaning.segment
    judge  how often does each block stand on its site?        cleaning.SiteKnowledge → Supports
    enrich what would come out otherwise now, in workers       cleaning.judge, enrich → the catalog (derive)
    agree  what do all of them say together?                   corpus.agree → keys
    write  those that differ into a new generation, then swap  derive.analysed, in workers; Engine.put

The owner's corrections have the last word: on the judged blocks, and on the facets (overrides).

A document is a pure function of its segments, of how often its blocks stand on its site, of what the corpus says of its
values, of the owner's corrections that can touch it, and of Winnow's rules. The digest of these is its key. The
generation that is served keeps the key of each document, so what must be written anew is found by comparing keys, and
it does not matter how often a build was killed before.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from heapq import merge
from itertools import chain, groupby
from operator import attrgetter, itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from indexer import contents, derive, generations, memory, overrides, semantic, shards, sources
from indexer.catalog import Catalog
from indexer.contents import Entry, Writer
from indexer.derive import Corpus, Task, counted, derive_all, derive_into, site_and_language, tasks
from indexer.engines import chosen, elsewhere, missing, open_engine
from indexer.engines.analysed import Analysed
from indexer.errors import BuildRefused, IndexFault
from indexer.generation import VECTORS, Generation, check
from indexer.model import Record, Skipped
from indexer.overrides import Overrides
from indexer.progress import Progress
from indexer.reading import read_into, read_pages
from indexer.report import Clock, Report, Written
from indexer.rows import Change, DerivedRow, PageKey, PageRow
from indexer.scan import now, scan_sources
from indexer.settings import Settings
from indexer.sources import Found
from indexer.supports import Supports
from indexer.whole import writing
from indexer.workers import Workers

# Above this share of documents to write, an empty index is cheaper than adding to a copy of the last one, and leaves
# no deleted documents behind in it.
_ANEW_SHARE: Final = 0.5
_SHARED: Final = 250  # documents: fewer are analysed here before workers would have started
_NOTHING_SAID: Final = Overrides()
_SERVED_ON: Final = "What was served before is served on; when there is room and leave to write, build again."


def build(
    settings: Settings, *, prune: bool = False, progress: Progress | None = None, work: Path | None = None
) -> Report:
    """Read what is new in `settings.seeds` and bring the index up to date; what was done.

    With `prune`, documents whose source is gone leave the index. With `work`, pages and documents come from the shards
    in that folder instead, and the seeds are not looked at.
    Raises BuildRefused (nothing readable where documents came from), BuildFailed (the index folder cannot be written),
    IndexBusy, SourceError, SettingsError.
    """
    progress, clock, owner = progress or Progress(), Clock(), owners_word(settings)
    if settings.semantic:
        semantic.require()
    with (
        writing(settings.index, _SERVED_ON),
        generations.locked(settings.index),
        Catalog(settings.index / "catalog.sqlite3") as catalog,
        Workers(settings.workers) as workers,
        Supports() as pages,
        _for_now(settings.index / "agreed") as agreed,
    ):
        change, skipped = _take(catalog, work, clock) if work else _read(catalog, workers, settings, progress, clock)
        _refuse_if_nothing_left(catalog, (work,) if work else settings.seeds, prune, skipped)
        if prune:
            catalog.prune()
        with clock.stage("judge"):
            pages.put(counted(catalog.page_keys()))
        with clock.stage("enrich"):
            if work:
                shards.take_documents(work, catalog)
            wanted = tasks(pages, owner, settings.comments)
            skipped += _derive(catalog, workers, pages, wanted, progress)
            workers.rest()  # what they know of names and dates, some 80 MB each, is of no use to who analyses words
        with clock.stage("agree"):
            plan = _plan(settings, catalog, pages, owner, agreed)
            memory.give_back()
        with clock.stage("write"), elsewhere(settings.index, chosen(settings.engine), settings.cluster):
            written = _write(settings, catalog, workers, plan, progress)
        return Report(change + Change(gone=catalog.gone()), written, skipped, clock.seconds, _idle(owner, pages))


@contextmanager
def _for_now(file: Path) -> Iterator[Path]:
    """A file that nobody needs after the build. A build that was killed has left its own there."""
    file.unlink(missing_ok=True)
    try:
        yield file
    finally:
        file.unlink(missing_ok=True)


def owners_word(settings: Settings) -> Overrides:
    """The corrections in the owner's file. Raises SettingsError where it is wrong."""
    return overrides.load(settings.overrides, sources.canonical_url)


def _idle(owner: Overrides, pages: Supports) -> tuple[str, ...]:
    idle = owner.idle((page.id, page.source, page.site) for page in pages) if owner.entries else ()
    return tuple(f"{entry.place} touches nothing: no page or site '{entry.page or entry.site}'" for entry in idle)


# ------------------------------------------------------------------------------------------------------ read


def _read(
    catalog: Catalog, workers: Workers, settings: Settings, progress: Progress, clock: Clock
) -> tuple[Change, tuple[Skipped, ...]]:
    """Bring the catalog's pages up to date with the seeds."""
    with clock.stage("scan"):
        scan = scan_sources(settings.seeds, catalog)
        scan.refuse_if_empty(settings.seeds)
    with clock.stage("read"):
        change, unread = read_into(catalog, workers, scan, progress)
    return change + Change(unchanged=scan.unchanged_pages), (*scan.skipped, *unread)


def _take(catalog: Catalog, work: Path, clock: Clock) -> tuple[Change, tuple[Skipped, ...]]:
    """Bring the catalog's pages up to date with what was mapped."""
    with clock.stage("take"):
        return shards.take_pages(work, catalog, now()), ()


def _refuse_if_nothing_left(catalog: Catalog, seeds: Sequence[Path], prune: bool, unread: Sequence[Skipped]) -> None:
    if catalog.pages() > (catalog.gone() if prune else 0):
        return
    places = ", ".join(str(path) for path in seeds)
    if prune and catalog.gone():
        raise BuildRefused(f"Every page is gone from {places}: pruning would empty the index, so nothing was pruned.")
    reasons = ", ".join(sorted({skipped.reason for skipped in unread}))
    raise BuildRefused(f"No page in {places} could be read: {reasons}")


# ---------------------------------------------------------------------------------------------------- derive


def _derive(
    catalog: Catalog, workers: Workers, pages: Supports, wanted: Iterable[Task], progress: Progress
) -> tuple[Skipped, ...]:
    """Bring the derived documents up to date; those that could not be derived, which are forgotten."""
    with progress.bar("enriching", len(pages), "page") as advance:
        stale = (task for task in _passing(wanted, advance) if catalog.derived_key(task.id) != task.key)
        lost = {skipped.source: skipped for skipped in derive_into(catalog, catalog, workers, stale)}
    catalog.forget_derived([id_ for id_, _ in catalog.derived_keys() if pages.source(id_) in ("", *lost)])
    return tuple(lost.values())


def _passing(wanted: Iterable[Task], advance: Callable[[int], object]) -> Iterator[Task]:
    for task in wanted:
        advance(1)
        yield task


# ------------------------------------------------------------------------------------------------------ plan


@dataclass(frozen=True, slots=True)
class Plan:
    """What the next generation needs."""

    base: Generation | None  # to start from; None: from an empty one
    fingerprint: str  # of all that the documents were derived from
    changed: tuple[str, ...] | None = ()  # ids that are new or come out otherwise, in order; None: all that there are
    count: int = 0  # of these
    removed: tuple[str, ...] = ()  # ids that `base` has and the catalog has no longer
    together: Corpus | None = None  # what is to be made of the documents; None: nothing
    vectors_differ: bool = False  # `base` has vectors and the next is to have none, or the other way round

    @property
    def changes_nothing(self) -> bool:
        return self.base is not None and not (self.count or self.removed or self.vectors_differ)

    def staying(self) -> Iterator[str]:
        """The lines of the documents that come out as they are in `base`."""
        gone = frozenset((*(self.changed or ()), *self.removed))
        return (line for line in self.base.lines() if contents.parse(line)[0] not in gone) if self.base else iter(())


def _plan(settings: Settings, catalog: Catalog, pages: Supports, owner: Overrides, agreed: Path) -> Plan:
    """Which documents differ from those of the current generation. Where nothing that goes into them has changed, none
    is looked at."""
    base, fingerprint = _base(settings), derive.fingerprint(catalog.derived_keys(), owner)
    differ = base is not None and base.has_vectors != settings.semantic
    if base and base.manifest.fingerprint == fingerprint and not differ:
        return Plan(base, fingerprint)
    together = Corpus(pages, catalog.findings, owner, agreed)
    if base is None:
        return Plan(None, fingerprint, None, len(pages), (), together)
    changed, removed, count = list[str](), list[str](), 0
    for id_, before, after in _side_by_side(((id_, entry.key) for id_, entry in base.contents()), together.keys()):
        count += bool(after)
        if not after:
            removed.append(id_)
        elif before != after:
            changed.append(id_)
    if len(changed) + len(removed) > _ANEW_SHARE * count:
        return Plan(None, fingerprint, None, len(pages), (), together)
    return Plan(base, fingerprint, tuple(changed), len(changed), tuple(removed), together, differ)


def _side_by_side(
    before: Iterable[tuple[str, str]], after: Iterable[tuple[str, str]]
) -> Iterator[tuple[str, str, str]]:
    """(id, key before, key after) of two rows of (id, key) in the order of ids; "" where there is none."""
    rows = merge(((id_, 0, key) for id_, key in before), ((id_, 1, key) for id_, key in after))
    for id_, some in groupby(rows, key=itemgetter(0)):
        keys = {side: key for _, side, key in some}
        yield id_, keys.get(0, ""), keys.get(1, "")


def _base(settings: Settings) -> Generation | None:
    """The current generation, if it is whole and of the wanted engine."""
    try:
        generation = generations.current(settings.index)
        check(generation)
    except IndexFault:
        return None
    if generation.manifest.engine != chosen(settings.engine) or missing(generation, settings.cluster):
        return None
    return generation


# ----------------------------------------------------------------------------------------------------- write


def _write(settings: Settings, catalog: Catalog, workers: Workers, plan: Plan, progress: Progress) -> Written:
    """The next generation, unless it would equal the last one."""
    if plan.together is None or plan.changes_nothing:
        return Written(documents=plan.base.manifest.documents if plan.base else 0)
    path, rules = generations.begin(settings.index, plan.base), Counter[str]()
    with Writer(path / "contents", plan.staying()) as lines:
        engine = open_engine(chosen(settings.engine), path / "engine", write=True, cluster=settings.cluster)
        try:
            engine.remove(plan.removed)
            with progress.bar("indexing", plan.count, "page") as advance:
                documents = _analysed(workers, plan.together, catalog.derived(plan.changed), plan.count)
                engine.put(_noting(documents, lines, rules, advance))
        finally:
            engine.close()
    if settings.semantic:
        _embed(settings, catalog, workers, plan, path, progress)
    count, tables = lines.stayed + lines.added, plan.together.tables()
    generations.finish(settings.index, path, chosen(settings.engine), count, plan.fingerprint, tables)
    return Written(count, lines.added, len(plan.removed), dict(rules))


def _embed(settings: Settings, catalog: Catalog, workers: Workers, plan: Plan, path: Path, progress: Progress) -> None:
    """Write the vectors of the generation's documents; those of what is unchanged are taken over."""
    with (path / "contents").open(encoding="ascii") as lines:
        ids = {contents.parse(line)[0] for line in lines}
    unchanged = () if plan.changed is None else ids.difference(plan.changed)
    documents = semantic.Documents(ids, unchanged, catalog.derived)
    semantic.write_vectors(path / VECTORS, documents, generations.vectors(settings.index), workers, progress)


def _analysed(
    workers: Workers, together: Corpus, rows: Iterable[DerivedRow], count: int
) -> Iterator[tuple[Analysed, Entry]]:
    """The documents as the engine takes them. What a worker was ended over is done here, without its bounds."""
    finish, drafts = partial(derive.analysed, agreement=together.agreement), map(together.draft, rows)
    if count < _SHARED:
        return chain.from_iterable(finish([each]) for each in drafts)
    return workers.map_batches(finish, drafts, lambda each, *_: finish([each])[0])


def _noting(
    documents: Iterable[tuple[Analysed, Entry]], lines: Writer, rules: Counter[str], advance: Callable[[int], object]
) -> Iterator[Analysed]:
    """The documents, noted as they pass by on their way to the engine, and the removed blocks counted by rule."""
    for document, entry in documents:
        advance(1)
        lines.add(document.id, entry)
        rules.update(entry.rules)
        yield document


# --------------------------------------------------------------------------------------------------- explain


def explain(
    files: Iterable[Found | Skipped],
    workers: Workers,
    owner: Overrides = _NOTHING_SAID,
    comments: str = "drop",
) -> Iterator[Record | Skipped]:
    """Read, clean and enrich the files as one corpus, without an index; by source, those skipped last."""
    items = [item for _, item in read_pages(workers, files)]
    rows = {item.source: item for item in items if isinstance(item, PageRow)}
    with Supports() as pages, TemporaryDirectory() as folder:
        pages.put(counted(sorted(map(PageKey.of, rows.values()), key=site_and_language)))
        wanted = sorted(tasks(pages, owner, comments), key=attrgetter("source"))
        derived = list(derive_all(workers, ((rows[task.source].segments, task) for task in wanted)))
        said = [(row.id, row.key, row.findings) for row in derived if isinstance(row, DerivedRow)]
        together = Corpus(pages, lambda: said, owner, Path(folder, "agreed"))
        yield from (together.finished(row) if isinstance(row, DerivedRow) else row for row in derived)
    yield from (item for item in items if isinstance(item, Skipped))
