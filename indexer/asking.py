"""A search as a person or a program states it, and as an engine is asked it."""

import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from typing import Final

from indexer import limits, wording
from indexer.engines.base import Engine
from indexer.engines.clauses import may_be_unscored
from indexer.initials import by_initials
from indexer.model import All, And, Clause, DateRange, Filter, Ids, Or, Place, Preferring, Query
from indexer.query import Node, Wanted, Wider, parse, plan, wanted
from indexer.query.dates import as_number, date_span
from indexer.query.plan import ORGANISATION
from indexer.query.tree import Or as AnyOf
from indexer.query.tree import Word
from indexer.schema import FACET_NAMES
from indexer.semantic import Meaning, said, unsaid
from indexer.semantic.vectors import Near
from indexer.synonyms import Synonyms
from indexer.value_names import by_any_name
from indexer.words import fold

WORDS_TRIED: Final = 5  # of a query that finds few or nothing, each word alone
_TREES_KEPT: Final = 128  # queries with their other names: one search asks for them several times

# script: a name in the spellings of other scripts; ngram: words that share pieces with a Kazakh one; meaning: documents
# that say it in other words or another language.
ALSO: Final = ("script", "ngram", "meaning")
# What is looked for beside the words unless a request says otherwise. synonym: the other names of an organisation.
UNASKED: Final = ("synonym",)

# What is only near in meaning scores about so much: less than any word does (some 1e-12 at the least), and lost in
# rounding where it is added to such a score.
_NEARNESS: Final = 1e-30
_ABOVE: Final = 2 * _NEARNESS  # of what the words find without a score, as a facet's value does


@dataclass(frozen=True, slots=True)
class Request:
    """A search as a person or a program states it; `webui/params.py` turns addresses into it and back."""

    q: str = ""
    filters: tuple[Filter, ...] = ()  # at most one for each facet and direction
    date_from: str = ""  # YYYY, YYYY-MM or YYYY-MM-DD
    date_to: str = ""
    sort: str = "relevance"
    page: int = 1
    per_page: int = 10
    also: tuple[str, ...] = ()  # of ALSO: what is looked for beside the words as they are
    not_also: tuple[str, ...] = ()  # of UNASKED: what is not to be looked for
    after: Place | None = None  # hits that come after this place, instead of a page


class Corpus:
    """What a search knows of the documents. Safe from many threads."""

    def __init__(
        self,
        engine: Engine,
        languages: Sequence[str],
        names: Mapping[str, Sequence[str]],
        meaning: Meaning | None = None,
    ) -> None:
        """`languages` of the documents: a query is analysed in each; `names` of an organisation, by its value;
        `meaning`, where documents can be looked for by it."""
        self.engine, self.languages, self.meaning = engine, languages, meaning
        self._synonyms = Synonyms(engine, names, languages)
        self._widened = lru_cache(_TREES_KEPT)(self._synonyms.widened)
        self._spelt = lru_cache(_TREES_KEPT)(partial(wording.in_other_spellings, engine, languages=tuple(languages)))

    def asked(self, request: Request) -> Node:
        """What the request looks for: its words, and other names beside those of organisations."""
        tree = parse(request.q).tree
        return tree if "synonym" in request.not_also else self._widened(tree)

    def spellings(self, tree: Node) -> list[str]:
        """How the documents spell the query's words in other scripts, where its stems do not find them."""
        return [form for word in tried(tree) for form in self._spelt(word)]

    def near(self, request: Request) -> Near:
        """What is looked for by meaning, if the request asks for that; nearest first."""
        return self.meaning.near(said(self.asked(request))) if self.meaning and "meaning" in request.also else ()

    @cached_property
    def by_initials(self) -> Mapping[str, list[str]]:
        """The organisations of the documents by their initials, most frequent first."""
        asked = Query(limit=0, facets=(ORGANISATION,), facet_values=sys.maxsize, distinct=sys.maxsize)
        return by_initials(name for name, _ in self.engine.counts(asked).facets[0].values)

    def sought(self, request: Request) -> Wanted:
        """What is to be marked in the documents that the request finds."""
        tree = self.asked(request)
        spelt = map(Word, self.spellings(tree)) if "script" in request.also else ()
        return wanted(AnyOf((tree, *spelt)))


def to_query(corpus: Corpus, request: Request) -> Query:
    """The request as an engine is asked it."""
    return Query(
        clause=_clause(corpus, request),
        filters=request.filters,
        dates=dates_of(request),
        sort=request.sort,
        offset=0 if request.after else (request.page - 1) * request.per_page,
        after=request.after,
        limit=request.per_page,
        facets=FACET_NAMES,
        facet_values=limits.FACET_VALUES,
        distinct=limits.DISTINCT if request.q or request.filters or dates_of(request) else sys.maxsize,
    )


def _clause(corpus: Corpus, request: Request) -> Clause:
    """What the words find and, behind all of it, what is near in meaning."""
    tree = corpus.asked(request)
    worded = by_any_name(plan(tree, corpus.languages, _wider(request, tree)))
    near = Ids(tuple((id_, _NEARNESS * (1 + nearer)) for id_, nearer in corpus.near(request)))
    if not near.scores:
        return worded
    first = Preferring(worded, (All(_ABOVE),)) if may_be_unscored(worded) else worded
    return Or((first, And((near, by_any_name(plan(unsaid(tree), corpus.languages))))))


def by_meaning(corpus: Corpus, request: Request, ids: Collection[str]) -> frozenset[str]:
    """Which of the documents that a request finds only their meaning has found: the words alone do not find them."""
    near = tuple(id_ for id_, _ in corpus.near(request) if id_ in ids)
    if not near:
        return frozenset()
    worded = to_query(corpus, replace(request, also=tuple(kind for kind in request.also if kind != "meaning")))
    among = And((worded.clause, Ids(tuple((id_, 1.0) for id_ in near))))
    found = corpus.engine.hits(Query(among, limit=len(near)))
    return frozenset(near).difference(hit.id for hit in found)


def _wider(request: Request, tree: Node) -> Wider:
    """The words of the query that are looked for otherwise, too."""
    asked = frozenset(fold(word) for word in wording.words(tree)) if request.also else frozenset[str]()
    return Wider(asked if "script" in request.also else frozenset(), asked if "ngram" in request.also else frozenset())


def count(corpus: Corpus, request: Request) -> int:
    return corpus.engine.total(to_query(corpus, request))


def tried(tree: Node) -> list[str]:
    """The words of a query that are looked for otherwise, too."""
    return list(dict.fromkeys(wording.words(tree)))[:WORDS_TRIED]


def dates_of(request: Request) -> DateRange | None:
    if not (request.date_from or request.date_to):
        return None
    first, last = date_span(request.date_from), date_span(request.date_to)
    return DateRange(first and as_number(first[0]), last and as_number(last[1]))
