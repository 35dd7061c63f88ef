"""Ask an engine and dress what it finds: the query as understood, snippets, and ways on when little is found."""

import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache, partial
from typing import Final

from indexer import limits, wording
from indexer.engines.base import Engine
from indexer.initials import by_initials, initials
from indexer.model import DateRange, FacetCounts, Filter, Hit, Place, Query, Record, Results, Shown
from indexer.query import And, Node, Not, Note, Wanted, Wider, any_word, marks, parse, plan, snippet, to_text, wanted
from indexer.query.dates import as_number, date_span
from indexer.query.plan import ORGANISATION
from indexer.query.tree import MatchAll, Phrase, Word, all_of, with_words
from indexer.query.tree import Or as AnyOf
from indexer.schema import FACET_NAMES
from indexer.similar import similar
from indexer.synonyms import Synonyms, names
from indexer.value_names import by_any_name
from indexer.words import fold, nearly_same, needed_grams

_SNIPPET_CHARS: Final = 240  # two to three lines of a result
_FEW: Final = 3  # documents: with as few or none, ways on are offered, each a search that only counts
_WORDS_TRIED: Final = 5  # of a query that finds few or nothing, each word alone
_NAMES_TRIED: Final = 2  # of an acronym
_LIKE_IT: Final = 5  # documents like the first of few
_LITTLE: Final = 100  # documents: with more, other spellings are not offered, which costs two searches
_TREES_KEPT: Final = 128  # queries with their other names: one search asks for them several times
_AT_ONCE: Final = 500  # records asked for in one go when all are wanted: some 10 MB


# script: a name in the spellings of other scripts; ngram: words that share pieces with a Kazakh one.
ALSO: Final = ("script", "ngram")
# What is looked for beside the words unless a request says otherwise. synonym: the other names of an organisation.
UNASKED: Final = ("synonym",)


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


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a document's text; `marks` are the half-open offsets of the words that matched."""

    field: str  # "title" or "body"
    text: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A way on from few or no results: another request, and how many documents it finds.

    Of the kind "similar" there is no request: it leads to what is like the document with the `id`.
    """

    kind: str  # "spelling", "without_filter", "without_dates", "any_word", "loose", "word", "similar"
    label: str  # what the link says
    request: Request
    total: int
    id: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One of the parts of a query, as it was understood."""

    text: str
    request: Request  # the search without it


@dataclass(frozen=True, slots=True)
class Switch:
    """What else is looked for, or could be: never silently, and undone by one click."""

    kind: str  # of ALSO or UNASKED
    label: str  # what is also looked for: "Хасанова, Хасановой"
    on: bool
    request: Request  # the search with it turned the other way


@dataclass(frozen=True, slots=True)
class Answer:
    """All that a page of results shows, before it becomes HTML or JSON."""

    request: Request
    query: Query
    results: Results
    interpreted: str  # the query tree printed back as text
    notes: tuple[Note, ...] = ()
    snippets: dict[str, tuple[Snippet, ...]] = field(default_factory=dict)  # by document id
    suggestions: tuple[Suggestion, ...] = ()
    parts: tuple[Part, ...] = ()
    switches: tuple[Switch, ...] = ()
    duplicates: dict[str, tuple[Hit, ...]] = field(default_factory=dict)  # hits to be folded under an earlier one's id
    took_ms: float = 0.0

    @property
    def hits(self) -> tuple[Hit, ...]:
        return self.results.hits


class Corpus:
    """What a search knows of the documents. Safe from many threads."""

    def __init__(self, engine: Engine, languages: Sequence[str], names: Mapping[str, Sequence[str]]) -> None:
        """`languages` of the documents: a query is analysed in each; `names` of an organisation, by its value."""
        self.engine, self.languages = engine, languages
        self._synonyms = Synonyms(engine, names, languages)
        self._widened = lru_cache(_TREES_KEPT)(self._synonyms.widened)
        self._spelt = lru_cache(_TREES_KEPT)(partial(wording.in_other_spellings, engine, languages=tuple(languages)))

    def asked(self, request: Request) -> Node:
        """What the request looks for: its words, and other names beside those of organisations."""
        tree = parse(request.q).tree
        return tree if "synonym" in request.not_also else self._widened(tree)

    def spellings(self, tree: Node) -> list[str]:
        """How the documents spell the query's words in other scripts, where its stems do not find them."""
        return [form for word in _tried(tree) for form in self._spelt(word)]

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


