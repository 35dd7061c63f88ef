"""Segments + what the site shares → Document: each block kept or removed, with its reason. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.cleaning.comments import comments
from indexer.cleaning.features import AT
from indexer.cleaning.matrix import PROSE_WORDS, Site, matrix
from indexer.cleaning.notices import LONGEST, fold, section
from indexer.cleaning.places import places
from indexer.cleaning.rules import RULES, View
from indexer.cleaning.sites import SMALL_SITE, Support
from indexer.cleaning.title import Title, find, title_parts
from indexer.cleaning.trees import load
from indexer.model import Block, Document, JudgedBlock, Kind, Segments, Verdict


class Caution(NamedTuple):
    """How the model's word is taken."""

    threshold: float  # probability below which a block goes
    credit: float  # added to the log odds of a long text with a sentence in it: losing one costs more than keeping it


# (format, whether ten pages of the site are known) → caution. Where repetition has taken the template, little else is
# boilerplate: with comments cut, F1 of plain text on whole sites .906 at .5 and .950 at .3; of HTML .977, with credit
# .981. On lone pages a credit of 1 gains .02 on pages that are unlike those trained on, and nothing elsewhere.
CAUTION: Final = {
    ("html", False): Caution(0.4, 1.0),
    ("html", True): Caution(0.55, 0.0),
    ("text", False): Caution(0.4, 1.0),
    ("text", True): Caution(0.2, 2.0),
}
LONG_TEXT: Final = 50.0  # words outside of links that earn all of the credit
MOST_PAGES: Final = 5  # the level of blocks on half of the site's pages and more
OWN_TEXT: Final = 200  # characters


def judge(segments: Segments, support: Support) -> Document:
    """The document of a page. The same segments and the same `support.key` keep and remove the same blocks."""
    survey = _surveyed(segments, support)
    sections, title, site = survey.sections, survey.title, survey.site
    threshold, credit = CAUTION[segments.format, support.of >= SMALL_SITE]
    probability = _credited(load(segments.format).probability(*_matrix(segments, survey)), survey.raw, credit)
    own = [p >= threshold and not again for p, again in zip(probability, site.repeated, strict=True)]
    readers = comments(segments, own, survey.folded)
    view = View(segments, support, sections, title, site.repeated, probability, threshold, readers)
    verdicts = [_verdict(view, position) for position in range(len(segments.blocks))]
    return Document(
        id=segments.id,
        source=segments.source,
        url=segments.url,
        site=segments.site,
        title=title.text,
        blocks=tuple(map(_judged, segments.blocks, verdicts, _places(segments))),
        meta=segments.meta,
        language=segments.language,
        charset=segments.charset,
        fetched_at=segments.fetched_at,
        notes=segments.notes,
    )


def _verdict(view: View, position: int) -> Verdict:
    return next(verdict for _, rule in RULES if (verdict := rule(view, position)) is not None)


def _judged(block: Block, verdict: Verdict, place: str) -> JudgedBlock:
    kind = Kind.TITLE if verdict.rule == "title" else block.kind
    return JudgedBlock(block.text, kind, block.level, verdict, place)


def _places(segments: Segments) -> list[str]:
    of_element = [*places(segments.elements), ""]  # the last one for blocks that stand in none
    return [of_element[block.element] for block in segments.blocks]


@dataclass(frozen=True, slots=True)
class Survey:
    """What is found out of a page before any block is judged."""

    folded: Sequence[str]  # for each block its text folded, "" for a long one
    sections: Sequence[str]  # for each block the section of the lexicon that has its text, or ""
    title: Title
    site: Site
    raw: NDArray[np.float64]  # the blocks' own numbers (features.NAMES × blocks)


def numbers(segments: Segments, support: Support, site: Site | None = None) -> tuple[list[str], NDArray[np.float32]]:
    """What the model is asked and trained with: names and matrix (columns × blocks). `site`: instead of `support`."""
    return _matrix(segments, _surveyed(segments, support, site))


def _credited(probability: NDArray[np.float64], raw: NDArray[np.float64], credit: float) -> list[float]:
    """The model's probabilities with the benefit of the doubt for long texts."""
    own = raw[AT["words"]] * (1 - raw[AT["link_chars"]] / raw[AT["chars"]])
    odds = np.log(probability / (1 - probability)) + credit * np.minimum(own / LONG_TEXT, 1) * (raw[AT["ends"]] > 0)
    result: list[float] = (1 / (1 + np.exp(-odds))).tolist()
    return result


def _surveyed(segments: Segments, support: Support, site: Site | None = None) -> Survey:
    folded = [fold(block.text) if len(block.text) <= LONGEST else "" for block in segments.blocks]
    sections = [section(block.text, text) for block, text in zip(segments.blocks, folded, strict=True)]
    site = site or of_site(segments, support)
    title = find(segments, site.repeated, [bool(name) for name in sections], folded, _shared_titles(segments, support))
    raw = np.array([block.features for block in segments.blocks], dtype=np.float64)
    return Survey(folded, sections, title, site, np.ascontiguousarray(raw.T))


def _shared_titles(segments: Segments, support: Support) -> frozenset[str]:
    """The parts of the page's title that stand in the titles of half of the site's pages: the site's name."""
    first = len(segments.blocks)
    shared = (
        fold(part)
        for position, part in enumerate(title_parts(segments), first)
        if support.repeated(position) and support.level(position) >= MOST_PAGES
    )
    return frozenset(shared)


def _matrix(segments: Segments, survey: Survey) -> tuple[list[str], NDArray[np.float32]]:
    return matrix(segments, survey.raw, survey.site, [bool(s) for s in survey.sections], survey.title.block)


def of_site(segments: Segments, support: Support) -> Site:
    """What the site says of the blocks; a text that is merely shown again on listings and archives is the page's own.

    A blog prints whole posts on its front page, categories and months: on a small site a post then stands on more pages
    than a template must. Where that would take all of a page's text, only what is on half of the site's pages goes.
    """
    levels = [support.level(position) for position in range(len(segments.blocks))]
    repeated = [support.repeated(position) for position in range(len(segments.blocks))]
    own = sum(len(block.text) for block, again in zip(segments.blocks, repeated, strict=True) if not again)
    if own < OWN_TEXT and any(repeated):
        common = [again and level >= MOST_PAGES for again, level in zip(repeated, levels, strict=True)]
        marks = zip(segments.blocks, repeated, common, strict=True)
        shown_again = sum(len(block.text) for block, again, often in marks if again and not often and is_prose(block))
        repeated = common if shown_again > own else repeated
    return Site(levels, repeated, support.of > 1)


def is_prose(block: Block) -> bool:
    """A text of some words that are not links."""
    words, links = block.features[AT["words"]], block.features[AT["link_chars"]]
    return words >= PROSE_WORDS and links < 0.5 * len(block.text)
