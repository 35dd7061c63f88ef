"""Which pages are one page in several languages?

Surest first: the page says so itself (hreflang); its address is the other's but for the language; two pages of a site,
each the other's best, share so many numbers, dates and names that hardly any other page has. What the titles count must
agree in all of them. A pair without such evidence is none: to tell a reader a wrong one is worse than to tell nothing.

Measured on pairs that are known, with the limits below: of the seeds 15 of 15 are found and none is wrong; of two sites
of statistical indicators, each page in the form of all others and without its address, 21 of 49 and none wrong.
"""

import json
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from functools import cached_property
from itertools import chain, groupby
from math import log
from operator import attrgetter, itemgetter
from typing import Final, NamedTuple

import numpy as np

from indexer.corpus.findings import Findings
from indexer.corpus.traces import Trace

# Of the seeds' pairs true ones share .21 and more, others .14 at most; of pages in one form others share up to .28, but
# for those that their titles tell apart.
_SHARE: Final = 0.2  # of the weight of both pages' marks
_UNIQUE: Final = 3  # the marks in common weigh as much as so many that no third page of the site has
_CLEARLY: Final = 1.5  # times better than the next best page of that language
_COMMON: Final = 0.5  # a mark on more of a site's pages tells none of them
_RARE: Final = 32  # pages: marks on more find no candidates, they only weigh
_TRIED: Final = 8  # candidates of each page
_CODES: Final = {"kk": "kk|kz|kaz", "uk": "uk|ua", "ky": "ky|kg", "tg": "tg|tj"}  # what addresses call a language

Translations = Mapping[str, tuple["Translation", ...]]  # by id, of the documents that have any


class Translation(NamedTuple):
    """The same page in another language."""

    id: str
    language: str
    evidence: str  # "hreflang", "address" or "marks"
    shared: int  # numbers, dates and names that both pages have


class _Page(NamedTuple):
    id: str
    language: str
    trace: Trace


class _Best(NamedTuple):
    """The pages of a language that share most with a page."""

    share: float
    weight: float
    other: int
    next: float  # share of the second best


def translations(documents: Callable[[], Iterable[tuple[str, Findings]]]) -> dict[str, tuple[Translation, ...]]:
    """The translations of each document that has any, by language; a pure function of the findings.

    `documents()` is called twice, so that nothing is kept of pages that can have none. Others wait on the disk; in
    memory are those of one site at a time, 1 KB each, and all that name pages in other languages.
    """
    languages = defaultdict[str, set[str]](set)
    for _, said in documents():
        languages[said.site].add(said.language)
    naming = list[_Page]()
    with closing(_Waiting()) as waiting:
        for id_, said in documents():
            page = _Page(id_, said.language, said.trace)
            if said.language and said.trace.alternates:
                naming.append(page)
            if said.language and len(languages[said.site]) > 1:
                waiting.put(said.site, page)
        return _by_document(chain(_said(naming), chain.from_iterable(map(_on_site, waiting.sites()))))


class _Waiting:
    """Pages, until the turn of their site comes: in a temporary file that goes with this object."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.execute("CREATE TABLE page (site TEXT, id TEXT, language TEXT, trace TEXT)")
        self._db.execute("BEGIN")

    def close(self) -> None:
        self._db.close()

    def put(self, site: str, page: _Page) -> None:
        row = site, page.id, page.language, json.dumps(page.trace.row())
        self._db.execute("INSERT INTO page VALUES (?, ?, ?, ?)", row)

    def sites(self) -> Iterator[list[_Page]]:
        """The pages of each site, in the order in which they were put."""
        rows = self._db.execute("SELECT * FROM page ORDER BY site, rowid")
        for _, some in groupby(rows, key=itemgetter(0)):
            yield [_Page(id_, language, Trace.of_row(json.loads(row))) for _, id_, language, row in some]


def _on_site(pages: list[_Page]) -> Iterator[tuple[_Page, _Page, str]]:
    """Pairs of one site's pages, surest first."""
    if len({page.language for page in pages}) > 1:
        yield from _addressed_alike(pages)
        yield from _alike(pages)


def _by_document(pairs: Iterable[tuple[_Page, _Page, str]]) -> dict[str, tuple[Translation, ...]]:
    """Of each document at most one translation in a language: the one that comes first."""
    found = defaultdict[str, dict[str, Translation]](dict)
    for one, other, evidence in pairs:
        if other.language not in found[one.id] and one.language not in found[other.id]:
            shared = len(np.intersect1d(one.trace.array(), other.trace.array(), assume_unique=True))
            found[one.id][other.language] = Translation(other.id, other.language, evidence, shared)
            found[other.id][one.language] = Translation(one.id, one.language, evidence, shared)
    return {id_: tuple(sorted(each.values(), key=_language)) for id_, each in sorted(found.items()) if each}


_language = attrgetter("language")


def _agree(one: _Page, other: _Page) -> bool:
    """Whether nothing speaks against the two being one page."""
    return one.language != other.language and one.trace.numbers == other.trace.numbers