def search(corpus: Corpus, request: Request) -> Answer:
    """Ask one engine."""
    start = time.perf_counter()
    parsed = parse(request.q)
    query, seeking = to_query(corpus, request), corpus.sought(request)
    results = corpus.engine.search(query)
    few = results.total <= _FEW
    suggestions = tuple(_ways_on(corpus, request, parsed.tree, results)) if few else ()
    switches = (*_names(corpus, request), *_switches(corpus, request, parsed.tree, results.total))
    return Answer(
        request=request,
        query=query,
        results=results,
        interpreted=to_text(parsed.tree),
        notes=parsed.notes,
        snippets={hit.id: snippets(hit.record, seeking) for hit in results.hits},
        suggestions=suggestions,
        parts=tuple(_parts(request, parsed.tree)),
        switches=switches,
        duplicates=folded(results.hits),
        took_ms=(time.perf_counter() - start) * 1000,
    )


def folded(hits: Sequence[Hit]) -> dict[str, tuple[Hit, ...]]:
    """The near-duplicates among the hits of one page, by the id of the first of them, in the order of the hits."""
    groups: dict[str, list[Hit]] = {}
    for hit in hits:
        first = next((one for one, *_ in groups.values() if nearly_same(_signature(one), _signature(hit))), hit)
        groups.setdefault(first.id, []).append(hit)
    return {first: tuple(rest) for first, (_, *rest) in groups.items() if rest}


def _signature(hit: Hit) -> str:
    return hit.record.signature


def facet(corpus: Corpus, request: Request, name: str) -> FacetCounts:
    """Every value of one facet, counted under the request but for its filters on the facet itself."""
    query = to_query(corpus, request)
    return corpus.engine.counts(replace(query, facets=(name,), facet_values=sys.maxsize, distinct=sys.maxsize)).facets[
        0
    ]


def records(corpus: Corpus, request: Request) -> Iterator[Record]:
    """Every document that matches, on whatever page of the results it stands, in the order asked for."""
    query = replace(to_query(corpus, request), offset=0, limit=_AT_ONCE)
    while hits := corpus.engine.hits(query):
        yield from filter(None, (corpus.engine.get(hit.id) for hit in hits))
        query = replace(query, after=hits[-1].place)


def to_query(corpus: Corpus, request: Request) -> Query:
    """The request as an engine is asked it."""
    tree = corpus.asked(request)
    return Query(
        clause=by_any_name(plan(tree, corpus.languages, _wider(request, tree))),
        filters=request.filters,
        dates=_dates(request),
        sort=request.sort,
        offset=0 if request.after else (request.page - 1) * request.per_page,
        after=request.after,
        limit=request.per_page,
        facets=FACET_NAMES,
        facet_values=limits.FACET_VALUES,
        distinct=limits.DISTINCT if request.q or request.filters or _dates(request) else sys.maxsize,
    )


def _wider(request: Request, tree: Node) -> Wider:
    """The words of the query that are looked for otherwise, too."""
    asked = frozenset(fold(word) for word in wording.words(tree)) if request.also else frozenset[str]()
    return Wider(asked if "script" in request.also else frozenset(), asked if "ngram" in request.also else frozenset())


def _parts(request: Request, tree: Node) -> Iterator[Part]:
    """The parts that all must be there, each with the search without it."""
    nodes = tree.nodes if isinstance(tree, And) else () if tree == MatchAll() else (tree,)
    for at, node in enumerate(nodes):
        rest = all_of([*nodes[:at], *nodes[at + 1 :]])
        yield Part(to_text(node), replace(request, q=to_text(rest), page=1))


def _names(corpus: Corpus, request: Request) -> Iterator[Switch]:
    """The other names that are looked for, or were until the user undid it."""
    on = "synonym" not in request.not_also
    label = ", ".join(dict.fromkeys(names(corpus.asked(replace(request, not_also=())))))
    if label:
        yield Switch("synonym", label, on, replace(request, not_also=UNASKED if on else (), page=1))


def _switches(corpus: Corpus, request: Request, tree: Node, total: int) -> Iterator[Switch]:
    """What is on, and what would find more where little is found."""
    kinds = ALSO if "kk" in corpus.languages else ("script",)
    for kind in kinds if request.also or total <= _LITTLE else ():
        on = kind in request.also
        also = tuple(name for name in ALSO if (name in request.also) != (name == kind))
        other = replace(request, also=also, page=1)
        # Counted first: mostly there are no more, and other spellings are read off the words of twenty documents.
        if (on or _total(corpus, other) > total) and (label := _label(kind, corpus, tree)):
            yield Switch(kind, label, on, other)


