"""The rules that decide over a page's blocks, surest first. Each gives verdicts with their reasons; the next decides
over the blocks that are left.

To add a rule, write a function (view, blocks left) -> their verdicts and put it in RULES where it belongs.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexer.cleaning.calendars import calendars
from indexer.cleaning.features import AT, INSIDE_BIT, TAG_CODE
from indexer.cleaning.notices import SECTIONS
from indexer.cleaning.sites import Support
from indexer.cleaning.title import Title
from indexer.model import Kind, Segments, Verdict

SHORT: Final = 8  # words
HINT_WORDS: Final = {
    "nav": "a menu", "footer": "a footer", "header": "a page header", "comment": "the comments",
    "side": "a side column", "related": "a list of other pages", "share": "sharing links", "byline": "the byline",
    "tags": "the tags", "ad": "an advertisement", "account": "a login box", "form": "a form", "consent": "a notice box",
    "partner": "a list of partners", "pager": "links to other pages", "tool": "page tools", "hidden": "a hidden part",
}  # fmt: skip
HIDDEN_TAGS: Final = (TAG_CODE["p"], TAG_CODE["heading"])
QUOTED: Final = 60  # characters of a block that a reason quotes
CONTENT: Final = "reads like the page's own text"


@dataclass(frozen=True, slots=True)
class View:
    """All that a rule may look at: one page, its site, and what was found out for all of its blocks at once."""

    segments: Segments
    raw: NDArray[np.float32]  # the blocks' own numbers (features.NAMES × blocks)
    support: Support
    sections: Sequence[str]  # for each block the section of the lexicon that has its text, or ""
    title: Title
    repeated: Sequence[bool]  # for each block whether the site's template has it
    probability: NDArray[np.float64]  # for each block, of being what a person wrote on the page: the model's word
    threshold: float  # below it the model's word is no
    comments: Sequence[bool]  # for each block whether it belongs to the readers' comments
    keeps_comments: bool  # whether the owner wants them

    def verdict(self, position: int, kept: bool, rule: str, reason: str, confidence: float) -> Verdict:
        return _verdict(kept, rule, reason, self.support.on[position], self.support.of, confidence)


_verdict = lru_cache(maxsize=20_000)(Verdict)  # many blocks share one: a look-up costs a tenth of a new one


Rule = Callable[[View, Sequence[int]], Iterator[tuple[int, Verdict]]]


def title(view: View, left: Sequence[int]) -> Iterator[tuple[int, Verdict]]:
    """The page's title stays, even where it is also a menu entry and stands on every page."""
    if view.title.block in left:
        yield view.title.block, view.verdict(view.title.block, True, "title", "the page's title", 0.95)


def lexicon(view: View, left: Sequence[int]) -> Iterator[tuple[int, Verdict]]:
    """The whole text is a phrase of the lexicon."""
    for position in left:
        if section := view.sections[position]:
            label, confidence, _ = SECTIONS[section]
            reason = f"{label} (“{_quoted(view.segments.blocks[position].text)}”)"
            yield position, view.verdict(position, False, section, reason, confidence)


def hidden(view: View, left: Sequence[int]) -> Iterator[tuple[int, Verdict]]:
    """A paragraph or heading that its own tag hides, on a page that shows others.

    Of 500 words in such paragraphs of six sets of single pages 3 % are in the truth; of those in hidden containers of
    WCXB, which a script may show, up to 63 %: they are left to the model.
    """
    unseen = view.raw[AT["inside"]].astype(np.int64) & INSIDE_BIT["unseen"] > 0
    found = {at for at in np.flatnonzero(unseen).tolist() if view.raw[AT["tag"], at] in HIDDEN_TAGS}.intersection(left)
    if found and ((view.probability >= view.threshold) & ~unseen)[left].any():
        for position in found:
            yield position, view.verdict(position, False, "hidden", "is hidden by its own tag", 0.9)


def calendar(view: View, left: Sequence[int]) -> Iterator[tuple[int, Verdict]]:
    """It is a part of a month's calendar."""
    days = set(calendars([block.text for block in view.segments.blocks]))
    for position in days.intersection(left):
        yield position, view.verdict(position, False, "calendar", "the days of a calendar", 0.95)


def repeated(view: View, left: Sequence[int]) -> Iterator[tuple[int, Verdict]]:
    """It stands on so many pages of the site that it is the template's."""
    on, of = view.support.on, view.support.of
    for position in left:
        if view.repeated[position]:
            yield position, _of_template(on[position], of)


