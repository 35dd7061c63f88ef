"""The shapes that flow through Winnow, each made by one stage and never changed afterwards.

    bytes ──read──▶ Page ──segment──▶ Segments ──clean──▶ Document ──enrich──▶ Record ──add──▶ engine
    Query ──search──▶ Results (Hit, FacetCounts)

Offsets are into Python strings (code points), half open. All shapes can be pickled: they cross between processes.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from indexer.limits import DISTINCT


def document_id(address: str) -> str:
    """The id of a document: 16 hex digits from its canonical URL, or from its source path where it has no URL."""
    return hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()[:16]


# --------------------------------------------------------------------------------------------------- reading


@dataclass(frozen=True, slots=True)
class Raw:
    """One page as it lies in a file: bytes, and what the container says about them."""

    source: str  # "seeds/site/page.html", or "seeds/site.warc.gz#1234" for the record at that offset
    format: str  # "html" or "text"
    body: bytes
    url: str = ""  # as given by the container; not yet canonical
    site: str = ""  # used where there is no URL: the folder's name
    charset: str = ""  # from the HTTP header
    title: str = ""
    date: str = ""
    fetched_at: str = ""  # ISO 8601


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or a page of it that could not be used, for the report."""

    source: str
    reason: str  # a short phrase, the same for all of its kind: "too large", "not a regular file"
    detail: str = ""
    gone: str = ""  # the id of the document whose site answered that it is no longer there (404, 410) …
    gone_at: str = ""  # … and when, ISO 8601: captures before it no longer count


@dataclass(frozen=True, slots=True)
class Page:
    """One page, decoded."""

    source: str
    format: str  # "html" or "text"
    text: str  # markup, or plain text; no NUL, no lone surrogates, newlines are "\n"
    url: str = ""  # canonical, or ""
    site: str = ""  # host without "www.", or the folder's name
    charset: str = ""  # how the bytes were read, e.g. "windows-1251"
    title: str = ""  # given by the container (JSON Lines), if any
    date: str = ""  # likewise
    fetched_at: str = ""
    notes: tuple[str, ...] = ()  # what was odd, e.g. "labelled utf-8, read as windows-1251"

    @property
    def id(self) -> str:
        return document_id(self.url or self.source)


# -------------------------------------------------------------------------------------------------- cleaning


class Kind(StrEnum):
    """What a block is on its page."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"  # of a list
    ROW = "row"  # of a table; cells are separated by " | "
    CODE = "code"
    QUOTE = "quote"
    CAPTION = "caption"


class Block(NamedTuple):
    """A piece of a page that is kept or removed as a whole."""

    text: str  # readable text, white space folded, but for CODE
    kind: Kind
    level: int = 0  # of a heading (1 to 6), of a list item (depth from 1)
    hints: tuple[str, ...] = ()  # names of the rules' hints seen around the block: "nav", "footer", "login" …
    element: int = -1  # the innermost of its page's elements that it stands in; -1 for none, as in plain text


class Element(NamedTuple):
    """An element of markup that blocks stand in; neighbours alike in all of this are one."""

    parent: int  # its place among the page's elements, before this one; -1 for none
    tag: str
    id: str
    classes: str  # parted by single spaces


@dataclass(frozen=True, slots=True)
class Meta:
    """What the page says about itself outside of its text."""

    titles: tuple[tuple[str, str], ...] = ()  # (source, text), surest first: ("og:title", …), ("title", …), ("h1", …)
    dates: tuple[tuple[str, str], ...] = ()  # (source, text): ("meta article:published_time", "2018-10-09T…")
    language: str = ""  # <html lang>, as written
    site_name: str = ""
    type: str = ""  # og:type or JSON-LD @type
    description: str = ""
    canonical: str = ""
    alternates: tuple[tuple[str, str], ...] = ()  # (hreflang, address) of the page in other languages, as written


@dataclass(frozen=True, slots=True)
class Segments:
    """A page cut into blocks and described, not yet judged. This is what the catalog stores."""

    id: str
    source: str
    url: str
    site: str
    format: str
    language: str  # of the whole text, boilerplate included: blocks are counted per site and language
    blocks: tuple[Block, ...]
    meta: Meta = Meta()
    charset: str = ""
    fetched_at: str = ""
    notes: tuple[str, ...] = ()
    elements: tuple[Element, ...] = ()
    numbers: bytes = b""  # what the judge needs to know of all blocks: cleaning/features.py reads them


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a block was kept or removed."""

    kept: bool
    rule: str  # stable name, e.g. "notice", "repeated", "content"
    reason: str  # for people: "a notice: Flash player", "on 212 of 214 pages of this site"
    on_pages: int = 0  # support: the block stands on so many …
    of_pages: int = 0  # … of so many pages of its site and language (near-copies counted once)
    confidence: float = 1.0  # 0 to 1