# ------------------------------------------------------------------------------------------------- what a page says


def _said(pages: Iterable[_Page]) -> Iterator[tuple[_Page, _Page, str]]:
    """Pages that name each other by hreflang. Many a site names its front page on every page: that says nothing."""
    by_url = {page.trace.url: page for page in pages if page.trace.url}
    for url, page in sorted(by_url.items()):
        for code, address in page.trace.alternates:
            other = by_url.get(address)
            back = other and (page.language, url) in other.trace.alternates
            if other and back and other.language == code and url < address:
                yield page, other, "hreflang"


def _addressed_alike(pages: Iterable[_Page]) -> Iterator[tuple[_Page, _Page, str]]:
    """Pages whose addresses differ by the language only: /en/about and /ru/about, or /about and /ru/about."""
    alike = defaultdict[str, list[_Page]](list)
    for page in sorted(pages):
        for form in _forms(page):
            alike[form].append(page)
    for group in alike.values():
        languages = Counter(page.language for page in group)
        for one, other in _pairs(page for page in group if languages[page.language] == 1):
            if _agree(one, other):
                yield one, other, "address"


def _pairs(pages: Iterable[_Page]) -> Iterator[tuple[_Page, _Page]]:
    before = list[_Page]()
    for page in pages:
        yield from ((one, page) for one in before)
        before.append(page)


def _forms(page: _Page) -> Iterator[str]:
    """The address without its language; and as it is, which is a language's own on many a site."""
    code = _CODES.get(page.language, page.language)
    parted = page.trace.url.partition("://")[2]
    if parted:
        yield re.sub(rf"/(?:{code})(?=/|$)", "", parted, count=1).rstrip("/")
        yield re.sub(rf"(?<=[/_.=-])(?:{code})(?=[/_.&-]|$)", "*", parted, count=1) + " *"


# ------------------------------------------------------------------------------------------- what two pages share


def _alike(pages: list[_Page]) -> Iterator[tuple[_Page, _Page, str]]:
    """Pages each of which shares more with the other than with any of that language."""
    site = _Site(sorted(pages))
    for at, page in enumerate(site.pages):
        for best in site.best(at).values():
            other = site.pages[best.other]
            back = site.best(best.other).get(page.language)
            if at < best.other and back and back.other == at and _agree(page, other) and site.is_clear(best, back):
                yield page, other, "marks"


class _Site:
    """The pages of a site by their marks."""

    def __init__(self, pages: list[_Page]) -> None:
        self.pages = pages
        self._marks = [frozenset(page.trace.array().tolist()) for page in pages]
        having = Counter(mark for marks in self._marks for mark in marks)
        self._weights = {mark: log(1 + len(pages) / n) for mark, n in having.items() if n <= _COMMON * len(pages)}
        self._least = _UNIQUE * log(1 + len(pages) / 2)
        self._own = [self._weigh(marks) for marks in self._marks]
        self._rare = defaultdict[int, list[int]](list)
        for at, marks in enumerate(self._marks):
            for mark in marks:
                if having[mark] <= _RARE and mark in self._weights:
                    self._rare[mark].append(at)

    def _weigh(self, marks: frozenset[int]) -> float:
        """What marks weigh together; in one order, so that the sum is the same to the last bit."""
        return sum(self._weights.get(mark, 0.0) for mark in sorted(marks))

    def is_clear(self, one: _Best, other: _Best) -> bool:
        """Whether two pages share enough, and much more than either does with the next best."""
        enough = one.share >= _SHARE and one.weight >= self._least
        return enough and one.share >= _CLEARLY * max(one.next, other.next)

    def best(self, at: int) -> Mapping[str, _Best]:
        """By language, what a page shares most with."""
        return self._all[at]

    @cached_property
    def _all(self) -> list[dict[str, _Best]]:
        return [self._best(at) for at in range(len(self.pages))]

    def _best(self, at: int) -> dict[str, _Best]:
        scored = defaultdict[str, list[tuple[float, float, int]]](list)
        for other in self._candidates(at):
            common = self._weigh(self._marks[at] & self._marks[other])
            share = common / (self._own[at] + self._own[other] - common)
            scored[self.pages[other].language].append((share, common, -other))
        ranked = {language: sorted(found, reverse=True) for language, found in scored.items()}
        return {
            language: _Best(first[0], first[1], -first[2], rest[0][0] if rest else 0.0)
            for language, (first, *rest) in ranked.items()
        }

    def _candidates(self, at: int) -> list[int]:
        """Pages in other languages that share most of the rare marks, some of each language."""
        page, shared = self.pages[at], Counter[int]()
        for mark in sorted(self._marks[at]):
            shared.update(other for other in self._rare.get(mark, ()) if self.pages[other].language != page.language)
        taken, of = list[int](), Counter[str]()
        for other, _ in sorted(shared.items(), key=lambda found: (-found[1], found[0])):
            of[self.pages[other].language] += 1
            if of[self.pages[other].language] <= _TRIED:
                taken.append(other)
        return taken
