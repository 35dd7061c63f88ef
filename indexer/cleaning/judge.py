"""Segments + what the site shares → Document: each block kept or removed, with its reason. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.cleaning.columns.described import PROSE_WORDS, Described, Site, Surveyed
from indexer.cleaning.comments import of_readers
from indexer.cleaning.features import AT, numbers_of
from indexer.cleaning.folding import fold
from indexer.cleaning.matrix import matrix, names
from indexer.cleaning.notices import look_up
from indexer.cleaning.places import places
from indexer.cleaning.rules import View, verdicts
from indexer.cleaning.sites import FEW, SMALL_SITE, Support
from indexer.cleaning.title import find, title_parts
from indexer.cleaning.trees import load
from indexer.model import Document, JudgedBlock, Kind, Segments, Verdict


class Caution(NamedTuple):
    """How the model's word is taken."""

    credit: float  # added to the log odds of a long text with a sentence in it: losing one costs more than keeping it
    lowest: float  # bounds of the threshold: a page's own is the one with the best F1 that the probabilities promise
    highest: float


# (format, whether ten pages of the site are known) → caution. A page's own threshold against .4 for all, with another
# model: F1 of Readability's pages .922 → .952, of L3S .933 → .936, of Dragnet .894 → .899. Where repetition has taken
# the template of a plain text, little else is boilerplate and the model is too wary: with its own thresholds, or .2 for
# all, poems have F1 .930 or .961, lists of short news .890 or .911. On lone pages of HTML a lower bound of .1, .25 and
# .3: WCXB .848, .846 and .842, scrapinghub the same with each.
CAUTION: Final = {
    ("html", False): Caution(0.5, 0.1, 0.6),
    ("html", True): Caution(0.5, 0.4, 0.6),
    ("text", False): Caution(1.0, 0.25, 0.6),
    ("text", True): Caution(2.0, 0.2, 0.2),
}
LONG_TEXT: Final = 50.0  # words outside of links that earn all of the credit
MOST_PAGES: Final = 5  # the level of blocks on half of the site's pages and more
OWN_TEXT: Final = 200  # characters
# Of the text that no other page has: if paragraphs on few pages are more, they are the page's own too. Seed-like text
# of 13 sites: F1 .952 → .958 (a site of 30 pages .883 → .961); with a share of 0 another one's template leaks.
SHOWN_AGAIN: Final = 0.3


MOST_BLOCKS: Final = 4_000  # that are described at once, but for a page that has more alone: 20 MB

Judged = tuple[Segments, Support]  # a page to judge


def judge(segments: Segments, support: Support, comments: str = "drop") -> Document:
    """The document of a page; `comments`: whether readers' comments are to "drop" or to "keep".

    The same segments, the same `support.key` and the same wish keep and remove the same blocks.
    """
    return next(judge_all([(segments, support)], comments))


def judge_all(pages: Iterable[Judged], comments: str = "drop") -> Iterator[Document]:
    """The documents of many pages, in order; each comes out as it would alone, in a third of the time."""
    for batch in _batches(pages):
        look_up([block.text for segments, _ in batch for block in segments.blocks])  # what is new, all at once
        surveys = [_surveyed(segments, support) for segments, support in batch]
        odds, first = _odds(surveys), 0
        for survey, (_, support) in zip(surveys, batch, strict=True):
            last = first + len(survey.segments.blocks)
            yield _document(survey, support, odds[first:last], comments == "keep")
            first = last


def _odds(surveys: Sequence[Surveyed]) -> NDArray[np.float64]:
    """The model's word on each block. Of blocks that the site's template has it is not asked: they go without it."""
    described, form = Described(surveys), surveys[0].segments.format
    asked = np.flatnonzero(described.repeated == 0)
    odds = np.full(described.count, -np.inf)
    if len(asked):
        odds[asked] = load(form, names(form)).odds(matrix(described).take(asked, axis=1))
    return odds


def _batches(pages: Iterable[Judged]) -> Iterator[list[Judged]]:
    """Neighbours of one format, with MOST_BLOCKS together."""
    batch, blocks = list[Judged](), 0
    for segments, support in pages:
        more = len(segments.blocks)
        if batch and (segments.format != batch[0][0].format or blocks + more > MOST_BLOCKS):
            yield batch
            batch, blocks = [], 0
        batch.append((segments, support))
        blocks += more
    if batch:
        yield batch


