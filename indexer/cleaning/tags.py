"""What a tag says, read once for each different tag, and how far a tag and its content reach.

Both trees are written down in one normal form (events.py), so a tag is a short text such as `div class="post"`, and the
same few tags come again on each page of a site: what they say is looked up by that text.
"""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Final

from indexer.cleaning.hints import mask

# What kind of tag it is: position of its handler in the walk. NOTHING is an inline element without names.
NOTHING, NAMED, BLOCK, END_BLOCK, LINK, END_LINK, BOLD, END_BOLD, BREAK, RULE, IMAGE, INPUT, META, END_ROW, END_CELL = (
    range(15)
)

SKIPPED: Final = frozenset(
    "script style noscript template svg iframe canvas select datalist option textarea audio video title map "
    "progress meter noembed".split()
)
# Their content is text even where it looks like markup; in the others elements of the same name may nest.
RAW: Final = frozenset("script style iframe title textarea noembed noframes xmp plaintext".split())
BLOCKS: Final = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup legend li main menu nav object ol p pre search "
    "section summary table tbody td tfoot th thead tr ul".split()
)
_INLINE: Final = {
    **dict.fromkeys(("b", "strong", "em", "i"), (BOLD, END_BOLD)),
    **dict.fromkeys(("html", "meta", "link", "time"), (META, NOTHING)),
    "a": (LINK, END_LINK), "br": (BREAK, NOTHING), "hr": (RULE, NOTHING), "img": (IMAGE, NOTHING),
    "input": (INPUT, NOTHING), "tr": (BLOCK, END_ROW), "td": (BLOCK, END_CELL), "th": (BLOCK, END_CELL),
}  # fmt: skip
# Inline elements of these classes hold what is read aloud and not shown: "opens in a new window", "current page".
_UNSEEN: Final = frozenset(
    "sr-only visually-hidden visuallyhidden screen-reader-text screenreader-text element-invisible show-for-sr sr-text "
    "u-visually-hidden assistive-text a11y-hidden".split()
)
_LINES: Final = frozenset(("line", "token-line", "code-line"))  # of code that was coloured on the server
_VOID: Final = frozenset("area base basefont br col embed hr img input link meta param source track wbr".split())
_ATTRIBUTE: Final = re.compile(r' ([^ =>]+)="([^"]*)"')
_MOST_TAGS: Final = 50_000  # that are remembered
_LONGEST: Final = 400  # characters of a tag that is remembered

Names = tuple[str, str | None, str | None, str | None, bool]  # tag, class, id, role, whether it is hidden


class Tag:
    """A start or end tag."""

    __slots__ = (
        "_text",
        "is_data",
        "is_line",
        "is_link",
        "is_unseen",
        "kind",
        "mask",
        "name",
        "names",
        "nests",
        "swallows",
    )

    def __init__(self, text: str) -> None:
        self._text = text
        self.name = name = text.partition(" ")[0]
        self.mask = 0  # hints of an inline element's names
        self.swallows = False  # what is inside is no markup, or not wanted
        self.nests = name not in RAW
        self.is_unseen = self.is_line = False
        self.is_link = name == "a" and ' href="' in text
        self.is_data = name == "script" and "ld+json" in text
        self.names: Names = (name, None, None, None, False)
        self.kind = _kind(name)
        if name in SKIPPED or name in RAW:
            self.kind, self.swallows = NOTHING, True
        elif self.kind == BLOCK:
            self.names = self._named() if " " in text else self.names
        elif " " in text:
            words = (self.value("class") or "").split()
            self.is_line = not _LINES.isdisjoint(words)
            if not _UNSEEN.isdisjoint(words) and name not in _VOID:
                self.kind, self.names, self.is_unseen, self.swallows = NOTHING, self._named(), True, True
                return
            self.mask = mask(self.value("class") or self.value("itemprop") or "")
            if self.kind == NOTHING and (self.mask or self.is_line):
                self.kind = NAMED

    def value(self, name: str) -> str | None:
        """An attribute's value; None where there is no such attribute."""
        _, found, rest = self._text.partition(f' {name}="')
        return unescape(rest.partition('"')[0]) if found else None

    def attributes(self) -> Mapping[str, str]:
        return {name: unescape(value) for name, value in _ATTRIBUTE.findall(self._text)}

    def _named(self) -> Names:
        return self.name, self.value("class"), self.value("id"), self.value("role"), self._hidden()

    def _hidden(self) -> bool:
        if self.value("hidden") is not None or self.value("aria-hidden") == "true":
            return True
        return "display:none" in (self.value("style") or "").replace(" ", "")


def _kind(name: str) -> int:
    ending = name.startswith("/")
    bare = name[1:] if ending else name
    if bare in _INLINE:
        return _INLINE[bare][ending]
    if bare in BLOCKS or ("-" in bare and bare[0].isalpha()):  # elements of the page's own are blocks
        return END_BLOCK if ending else BLOCK
    return NOTHING


_tags: dict[str, Tag] = {}


def read_tag(text: str) -> Tag:
    """The tag of a text without its angle brackets; remembered."""
    tag = Tag(text)
    if len(text) <= _LONGEST:
        if len(_tags) >= _MOST_TAGS:
            _tags.clear()
        _tags[text] = tag
    return tag


known = _tags.get


_COMMENT: Final = Tag("!--")


def meet(piece: str, rest: Iterator[str]) -> tuple[Tag, str]:
    """A tag that is met for the first time, or a comment, and the text after it."""
    if piece.startswith("!--"):
        while "-->" not in piece:
            piece = next(rest, "-->")
        return _COMMENT, piece.partition("-->")[2]
    pieces = [piece]
    while ">" not in pieces[-1]:  # a "<" in the name of an element or attribute
        pieces.append(next(rest, ">"))
    head, _, text = "<".join(pieces).partition(">")
    return read_tag(head), text


def content_of(tag: Tag, text: str, rest: Iterator[str]) -> tuple[str, str]:
    """What stands in an element, as written, and the text after it."""
    inside, end, depth = [text], f"/{tag.name}>", 1
    for piece in rest:
        if piece.startswith(end):
            depth -= 1
            if not depth:
                return "<".join(inside), piece[len(end) :]
        elif tag.nests and piece.partition(">")[0].partition(" ")[0] == tag.name:
            depth += 1
        inside.append(piece)
    return "<".join(inside), ""
