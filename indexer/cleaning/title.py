"""Which text is the page's title, and which of its blocks shows it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from indexer import limits
from indexer.cleaning.features import AT, numbers_of
from indexer.cleaning.folding import fold
from indexer.model import Kind, Segments

LONGEST_LINE: Final = 250  # characters of a line of plain text that may be a title
PARAGRAPH: Final = 300  # characters, or a sentence end: where a plain text's body begins
EARLY: Final = 0.6  # share of the page within which its title is looked for

SURE: Final = 1.1  # a heading that agrees so well is the title even where it is also a menu entry on every page …
REPEATED: Final = 0.4  # … but one that is not comes first: the site's name is on every page too

_DATED: Final = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[.:/]\d\d\b")
_DATE_WORDS: Final = 3  # in a line that holds a date and nothing else: "Published 6 June", "6 июня … г."
_WORD: Final = re.compile(r"[^\W\d_]+")
_MOMENT: Final = re.compile(r"\s+\d{1,2}[./]\d{1,2}[./]\d{2,4},?\s+\d{1,2}:\d\d(?::\d\d)?$")
# With spaces around: quotation marks and hyphens without them belong to a name.
_SEPARATORS: Final = re.compile(r"\s+[|–—\-·•»«:/]+\s+|\s*\|\s*")


@dataclass(frozen=True, slots=True)
class Title:
    text: str
    block: int = -1  # position of the block that shows it; -1 if none does


def title_parts(segments: Segments) -> list[str]:
    """The parts of what a page says its title is, those that stand on many pages of the site are the site's name."""
    return [part for text in _said(segments) for part in _SEPARATORS.split(text)]


def find(
    segments: Segments,
    repeated: Sequence[bool],
    furniture: Sequence[bool],
    folded: Sequence[str],
    shared: frozenset[str] = frozenset(),
) -> Title:
    """The title of a page. `repeated` and `furniture` say of each block whether the site's template or the lexicon has
    it; `folded` are the blocks' texts folded; `shared` are the folded title_parts that the site's pages share.

    A heading that the page's own <title> or og:title speaks of is surest; then the only <h1>; then what <title> says
    without the site's name; then the highest heading before the first paragraph; then, as in plain text, the last
    short line before it.
    """
    if segments.format == "text":
        return _before_body(segments, repeated, furniture)
    said = [own for text in _said(segments) if (own := _without_site(text, segments, shared))]
    shown = _shown(segments, said, repeated, _without_dates(segments, folded))
    if shown is None and not said:
        shown = _entry(segments, folded, shared)
    if shown is not None:
        return Title(_shown_text(segments, shown), shown)
    return Title(said[0][: limits.TITLE_CHARS]) if said else _before_body(segments, repeated, furniture)


def _shown_text(segments: Segments, position: int) -> str:
    """A block's text on one line, without the date that stands below it."""
    return " ".join(_undated(segments.blocks[position].text).split())[: limits.TITLE_CHARS]


def _undated(text: str) -> str:
    """A title without the lines below it that hold a date and nothing else, and without the moment at its end."""
    first, *more = text.split("\n")
    own = [line for line in more if not (_DATED.search(line) and len(_WORD.findall(line)) <= _DATE_WORDS)]
    return _MOMENT.sub("", "\n".join((first, *own)))


def _without_dates(segments: Segments, folded: Sequence[str]) -> Sequence[str]:
    """The folded texts, those of a few lines without the dates below them."""
    texts = [block.text for block in segments.blocks]
    lines = [i for i, text in enumerate(texts) if "\n" in text and len(text) <= limits.TITLE_CHARS]
    changed = {i: fold(own) for i in lines if (own := _undated(texts[i])) != texts[i]}
    return [changed.get(i, text) for i, text in enumerate(folded)] if changed else folded


def _entry(segments: Segments, folded: Sequence[str], shared: frozenset[str]) -> int | None:
    """The only <h1> of a page that says nothing of its title, if it is an entry of the menu as well.

    On every page it stands, but as a heading it is this page's: the site's name would stand once, or lead home.
    """
    blocks = segments.blocks
    firsts = [i for i, block in enumerate(blocks) if block.kind is Kind.HEADING and block.level == 1]
    if len(firsts) != 1 or _in_link(segments, firsts[0]):
        return None
    text = folded[firsts[0]]
    known = text in shared or _is_site(text, segments) or not text
    return firsts[0] if folded.count(text) > 1 and not known else None


def _said(segments: Segments) -> list[str]:
    return [text for source, text in segments.meta.titles if source != "h1" and text]


