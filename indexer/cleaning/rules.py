"""The rules that decide over a block, surest first. Each gives a verdict with its reason, or None: the next decides.

To add a rule, write a function (view, position) -> Verdict | None and put it in RULES where it belongs.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from indexer.cleaning.features import AT
from indexer.cleaning.notices import SECTIONS
from indexer.cleaning.sites import Support
from indexer.cleaning.title import Title
from indexer.model import Block, Segments, Verdict

SHORT: Final = 8  # words
HINT_WORDS: Final = {
    "nav": "a menu", "footer": "a footer", "header": "a page header", "comment": "the comments",
    "side": "a side column", "related": "a list of other pages", "share": "sharing links", "byline": "the byline",
    "tags": "the tags", "ad": "an advertisement", "account": "a login box", "form": "a form", "consent": "a notice box",
    "partner": "a list of partners", "pager": "links to other pages", "tool": "page tools", "hidden": "a hidden part",
}  # fmt: skip
QUOTED: Final = 60  # characters of a block that a reason quotes


@dataclass(frozen=True, slots=True)
class View:
    """All that a rule may look at: one page, its site, and what was found out for all of its blocks at once."""

    segments: Segments
    support: Support
    sections: Sequence[str]  # for each block the section of the lexicon that has its text, or ""
    title: Title
    repeated: Sequence[bool]  # for each block whether the site's template has it
    probability: Sequence[float]  # for each block, of being what a person wrote on the page: the model's word
    threshold: float  # below it the model's word is no
    comments: Sequence[bool]  # for each block whether it belongs to the readers' comments

    def block(self, position: int) -> Block:
        return self.segments.blocks[position]

    def number(self, position: int, name: str) -> float:
        return self.segments.blocks[position].features[AT[name]]

    def verdict(self, position: int, kept: bool, rule: str, reason: str, confidence: float) -> Verdict:
        on, of = self.support.on[position], self.support.of
        return Verdict(kept, rule, reason, on, of, round(confidence, 3))


Rule = Callable[[View, int], Verdict | None]


def title(view: View, position: int) -> Verdict | None:
    """The page's title stays, even where it is also a menu entry and stands on every page."""
    if position == view.title.block:
        return view.verdict(position, True, "title", "the page's title", 0.95)
    return None


def lexicon(view: View, position: int) -> Verdict | None:
    """The whole text is a phrase of the lexicon."""
    section = view.sections[position]
    if not section:
        return None
    label, confidence, _ = SECTIONS[section]
    return view.verdict(position, False, section, f"{label} (“{_quoted(view.block(position).text)}”)", confidence)


def repeated(view: View, position: int) -> Verdict | None:
    """It stands on so many pages of the site that it is the template's."""
    if not view.repeated[position]:
        return None
    on, of = view.support.on[position], view.support.of
    return view.verdict(position, False, "repeated", f"on {on:,} of {of:,} pages of this site", 0.7 + 0.3 * on / of)


def comment(view: View, position: int) -> Verdict | None:
    """What readers wrote below the text."""
    if not view.comments[position]:
        return None
    return view.verdict(position, False, "comment", "a reader's comment below the text", 0.85)


def model(view: View, position: int) -> Verdict | None:
    """The trained judge, over the block, its neighbours, its page and its site."""
    probability = view.probability[position]
    if probability >= view.threshold:
        return None
    return view.verdict(position, False, "boilerplate", _why(view, position), 1 - probability)


def content(view: View, position: int) -> Verdict | None:
    """Nothing speaks against it."""
    return view.verdict(position, True, "content", "reads like the page's own text", view.probability[position])


RULES: Final[tuple[tuple[str, Rule], ...]] = (
    ("title", title),
    ("lexicon", lexicon),
    ("repeated", repeated),
    ("comment", comment),
    ("model", model),
    ("content", content),
)


def _why(view: View, position: int) -> str:
    """What a reader can check of the model's reasons."""
    block = view.block(position)
    hints = [HINT_WORDS[hint] for hint in block.hints if hint in HINT_WORDS]
    facts = [f"stands in {' and '.join(hints[:2])}"] if hints else []
    if view.number(position, "link_chars") > 0.6 * len(block.text):
        facts.append("is mostly links")
    if view.number(position, "words") < SHORT:
        facts.append("is short")
    return (
        f"does not read like the page's own text: {', '.join(facts)}"
        if facts
        else "does not read like the page's own text"
    )


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= QUOTED else line[:QUOTED].rsplit(" ", 1)[0] + "…"
