"""Which documents of the search stand before and after this one? The address of a document holds the search."""

from dataclasses import dataclass, replace

from indexer.asking import Request
from indexer.search import Answer
from indexer.searcher import Searcher
from webui import answer
from webui.addresses import address
from webui.answer import DOCS


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Where this hit stands among the results, and the ways to those beside it ("" at the ends)."""

    place: int  # from 1
    total: int
    before: str = ""
    after: str = ""


def neighbours(searcher: Searcher, asked: Request, id: str) -> Neighbours | None:
    """The hits before and after; None where the document is not on the page of results that the search states.

    One search, and another at either end of the page: three at most.
    """
    found = searcher.search(asked)
    ids = [hit.id for hit in found.hits]
    if id not in ids:
        return None
    at, last = ids.index(id), answer.pages(found.results.total, asked.per_page)
    before = _way(asked, ids[at - 1]) if at else _edge(searcher, asked, asked.page - 1, last, first=False)
    after = _way(asked, ids[at + 1]) if at + 1 < len(ids) else _edge(searcher, asked, asked.page + 1, last, first=True)
    return Neighbours((asked.page - 1) * asked.per_page + at + 1, found.results.total, before, after)


def _edge(searcher: Searcher, asked: Request, page: int, last: int, *, first: bool) -> str:
    """The way to the first or the last hit of another page of the results."""
    if not 1 <= page <= last:
        return ""
    other = replace(asked, page=page)
    found: Answer = searcher.search(other)
    return _way(other, found.hits[0 if first else -1].id) if found.hits else ""


def _way(asked: Request, id: str) -> str:
    return address(DOCS + id, asked)
