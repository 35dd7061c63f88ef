"""Tantivy, the default: an inverted index in Rust (https://github.com/quickwit-oss/tantivy).

It is given words that are analysed already, joined by spaces, and queries made of its own query objects: its query
parser is never used (3,000 open parentheses end the process). Files of an index are written once and then only
replaced or unlinked, so a folder of hard links to them is an index of its own. Limits: it fsyncs what it commits, but
offers no checksum; damage is found by the manifest of the index.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import tantivy
from tantivy import Query as Native

from indexer import memory
from indexer.engines.analysed import Analysed
from indexer.engines.base import Engine
from indexer.engines.clauses import check, matching, narrowed
from indexer.engines.facets import counted
from indexer.engines.tantivy_packing import SAMPLE, Packing
from indexer.engines.tantivy_schema import SCHEMA, document
from indexer.engines.tantivy_values import AllValues
from indexer.engines.tantivy_view import View
from indexer.errors import EngineError, IndexOutdated, NoIndex, WinnowError
from indexer.limits import MB
from indexer.model import Hit, Query, Record, Results

HEAP: Final = 64 * MB  # of postings before a segment is written
REMOVED_AT_ONCE: Final = 1_000  # ids in one query
# Documents that are committed together into an index that was empty. Tantivy lets 10,000 wait to be indexed, 300 MB at
# 400 words each, where they come faster than it works; a commit waits for them. With 4,000 a build of 10,000 pages took
# 20 MB more; with 1,000 hardly less, and a fifth more CPU.
COMMITTED_AT_ONCE: Final = 2_000
META_LOCK: Final = ".tantivy-meta.lock"  # empty, but Tantivy opens it for writing even to read an index


class TantivyEngine(Engine):
    """See the module."""

    def __init__(self, path: Path, write: bool = False) -> None:
        self._path, self._write = path, write
        self._links: TemporaryDirectory[str] | None = None
        if write:
            path.mkdir(parents=True, exist_ok=True)
        elif not path.is_dir() or not tantivy.Index.exists(str(path)):
            raise NoIndex(f"No index in {path}: build one first.")
        elif not os.access(path / META_LOCK, os.W_OK):
            self._links = _linked(path)
            self._path = Path(self._links.name)
        self._index = self._opened()
        with _errors("reading what stands beside the index"):
            self._values, self._packing = AllValues(self._path), Packing(self._path)
        self._view = self._fresh_view()

    def put(self, documents: Iterable[Analysed]) -> int:
        with self._writer() as writer:
            with _errors("looking for values that no document has any more"):
                self._forget_values()
            rest = iter(documents)
            first = list(islice(rest, SAMPLE))
            self._learn(first)
            count = self._put(writer, chain(first, rest))
            with _errors("writing the values of facets"):
                self._values.save()
        return count

    def _put(self, writer: tantivy.IndexWriter, documents: Iterable[Analysed]) -> int:
        """Add the documents in place of those with the same ids; how many.

        As long as each comes behind the one before, where there was none, nothing has to be deleted for it. Each
        deletion costs Tantivy .6 KB until it has merged what was there before, and makes a commit dear.
        """
        count, last, are_new = 0, "", not self._view.searcher.num_docs
        for each in documents:
            are_new = are_new and each.id > last
            with _errors("adding a document"):
                if not are_new:
                    writer.delete_documents_by_term("id", each.id)
                writer.add_document(document(each, self._values, self._packing.pack))
                count, last = count + 1, each.id
                if are_new and count % COMMITTED_AT_ONCE == 0:
                    writer.commit()
                    memory.give_back()
        return count

    def _forget_values(self) -> None:
        """Free the places of values that were only those of documents that are gone, where there may be many."""
        for facet, values in self._values.items():
            if values.is_due:
                values.keep(self._view.living(facet))

    def _learn(self, documents: list[Analysed]) -> None:
        """How to pack records like these, where they are worth it; the file is there before what is packed with it."""
        if self._packing.is_to_learn(len(documents)):
            self._packing.learn(len(documents), [part for each in documents for part in each.parts])
            self._packing.save()

    def remove(self, ids: Iterable[str]) -> int:
        rest, count = iter(dict.fromkeys(ids)), 0
        with self._writer() as writer, _errors("removing documents"):
            while some := list(islice(rest, REMOVED_AT_ONCE)):
                query = Native.term_set_query(SCHEMA, "id", some)
                count += self._view.count(query)
                writer.delete_documents_by_query(query)
        return count

    def get(self, id: str) -> Record | None:
        with _errors("getting a document"):
            return self._view.get(id)

    def hits(self, query: Query) -> tuple[Hit, ...]:
        check(query)
        with _errors("searching"):
            return self._view.hits(query)

    def counts(self, query: Query) -> Results:
        check(query)
        with _errors("counting"):
            return counted(query, partial(self._view.tally, query))

    def total(self, query: Query) -> int:
        check(query)
        with _errors("counting"):
            return self._view.total(matching(narrowed(query)))

    def words(self, begins: str) -> Iterable[tuple[str, int]]:
        with _errors("reading words"):
            return self._view.words(begins)

    def close(self) -> None:
        """Writers end with each change, and a reader's files are unmapped with its last search."""
        if self._links:
            self._links.cleanup()

    def _opened(self) -> tantivy.Index:
        try:
            index = tantivy.Index(SCHEMA, str(self._path))
        except ValueError as error:
            if "schema does not match" in str(error):
                raise IndexOutdated(f"{self._path} was written by another version of Winnow: build again.") from error
            raise EngineError(f"Tantivy cannot open {self._path}: {error}") from error
        index.config_reader("manual")  # no thread that watches the folder: generations do not change
        return index

    def _fresh_view(self) -> View:
        with _errors("opening the index"):
            self._index.reload()
            return View(self._index.searcher(), self._values, self._packing.unpack)

    @contextmanager
    def _writer(self) -> Iterator[tantivy.IndexWriter]:
        """A writer whose changes are committed at the end, or all undone if anything is raised."""
        if not self._write:
            raise EngineError(f"The index in {self._path} is open for reading only.")
        with _errors("opening the index for writing"):
            writer = self._index.writer(HEAP, num_threads=1)
        try:
            yield writer
            with _errors("committing"):
                writer.commit()
        except BaseException:
            with suppress(BaseException):  # a panic is one
                writer.rollback()
                if not self._view.searcher.num_docs:  # some may have been committed
                    writer.delete_all_documents()
                    writer.commit()
            raise
        finally:
            with _errors("merging"):
                writer.wait_merging_threads()  # lets go of the lock; without it merges leave files behind
        self._view = self._fresh_view()
        self._make_readable()

    def _make_readable(self) -> None:
        """Tantivy makes its meta files 0600: nobody else could open the index, not even to read."""
        for file in self._path.iterdir():
            mode = 0o666 if file.name == META_LOCK else 0o644
            if file.stat().st_mode & 0o777 != mode:
                file.chmod(mode)


def _linked(path: Path) -> "TemporaryDirectory[str]":
    """A folder of links to the files of an index that may only be read, where Tantivy can have its lock."""
    links = TemporaryDirectory(prefix="winnow-", ignore_cleanup_errors=True)
    for file in path.iterdir():
        if file.name != META_LOCK:
            Path(links.name, file.name).symlink_to(file.resolve())
    return links


@contextmanager
def _errors(doing: str) -> Iterator[None]:
    """Whatever Tantivy raises as EngineError; a panic of Rust is a BaseException, which `except Exception` misses."""
    try:
        yield
    except (WinnowError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:
        raise EngineError(f"Tantivy failed while {doing}: {error}") from error
