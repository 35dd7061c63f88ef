"""What lies in a Whoosh index, read into arrays: documents are numbered from 0, over all segments."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from indexer.engines.codec import decode, decode_shown
from indexer.engines.expansion import Vocabulary
from indexer.engines.facets import merged
from indexer.engines.terms import COUNTED, key
from indexer.model import TEXT_FIELDS, Fuzzy, Prefix, Record, Shown

if TYPE_CHECKING:
    from whoosh.reading import IndexReader

# Of a document: its first and last day and the second it was first seen, 0 where there is none, and the words in each
# of TEXT_FIELDS.
CARD: Final = np.dtype([("first", "<u4"), ("last", "<u4"), ("seen", "<u4"), *((name, "<u4") for name in TEXT_FIELDS)])
POSITION_BYTES: Final = 4
TERMS_KEPT: Final = 1_024  # terms whose postings stay in memory

Places = npt.NDArray[np.int64]  # numbers of documents, or of values
Mask = npt.NDArray[np.bool_]  # one for each document, removed ones too


def to_bytes(text: str) -> bytes:
    """The form that terms have in the index; lone surrogates, as names of files may bring, are kept."""
    return text.encode("utf-8", "surrogatepass")


def to_text(data: bytes) -> str:
    """The inverse of `to_bytes`."""
    return bytes(data).decode("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True)
class Postings:
    """Where a term stands: the documents, how often in each, and its positions there as an array of 4 byte numbers."""

    documents: Places
    frequencies: npt.NDArray[np.float64]
    positions: list[bytes]  # none in a field without them


@dataclass(frozen=True, slots=True)
class Values:
    """The values of a facet; each has a slice of `documents`, in which its documents are."""

    names: list[str]
    starts: Places  # of the slices; one more than names
    documents: Places
    ordinals: Places  # of the value that each of `documents` is there for
    by_key: Mapping[str, list[int]]

    def having(self, value: str) -> Places:
        """The documents with the value in any of its spellings."""
        slices = [slice(*self.starts[at : at + 2]) for at in self.by_key.get(key(value), [])]
        return np.concatenate([self.documents[:0], *(self.documents[part] for part in slices)])

    def counts(self, mask: Mask) -> dict[str, int]:
        """How many of the documents have each value."""
        counts = np.bincount(self.ordinals[mask[self.documents]], minlength=len(self.names))
        return merged({self.names[at]: int(counts[at]) for at in np.flatnonzero(counts)})


class Arrays:
    """See the module. Files are read by one thread at a time; arrays are not changed once they are made."""

    def __init__(self, reader: "IndexReader") -> None:
        self._reading = Lock()
        self._leaves = [(leaf, base) for leaf, base in reader.leaf_readers() if leaf.doc_count_all()]
        self.size = reader.doc_count_all()  # removed documents included
        self.living: Mask = np.ones(self.size, bool)
        for leaf, base in self._leaves:
            self.living[[base + place for place in range(leaf.doc_count_all()) if leaf.is_deleted(place)]] = False
        self.ids = [to_text(name) for name in self.column("name")]
        self.place = {self.ids[place]: int(place) for place in np.flatnonzero(self.living)}
        cards = np.frombuffer(b"".join(self.column("card")), CARD)
        self.first_day, self.last_day, self.seen = (cards[name].astype(np.int64) for name in ("first", "last", "seen"))
        self.lengths = {name: cards[name].astype(float) for name in TEXT_FIELDS}
        self.values = {name: self._read_values(f"value_{name}") for name in COUNTED}
        self.postings = lru_cache(TERMS_KEPT)(self._read_postings)
        self.expanded = lru_cache(TERMS_KEPT)(self._expand)
        self._vocabulary = cache(self._read_vocabulary)

    def record(self, place: int) -> Record:
        """The stored record of the document."""
        stored = self._stored(place)
        return decode(stored["shown"], stored["rest"])

    def shown(self, place: int) -> Shown:
        """What results show of the document."""
        return decode_shown(self._stored(place)["shown"])

    def _stored(self, place: int) -> Mapping[str, bytes]:
        with self._reading:
            leaf, base = next((leaf, base) for leaf, base in reversed(self._leaves) if base <= place)
            return dict(leaf.stored_fields(place - base))

    def column(self, name: str) -> list[bytes]:
        """The column's value for each document."""
        with self._reading:
            return [bytes(value) for leaf, _ in self._leaves for value in leaf.column_reader(name)]

    def _read_postings(self, field: str, text: str) -> Postings:
        documents: list[int] = []
        positions: list[bytes] = []
        for base, matcher in self._matchers(field, text):
            while matcher.is_active():
                documents.append(base + matcher.id())
                positions.append(matcher.value())
                matcher.next()
        if not TEXT_FIELDS[field]:
            return Postings(np.array(documents, np.int64), np.frombuffer(b"".join(positions), "<u4").astype(float), [])
        frequencies = np.fromiter(map(len, positions), float, len(positions)) / POSITION_BYTES
        return Postings(np.array(documents, np.int64), frequencies, positions)

    def _documents(self, field: str, text: str) -> list[int]:
        return [base + place for base, matcher in self._matchers(field, text) for place in matcher.all_ids()]

    def _matchers(self, field: str, text: str) -> Iterator[tuple[int, Any]]:
        """Whoosh's cursors over the living documents with the term, and the number of their first document."""
        term = (field, to_bytes(text))
        with self._reading:
            for leaf, base in self._leaves:
                if term in leaf:
                    yield base, leaf.postings(*term)

    def _read_vocabulary(self, field: str) -> Vocabulary:
        with self._reading:
            return Vocabulary(sorted({to_text(term) for leaf, _ in self._leaves for term in leaf.lexicon(field)}))

    def words(self, begins: str) -> list[tuple[str, int]]:
        """The words of the texts that begin so, each with how many documents have it."""
        terms = self._vocabulary("exact").expand(Prefix("exact", begins))
        with self._reading:
            return [(term, self._frequency(to_bytes(term))) for term in terms]

    def _frequency(self, term: bytes) -> int:
        return sum(leaf.doc_frequency("exact", term) for leaf, _ in self._leaves)

    def _expand(self, clause: Prefix | Fuzzy) -> Places:
        """The documents with any of the terms."""
        terms = self._vocabulary(clause.field).expand(clause)
        return np.array([place for term in terms for place in self._documents(clause.field, term)], np.int64)

    def _read_values(self, field: str) -> Values:
        names = list(self._read_vocabulary(field).terms)
        found = [self._documents(field, name) for name in names]
        sizes = [len(documents) for documents in found]
        by_key: dict[str, list[int]] = {}
        for ordinal, name in enumerate(names):
            by_key.setdefault(key(name), []).append(ordinal)
        return Values(
            names,
            starts=np.cumsum([0, *sizes]),
            documents=np.array([place for documents in found for place in documents], np.int64),
            ordinals=np.repeat(np.arange(len(names)), sizes),
            by_key=by_key,
        )
