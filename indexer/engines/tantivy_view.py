"""One state of a Tantivy index: clauses become its query objects, its answers become hits and counts."""

from collections.abc import Mapping
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any, Final

from tantivy import DocAddress, FieldType, Occur, Order, Searcher, SearchResult
from tantivy import Query as Native

from indexer.engines.clauses import arrangements, narrowed, unscored
from indexer.engines.codec import decode
from indexer.engines.expansion import Vocabulary
from indexer.engines.tantivy_schema import ID_PARTS, ORDERED_BY, SCHEMA, utf8
from indexer.engines.terms import YEAR, key
from indexer.limits import EXPANSIONS
from indexer.model import (
    All,
    And,
    Clause,
    DateRange,
    Fuzzy,
    HasValue,
    Hit,
    Not,
    Nothing,
    Or,
    Phrase,
    Preferring,
    Prefix,
    Query,
    Record,
    Term,
)
from indexer.schema import MISSING

BUCKETS: Final = 65_000  # values that one aggregate call may return, over all facets
SPARE: Final = 16  # hits fetched beyond those needed, to see where a row of equal scores ends
EXPANSIONS_KEPT: Final = 64  # word lists of prefixes and fuzzy words that stay in memory: one search needs each thrice


class View:
    """One state of the index."""

    def __init__(self, searcher: Searcher) -> None:
        self.searcher = searcher
        self._vocabulary = cache(self._read_vocabulary)
        self._expanded = lru_cache(EXPANSIONS_KEPT)(self._expand)

    def get(self, id: str) -> Record | None:
        """The record with the id."""
        hits = self.searcher.search(Native.term_query(SCHEMA, "id", utf8(id)), 1).hits
        return self.record(hits[0][1]) if hits else None

    def count(self, native: Native) -> int:
        """How many documents match."""
        return _total(self.searcher.search(native, 1))

    def hits(self, query: Query) -> tuple[int, tuple[Hit, ...]]:
        """The total, and the hits asked for."""
        clause = narrowed(query)
        native = self.native(clause)
        order = ORDERED_BY.get(query.sort, "id" if unscored(clause) else "")
        if not query.limit or query.offset >= self.searcher.num_docs:
            return self.count(native), ()
        if not order:
            return self._ranked(native, query.offset, query.limit)
        found = self.searcher.search(native, query.limit, True, order, query.offset, Order.Asc)
        return _total(found), tuple(self._hit(0.0, address) for _, address in found.hits)

    def tally(self, clause: Clause, names: tuple[str, ...]) -> Mapping[str, Mapping[str, int]]:
        """Documents by value, see facets.Tally."""
        native, size = self.native(clause), BUCKETS // len(names)
        asked = {name: {"terms": {"field": f"value_{name}", "size": size}} for name in names}
        answer = self.searcher.aggregate(native, asked)
        return {name: self._counts(native, name, answer[name]) for name in names}

    def _counts(self, native: Native, name: str, answer: Mapping[str, Any]) -> dict[str, int]:
        if answer["sum_other_doc_count"]:  # there are more: walk the dictionary, which is slower but has no limit
            return dict(self.searcher.terms_with_prefix(f"value_{name}", "", native))
        return {bucket["key"]: bucket["doc_count"] for bucket in answer["buckets"]}

    def _ranked(self, native: Native, offset: int, limit: int) -> tuple[int, tuple[Hit, ...]]:
        """Best first. Tantivy orders equal scores by place, so all of the last score are fetched and put in order."""
        need = min(offset + limit, self.searcher.num_docs)
        fetched = need + SPARE
        found = self.searcher.search(native, fetched)
        while len(found.hits) == fetched and found.hits[-1][0] == found.hits[need - 1][0]:
            fetched *= 8
            found = self.searcher.search(native, fetched)
        addresses = [address for _, address in found.hits]
        ids = (self.searcher.fast_field_values(part, addresses) for part in ID_PARTS)
        rows = sorted(zip((-score for score, _ in found.hits), *ids, addresses, strict=True), key=itemgetter(0, 1, 2))
        return _total(found), tuple(self._hit(-row[0], row[3]) for row in rows[offset : offset + limit])

    def _hit(self, score: float, address: DocAddress) -> Hit:
        record = self.record(address)
        return Hit(record.id, score, record)

    def record(self, address: DocAddress) -> Record:
        """The stored record."""
        return decode(self.searcher.doc(address).get_first("record") or b"")

    def native(self, clause: Clause) -> Native:
        """The clause as Tantivy's query object. Words score by BM25, a prefix or fuzzy word 1, all else 0."""
        match clause:
            case All():
                return _unscored(Native.all_query())
            case Nothing() | Or(()):
                return Native.empty_query()
            case Term(field, text, boost):
                return Native.boost_query(Native.term_query(SCHEMA, field, utf8(text), "freq"), boost)
            case Phrase(boost=boost):
                return Native.boost_query(_phrase(clause), boost)
            case Prefix(field=field) | Fuzzy(field=field):
                return Native.const_score_query(Native.term_set_query(SCHEMA, field, self._expanded(clause)), 1.0)
            case And(clauses):
                return self._all_of(clauses)
            case Or(clauses):
                return Native.boolean_query([(Occur.Should, self.native(part)) for part in clauses])
            case Preferring(inner, better):
                more = ((Occur.Should, self.native(part)) for part in better)
                return Native.boolean_query([(Occur.Must, self.native(inner)), *more])
            case Not():
                return self._all_of((clause,))
            case DateRange(first, last):
                return _unscored(_overlapping(first, last))
            case HasValue(facet, value):
                return _unscored(Native.term_query(SCHEMA, f"key_{facet}", utf8(key(value)), "basic"))

    def _all_of(self, clauses: tuple[Clause, ...]) -> Native:
        """Tantivy has NOT only beside something to take it from: every document, where nothing else is asked."""
        without = [(Occur.MustNot, self.native(part.clause)) for part in clauses if isinstance(part, Not)]
        within = [(Occur.Must, self.native(part)) for part in clauses if not isinstance(part, Not)]
        return Native.boolean_query([*(within or [(Occur.Must, self.native(All()))]), *without])

    def _expand(self, clause: Prefix | Fuzzy) -> list[str]:
        """The first EXPANSIONS words the clause stands for. Where there are more, only living documents' count."""
        terms = self._words(clause, living=False)
        return (terms if len(terms) <= EXPANSIONS else self._words(clause, living=True))[:EXPANSIONS]

    def _words(self, clause: Prefix | Fuzzy, living: bool) -> list[str]:
        match clause:
            case Prefix(field, text):
                return self._dictionary(field, utf8(text), living)
            case Fuzzy(field=field):
                return self._vocabulary(field, living).expand(clause)

    def _read_vocabulary(self, field: str, living: bool) -> Vocabulary:
        return Vocabulary(self._dictionary(field, "", living))

    def _dictionary(self, field: str, prefix: str, living: bool) -> list[str]:
        """Words in alphabetical order; to leave out those of removed documents, all their postings are read."""
        only = Native.all_query() if living else None
        return sorted(word for word, _ in self.searcher.terms_with_prefix(field, prefix, only))


def _total(found: SearchResult) -> int:
    return int(found.count)  # type: ignore[attr-defined]  # the package's stub lacks it


def _phrase(phrase: Phrase) -> Native:
    words = [utf8(term) for term in phrase.terms]
    exact = [
        Native.phrase_query(SCHEMA, phrase.field, list(zip(places, words, strict=True)))
        for places in arrangements(phrase)
    ]
    return exact[0] if len(exact) == 1 else Native.boolean_query([(Occur.Should, way) for way in exact])


def _overlapping(first: int | None, last: int | None) -> Native:
    begins = Native.range_query(SCHEMA, "first_day", FieldType.Integer, None, last) if last is not None else None
    ends = Native.range_query(SCHEMA, "last_day", FieldType.Integer, first, None) if first is not None else None
    asked = [(Occur.Must, side) for side in (begins, ends) if side]
    undated = Native.term_query(SCHEMA, f"key_{YEAR}", MISSING, "basic")
    return Native.boolean_query(asked or [(Occur.Must, Native.all_query()), (Occur.MustNot, undated)])


def _unscored(query: Native) -> Native:
    return Native.const_score_query(query, 0.0)
