"""One state of a Tantivy index: clauses become its query objects, its answers become hits and counts."""

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Final

from tantivy import DocAddress, FieldType, Occur, Order, Searcher
from tantivy import Query as Native

from indexer.engines import bm25
from indexer.engines.clauses import arrangements, narrowed, points, unscored, without_phrases
from indexer.engines.codec import Pack, decode, decode_shown
from indexer.engines.order import place
from indexer.engines.tantivy_counts import Counting
from indexer.engines.tantivy_ranking import Ranking, Row, id_of, in_order
from indexer.engines.tantivy_schema import BEGINNINGS, ORDERED_BY, SCHEMA, valued
from indexer.engines.tantivy_values import AllValues
from indexer.engines.terms import NO_YEAR, UNLISTED, YEAR, key, utf8
from indexer.limits import PREFIX_LETTERS
from indexer.model import (
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
    Shown,
    Term,
)

SPARE: Final = 16  # hits fetched beyond those needed, to see where a row of equal places ends
FREQUENT: Final = 1_000  # documents that have each word of a phrase: then it is slow to find
MANY: Final = 5_000  # documents that a search may find: of fewer, all are looked at for phrases
NEIGHBOURED: Final = 300  # documents that are looked at for the phrases in them; mostly 20 to 100 are enough
ROUNDING: Final = 1e-4  # Tantivy's scores have 24 bits
TIMES: Final = 64  # as many are fetched where that is not enough: to find them costs more than to fetch them
RANKINGS_KEPT: Final = 4  # whole orders of what a query finds, for those who read on from a place; 26 bytes a document


