"""Records in a dictionary, each looked at for each query: for tests, and to say what a query means.

The other engines must find what this one finds. It keeps one file, written anew with each change. Limits: everything is
read at opening; a search costs about 10 µs for each document and clause.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from indexer.engines import bm25
from indexer.engines.analysed import Analysed
from indexer.engines.base import Engine
from indexer.engines.clauses import arrangements, check, narrowed
from indexer.engines.codec import decode, decode_whole, encode_whole, packed
from indexer.engines.expansion import Vocabulary
from indexer.engines.facets import counted, merged
from indexer.engines.order import place
from indexer.engines.terms import GAP, Runs, key
from indexer.errors import EngineError, NoIndex
from indexer.model import (
    TEXT_FIELDS,
    All,
    And,
    Clause,
    DateRange,
    Fuzzy,
    HasValue,
    Hit,
    Ids,
    Not,
    Nothing,
    Or,
    Phrase,
    Preferring,
    Prefix,
    Query,
    Record,
    Results,
    Shown,
    Term,
)
from indexer.whole import whole

LENGTH_BYTES = 8  # before each record in the file


class Doc:
    """A record with its terms at their positions."""

    def __init__(self, analysed: Analysed) -> None:
        self.record, self.terms = decode(*packed(*analysed.parts)), analysed.terms
        self.shown = Shown.of(self.record)
        self.places = {name: _places(self.terms.text[name]) for name in TEXT_FIELDS}
        self.lengths = {name: sum(map(len, runs)) for name, runs in self.terms.text.items()}
        self.values = {name: {*map(key, values)} for name, values in self.terms.values.items()}

    def frequency(self, field: str, terms: tuple[str, ...], positions: tuple[int, ...]) -> int:
        """How often the terms stand in the field at these distances from the first."""
        first, *others = (self.places[field].get(term, set()) for term in terms)
        return sum(all(at + step in other for step, other in zip(positions[1:], others, strict=True)) for at in first)


class MemoryEngine(Engine):
    """See the module."""

    def __init__(self, path: Path, write: bool = False) -> None:
        self._file, self._write = path / "records", write
        self._docs: dict[str, Doc] = {}
        if self._file.exists():
            self._keep({record.id: Doc(Analysed.of(record)) for record in _read(self._file)})
        elif not write:
            raise NoIndex(f"No index in {path}: build one first.")
        else:
            self._save({})

    def put(self, documents: Iterable[Analysed]) -> int:
        new = [*map(Doc, documents)]
        self._save(self._docs | {doc.record.id: doc for doc in new})
        return len(new)

    def remove(self, ids: Iterable[str]) -> int:
        gone = self._docs.keys() & set(ids)
        self._save({doc.record.id: doc for doc in self._docs.values() if doc.record.id not in gone})
        return len(gone)

    def get(self, id: str) -> Record | None:
        doc = self._docs.get(id)
        return doc.record if doc else None

    def hits(self, query: Query) -> tuple[Hit, ...]:
        check(query)
        found = (_hit(query.sort, score, doc.shown) for doc, score in self._matching(narrowed(query)).items())
        ordered = sorted(found, key=lambda hit: (hit.place.key, hit.id))
        if query.after:
            last = (query.after.key, query.after.id)
            ordered = [hit for hit in ordered if (hit.place.key, hit.id) > last]
        return tuple(ordered[query.offset : query.offset + query.limit])

    def counts(self, query: Query) -> Results:
        check(query)
        return counted(query, self._tally)

    def words(self, begins: str) -> Iterable[tuple[str, int]]:
        having = self._having["exact"]
        return [(term, having[term]) for term in self._vocabulary["exact"].expand(Prefix("exact", begins))]

    def close(self) -> None:
        """Nothing is held open."""

    def _save(self, docs: dict[str, Doc]) -> None:
        if not self._write:
            raise EngineError(f"The index in {self._file.parent} is open for reading only.")
        _write(self._file, [doc.record for doc in docs.values()])
        self._keep(docs)

    def _keep(self, docs: dict[str, Doc]) -> None:
        self._docs = docs
        self._expansions: dict[Prefix | Fuzzy, frozenset[str]] = {}
        self._having = {name: Counter(t for d in docs.values() for t in d.places[name]) for name in TEXT_FIELDS}
        self._vocabulary = {name: Vocabulary(sorted(terms)) for name, terms in self._having.items()}
        total = {name: sum(doc.lengths[name] for doc in docs.values()) for name in TEXT_FIELDS}
        self._mean_length = {name: total[name] / len(docs) if total[name] else 1.0 for name in TEXT_FIELDS}

    def _tally(self, clause: Clause, names: tuple[str, ...]) -> tuple[int, Mapping[str, Mapping[str, int]]]:
        found = self._matching(clause)
        return len(found), {name: merged(Counter(v for doc in found for v in doc.terms.values[name])) for name in names}

    def _matching(self, clause: Clause) -> dict[Doc, float]:
        """The documents that the clause matches, with their scores."""
        scores = ((doc, self._score(clause, doc)) for doc in self._docs.values())
        return {doc: score for doc, score in scores if score is not None}

    def _score(self, clause: Clause, doc: Doc) -> float | None:
        """The document's score, or None where the clause does not match it."""
        match clause:
            case All(same):
                return same
            case Nothing():
                return None
            case Term(field, text, boost):
                return self._bm25(doc, field, (text,), doc.frequency(field, (text,), (0,)), boost)
            case Phrase(field, terms, _, boost):
                standing = (doc.frequency(field, terms, way) for way in arrangements(clause))
                return _sum(self._bm25(doc, field, terms, frequency, boost) for frequency in standing)
            case Prefix(field=field) | Fuzzy(field=field):
                return None if self._expanded(clause).isdisjoint(doc.places[field]) else 1.0
            case And(clauses):
                scores = [self._score(part, doc) for part in clauses]
                return None if None in scores else sum(filter(None, scores))
            case Or(clauses):
                return _sum(self._score(part, doc) for part in clauses)
            case Preferring(inner, better):
                score = self._score(inner, doc)
                return None if score is None else score + (self._score(Or(better), doc) or 0.0)
            case Not(inner):
                return 0.0 if self._score(inner, doc) is None else None
            case DateRange(first, last):
                return 0.0 if doc.terms.days and _overlap(doc.terms.days, first, last) else None
            case HasValue(facet, value):
                return 0.0 if key(value) in doc.values[facet] else None
            case Ids(scores):
                return dict(scores).get(doc.record.id)

    def _bm25(self, doc: Doc, field: str, terms: tuple[str, ...], frequency: int, boost: float) -> float | None:
        if not frequency:
            return None
        weight = sum(bm25.idf(len(self._docs), self._having[field][term]) for term in terms)
        return boost * weight * bm25.saturation(frequency, doc.lengths[field], self._mean_length[field])

    def _expanded(self, clause: Prefix | Fuzzy) -> frozenset[str]:
        if clause not in self._expansions:
            self._expansions[clause] = frozenset(self._vocabulary[clause.field].expand(clause))
        return self._expansions[clause]


