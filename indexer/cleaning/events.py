"""Markup → one normal form of either of two trees, for one walk.

The normal form is that of the HTML standard's serialisation (13.3), cut before each "<": every element has its end tag
but the void ones, values stand in double quotes, and no "<" stands in a text. Reading a page's tree as one text and
cutting it took a third of the time that visiting its nodes did.

`selectolax` (lexbor) parses an ordinary page in about 1 ms, but takes minutes on some hostile ones (100,000 nested
elements, 32,000 attributes). `beautifulsoup4` on `lxml` costs 30 times as much and was the only parser that neither
hung nor lost text on them. A linear scan of the raw text decides.
"""

import re
import warnings
from collections.abc import Mapping
from html import escape, unescape
from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser

MANY_TAGS: Final = 3_000  # lexbor walks so many nested elements in 0.1 s; with fewer tags depth is no danger
DEEP: Final = 500  # open elements; real pages stay under 300
ABSURD: Final = 2_000  # open elements: no tree is built of them (100,000 took even the careful parser 3 s)
SQUARE_OF_ATTRIBUTES: Final = 4_000_000  # lexbor compares each attribute of an element with all before it
LONG_TAG: Final = 400  # characters; shorter tags hold too few attributes to matter

_TAGS: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_LONG_TAGS: Final = re.compile(rf"<[a-zA-Z][^>]{{{LONG_TAG},}}")
_QUOTED: Final = re.compile(r"\"[^\"]*\"|'[^']*'")
_ATTRIBUTE_STARTS: Final = re.compile(r"[\s/\"']+[^\s/\"'>=]")
# Elements that are often left open, or have no end tag at all: they say nothing about depth.
_LEFT_OPEN: Final = frozenset(
    "p li br img hr input meta link area base col embed source track wbr param option tr td th dt dd thead tbody tfoot "
    "html head body frame basefont bgsound isindex".split()
)


def suspicious(markup: str) -> tuple[str, str]:
    """Which reader the markup needs, "fast", "careful" or "none", and why. Linear: .1 ms on an ordinary page."""
    if sum(_attributes(tag) ** 2 for tag in _LONG_TAGS.findall(markup)) > SQUARE_OF_ATTRIBUTES:
        return "careful", "too many attributes"
    depth = _depth(markup) if markup.count("<") > MANY_TAGS else 0
    if depth > ABSURD:
        return "none", "nested beyond any sense"
    return ("careful", "nested too deep") if depth > DEEP else ("fast", "")


def _attributes(tag: str) -> int:
    """About how many attributes the tag has."""
    return len(_ATTRIBUTE_STARTS.findall(_QUOTED.sub('"', tag)))


def _depth(markup: str) -> int:
    """The most elements open at once, by counting start and end tags."""
    depth = deepest = 0
    for end, name in _TAGS.findall(markup):
        if name.lower() in _LEFT_OPEN:
            continue
        if not end:
            depth += 1
            deepest = max(deepest, depth)
        elif depth:
            depth -= 1
    return deepest


def pieces_fast(markup: str) -> list[str]:
    """The tree that lexbor reads, in normal form."""
    return (LexborHTMLParser(markup).html or "").split("<")


def pieces_careful(markup: str) -> list[str]:
    """The tree that bs4 on lxml reads, in normal form. Never recursive: any depth is written."""
    from bs4 import BeautifulSoup, Tag

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of markup that looks like an address, or like XML
        soup = BeautifulSoup(markup, "lxml", multi_valued_attributes=None, store_line_numbers=False)
    pieces = [""]
    parents: list[Tag] = []
    node: Any = next(iter(soup.contents), None)
    while node is not None:
        if isinstance(node, Tag):
            pieces.append(_start(node))
            if node.contents:
                parents.append(node)
                node = node.contents[0]
                continue
            pieces += [] if node.name in _VOID else [f"/{node.name}>"]
        elif type(node).__name__ in _TEXT_CLASSES:
            pieces[-1] += escape(str(node), quote=False) if type(node).__name__ not in _RAW_CLASSES else str(node)
        following = node.next_sibling
        while following is None and parents:
            node = parents.pop()
            pieces.append(f"/{node.name}>")
            following = node.next_sibling
        node = following
    return pieces


def _start(node: Any) -> str:
    attributes: Mapping[str, str] = node.attrs  # plain strings: multi_valued_attributes is off
    return "".join((node.name, *(f' {name}="{escape(value)}"' for name, value in attributes.items()), ">"))


_RAW_CLASSES: Final = frozenset(("Script", "Stylesheet"))
_TEXT_CLASSES: Final = frozenset(("NavigableString", "CData", "TemplateString", *_RAW_CLASSES))
_VOID: Final = frozenset("area base br col embed hr img input link meta param source track wbr".split())

_UNSHOWN: Final = ("script", "style", "noscript", "template", "svg", "iframe", "select", "textarea", "title")
_INLINE: Final = frozenset(
    "a b i u em strong span font small big sub sup code tt abbr acronym mark q s wbr ruby rt".split()
)
_NAME: Final = re.compile(r"/?([a-zA-Z][a-zA-Z0-9-]*)")


def stripped(markup: str) -> str:
    """The text that the markup shows, by cutting at its tags; linear, whatever is nested or left open.

    What an element that shows no text swallows is there only if the element never ends: then it swallowed the page.
    """
    shown: list[str] = []
    swallowed: list[str] = []
    until = ""
    for piece in markup.split("<"):
        text = piece[piece.find(">") + 1 :]
        if until:
            swallowed.append(text)
            if until not in piece if until == "-->" else not piece[:10].lower().startswith(until):
                continue
            until, swallowed = "", []
        elif piece.startswith("!--") and "-->" not in piece:
            until = "-->"
            continue
        else:
            until = _swallower(piece[:10].lower())
            if until:
                continue
        name = _NAME.match(piece)
        shown.append(text if name and name[1].lower() in _INLINE else "\n\n" + text)
    return unescape("".join((*shown, "\n\n", *swallowed)))


def _swallower(start: str) -> str:
    """What ends the element that begins here, if it is one that shows no text."""
    return next(("/" + name for name in _UNSHOWN if start.startswith(name)), "")
