"""When was the page published, as it says outside of its text: metadata, address, and lines that hold only a date."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from indexer.enrichment.date_grammar import Span, spans
from indexer.enrichment.names import any_form
from indexer.enrichment.vocabulary import word_lists
from indexer.model import Date, Document, Kind
from indexer.words.folding import folded

FIRST_PLAUSIBLE: Final = "1991"  # before the first web page nothing was published on one

# How sure a source is, by what its name ends with; the first that fits. From 250 pages with a known date.
TRUST: Final = (
    ("modified_time", 0.4),
    ("datemodified", 0.4),
    ("updated_time", 0.4),
    ("modified", 0.4),
    ("lastmod", 0.3),
    ("container", 0.97),  # the collection that the page came in says so
    ("json-ld datepublished", 0.96),
    ("published_time", 0.95),
    ("datepublished", 0.95),
    ("citation_publication_date", 0.95),
    ("citation_date", 0.93),
    ("issued", 0.93),
    ("pubdate", 0.93),
    ("pub-date", 0.93),
    ("publishdate", 0.93),
    ("publish-date", 0.93),
    ("publish_date", 0.93),
    ("publication_date", 0.93),
    ("sailthru.date", 0.93),
    ("datecreated", 0.88),
    ("uploaddate", 0.85),
    ("created", 0.88),
    ("date", 0.86),  # "meta date", "dc.date": often the day of the last change
    ("time", 0.7),
)
URL_TRUST: Final = 0.92

_URL: Final = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:([/_-])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])|(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01]))(?!\d)"
)
_COMPACT: Final = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:T?\d{4,6}Z?)?")
_LINE: Final = 140  # characters of a line that may hold a date and little else
_BLOCK: Final = 400  # characters of a block that may hold such a line
_LINES: Final = re.compile(r"[^\n]+")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_TIME: Final = re.compile(r"(?<![\d.,])[0-2]?\d[:.][0-5]\d(?!\d)")
_NEAR_TITLE: Final = 4  # blocks between the title and such a line
_BESIDE_TITLE: Final = 0.88  # how far a date there is trusted, at least
_LISTING: Final = 4  # different days on lines of their own
_OTHER_WORDS: Final = 6
_WORD: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class DateLine:
    """A short line with one day."""

    text: str
    span: Span  # in the line
    start: int  # of the line in the kept text; -1 if it was removed
    trust: float  # how sure it is the day of publication; 0 for "Date of the training: …" and "9 May 2018 Our news"
    stamped: bool  # labelled, or with a time of day: not one of a listing's dates


def published(document: Document, lines: Sequence[DateLine]) -> tuple[Date, ...]:
    """What the page says about its publication, surest first; nothing is invented where it says nothing."""
    found = [*_from_metadata(document), *_from_address(document), *_from_lines(lines)]
    found.sort(key=lambda date: -date.confidence)
    return tuple(_local(found) + found)


def _local(found: list[Date]) -> list[Date]:
    """The visible date where the surest one is the same moment told in another time zone: it is a day off."""
    best = next((date.fromisoformat(one.value) for one in found[:1]), None)
    times = [one for one in found if one.source == "time"][:1]
    seen = times + [one for one in found if one.source.startswith("text") and one.confidence > _BESIDE_TITLE]
    days = [abs((date.fromisoformat(one.value) - best).days) for one in seen] if best else []
    return [seen[days.index(1)]] if 1 in days and 0 not in days else []


def _from_metadata(document: Document) -> Iterator[Date]:
    for source, written in document.meta.dates:
        trust = next((trust for ending, trust in TRUST if source.lower().endswith(ending)), 0.0)
        for span in _read(written, document)[:1] if trust else ():
            yield _date(span, source, min(trust, 0.6) if span.unsure else trust)


def _read(written: str, document: Document) -> list[Span]:
    compact = _COMPACT.match(written)
    written = "-".join(compact.groups()) if compact else written
    found = spans(written, month_first=month_first(document))
    return [span for span in found if span.precision == "day" and str(span.first) >= FIRST_PLAUSIBLE]


def month_first(document: Document) -> bool:
    """Whether 03/04/2015 is read as 4 March: on pages that call themselves American."""
    return document.meta.language.lower().replace("_", "-") == "en-us"


def _from_address(document: Document) -> Iterator[Date]:
    match = _URL.search(document.url)
    if match:
        year, _, month, day, compact_month, compact_day = match.groups()
        written = f"{year}-{month or compact_month}-{day or compact_day}"
        for span in spans(written):
            yield _date(span, "url", URL_TRUST)


def _from_lines(lines: Sequence[DateLine]) -> Iterator[Date]:
    for line in () if is_listing(lines) else lines:
        if line.trust > 0:
            source = "text" if line.start >= 0 else "text (removed)"
            yield _date(line.span, source, line.trust, line.text, line.start)


def is_listing(lines: Sequence[DateLine]) -> bool:
    """Whether the kept lines are the dates of many pages, as on a page of news: none of them is its own."""
    return len({line.span.first for line in lines if line.start >= 0 and not line.stamped}) >= _LISTING


def date_lines(document: Document) -> list[DateLine]:
    """The lines of the page, kept or not, that hold one day and little else, or begin with it."""
    title = next((i for i, block in enumerate(document.blocks) if block.kind is Kind.TITLE), 0)
    found: list[DateLine] = []
    position = 0
    for number, block in enumerate(document.blocks):
        for line in _LINES.finditer(block.text) if len(block.text) <= _BLOCK else ():
            if len(line[0]) > _LINE or not _YEAR.search(line[0]):
                continue
            dated = [span for span in spans(line[0], month_first=month_first(document)) if _is_a_day(span)]
            if len(dated) == 1:
                start = position + line.start() if block.verdict.kept else -1
                found += _line(line[0], dated[0], start, abs(number - title))
        position += (len(block.text) + 2) * block.verdict.kept
    return found


def _line(text: str, span: Span, start: int, distance: int) -> Iterator[DateLine]:
    rest = text[: span.start] + text[span.end :]
    words = [folded(word) for word in _WORD.findall(rest)]
    lists = word_lists("date_words.tsv")
    labelled, timed = not lists["published"].isdisjoint(words), bool(_TIME.search(rest))
    if len(words) <= _OTHER_WORDS and (labelled or not _is_prose(text, words)):
        trust = _trust(distance, labelled, timed) if not any_form(words, lists["event"]) else 0.0
        yield DateLine(text, span, start, trust, labelled or timed)
    elif span.start == 0:
        yield DateLine(text, span, start, 0.0, False)


def _trust(distance: int, labelled: bool, timed: bool) -> float:
    """Beside the title a date is the page's own, more than what metadata calls "date"; elsewhere it needs a label."""
    beside, elsewhere = (0.92, 0.8) if labelled else (0.89, 0.75 if timed else 0.0)
    return max(0.0, (beside if distance <= _NEAR_TITLE else elsewhere) - 0.001 * min(distance, 50))


def _is_a_day(span: Span) -> bool:
    return span.precision == "day" and not span.is_range and not span.inferred and str(span.first) >= FIRST_PLAUSIBLE


def _is_prose(text: str, words: list[str]) -> bool:
    """Whether it is a short sentence, or about another thing's date."""
    return (text.endswith(".") and len(words) > 2) or any_form(words, word_lists("date_words.tsv")["other"])


def _date(span: Span, source: str, confidence: float, text: str = "", start: int = -1) -> Date:
    first, last, confidence = str(span.first), str(span.last), round(confidence, 2)
    if start < 0:
        return Date(first, last, span.precision, "published", source, confidence=confidence)
    surface, at = text[span.start : span.end], start + span.start
    return Date(first, last, span.precision, "published", source, surface, at, at + len(surface), confidence)