@lru_cache(maxsize=20_000)
def _of_template(on: int, of: int) -> Verdict:
    reason = f"on {on:,} of {of:,} pages of this site"
    return Verdict(False, "repeated", reason, on, of, round(0.7 + 0.3 * on / of, 3))


def comment(view: View, left: Sequence[int]) -> Iterator[tuple[int, Verdict]]:
    """What readers wrote below the text. Where it is wanted, the model still parts it from the buttons around it."""
    reason = f"a reader's comment below the text{', kept as the settings ask' * view.keeps_comments}"
    wanted = (view.probability >= view.threshold).tolist()
    for position in left:
        if view.comments[position] and (wanted[position] or not view.keeps_comments):
            yield position, view.verdict(position, view.keeps_comments, "comment", reason, 0.85)


def lead(view: View, left: Sequence[int]) -> Iterator[tuple[int, Verdict]]:
    """A short line that the model would let go, between text and a list that both stay, belongs to the list."""
    blocks, links = view.segments.blocks, view.raw[AT["links"]]
    own = set(left) & set(np.flatnonzero(view.probability >= view.threshold).tolist())
    for position in left:
        if position in own or links[position] or not {position - 1, position + 1, position + 2} <= own:
            continue
        if blocks[position + 1].kind is blocks[position + 2].kind is Kind.ITEM is not blocks[position].kind:
            yield position, view.verdict(position, True, "lead", "introduces the list below it", 0.6)


def only(view: View, left: Sequence[int]) -> Iterator[tuple[int, Verdict]]:
    """Where the model would leave nothing of a page, the text right below its title is what there is of it."""
    below = view.title.block + 1
    if view.title.block < 0 or below not in left or (view.probability[left] >= view.threshold).any():
        return
    if not view.raw[AT["links"], below] and view.raw[AT["ends"], below] > 0:
        yield below, view.verdict(below, True, "only", "all that there is below the title", 0.5)


def model(view: View, left: Sequence[int]) -> Iterator[tuple[int, Verdict]]:
    """The trained judge, over the block, its neighbours, its page and its site."""
    hints = [block.hints for block in view.segments.blocks]
    is_links = (view.raw[AT["link_chars"]] > 0.6 * view.raw[AT["chars"]]).tolist()
    is_short = (view.raw[AT["words"]] < SHORT).tolist()
    is_low = (view.probability < view.threshold).tolist()
    doubt = np.round(1 - view.probability, 3).tolist()
    for position in left:
        if is_low[position]:
            reason = _why(hints[position], is_links[position], is_short[position])
            yield position, view.verdict(position, False, "boilerplate", reason, doubt[position])


def content(view: View, left: Sequence[int]) -> Iterator[tuple[int, Verdict]]:
    """Nothing speaks against it."""
    trust = np.round(view.probability, 3).tolist()
    for position in left:
        yield position, view.verdict(position, True, "content", CONTENT, trust[position])


RULES: Final[tuple[tuple[str, Rule], ...]] = (
    ("title", title),
    ("lexicon", lexicon),
    ("calendar", calendar),
    ("repeated", repeated),
    ("hidden", hidden),
    ("comment", comment),
    ("lead", lead),
    ("only", only),
    ("model", model),
    ("content", content),
)


def verdicts(view: View) -> list[Verdict]:
    """For each block the verdict of the first rule that has one."""
    found: dict[int, Verdict] = {}
    count = len(view.segments.blocks)
    left: Sequence[int] = range(count)
    for _, rule in RULES:
        before = len(found)
        found.update(rule(view, left))
        if len(found) > before:
            left = [position for position in left if position not in found]
    return [found[position] for position in range(count)]


@lru_cache(maxsize=10_000)
def _why(hints: tuple[str, ...], is_links: bool, is_short: bool) -> str:
    """What a reader can check of the model's reasons."""
    named = [HINT_WORDS[hint] for hint in hints if hint in HINT_WORDS]
    facts = [f"stands in {' and '.join(named[:2])}"] if named else []
    facts += ["is mostly links"] * is_links + ["is short"] * is_short
    return ": ".join(filter(None, ("does not read like the page's own text", ", ".join(facts))))


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= QUOTED else line[:QUOTED].rsplit(" ", 1)[0] + "…"
