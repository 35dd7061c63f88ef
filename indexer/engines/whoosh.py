"""Whoosh: an inverted index in pure Python, for where Tantivy has no wheel (https://pypi.org/project/whoosh3).

Of the packages that import as `whoosh`, `whoosh3` is taken. Whoosh 2.7.4 (2016) does not import with warnings as errors
(invalid escapes); whoosh-reloaded 2.7.5 (2024) says itself that it is no longer maintained; whoosh-ng 5.4 (2026) is
maintained, but installs three more top-level packages. whoosh3 3.54 (September 2026, BSD-2, no dependencies, typed)
imports without a warning on Python 3.11 to 3.13 and keeps the file format. It is young and one person's, so nothing is
used that 2.7.4 does not have: the contract test passes with that one too.

Whoosh keeps postings, columns and stored records; `whoosh_view` matches, ranks and counts. Its own searchers are not
asked: `groupedby` took 130 to 1,400 ms, `AndNot` and `filter=` answer wrongly, and shared searchers break.

Limits: meant for up to 20,000 documents. Of as many, indexing takes six times Tantivy's time and the folder three times
its size; the first search reads columns and facets of all documents (0.3 s), and the first use of a word its postings.
The table of contents is a pickle: open only indexes that you trust.
"""

from array import array
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import Any, Final

import numpy as np
from whoosh import columns, fields, formats, index
from whoosh.index import LockError
from whoosh.reading import IndexReader

from indexer.engines.analysed import Analysed
from indexer.engines.base import Engine
from indexer.engines.clauses import check
from indexer.engines.codec import packed
from indexer.engines.terms import COUNTED, GAP, Runs, Terms
from indexer.engines.whoosh_arrays import CARD, to_bytes
from indexer.engines.whoosh_view import View
from indexer.errors import EngineError, IndexOutdated, NoIndex, WinnowError
from indexer.model import TEXT_FIELDS, Hit, Query, Record, Results
from indexer.whole import sync

Posting = tuple[bytes, int, float, bytes]  # term, how often, weight, positions

POOL_MB: Final = 64  # postings kept in memory before they are sorted to disk


class Words(fields.FieldType):
    """Runs of words with an array of 4 byte numbers for each: its positions, or without these how often it stands."""

    def __init__(self, positions: bool) -> None:
        self.format, self.positions = formats.Positions(), positions

    def index(self, value: Runs, **_: Any) -> Generator[Posting, None, None]:
        places: dict[str, array[int]] = {}
        start = 0
        for run in value:
            for place, word in enumerate(run, start):
                places.setdefault(word, array("I")).append(place)
            start += len(run) + GAP
        for word, found in places.items():
            kept = found if self.positions else array("I", [len(found)])
            yield to_bytes(word), len(found), float(len(found)), kept.tobytes()


class Values(fields.FieldType):
    """Whole values: they are there or not."""

    def __init__(self) -> None:
        self.format = formats.Existence()

    def index(self, value: Iterable[str], **_: Any) -> Generator[Posting, None, None]:
        for one in value:
            yield to_bytes(one), 1, 1.0, b""


def _schema() -> fields.Schema:
    return fields.Schema(
        shown=fields.STORED(),
        rest=fields.STORED(),
        id=Values(),
        name=fields.COLUMN(columns.VarBytesColumn()),
        title=fields.COLUMN(columns.VarBytesColumn()),
        card=fields.COLUMN(columns.FixedBytesColumn(CARD.itemsize)),
        **{name: Words(positions) for name, positions in TEXT_FIELDS.items()},
        **{f"value_{name}": Values() for name in COUNTED},
    )


def _shape(schema: fields.Schema) -> dict[str, type]:
    """What schemas are compared by: column objects are never equal."""
    return {name: type(field) for name, field in schema.items()}