class View:
    """One state of the index."""

    def __init__(self, searcher: Searcher, values: AllValues, unpack: Pack) -> None:
        self.searcher, self._values, self._unpack = searcher, values, unpack
        self._ranking = lru_cache(RANKINGS_KEPT)(self._rank)
        self._counting = Counting(searcher, values)

    def get(self, id: str) -> Record | None:
        """The record with the id."""
        hits = self.searcher.search(Native.term_query(SCHEMA, "id", utf8(id)), 1).hits
        if not hits:
            return None
        stored = self.searcher.doc(hits[0][1])
        return decode(stored.get_first("shown") or b"", stored.get_first("rest") or b"", unpack=self._unpack)

    def count(self, native: Native) -> int:
        """How many documents match."""
        return self._counting.total(native)

    def total(self, clause: Clause) -> int:
        """How many documents the clause matches."""
        if isinstance(clause, Term):
            return self._counting.having(clause.field, utf8(clause.text))
        return self._counting.total(self.native(clause))

    def living(self, facet: str) -> Collection[int]:
        """The numbers of the values that documents have."""
        return self._counting.living(facet)

    def words(self, begins: str) -> list[tuple[str, int]]:
        """See base.Engine."""
        return self.searcher.terms_with_prefix("exact", utf8(begins))

    def tally(
        self, query: Query, clause: Clause, names: tuple[str, ...]
    ) -> tuple[int, Mapping[str, Mapping[str, int]]]:
        """See facets.Tally."""
        return self._counting.tally(query, self.native(clause), names, self._most(clause))

    def _most(self, clause: Clause) -> int:
        """How many documents match at most; 0 where that would take reading the vocabulary."""
        match clause:
            case Term(field, text):
                return self.searcher.doc_freq(field, utf8(text))
            case Phrase(field, terms):
                return min(self.searcher.doc_freq(field, utf8(term)) for term in terms)
            case Or(clauses):
                return sum(map(self._most, clauses))
            case And(clauses):
                return min(map(self._most, clauses), default=self.searcher.num_docs)
            case Prefix() | Fuzzy() | Nothing():
                return 0
            case Ids(scores):
                return len(scores)
            case _:
                return self.searcher.num_docs

    # ---------------------------------------------------------------------------------------------------- hits

    def hits(self, query: Query) -> tuple[Hit, ...]:
        """The hits asked for."""
        clause = narrowed(query)
        order = ORDERED_BY.get(query.sort, ORDERED_BY["id"] if unscored(clause) else "")
        if not query.limit or query.offset >= self.searcher.num_docs:
            return ()
        if query.after:
            rows = self._ranking(clause, order).after(query.after, query.limit)
        else:
            rows = self._best(clause, order, query.offset, query.limit)
        return tuple(self._hit(query.sort, row) for row in rows)

    def _best(self, clause: Clause, order: str, offset: int, limit: int) -> list[Row]:
        """First ones of an order. Tantivy takes equal ones as they lie, so all of the last row are fetched and ordered.

        Nothing is counted: so Tantivy may pass over documents that cannot be among the best.
        """
        need = min(offset + limit, self.searcher.num_docs)
        if not order and (rows := self._bounded(clause, need)):
            return rows[offset:need]
        native = self.native(clause)
        found = self._found(native, order, need + SPARE)
        score = found[need - 1][0] if not order and _is_cut(found, need, need + SPARE) else 0
        if level := self._at_least(clause, score):
            better = in_order(self.searcher, [each for each in found if each[0] > score], order)
            return [*better, *self._others(level, score, better, need)][offset:need]
        return self._whole(native, order, need, found)[offset:need]

    def _bounded(self, clause: Clause, need: int) -> list[Row]:
        """The best by score, where frequent words that stand side by side only add to it; [] where they are too many.

        To find the next document with such a phrase takes reading the places of both words in all that lie between,
        half of them for the ten best. So the best without phrases are found first: what is worse than the last one
        needed by more than the phrases could add is none of the best.
        """
        core, added = without_phrases(clause, self._most_added)
        if not added or need > NEIGHBOURED or self._most(core) < MANY:
            return []
        found = self._found(self.native(core), "", NEIGHBOURED)
        least = found[need - 1][0] * (1 - ROUNDING) - added if len(found) >= need else 0
        near = [each for each in found if each[0] >= least]
        if not near or len(near) == NEIGHBOURED:
            return []
        ids = [(Occur.Should, _one(id_of(row), 0.0)) for row in in_order(self.searcher, near, "")]
        among = Native.boolean_query([(Occur.Must, self.native(clause)), (Occur.Must, Native.boolean_query(ids))])
        return in_order(self.searcher, self._found(among, "", len(near)), "")

    def _most_added(self, phrase: Phrase) -> float:
        """What a phrase of frequent words adds to a score at most; 0 for others, which are found fast."""
        having = [self.searcher.doc_freq(phrase.field, utf8(term)) for term in phrase.terms]
        if min(having) < FREQUENT:
            return 0.0
        documents = self._counting.documents()
        weight = sum(bm25.idf(documents, count) for count in having) * (bm25.K1 + 1)
        return phrase.boost * weight * len(arrangements(phrase)) * (1 + ROUNDING)

    def _whole(self, native: Native, order: str, need: int, found: list[tuple[float, DocAddress]]) -> list[Row]:
        """So many, or all of a row of equal ones, of which some are found already."""
        fetched = need + SPARE
        while _is_cut(found, need, fetched):
            fetched *= TIMES
            found = self._found(native, order, fetched)
        return in_order(self.searcher, found, order)

    def _others(self, level: Native, score: float, better: list[Row], need: int) -> Iterator[Row]:
        """The documents of a level with the lowest ids, but those that score more."""
        order, known = ORDERED_BY["id"], {row[1:3] for row in better}
        rows = self._whole(level, order, need, self._found(level, order, need + SPARE))
        return ((-score, *row[1:]) for row in rows if row[1:3] not in known)

    def _at_least(self, clause: Clause, score: float) -> Native | None:
        """What finds the documents that score so much or more without their words; None where that is not known."""
        ones = points(clause) if score >= 1 and score.is_integer() else []
        if not ones:
            return None
        asked = [(Occur.Should, self.native(each)) for each in ones]
        level = Native.boolean_query(asked, minimum_number_should_match=int(score))
        # What matches any part of an OR matches the whole.
        return (
            level
            if isinstance(clause, Or)
            else Native.boolean_query([(Occur.Must, level), (Occur.Must, self.native(clause))])
        )

    def _found(self, native: Native, order: str, limit: int) -> list[tuple[float, DocAddress]]:
        if not order:
            return self.searcher.search(native, limit, count=False).hits
        return self.searcher.search(native, limit, False, order, 0, Order.Asc).hits

    def _rank(self, clause: Clause, order: str) -> Ranking:
        found = self._found(self.native(clause), order, max(1, self.searcher.num_docs))
        return Ranking(in_order(self.searcher, found, order), order)

    def _hit(self, sort: str, row: Row) -> Hit:
        score = -float(row[0]) if sort == "relevance" and isinstance(row[0], float) else 0.0
        shown = self.shown(row[-1])
        return Hit(shown.id, score, shown, place(sort, score, shown))

    def shown(self, address: DocAddress) -> Shown:
        """What results show of the document."""
        return decode_shown(self.searcher.doc(address).get_first("shown") or b"", self._unpack)

    def native(self, clause: Clause) -> Native:
        """The clause as Tantivy's query object. Words score by BM25, a prefix or fuzzy word 1, all else 0."""
        match clause:
            case All(score):
                return Native.const_score_query(Native.all_query(), score)
            case Nothing() | Or(()) | Ids(()):
                return Native.empty_query()
            case Term(field, text, boost):
                return _boosted(Native.term_query(SCHEMA, field, utf8(text), "freq"), boost)
            case Phrase(boost=boost):
                return _boosted(_phrase(clause), boost)
            case Prefix("exact", text) if len(text) == PREFIX_LETTERS:
                return Native.const_score_query(Native.term_query(SCHEMA, BEGINNINGS, utf8(text), "basic"), 1.0)
            case Prefix(field, text):
                return Native.const_score_query(Native.fuzzy_term_query(SCHEMA, field, utf8(text), 0, prefix=True), 1.0)
            case Fuzzy(field, text, distance):
                return Native.const_score_query(Native.fuzzy_term_query(SCHEMA, field, utf8(text), distance), 1.0)
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
                return self._having(facet, value)
            case Ids(scores):
                return Native.boolean_query([(Occur.Should, _one(id_, score)) for id_, score in scores])

    def _all_of(self, clauses: tuple[Clause, ...]) -> Native:
        """Tantivy has NOT only beside something to take it from: every document, where nothing else is asked."""
        without = [(Occur.MustNot, self.native(part.clause)) for part in clauses if isinstance(part, Not)]
        within = [(Occur.Must, self.native(part)) for part in clauses if not isinstance(part, Not)]
        return Native.boolean_query([*(within or [(Occur.Must, self.native(All()))]), *without])

    def _having(self, facet: str, value: str) -> Native:
        if facet == UNLISTED:
            return _unscored(Native.term_query(SCHEMA, f"key_{facet}", utf8(key(value)), "basic"))
        number = self._values[facet].number(value)
        return Native.empty_query() if number is None else _unscored(valued(facet, number))


def _is_cut(found: list[tuple[float, DocAddress]], need: int, fetched: int) -> bool:
    """Whether there may be more that are equal to the last one that is needed."""
    return len(found) == fetched and found[-1][0] == found[need - 1][0]


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
    undated = Native.term_query(SCHEMA, f"value_{YEAR}", NO_YEAR, "basic")
    return Native.boolean_query(asked or [(Occur.Must, Native.all_query()), (Occur.MustNot, undated)])


def _one(id: str, score: float) -> Native:
    return Native.const_score_query(Native.term_query(SCHEMA, "id", utf8(id), "basic"), score)


def _boosted(query: Native, boost: float) -> Native:
    return query if boost == 1 else Native.boost_query(query, boost)


def _unscored(query: Native) -> Native:
    return Native.const_score_query(query, 0.0)