class JudgedBlock(NamedTuple):
    """A block with its verdict: what is shown, explained and stored."""

    text: str
    kind: Kind
    level: int
    verdict: Verdict
    place: str = ""  # a CSS selector of where it stands on its page; "" where nothing there has a name


@dataclass(frozen=True, slots=True)
class Document:
    """A page with its blocks judged: what a person wrote on it, and what was removed."""

    id: str
    source: str
    url: str
    site: str
    title: str
    blocks: tuple[JudgedBlock, ...]  # all of them, in the order of the page
    meta: Meta = Meta()
    language: str = ""  # as the segments had it: a fallback where too little text is kept
    charset: str = ""
    fetched_at: str = ""
    notes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The kept text: blocks joined by one empty line. Every offset of the enrichment is into it."""
        return joined_text(self.blocks)


def joined_text(blocks: tuple[JudgedBlock, ...]) -> str:
    """The text of the kept blocks, joined by one empty line."""
    return "\n\n".join(block.text for block in blocks if block.verdict.kept)


# ------------------------------------------------------------------------------------------------ enrichment


@dataclass(frozen=True, slots=True)
class Evidence:
    """One facet value, how it was found, and where."""

    value: str  # canonical: what is filtered by, the same for all languages and spellings
    label: str  # for people
    surface: str  # as it stands in the text; "" where it was not found in the text
    start: int  # of `surface` in the document's text; -1 where it was not found in the text
    end: int
    method: str  # "gazetteer", "acronym", "host" …
    confidence: float  # 0 to 1
    listed: bool = True  # False: not worth listing beside others; it is on the document's page, and can be searched for
    alone: str = ""  # the value as the page alone gives it, where the corpus made it one with another


@dataclass(frozen=True, slots=True)
class Date:
    """A date, how exactly it is known, what happened on it, and where it was found."""

    value: str  # first day: "2018-10-09"; for a month "2018-10-01", for a year "2018-01-01"
    end: str  # last day, inclusive: the same as value, the end of a range, of the month or of the year
    precision: str  # "day", "month" or "year"
    kind: str  # "event", "published" or "fetched"
    source: str  # "text", "url", "json-ld", "meta article:published_time" …
    surface: str = ""
    start: int = -1
    end_offset: int = -1  # where `surface` ends in the document's text
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Record:
    """All that an engine keeps of a document."""

    id: str
    source: str
    url: str
    site: str
    title: str
    language: str
    blocks: tuple[JudgedBlock, ...]
    facets: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict)  # by facet name; each value once
    dates: tuple[Date, ...] = ()  # the first one is the document's own: it is filtered and sorted by
    charset: str = ""
    fetched_at: str = ""
    first_seen: str = ""  # ISO 8601, UTC; when Winnow first read the page
    notes: tuple[str, ...] = ()
    signature: str = ""  # of the text: texts with like signatures are nearly the same; see words/signature.py

    @property
    def text(self) -> str:
        return joined_text(self.blocks)

    @property
    def date(self) -> Date | None:
        return self.dates[0] if self.dates else None


@dataclass(frozen=True, slots=True)
class Labelled:
    """A facet value without its evidence."""

    value: str
    label: str
    listed: bool = True  # see Evidence

    @staticmethod
    def of(evidence: Evidence) -> "Labelled":
        return Labelled(evidence.value, evidence.label, evidence.listed)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page of results shows of a document: a record without its removed blocks and without evidence."""

    id: str
    url: str
    site: str
    title: str
    language: str
    body: str  # the kept text without the title, which results show above it; blocks joined by a space
    facets: Mapping[str, tuple[Labelled, ...]] = field(default_factory=dict)
    date: Date | None = None
    first_seen: str = ""
    signature: str = ""

    @staticmethod
    def of(record: Record) -> "Shown":
        """That part of a record."""
        return Shown(
            record.id,
            record.url,
            record.site,
            record.title,
            record.language,
            " ".join(block.text for block in record.blocks if in_body(block)),
            {name: tuple(map(Labelled.of, values)) for name, values in record.facets.items()},
            record.date,
            record.first_seen,
            record.signature,
        )


def in_body(block: JudgedBlock) -> bool:
    """Whether the block is kept text and not the title."""
    return block.verdict.kept and block.kind is not Kind.TITLE