class WhooshEngine(Engine):
    """See the module."""

    def __init__(self, path: Path, write: bool = False) -> None:
        self._path, self._write = path, write
        self._opening = Lock()
        with _errors(f"opening {path}"):
            self._index = self._opened()
        self._view: View | None = None  # made by the first search: a build never needs it

    def put(self, documents: Iterable[Analysed]) -> int:
        count, places = 0, dict[str, int]()
        with self._writer() as writer, _reader(writer) as reader:
            for each in documents:
                count += 1
                with _errors("adding a document"):
                    _forget(writer, reader, each.id)
                    if each.id in places:  # twice in this call
                        writer.newsegment.delete_document(places[each.id])
                    places[each.id] = writer.docnum
                    writer.add_document(**_fields(each))
        return count

    def remove(self, ids: Iterable[str]) -> int:
        with self._writer() as writer, _reader(writer) as reader, _errors("removing documents"):
            return sum(_forget(writer, reader, one) for one in dict.fromkeys(ids))

    def get(self, id: str) -> Record | None:
        with _errors("getting a document"):
            return self._opened_view().get(id)

    def hits(self, query: Query) -> tuple[Hit, ...]:
        check(query)
        with _errors("searching"):
            return tuple(self._opened_view().hits(query))

    def counts(self, query: Query) -> Results:
        check(query)
        with _errors("counting"):
            return self._opened_view().counts(query)

    def words(self, begins: str) -> Iterable[tuple[str, int]]:
        with _errors("reading words"):
            return self._opened_view().words(begins)

    def close(self) -> None:
        self._drop_view()
        self._index.close()

    def _opened(self) -> index.FileIndex:
        folder, schema = str(self._path), _schema()
        if not self._path.is_dir() or not index.exists_in(folder):
            if not self._write:
                raise NoIndex(f"No index in {self._path}: build one first.")
            self._path.mkdir(parents=True, exist_ok=True)
            index.create_in(folder, schema)
        found = index.open_dir(folder)
        if _shape(found.schema) != _shape(schema):
            raise IndexOutdated(f"{self._path} was written by another version of Winnow: build again.")
        return found

    def _opened_view(self) -> View:
        with self._opening:
            if self._view is None:
                self._view = View(self._index.reader())
            return self._view

    def _drop_view(self) -> None:
        with self._opening:
            self._view = None  # its files are closed when the last search that uses it is done

    @contextmanager
    def _writer(self) -> Iterator[Any]:
        """A writer whose changes are committed at the end, or all undone if anything is raised."""
        if not self._write:
            raise EngineError(f"The index in {self._path} is open for reading only.")
        with _errors("opening the index for writing"):
            writer = self._index.writer(limitmb=POOL_MB)
        try:
            yield writer
        except BaseException:
            with suppress(Exception):
                writer.cancel()
            raise
        with _errors("committing"):
            writer.commit()
            _sync(self._path)
        self._drop_view()


@contextmanager
def _reader(writer: Any) -> Iterator[IndexReader]:
    """What is in the index before the writer's changes."""
    reader = writer.reader()
    try:
        yield reader
    finally:
        reader.close()


def _forget(writer: Any, reader: IndexReader, id: str) -> int:
    """Marks the document as deleted; how many were there."""
    count, term = 0, ("id", to_bytes(id))
    for leaf, base in reader.leaf_readers():
        if term in leaf:
            for place in leaf.postings(*term).all_ids():
                count += not writer.is_deleted(base + place)
                writer.delete_document(base + place)
    return count


def _fields(analysed: Analysed) -> Mapping[str, object]:
    terms, (shown, rest) = analysed.terms, packed(*analysed.parts)
    return {
        "shown": shown,
        "rest": rest,
        "id": [analysed.id],
        "name": to_bytes(analysed.id),
        "title": to_bytes(terms.title),
        "card": _card(terms),
        **terms.text,
        **{f"value_{name}": values for name, values in terms.values.items()},
    }


def _card(terms: Terms) -> bytes:
    """See CARD."""
    lengths = (sum(map(len, terms.text[name])) for name in TEXT_FIELDS)
    return np.array((*(terms.days or (0, 0)), terms.seen, *lengths), CARD).tobytes()


def _sync(path: Path) -> None:
    """Whoosh leaves its files to the page cache; after this a power cut does not lose them."""
    for file in (*path.iterdir(), path):
        sync(file)


@contextmanager
def _errors(doing: str) -> Iterator[None]:
    """Whatever Whoosh raises as EngineError: damaged files come up as a dozen kinds of exceptions."""
    try:
        yield
    except WinnowError:
        raise
    except LockError as error:
        raise EngineError(f"Whoosh failed while {doing}: another writer has it open.") from error
    except Exception as error:
        raise EngineError(f"Whoosh failed while {doing}: {type(error).__name__}: {error}") from error
