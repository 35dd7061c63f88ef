"""What holds inside an element of a page: the kind of its text, what its names and those above it hint at."""

from typing import Final

from indexer.cleaning.features import INSIDE_BIT, TAG_CODE
from indexer.cleaning.hints import BIT, mask, names_of
from indexer.cleaning.tags import Names
from indexer.model import Kind

HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_KINDS: Final[dict[str, tuple[Kind | None, str]]] = {
    "p": (None, "p"), "div": (None, "div"), "dt": (None, "dt"), "dd": (None, "dd"), "li": (Kind.ITEM, "li"),
    "blockquote": (Kind.QUOTE, "quote"), "pre": (Kind.CODE, "pre"), "figcaption": (Kind.CAPTION, "caption"),
    "caption": (Kind.CAPTION, "caption"), "td": (Kind.PARAGRAPH, "td"), "th": (Kind.PARAGRAPH, "td"),
    "button": (Kind.PARAGRAPH, "button"), "form": (Kind.PARAGRAPH, "form"),
}  # fmt: skip
_LISTS: Final = frozenset(("ul", "ol"))
NAMES_CHARS: Final = 400  # of an element's class or id that are remembered
_MOST: Final = 50_000  # styles that are remembered
_UNSEEN: Final = INSIDE_BIT["unseen"]
_ROW: Final[Names] = ("", "row", None, None, False)


class Style:
    """What holds inside an element: the same for all elements with the same names under the same style."""

    __slots__ = (
        "chain", "described", "far", "hints", "inner", "inside", "kind", "level", "lists", "near", "outer", "path",
        "tag",
    )  # fmt: skip

    def __init__(self, outer: "Style | None" = None, names: Names | None = None, path: int = 0) -> None:
        self.inner: dict[Names, Style] = {}
        self.outer = outer
        self.described = _described(names) if names else None  # None: that of the element around it
        # Hints as bits: of the element and the two around it, of these three together, and of those further out.
        self.path = path  # number of the tags and classes from the root to here
        self.hints: tuple[str, ...] = ()  # of the element and of those above it
        if outer is None:
            self.kind, self.level, self.tag, self.lists = Kind.PARAGRAPH, 0, TAG_CODE["text"], 0
            self.chain, self.near, self.far, self.inside = (0, 0, 0), 0, 0, 0
        else:
            self.kind, self.level, self.tag, self.lists = outer.kind, outer.level, outer.tag, outer.lists
            self.chain, self.near, self.far, self.inside = outer.chain, outer.near, outer.far, outer.inside
            self.hints = outer.hints


class Styles:
    """All styles, remembered from page to page: those of a site have the same frame."""

    def __init__(self) -> None:
        self._forget()

    def _forget(self) -> None:
        self._root = Style()
        self._count = 0
        self._paths: dict[tuple[int, str, str | None], int] = {}

    def root(self) -> Style:
        """The style outside of all elements."""
        if self._count > _MOST:
            self._forget()
        return self._root

    def inner(self, outer: Style, names: Names) -> Style:
        """The style of an element that is seen for the first time in `outer`."""
        self._count += 1
        tag, path = names[0], (outer.path, *names[:2])
        style = outer.inner[names] = Style(outer, names, self._paths.setdefault(path, len(self._paths) + 1))
        if tag != "body":  # what is said of the whole page tells no block from another
            self._describe(style, outer, names)
        return style

    def unseen(self, outer: Style, names: Names) -> Style:
        """The style of an inline element that is not shown: never a heading."""
        names = (*names[:4], True)
        style = outer.inner.get(names)
        if style is None:
            style = self.inner(outer, names)
            if style.kind is Kind.HEADING:
                style.kind, style.level = Kind.PARAGRAPH, 0
        return style

    def row(self, cell: Style) -> Style:
        """The style of a table row, by that of its first cell."""
        style = cell.inner.get(_ROW)
        if style is None:
            style = cell.inner[_ROW] = Style(cell, None, cell.path)
            style.kind, style.tag, style.outer = Kind.ROW, TAG_CODE["row"], cell.outer
        return style

    def _describe(self, style: Style, outer: Style, names: Names) -> None:
        tag = names[0]
        hints = _hints(names)
        own, up, upper = outer.chain
        style.chain, style.near, style.far = (hints, own, up), hints | own | up, outer.far | upper
        style.hints = names_of(style.near | style.far)
        style.inside = outer.inside & ~_UNSEEN | INSIDE_BIT.get(tag, 0) | _UNSEEN * names[-1]
        if tag in HEADINGS:
            style.kind, style.level, style.tag = Kind.HEADING, HEADINGS[tag], TAG_CODE["heading"]
        elif tag in _KINDS:
            kind, name = _KINDS[tag]
            style.tag = TAG_CODE[name]
            if kind is not None and outer.kind is not Kind.HEADING:
                style.kind = kind
                style.level = max(style.lists, 1) if kind is Kind.ITEM else 0
        elif tag in _LISTS:
            style.lists += 1


def _hints(names: Names) -> int:
    *words, hidden = names
    return mask(" ".join(str(word) for word in words if word)) | BIT["hidden"] * bool(hidden)


def _described(names: Names) -> tuple[str, str, str]:
    """Tag, id and classes, as a page's elements have them."""
    tag, classes, own, _, _ = names
    return tag, (own or "")[:NAMES_CHARS], " ".join((classes or "")[:NAMES_CHARS].split())
