"""Ask an engine and dress what it finds: the query as understood, snippets, and ways on when nothing is found."""

import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from indexer import limits
from indexer.engines.base import Engine
from indexer.model import DateRange, FacetCounts, Filter, Hit, Place, Query, Record, Results, Shown
from indexer.query import And, Node, Not, Note, Wanted, any_of, marks, parse, plan, snippet, to_text, wanted
from indexer.query.dates import as_number, date_span
from indexer.schema import FACET_NAMES
from indexer.value_names import by_any_name

_SNIPPET_CHARS: Final = 240  # two to three lines of a result
_WORDS_TRIED: Final = 5  # of a query that finds nothing, each word alone
_AT_ONCE: Final = 500  # records asked for in one go when all are wanted: some 10 MB


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
    after: Place | None = None  # hits that come after this place, instead of a page


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a document's text; `marks` are the half-open offsets of the words that matched."""

    field: str  # "title" or "body"
    text: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A way on from few or no results: another request, and how many documents it finds."""

    kind: str  # "without_filter", "without_dates", "any_word", "word"
    label: str  # what the link says
    request: Request
    total: int


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
    took_ms: float = 0.0

    @property
    def hits(self) -> tuple[Hit, ...]:
        return self.results.hits


def search(engine: Engine, request: Request, languages: Sequence[str]) -> Answer:
    """Ask one engine. `languages` are those of its documents: the query is analysed in each of them."""
    start = time.perf_counter()
    parsed = parse(request.q)
    query, seeking = to_query(request, parsed.tree, languages), wanted(parsed.tree)
    results = engine.search(query)
    suggestions = () if results.total else tuple(_ways_on(engine, request, parsed.tree, languages))
    return Answer(
        request=request,
        query=query,
        results=results,
        interpreted=to_text(parsed.tree),
        notes=parsed.notes,
        snippets={hit.id: snippets(hit.record, seeking) for hit in results.hits},
        suggestions=suggestions,
        took_ms=(time.perf_counter() - start) * 1000,
    )


def facet(engine: Engine, request: Request, name: str, languages: Sequence[str]) -> FacetCounts:
    """Every value of one facet, counted under the request but for its filters on the facet itself."""
    query = to_query(request, parse(request.q).tree, languages)
    return engine.counts(replace(query, facets=(name,), facet_values=sys.maxsize, distinct=sys.maxsize)).facets[0]


def records(engine: Engine, request: Request, languages: Sequence[str]) -> Iterator[Record]:
    """Every document that matches, on whatever page of the results it stands, in the order asked for."""
    query = replace(to_query(request, parse(request.q).tree, languages), offset=0, limit=_AT_ONCE)
    while hits := engine.hits(query):
        yield from filter(None, (engine.get(hit.id) for hit in hits))
        query = replace(query, after=hits[-1].place)


def to_query(request: Request, tree: Node, languages: Sequence[str]) -> Query:
    """The request as an engine is asked it."""
    return Query(
        clause=by_any_name(plan(tree, languages)),
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


def _ways_on(engine: Engine, request: Request, tree: Node, languages: Sequence[str]) -> Iterator[Suggestion]:
    """Requests that find something: without one of the filters, without the dates, with any or one of the words."""
    for kind, label, other in _alternatives(request, tree):
        total = engine.counts(replace(to_query(other, parse(other.q).tree, languages), facets=())).total
        if total:
            yield Suggestion(kind, label, other, total)


def _alternatives(request: Request, tree: Node) -> Iterator[tuple[str, str, Request]]:
    first = replace(request, page=1)
    for each in request.filters:
        rest = tuple(other for other in request.filters if other is not each)
        yield "without_filter", each.field, replace(first, filters=rest)
    if _dates(request):
        yield "without_dates", "date", replace(first, date_from="", date_to="")
    if isinstance(tree, And):
        parts = [part for part in tree.nodes if not isinstance(part, Not)]
        if len(parts) > 1:
            either = to_text(any_of(parts))
            yield "any_word", either, replace(first, q=either)
            for part in parts[:_WORDS_TRIED]:
                yield "word", to_text(part), replace(first, q=to_text(part))