def _sum(scores: Iterable[float | None]) -> float | None:
    """The sum of those that there are, None if there is none."""
    there = [score for score in scores if score is not None]
    return sum(there) if there else None


def _places(runs: Runs) -> dict[str, set[int]]:
    """The positions of each word of a field."""
    places: dict[str, set[int]] = {}
    start = 0
    for run in runs:
        for at, term in enumerate(run, start):
            places.setdefault(term, set()).add(at)
        start += len(run) + GAP
    return places


def _overlap(days: tuple[int, int], first: int | None, last: int | None) -> bool:
    return (first is None or days[1] >= first) and (last is None or days[0] <= last)


def _hit(sort: str, score: float, shown: Shown) -> Hit:
    return Hit(shown.id, score if sort == "relevance" else 0.0, shown, place(sort, score, shown))


def _read(file: Path) -> Iterable[Record]:
    data = file.read_bytes()
    at = 0
    while at < len(data):
        start = at + LENGTH_BYTES
        at = start + int.from_bytes(data[at:start])
        yield decode_whole(data[start:at])


def _write(file: Path, records: list[Record]) -> None:
    """Into another file that then takes the place of this one, so that a hard link to this one keeps its bytes."""
    with whole(file) as part, part.open("wb") as out:
        for data in map(encode_whole, records):
            out.write(len(data).to_bytes(LENGTH_BYTES) + data)