def _document(survey: Surveyed, support: Support, odds: NDArray[np.float64], keeps_comments: bool) -> Document:
    segments, raw = survey.segments, survey.raw
    caution = CAUTION[segments.format, support.of >= SMALL_SITE]
    probability = _credited(odds, raw, caution.credit)
    fresh = ~np.array(survey.site.repeated, bool)
    open_ = fresh & ~np.array([bool(one.section) for one in survey.said])
    limit = min(max(threshold(probability, raw[AT["words"]] * open_), caution.lowest), caution.highest)
    view = View(
        segments=segments,
        raw=raw,
        support=support,
        sections=[one.section for one in survey.said],
        title=survey.title,
        repeated=survey.site.repeated,
        probability=probability,
        threshold=limit,
        comments=of_readers(segments, raw, (probability >= limit) & fresh, survey.said),
        keeps_comments=keeps_comments,
    )
    return Document(
        id=segments.id,
        source=segments.source,
        url=segments.url,
        site=segments.site,
        title=survey.title.text,
        blocks=_judged(segments, verdicts(view), survey.title.block),
        meta=segments.meta,
        language=segments.language,
        charset=segments.charset,
        fetched_at=segments.fetched_at,
        notes=segments.notes,
    )


def _judged(segments: Segments, verdicts: Sequence[Verdict], title: int) -> tuple[JudgedBlock, ...]:
    kinds = [block.kind for block in segments.blocks]
    if title >= 0:
        kinds[title] = Kind.TITLE
    texts, levels = [block.text for block in segments.blocks], [block.level for block in segments.blocks]
    return tuple(map(JudgedBlock, texts, kinds, levels, verdicts, _places(segments)))


def _places(segments: Segments) -> list[str]:
    of_element = [*places(segments.elements), ""]  # the last one for blocks that stand in none
    return [of_element[block.element] for block in segments.blocks]


def numbers(segments: Segments, support: Support, site: Site | None = None) -> NDArray[np.float32]:
    """What the model is asked and trained with: the matrix (columns × blocks). `site`: instead of `support`."""
    return matrix(Described([_surveyed(segments, support, site)]))


def _credited(odds: NDArray[np.float64], raw: NDArray[np.float32], credit: float) -> NDArray[np.float64]:
    """The model's probabilities with the benefit of the doubt for long texts."""
    own = raw[AT["words"]] * (1 - raw[AT["link_chars"]] / raw[AT["chars"]])
    odds = odds + credit * np.minimum(own / LONG_TEXT, 1) * (raw[AT["ends"]] > 0)
    result: NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(odds, -20, 20)))
    return result


def threshold(probability: NDArray[np.float64], words: NDArray[np.float32]) -> float:
    """The probability from which on blocks are kept for the best expected F1 of the page's words: with the blocks in
    the order of their probability, 2 × (words that are right) / (words kept + words of the truth).
    """
    order = np.argsort(-probability, kind="stable")
    kept = np.cumsum(words[order])
    right = np.cumsum((probability * words)[order])
    best = int((right / np.maximum(kept + right[-1], 1)).argmax())
    return float(probability[order[best]])


def _surveyed(segments: Segments, support: Support, site: Site | None = None) -> Surveyed:
    said = look_up([block.text for block in segments.blocks])
    raw = numbers_of(segments)
    site = site or of_site(segments, raw, support)
    furniture = [bool(one.section or one.mark) for one in said]
    folded = [one.folded for one in said]
    title = find(segments, site.repeated, furniture, folded, _shared_titles(segments, support))
    return Surveyed(segments, raw, site, said, title)


def _shared_titles(segments: Segments, support: Support) -> frozenset[str]:
    """The parts of the page's title that stand in the titles of half of the site's pages: the site's name."""
    first = len(segments.blocks)
    if not any(support.repeated[first:]):
        return frozenset()
    marks = zip(title_parts(segments), support.repeated[first:], support.levels[first:], strict=True)
    return frozenset(fold(part) for part, repeated, level in marks if repeated and level >= MOST_PAGES)


def of_site(segments: Segments, raw: NDArray[np.float32], support: Support) -> Site:
    """What the site says of the blocks; a text that is merely shown again on listings and archives is the page's own.

    A blog prints whole posts on its front page, categories and months: on a small site a post then stands on more pages
    than a template must. So where paragraphs on few pages make up much of a page, they stay; and where hardly anything
    would be left, nothing goes but what is on half of the site's pages.
    """
    count = len(segments.blocks)
    levels, marks = (np.frombuffer(data, np.uint8, count) for data in (support.levels, support.repeated))
    repeated, chars = marks > 0, raw[AT["chars"]]
    prose = (raw[AT["words"]] >= PROSE_WORDS) & (raw[AT["link_chars"]] < 0.5 * chars)
    again = prose & (marks == FEW)
    if chars[again].sum() > SHOWN_AGAIN * chars[~repeated].sum():
        repeated = repeated & ~again
    if repeated.any() and chars[~repeated].sum() < OWN_TEXT:
        common = repeated & (levels >= MOST_PAGES)
        if chars[repeated & ~common & prose].sum() > chars[~repeated].sum():
            repeated = common
    return Site(levels.tolist(), repeated.tolist(), support.of > 1)
