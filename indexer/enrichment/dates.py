"""When did it happen, when was it published?

The order of `dates_of` decides which date is a document's own (the first): the event that the text tells of, if it is
told near its beginning or with words like "seminar" and "took place"; else the publication. The day the page was
fetched says nothing about the page: it is listed behind others, never alone. A file's time is never used.
"""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Final

from indexer.enrichment.date_grammar import Span, spans
from indexer.enrichment.date_sources import DateLine, date_lines, is_listing, month_first, published
from indexer.enrichment.names import any_form
from indexer.enrichment.vocabulary import word_lists
from indexer.model import Date, Document, Kind
from indexer.words.folding import folded

MOST_EVENTS: Final = 3
BELIEVED: Final = 0.6  # an event's score from which it is listed
EARLIEST: Final = 1991  # what is older is history, not the page's event
TOLD_WITHIN: Final = 180  # days from the event to the publication, where that is known
ANNOUNCED_WITHIN: Final = 400  # days from the publication to the event

_SENTENCE_END: Final = re.compile(r"(?<=[^\W\d]{3})[.!?…]\s+(?=[«“\"(]?[^\W\d_a-zа-я])|\n")
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_NUMBERED: Final = re.compile(r"[\s,]*(?:№|No\.?\s?\d|N\s?\d|г\.?\s*№|года\s*№|жылғы\s*№)")
_YEAR: Final = re.compile(r"(?<![\w.,/-])(?:199|20[0-4])\d(?![\w/-]|[.,]\d)")
_TOP: Final = 400  # characters of the text in which an event page says when
_FIRST_WORDS: Final = 70  # characters after the title: a report's first sentence begins with when
_FAR: Final = 1_500  # … and from which, in the second half, dates belong to references and further news
_REMEMBERED: Final = 1 << 14  # words
_NEAR: Final = 60  # characters before a date in which words like "born" and "law" are about it


def dates_of(document: Document, text: str) -> tuple[Date, ...]:
    """The document's dates: events first, then the publication; then the fetching, if there are others."""
    lines = date_lines(document)
    out = next(iter(published(document, lines)), None)
    events = [] if is_listing(lines) else _events(document, text, out, lines)
    events = events or _year_of_report(document, text)
    dates = (*events, out) if out else tuple(events)
    return (*dates, *_fetched(document)) if dates else ()


def _fetched(document: Document) -> tuple[Date, ...]:
    found = [span for span in spans(document.fetched_at) if span.precision == "day"]
    return tuple(Date(str(span.first), str(span.last), "day", "fetched", "container") for span in found[:1])


def _events(document: Document, text: str, out: Date | None, lines: Sequence[DateLine]) -> list[Date]:
    """Dates on which the text says that something happens, best first. A date on a line of its own is no part of it."""
    year = int(out.value[:4]) if out else 0
    found = [span for span in spans(text, year, month_first(document)) if span.first.year >= EARLIEST]
    alone = {line.start + line.span.start for line in lines if line.start >= 0 and line.trust}
    found = [span for span in found if span.start not in alone]
    body = _body(document, lines)
    scored = [(_score(text, span, body, out), span) for span in found]
    believed = [(score, span) for score, span in scored if score >= BELIEVED]
    best: dict[tuple[date, date], Date] = {}
    for score, span in sorted(believed, key=lambda pair: (-pair[0], pair[1].start)):
        best.setdefault((span.first, span.last), _event(text, span, score))
    return list(best.values())[:MOST_EVENTS]


def _year_of_report(document: Document, text: str) -> list[Date]:
    """The year an annual report is about: in its title, else the first one that its text names."""
    title = document.title or text[: _title_end(document)]
    if not _any_of(title, "report"):
        return []
    year = _YEAR.search(title)
    if year:
        start = text.find(title)
        at = (start + year.start(), start + year.end()) if start >= 0 else (-1, -1)
        days = date(int(year[0]), 1, 1), date(int(year[0]), 12, 31)
        return [_event(text, Span(*days, "year", *at), BELIEVED)]
    named = [span for span in spans(text) if span.precision == "year" and span.first.year >= EARLIEST]
    return [_event(text, span, BELIEVED) for span in named[:1]]


def _event(text: str, span: Span, score: float) -> Date:
    first, last, surface = str(span.first), str(span.last), text[span.start : span.end] if span.start >= 0 else ""
    source = "text" if surface else "title"
    return Date(first, last, span.precision, "event", source, surface, span.start, span.end, round(min(score, 0.95), 2))


def _title_end(document: Document) -> int:
    """Where the title ends in the kept text; 0 where it is not part of it."""
    position = 0
    for block in document.blocks:
        if block.verdict.kept:
            if block.kind is Kind.TITLE:
                return position + len(block.text)
            position += len(block.text) + 2
    return 0


def _body(document: Document, lines: Sequence[DateLine]) -> int:
    """Where the text begins behind the title, and behind "Published: …" under it."""
    body = _title_end(document)
    for line in lines:
        if line.trust and body <= line.start <= body + 2:
            body = line.start + len(line.text)
    return body


def _score(text: str, span: Span, body: int, out: Date | None) -> float:
    """How much speaks for it that the page's event is on this date; about 0 to 1.3."""
    sentence, before = _surroundings(text, span)
    if _about_something_else(text, span, before):
        return 0.0
    score = {"day": 0.3, "month": 0.25, "year": 0.0}[span.precision]
    score += 0.2 * span.is_range
    score += 0.3 * _any_of(sentence, "event")
    if span.start < body + _FIRST_WORDS:
        score += 0.35
    elif span.start < body + _TOP:
        score += 0.25
    elif span.start > max(_FAR, len(text) / 2):
        score -= 0.25
    score -= 0.05 * span.inferred
    if out and not _is_news(span, date.fromisoformat(out.value)):
        score -= 0.5
    return round(score, 2)


def _is_news(span: Span, out: date) -> bool:
    return (out - span.last).days <= TOLD_WITHIN and (span.first - out).days <= ANNOUNCED_WITHIN


def _surroundings(text: str, span: Span) -> tuple[str, str]:
    """(the sentence around it without the date, what stands right before it)."""
    starts = [match.end() for match in _SENTENCE_END.finditer(text, max(0, span.start - 300), span.start)]
    start = starts[-1] if starts else max(0, span.start - 300)
    end = _SENTENCE_END.search(text, span.end, span.end + 300)
    before = text[start : span.start]
    return before + " " + text[span.end : end.start() if end else span.end + 300], before[-_NEAR:]


def _about_something_else(text: str, span: Span, before: str) -> bool:
    beside = (*_WORD.findall(before)[-2:], *_WORD.findall(text[span.end : span.end + 20])[:1])
    return bool(_NUMBERED.match(text, span.end)) or _any_of(before, "other") or _any_of(" ".join(beside), "until")


def _any_of(text: str, role: str) -> bool:
    return any(_is_listed(word, role) for word in _WORD.findall(text))


@lru_cache(_REMEMBERED)
def _is_listed(word: str, role: str) -> bool:
    """Whether a word as written is a form of one of a list of data/date_words.tsv."""
    return any_form([folded(word)], word_lists("date_words.tsv")[role])
