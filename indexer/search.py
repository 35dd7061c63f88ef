"""Ask an engine and dress what it finds: the query as understood, snippets, and ways on when little is found."""

import sys
import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from indexer import limits
from indexer.asking import ALSO, UNASKED, Corpus, Request, by_meaning, count, to_query, tried
from indexer.model import FacetCounts, Hit, Query, Record, Results, Shown
from indexer.query import And, Node, Note, Wanted, marks, parse, snippet, to_text
from indexer.query.tree import MatchAll, all_of
from indexer.semantic import said
from indexer.synonyms import names
from indexer.ways_on import FEW, Suggestion, ways_on
from indexer.words import fold, nearly_same, needed_grams

_SNIPPET_CHARS: Final = 240  # two to three lines of a result
# Documents: with more, no more is offered, which costs two searches and would stand behind all of these.
_LITTLE: Final = 100
_AT_ONCE: Final = 500  # records asked for in one go when all are wanted: some 10 MB


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a document's text; `marks` are the half-open offsets of the words that matched."""

    field: str  # "title" or "body"
    text: str
    marks: tuple[tuple[int, int], ...]


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
    by_meaning: Collection[str] = ()  # ids of the hits that the words do not find
    duplicates: dict[str, tuple[Hit, ...]] = field(default_factory=dict)  # hits to be folded under an earlier one's id
    took_ms: float = 0.0

    @property
    def hits(self) -> tuple[Hit, ...]:
        return self.results.hits


def search(corpus: Corpus, request: Request) -> Answer:
    """Ask one engine."""
    start = time.perf_counter()
    parsed = parse(request.q)
    query, seeking = to_query(corpus, request), corpus.sought(request)
    results = corpus.engine.search(query)
    few = results.total <= FEW
    suggestions = tuple(ways_on(corpus, request, parsed.tree, results)) if few else ()
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
        by_meaning=by_meaning(corpus, request, {hit.id for hit in results.hits}),
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
    for kind in _kinds(corpus) if request.also or total <= _LITTLE else ():
        on = kind in request.also
        also = tuple(name for name in ALSO if (name in request.also) != (name == kind))
        other = replace(request, also=also, page=1)
        # Counted first: mostly there are no more, and other spellings are read off the words of twenty documents.
        if (on or count(corpus, other) > total) and (label := _label(kind, corpus, tree)):
            yield Switch(kind, label, on, other)


def _kinds(corpus: Corpus) -> Iterator[str]:
    """Those of ALSO that the documents can be searched by."""
    yield "script"
    if "kk" in corpus.languages:
        yield "ngram"
    if corpus.meaning:
        yield "meaning"


def _label(kind: str, corpus: Corpus, tree: Node) -> str:
    """What the kind would look for; "" where it would look for nothing."""
    if kind == "script":
        return ", ".join(corpus.spellings(tree))
    if kind == "meaning":
        return said(tree)
    return ", ".join(f"{word}…" for word in tried(tree) if needed_grams(fold(word)))


def snippets(document: Shown, seeking: Wanted) -> tuple[Snippet, ...]:
    """The title with its marks, and the piece of the text where most of what is sought stands."""
    title = marks(document.title, document.language, seeking)
    body = document.body[: limits.SNIPPET_FROM]
    text, inside = snippet(body, marks(body, document.language, seeking), _SNIPPET_CHARS)
    return Snippet("title", document.title, tuple(title)), Snippet("body", text, tuple(inside))