def _label(kind: str, corpus: Corpus, tree: Node) -> str:
    """What the kind would look for; "" where it would look for nothing."""
    if kind == "script":
        return ", ".join(corpus.spellings(tree))
    return ", ".join(f"{word}…" for word in _tried(tree) if needed_grams(fold(word)))


def _tried(tree: Node) -> list[str]:
    """The words of a query that are looked for otherwise, too."""
    return list(dict.fromkeys(wording.words(tree)))[:_WORDS_TRIED]


def _total(corpus: Corpus, request: Request) -> int:
    return corpus.engine.total(to_query(corpus, request))


def _dates(request: Request) -> DateRange | None:
    if not (request.date_from or request.date_to):
        return None
    first, last = date_span(request.date_from), date_span(request.date_to)
    return DateRange(first and as_number(first[0]), last and as_number(last[1]))


def snippets(document: Shown, seeking: Wanted) -> tuple[Snippet, ...]:
    """The title with its marks, and the piece of the text where most of what is sought stands."""
    title = marks(document.title, document.language, seeking)
    body = document.body[: limits.SNIPPET_FROM]
    text, inside = snippet(body, marks(body, document.language, seeking), _SNIPPET_CHARS)
    return Snippet("title", document.title, tuple(title)), Snippet("body", text, tuple(inside))


def _ways_on(corpus: Corpus, request: Request, tree: Node, found: Results) -> Iterator[Suggestion]:
    """What finds more: another spelling, one filter less, no dates, any or one of the words; and what is like a hit."""
    ways = (*_full_names(corpus, request, tree), *_spellings(corpus, request, tree), *_alternatives(request, tree))
    for kind, label, other in ways:
        total = _total(corpus, other)
        if total > found.total:
            yield Suggestion(kind, label, other, total)
    yield from _like_the_first(corpus.engine, request, found.hits)


def _spellings(corpus: Corpus, request: Request, tree: Node) -> Iterator[tuple[str, str, Request]]:
    """The query with each word that the corpus hardly has in the nearest spelling that more documents have.

    A name that documents have in another script is no slip: it is offered as it is there, see `_switches`. That is
    asked last: twenty documents are read for it, and few words have a better spelling.
    """
    found = ((word, wording.respelt(corpus.engine, word, _FEW)) for word in _tried(tree))
    better = {word: Word(other) for word, other in found if other and not corpus.spellings(Word(word))}
    if better:
        text = to_text(with_words(tree, better))
        yield "spelling", text, replace(request, q=text, page=1)


def _full_names(corpus: Corpus, request: Request, tree: Node) -> Iterator[tuple[str, str, Request]]:
    """The query with an acronym as the name of an organisation that has these initials."""
    for word in _tried(tree):
        for name in corpus.by_initials.get(initials(word), ())[:_NAMES_TRIED]:
            text = to_text(with_words(tree, {word: Phrase(tuple(name.split()))}))
            yield "spelling", text, replace(request, q=text, page=1)


def _like_the_first(engine: Engine, request: Request, hits: Sequence[Hit]) -> Iterator[Suggestion]:
    """The documents that are like the first hit, those found aside."""
    first = engine.get(hits[0].id) if hits else None
    if first:
        others = {hit.id for hit in similar(engine, first, _LIKE_IT)}.difference(hit.id for hit in hits)
        if others:
            yield Suggestion("similar", first.title or first.url or first.id, request, len(others), first.id)


def _alternatives(request: Request, tree: Node) -> Iterator[tuple[str, str, Request]]:
    first = replace(request, page=1)
    for each in request.filters:
        rest = tuple(other for other in request.filters if other is not each)
        yield "without_filter", each.field, replace(first, filters=rest)
    if _dates(request):
        yield "without_dates", "date", replace(first, date_from="", date_to="")
    if isinstance(tree, Phrase) and len(tree.words) > 1:
        loose = to_text(all_of(map(Word, tree.words)))
        yield "loose", loose, replace(first, q=loose)
    if isinstance(tree, And):
        parts = [part for part in tree.nodes if not isinstance(part, Not)]
        if len(parts) > 1:
            either = to_text(any_word(tree))
            yield "any_word", either, replace(first, q=either)
            for part in parts[:_WORDS_TRIED]:
                yield "word", to_text(part), replace(first, q=to_text(part))
