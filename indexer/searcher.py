"""Answers from the generation that is current, and from the next one as soon as it is."""

import gc
import sys
import threading
import time
from collections.abc import Generator, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

from indexer import audit, generations, limits, memory
from indexer.asking import Corpus, Request
from indexer.completion import Completion, Values, complete
from indexer.corpus import Translation, Translations
from indexer.engines import Remembering, open_engine
from indexer.engines.base import Engine
from indexer.errors import IndexFault, NoSuchDocument, NoSuchSite
from indexer.generation import Files, Generation, check
from indexer.model import FacetCounts, Hit, Query, Record
from indexer.months import months
from indexer.query import marks
from indexer.schema import FACET_NAMES
from indexer.search import Answer, facet, records, search
from indexer.semantic import meaning_of
from indexer.settings import Cluster
from indexer.similar import duplicates, similar

# Whole facets that stay in memory. One of 100,000 values takes some 15 MB, and 2 s to count; looking through it, page
# by page and letter by letter, asks for the same one again and again.
_FACETS_KEPT: Final = 4
_NOWHERE: Final = Cluster()


@dataclass(frozen=True, slots=True)
class Status:
    """What is being served."""

    generation: int
    documents: int
    engine: str
    built_at: str  # ISO 8601, UTC
    languages: tuple[str, ...]  # of the documents, most frequent first


class Searcher:
    """Answers from the current generation of an index folder, and from the next one as soon as it is current.

    A generation that was replaced is closed when the last request that began on it has ended, so a swap fails none.
    Every method raises NoIndex, IndexDamaged or IndexOutdated where there is nothing whole to answer from, and
    EngineError where the engine failed. Safe from many threads.
    """

    def __init__(self, index: Path, cluster: Cluster = _NOWHERE) -> None:
        self._index, self._cluster = index, cluster
        self._lock = threading.Lock()
        self._opened: _Opened | None = None

    def __enter__(self) -> "Searcher":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the index."""
        with self._lock:
            opened, self._opened = self._opened, None
        if opened:
            opened.retire()

    def search(self, request: Request) -> Answer:
        """Hits with snippets, facet counts, and ways on where little is found."""
        start = time.perf_counter()
        with self._generation() as opened:
            answer = opened.answer(replace(request, q=" ".join(request.q.split())))
        return replace(answer, request=request, took_ms=(time.perf_counter() - start) * 1000)

    def facet(self, request: Request, name: str) -> FacetCounts:
        """Every value of a facet, counted under the request but for its filters on the facet itself."""
        with self._generation() as opened:
            return opened.facet(replace(request, sort="relevance", page=1, per_page=0), name)

    def months(self, found: Answer, year: int) -> tuple[tuple[int, int], ...]:
        """(month, documents) of a year: those that an answer is about, whatever dates it asked for."""
        with self._generation() as opened:
            return months(opened.engine, found.query, year)

    def records(self, request: Request) -> Generator[Record]:
        """Every document that matches, in the order asked for, all from one generation.

        The generation stays open until the last record is taken or the generator is closed.
        """
        with self._generation() as opened:
            yield from records(opened.corpus, request)

    def suggest(self, text: str, limit: int = 8) -> tuple[Completion, ...]:
        """What may be meant by the beginning of a search: values of facets, words of the texts, and titles."""
        with self._generation() as opened:
            return complete(opened.engine, opened.values, text, limit, opened.status.languages)

    def similar(self, id: str, limit: int = 5) -> tuple[Hit, ...]:
        """Documents about the same, best first. Raises NoSuchDocument."""
        record = self.document(id)
        with self._generation() as opened:
            return similar(opened.engine, record, limit)

    def duplicates(self, id: str, limit: int = 5) -> tuple[Record, ...]:
        """Documents whose text is nearly the same, whole. Raises NoSuchDocument."""
        record = self.document(id)
        with self._generation() as opened:
            found = (opened.engine.get(hit.id) for hit in duplicates(opened.engine, record, limit))
            return tuple(filter(None, found))

    def translations(self, id: str) -> tuple[tuple[Translation, Record], ...]:
        """The same page in other languages, whole, with what tells so; none of a document that is not there."""
        with self._generation() as opened:
            found = [(one, opened.engine.get(one.id)) for one in opened.translations.get(id, ())]
            return tuple((one, record) for one, record in found if record)

    def document(self, id: str) -> Record:
        """One document whole. Raises NoSuchDocument."""
        with self._generation() as opened:
            record = opened.engine.get(id)
        if record is None:
            raise NoSuchDocument(f"No document has the id '{id}'. Ids are the 16 hex digits of a result's address.")
        return record

    def marks(self, record: Record, request: Request) -> tuple[tuple[int, int], ...]:
        """Where what a search looks for stands in the document's text: half-open offsets, ascending."""
        with self._generation() as opened:
            seeking = opened.corpus.sought(request)
        return tuple(marks(record.text, record.language, seeking))

    def overview(self) -> audit.Overview:
        """What cleaning did to each site."""
        with self._generation() as opened:
            return opened.overview

    def site(self, name: str) -> audit.SiteAudit:
        """What cleaning did to one site, with the blocks it removed and kept most often. Raises NoSuchSite."""
        with self._generation() as opened:
            site = opened.overview.sites.get(name)
            if site is None:
                raise NoSuchSite(f"No document comes from a site called '{name}'. See: winnow status --cleaning")
            return audit.audit(site, opened.engine.get)

    def status(self) -> Status:
        """What is being served now."""
        with self._generation() as opened:
            return opened.status

    @contextmanager
    def _generation(self) -> "Iterator[_Opened]":
        opened = self._lease()
        try:
            yield opened
        finally:
            opened.give_back()

    def _lease(self) -> "_Opened":
        number = generations.current_number(self._index)
        with self._lock:
            if self._opened is None or self._opened.status.generation != number:
                before, self._opened = self._opened, _open(self._index, self._cluster)
                if before:
                    before.retire()
            return self._opened.lease()


