"""What is the page about?   Topics of data/topics.tsv, several a page"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from indexer.enrichment.headlines import headlines, kept
from indexer.enrichment.language import language_of
from indexer.enrichment.table import split
from indexer.enrichment.terms import Term, Terms, label
from indexer.enrichment.vocabulary import alternatives, rows
from indexer.model import Document, Evidence, JudgedBlock, Kind

TITLE_COUNTS: Final = 3  # times as much as the text
HEADING_COUNTS: Final = 2
CLEARLY: Final = 2  # weight that one of its terms must have: a university's name makes no page about education
SEVERAL: Final = 2  # terms of a topic that no headline names: one word may come often and be a name or a book's title
# A topic needs so much weight times the square root of the number of words: 3.1 in a text of 80 words, 11 in one of
# 1,000. Tuned on the "tune" half of tests/enrichment/types_topics.jsonl and on seeds/.
ENOUGH: Final = 0.35
LEAST: Final = 4  # in the shortest text: one word makes no topic, unless it stands in the title
BESIDE_THE_FIRST: Final = 0.3  # of the weight of the page's first topic: what has less is only touched upon
MOST: Final = 5  # topics of a page
CLEAR: Final = 2  # times the weight that is needed: from here on it is as sure as it gets


def topic(document: Document, text: str) -> tuple[Evidence, ...]:
    """The topics of the page, the weightiest first; each with the word that says it best."""
    weights = _weigh(_marks(terms_of(language_of(document, text)[0]), document, text))
    needed = _needed(text, weights.values())
    enough = [(-weight.total, value) for value, weight in weights.items() if weight.reaches(needed)]
    return tuple(_evidence(text, value, weights[value], needed) for _, value in sorted(enough)[:MOST])


@cache
def terms_of(language: str) -> Terms:
    """The terms of a language; a line of data/topics.tsv may name several."""
    listed = (
        Term(term, value, int(weight))
        for value, languages, weight, column in rows("topics.tsv")
        if language in languages.split()
        for term in alternatives(column)
    )
    return Terms(listed, language)


class _Mark(NamedTuple):
    """A term of the page, and where it stands in the text: -1 where it is in the title alone."""

    term: Term
    start: int
    end: int
    counts: int  # times

    @property
    def rank(self) -> tuple[bool, int, int]:
        """How well it shows what the page is about."""
        return self.start >= 0, self.counts, self.term.weight


@dataclass(slots=True)
class _Weight:
    """What speaks for one topic."""

    best: _Mark
    total: int = 0
    strongest: int = 0  # weight of a single term
    terms: int = 0  # different ones

    def reaches(self, needed: float) -> bool:
        several = self.terms >= SEVERAL or self.best.counts > 1
        return several and self.strongest >= CLEARLY and self.total >= needed


def _needed(text: str, weights: Collection[_Weight]) -> float:
    first = max((weight.total for weight in weights), default=0)
    return max(LEAST, ENOUGH * math.sqrt(len(split(text))), BESIDE_THE_FIRST * first)


def _marks(terms: Terms, document: Document, text: str) -> Iterator[_Mark]:
    """The terms of title and text. A title that does not stand in the text may be the site's and counts no more."""
    lines = list(headlines(document))
    for line in lines:
        if line.start < 0:
            yield from (_Mark(found.term, -1, -1, 1) for found in terms.find(line.text))
    places = [(line.start, line.end, TITLE_COUNTS) for line in lines]
    places += [(start, start + len(block.text), HEADING_COUNTS) for start, block in _headings(document)]
    for found in terms.find(text):
        counts = next((times for start, end, times in places if start <= found.start < end), 1)
        yield _Mark(found.term, found.start, found.end, counts)


def _headings(document: Document) -> Iterator[tuple[int, JudgedBlock]]:
    return ((start, block) for start, block in kept(document) if block.kind is Kind.HEADING)


def _weigh(marks: Iterable[_Mark]) -> Mapping[str, _Weight]:
    """What speaks for each topic. A term counts once more than its weight: a weak word said often stays weak."""
    weights: dict[str, _Weight] = {}
    times = Counter[Term]()
    for mark in marks:
        term, found = mark.term, weights.get(mark.term.value)
        if not found:
            found = weights[term.value] = _Weight(mark)
        times[term] += 1
        found.terms += times[term] == 1
        if mark.counts > 1 or times[term] <= term.weight + 1:
            found.total += mark.counts * term.weight
        found.strongest = max(found.strongest, term.weight)
        if mark.rank > found.best.rank:
            found.best = mark
    return weights


def _evidence(text: str, value: str, weight: _Weight, needed: float) -> Evidence:
    mark = weight.best
    surface = text[mark.start : mark.end] if mark.start >= 0 else ""
    method = "words of the title" if mark.counts == TITLE_COUNTS or mark.start < 0 else "words"
    confidence = round(min(0.95, 0.5 + 0.45 * (weight.total / needed - 1) / (CLEAR - 1)), 2)
    return Evidence(value, label(value), surface, mark.start, mark.end, method, confidence)