def _shown(segments: Segments, said: Sequence[str], repeated: Sequence[bool], folded: Sequence[str]) -> int | None:
    """The block that shows the title: the heading that agrees best with what the page says of itself."""
    claims = [(fold(text), [fold(part) for part in _SEPARATORS.split(text)]) for text in said]
    whole = {text for text, _ in claims} | {parts[0] for _, parts in claims}
    headings = [
        i for i, b in enumerate(segments.blocks) if b.kind is Kind.HEADING and len(b.text) <= limits.TITLE_CHARS
    ]
    firsts = [i for i in headings if segments.blocks[i].level == 1 and not repeated[i]]
    best, best_score = None, 0.0
    for position in headings:
        score = _agreement(folded[position], claims)
        if score or firsts == [position]:
            score += 0.35 - 0.05 * segments.blocks[position].level
        if repeated[position]:
            score = score - REPEATED if score >= SURE else 0.0
        if score > best_score and (score := score - 0.3 * _in_link(segments, position)) > best_score:
            best, best_score = position, score
    if best_score < 0.9:  # a page of an old site may show its title in bold or large letters only
        last = int(EARLY * len(segments.blocks))
        plain = (i for i in range(last) if folded[i] in whole and not repeated[i] and not _in_link(segments, i))
        best, best_score = next(((i, 1.0) for i in plain if len(folded[i]) > 2), (best, best_score))
    return best if best_score >= 0.3 else None


def _agreement(text: str, claims: Sequence[tuple[str, list[str]]]) -> float:
    """1 for the whole of a claim, less for a part of it; a text of one or two letters agrees with nothing."""
    if len(text) < 3:
        return 0.0
    found = 0.0
    for claim, parts in claims:
        if text == claim:
            return 1.0
        if text in parts:
            found = max(found, 0.95 if text == parts[0] else 0.85)
        if len(text) >= 8 and (claim.startswith(text) or claim.endswith(text)):
            found = max(found, 0.5 + 0.5 * len(text) / len(claim))
        elif len(claim) >= 12 and text.startswith(claim.rstrip("… ")):
            found = max(found, 0.8)
    return found


def _in_link(segments: Segments, position: int) -> bool:
    return bool(numbers_of(segments)[AT["link_chars"], position] > 0.8 * len(segments.blocks[position].text))


def _without_site(text: str, segments: Segments, shared: frozenset[str]) -> str:
    """A title without the site's name before or after it; "" if it says nothing else."""
    own = [part for part in _SEPARATORS.split(text) if fold(part) not in shared and not _is_site(part, segments)]
    return text[text.find(own[0]) : text.rfind(own[-1]) + len(own[-1])] if own else ""


def _is_site(part: str, segments: Segments) -> bool:
    """Whether a part of a title names the site: og:site_name, or the host's own word."""
    name, host = fold(part), segments.site.split(".")[0].casefold() if "." in segments.site else ""
    if not name:
        return True
    return name == fold(segments.meta.site_name) or (len(host) > 3 and name.replace(" ", "") in (host, segments.site))


def _before_body(segments: Segments, repeated: Sequence[bool], furniture: Sequence[bool]) -> Title:
    for given in _said(segments) if segments.format == "text" else ():
        return Title(given[: limits.TITLE_CHARS], _equal(segments, given))
    candidates = list(_lines_before_body(segments, repeated, furniture))
    if not candidates:
        return Title(_first_line(segments, repeated, furniture))
    headings = [position for position in candidates if segments.blocks[position].kind is Kind.HEADING]
    if headings:
        best = min(headings, key=lambda position: segments.blocks[position].level)
    else:
        best = max(candidates, key=lambda position: (_titleness(segments.blocks[position].text), position))
    return Title(_shown_text(segments, best), best)


def _lines_before_body(segments: Segments, repeated: Sequence[bool], furniture: Sequence[bool]) -> Iterator[int]:
    """Short lines of the page's own before its first paragraph."""
    for position, block in enumerate(segments.blocks):
        if furniture[position] or repeated[position]:
            continue
        if len(block.text) > PARAGRAPH or (block.text[-1] in ".!…" and len(block.text) > 100):
            return
        if (
            len(block.text) <= LONGEST_LINE
            and block.kind not in (Kind.ITEM, Kind.ROW)
            and not _in_link(segments, position)
        ):
            yield position


def _titleness(text: str) -> float:
    """How much a line looks like a title: three words and more, few digits, no full stop."""
    words = text.split()
    digits = sum(character.isdigit() for character in text) / len(text)
    letters = sum(character.isalpha() for character in text) / len(text)
    return (len(words) >= 3) + (len(words) >= 6) * 0.5 - (digits > 0.25) - (letters < 0.5) - 0.5 * (text[-1] in ".:,;")


def _equal(segments: Segments, text: str) -> int:
    folded = fold(text)
    return next((i for i, block in enumerate(segments.blocks) if fold(block.text) == folded), -1)


def _first_line(segments: Segments, repeated: Sequence[bool], furniture: Sequence[bool]) -> str:
    """The beginning of the first block that is the page's own."""
    own = (b.text for b, r, f in zip(segments.blocks, repeated, furniture, strict=True) if not r and not f)
    text = next(own, segments.blocks[0].text)
    return text if len(text) <= 120 else text[:120].rsplit(" ", 1)[0] + "…"