class _Opened:
    """An open generation, and how many requests are using it."""

    def __init__(self, engine: Engine, status: Status, files: Files) -> None:
        self.engine, self.status, self._files = engine, status, files
        self._lock = threading.Lock()
        self._users = 1  # the searcher itself, until it retires it
        self.facet = lru_cache(_FACETS_KEPT)(self._facet)
        self.answer = lru_cache(limits.ANSWERS_KEPT)(self._answer)

    @cached_property
    def overview(self) -> audit.Overview:
        """Worked out when it is first asked for, and once: a generation never changes."""
        return audit.overview(self._files.contents())

    @cached_property
    def corpus(self) -> Corpus:
        """What a search knows of the documents: made when something is first searched."""
        meaning = meaning_of(self._files.vectors)
        return Corpus(self.engine, self.status.languages, self._files.table("names"), meaning)

    @cached_property
    def translations(self) -> Translations:
        """By id, the same page in other languages."""
        table = self._files.table("translations")
        return {id_: tuple(Translation(*each) for each in row) for id_, row in table.items()}

    @cached_property
    def values(self) -> Values:
        """All values of all facets, in order: made when something is first suggested."""
        return Values(self.engine.search(Query(limit=0, facets=FACET_NAMES, facet_values=sys.maxsize)).facets)

    def lease(self) -> "_Opened":
        with self._lock:
            self._users += 1
        return self

    def give_back(self) -> None:
        with self._lock:
            self._users -= 1
            unused = self._users == 0
        if unused:
            self._close()

    retire = give_back

    def _close(self) -> None:
        """Let go of all that is remembered. It refers to itself: the collector would come upon it late, and never upon
        what was there when a server started (webui.server): 3 MB a build, of 2,000 pages."""
        self.engine.close()
        self._files.close()
        del self.facet, self.answer
        gc.collect()
        memory.give_back()

    def _answer(self, request: Request) -> Answer:
        return search(self.corpus, request)

    def _facet(self, request: Request, name: str) -> FacetCounts:
        return facet(self.corpus, request, name)


def _open(index: Path, cluster: Cluster) -> _Opened:
    """The current generation; or the next one, where builders have removed it while it was being opened."""
    while True:
        number = generations.current_number(index)
        try:
            return _opened(generations.open_generation(index, number), cluster)
        except IndexFault:
            if generations.current_number(index) == number:
                raise


def _opened(generation: Generation, cluster: Cluster) -> _Opened:
    check(generation)
    manifest = generation.manifest
    with ExitStack() as stack:
        files = stack.enter_context(Files(generation.path))
        opened = open_engine(manifest.engine, generation.engine_path, cluster=cluster)
        engine = Remembering(stack.enter_context(closing(opened)))
        languages = engine.search(Query(limit=0, facets=("language",), facet_values=100)).facets[0].values
        spoken = tuple(language for language, count in languages if count)
        status = Status(generation.number, manifest.documents, manifest.engine, manifest.built_at, spoken)
        stack.pop_all()
    return _Opened(engine, status, files)