# --------------------------------------------------------------------------------------------------- asking
#
# What an engine is asked: a tree over the terms that `words/` makes, not the tree that the user wrote (that one is in
# `query/tree.py`). `query/plan.py` turns the one into the other, so every engine is asked the same thing.

# The fields of terms that every engine keeps, and whether positions are kept, which a Phrase needs. A new one is a line
# here and its terms in `engines/terms.py`.
TEXT_FIELDS: Mapping[str, bool] = {
    "exact": True,
    "stem": True,
    "joined": False,
    "sound": False,
    "grams": False,
    "title_exact": True,
    "title_stem": True,
    "title_joined": False,
}


@dataclass(frozen=True, slots=True)
class All:
    """Every document, with this score."""

    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Nothing:
    """No document."""


@dataclass(frozen=True, slots=True)
class Term:
    """Documents with one term in one of TEXT_FIELDS, scored by BM25 times `boost`."""

    field: str
    text: str
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Phrase:
    """Documents with the terms in this order, at most `slop` positions further apart than adjacent ones."""

    field: str
    terms: tuple[str, ...]  # two or more
    slop: int = 0
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Prefix:
    """Documents with a term that begins so."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Documents with a term at most `distance` edits away (Levenshtein; a swap of neighbours counts as one)."""

    field: str
    text: str
    distance: int  # 1 or 2


@dataclass(frozen=True, slots=True)
class DateRange:
    """Documents whose own date range overlaps first … last, inclusive days as YYYYMMDD; None is open."""

    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class HasValue:
    """Documents with the value (compared without case) in a facet; with schema.MISSING, with no value in it."""

    facet: str
    value: str


@dataclass(frozen=True, slots=True)
class Ids:
    """Documents by their ids, each with a score of its own. An id that no document has matches nothing."""

    scores: tuple[tuple[str, float], ...]  # (id, score), each id once; scores are above 0


@dataclass(frozen=True, slots=True)
class And:
    clauses: tuple["Clause", ...]


@dataclass(frozen=True, slots=True)
class Or:
    clauses: tuple["Clause", ...]


@dataclass(frozen=True, slots=True)
class Preferring:
    """What `clause` matches, and nothing else; those that any of `better` match score higher by its score."""

    clause: "Clause"
    better: tuple["Clause", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Every document that the clause does not match."""

    clause: "Clause"


Clause = All | Nothing | Term | Phrase | Prefix | Fuzzy | DateRange | HasValue | Ids | And | Or | Preferring | Not


# ------------------------------------------------------------------------------------------------- searching


@dataclass(frozen=True, slots=True)
class Filter:
    """Documents with any of the values of one facet; or, with `exclude`, with none of them."""

    field: str  # a facet's name
    values: tuple[str, ...]  # canonical values; schema.MISSING stands for "no value"
    exclude: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """One question to an engine."""

    clause: Clause = All()
    filters: tuple[Filter, ...] = ()  # AND across them
    dates: DateRange | None = None  # the filter of date_from and date_to
    sort: str = "relevance"  # one of SORTS
    offset: int = 0
    limit: int = 10  # 0: only total, facets and years
    after: "Place | None" = None  # hits that come after this place in the order, instead of `offset`
    facets: tuple[str, ...] = ()  # names of the facets to count
    facet_values: int = 10  # values listed for each
    distinct: int = DISTINCT  # different values of a facet are counted up to so many


# "date" is oldest first; documents without one come last in both. "-first_seen": the pages that Winnow met last first.
SORTS = ("relevance", "date", "-date", "title", "-first_seen")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a hit stands in an order: it stays a place when the hit itself is gone."""

    key: float | str  # score, first day, second or folded title: what the order goes by
    id: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A document found. Ties are ordered by id, in every sort."""

    id: str
    score: float  # 0.0 where the order is not by relevance
    record: Shown
    place: Place  # `Query.after` takes it


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """How many of the matching documents have each value, under all filters but those on the same facet."""

    field: str
    values: tuple[tuple[str, int], ...]  # most frequent first, then by value; chosen values always among them
    distinct: int  # how many different values there are, counted up to Query.distinct
    missing: int  # documents without a value


@dataclass(frozen=True, slots=True)
class Results:
    """An engine's answer."""

    total: int  # exact
    hits: tuple[Hit, ...]
    facets: tuple[FacetCounts, ...] = ()  # in the order of schema.FACETS
    # (year, documents) ascending, under all filters but the date's; a document counts in each year its date touches.
    years: tuple[tuple[int, int], ...] = ()
    undated: int = 0  # documents without a date, under all filters but the date's own
