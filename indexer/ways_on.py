"""Where little is found: what finds more, each a search that only counts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from typing import Final

from indexer import wording
from indexer.asking import WORDS_TRIED, Corpus, Request, count, dates_of, tried
from indexer.engines.base import Engine
from indexer.initials import initials
from indexer.model import Hit, Results
from indexer.query import And, Node, Not, any_word, to_text
from indexer.query.tree import Phrase, Word, all_of, with_words
from indexer.similar import similar
from indexer.words import fold, is_stop_word

FEW: Final = 3  # documents: with as few or none, ways on are offered
_NAMES_TRIED: Final = 2  # of an acronym
_LIKE_IT: Final = 5  # documents like the first of few

Way = tuple[str, str, Request]  # its kind, what the link says, the search


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A way on from few or no results: another request, and how many documents it finds.

    Of the kind "similar" there is no request: it leads to what is like the document with the `id`.
    """

    # "spelling", "without_filter", "without_dates", "without_stop_words", "any_word", "loose", "word", "similar"
    kind: str
    label: str  # what the link says
    request: Request
    total: int
    id: str = ""


def ways_on(corpus: Corpus, request: Request, tree: Node, found: Results) -> Iterator[Suggestion]:
    """What finds more: another spelling, one filter less, no dates, any or one of the words; and what is like a hit."""
    spelt = chain.from_iterable(each(corpus, request, tree) for each in (_full_names, _spellings, _in_two, _in_one))
    ways = (*spelt, *_alternatives(request, tree))
    for kind, label, other in ways:
        total = count(corpus, other)
        if total > found.total:
            yield Suggestion(kind, label, other, total)
    yield from _like_the_first(corpus.engine, request, found.hits)


def _spellings(corpus: Corpus, request: Request, tree: Node) -> Iterator[Way]:
    """The query with each word that the corpus hardly has in the nearest spelling that more documents have.

    A name that documents have in another script is no slip: it is offered as it is there, see `search._switches`.
    That is asked last: twenty documents are read for it, and few words have a better spelling.
    """
    found = ((word, wording.respelt(corpus.engine, word, FEW)) for word in tried(tree))
    better = {word: Word(other) for word, other in found if other and not corpus.spellings(Word(word))}
    if better:
        yield _way("spelling", request, with_words(tree, better))


def _in_two(corpus: Corpus, request: Request, tree: Node) -> Iterator[Way]:
    """The query with a word that no document has as the two that it is made of: "genderequality"."""
    pairs = {word: wording.in_two(corpus.engine, word) for word in tried(tree)}
    parted: dict[str, Node] = {word: all_of(map(Word, pair)) for word, pair in pairs.items() if pair}
    if parted:
        yield _way("spelling", request, with_words(tree, parted))


def _in_one(corpus: Corpus, request: Request, tree: Node) -> Iterator[Way]:
    """The query with two words that follow each other as the one that they make: "face book". Documents must have that
    one by itself, for what is looked for beside words (by meaning, say) would find some in any case."""
    nodes = tree.nodes if isinstance(tree, And) else ()
    for at, (one, other) in enumerate(pairwise(nodes[: WORDS_TRIED + 1])):
        if isinstance(one, Word) and isinstance(other, Word) and count(corpus, Request(one.text + other.text)):
            yield _way("spelling", request, all_of([*nodes[:at], Word(one.text + other.text), *nodes[at + 2 :]]))


def _full_names(corpus: Corpus, request: Request, tree: Node) -> Iterator[Way]:
    """The query with an acronym as the name of an organisation that has these initials."""
    for word in tried(tree):
        for name in corpus.by_initials.get(initials(word), ())[:_NAMES_TRIED]:
            yield _way("spelling", request, with_words(tree, {word: Phrase(tuple(name.split()))}))


def _like_the_first(engine: Engine, request: Request, hits: Sequence[Hit]) -> Iterator[Suggestion]:
    """The documents that are like the first hit, those found aside."""
    first = engine.get(hits[0].id) if hits else None
    if first:
        others = {hit.id for hit in similar(engine, first, _LIKE_IT)}.difference(hit.id for hit in hits)
        if others:
            yield Suggestion("similar", first.title or first.url or first.id, request, len(others), first.id)


def _alternatives(request: Request, tree: Node) -> Iterator[Way]:
    first = replace(request, page=1)
    for each in request.filters:
        rest = tuple(other for other in request.filters if other is not each)
        yield "without_filter", each.field, replace(first, filters=rest)
    if dates_of(request):
        yield "without_dates", "date", replace(first, date_from="", date_to="")
    if isinstance(tree, Phrase) and len(tree.words) > 1:
        yield _way("loose", request, all_of(map(Word, tree.words)))
    if isinstance(tree, And):
        telling = [part for part in tree.nodes if not _is_stop_word(part)] or tree.nodes
        if len(telling) < len(tree.nodes):
            yield _way("without_stop_words", request, all_of(telling))
        parts = [part for part in telling if not isinstance(part, Not)]
        if len(parts) > 1:
            yield _way("any_word", request, any_word(all_of(parts)))
            for part in parts[:WORDS_TRIED]:
                yield _way("word", request, part)


def _way(kind: str, request: Request, tree: Node) -> Way:
    """The request with another query, which the link says."""
    text = to_text(tree)
    return kind, text, replace(request, q=text, page=1)


def _is_stop_word(part: Node) -> bool:
    return isinstance(part, Word) and is_stop_word(fold(part.text))
