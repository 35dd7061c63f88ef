"""Events → blocks: cuts a page's tree into pieces that are kept or removed as a whole, and describes each."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from indexer import limits
from indexer.cleaning.features import AT, INSIDE_BIT, LEVELS, TAG_CODE, text_features
from indexer.cleaning.hints import BIT, mask, names_of
from indexer.cleaning.metadata import TAGS as META_TAGS
from indexer.cleaning.metadata import MetaReader
from indexer.cleaning.plain import fold_line, fold_text
from indexer.model import Block, Element, Kind

SKIPPED: Final = frozenset(
    "script style noscript template svg iframe canvas select datalist option textarea audio video title embed map "
    "progress meter".split()
)
BLOCKS: Final = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav noframes object ol p "
    "pre search section summary table tbody td tfoot th thead tr ul".split()
)
BOLD: Final = frozenset(("b", "strong", "em", "i"))
HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
# What to do at an element, in one look-up: there are thousands of them on a page.
_BLOCK, _META, _LINK, _BOLD, _OTHER = "block", "meta", "link", "bold", "other"
_ACTS: Final = {
    **dict.fromkeys(SKIPPED, _OTHER), **dict.fromkeys(BOLD, _BOLD), **dict.fromkeys(META_TAGS, _META),
    **dict.fromkeys(BLOCKS, _BLOCK), "a": _LINK,
}  # fmt: skip
_KINDS: Final[dict[str, tuple[Kind | None, str]]] = {
    "p": (None, "p"), "div": (None, "div"), "dt": (None, "dt"), "dd": (None, "dd"), "li": (Kind.ITEM, "li"),
    "blockquote": (Kind.QUOTE, "quote"), "pre": (Kind.CODE, "pre"), "figcaption": (Kind.CAPTION, "caption"),
    "caption": (Kind.CAPTION, "caption"), "td": (Kind.PARAGRAPH, "td"), "th": (Kind.PARAGRAPH, "td"),
    "button": (Kind.PARAGRAPH, "button"), "form": (Kind.PARAGRAPH, "form"),
}  # fmt: skip
_BREAK: Final = "\ue000"  # stands for <br> until white space is folded; a private character that no page may bring
NAMES_CHARS: Final = 400  # of an element's class or id that are remembered
LONG_CELL: Final = 200  # characters: a longer table cell is a text of its own, not a value in a row
_LINK_CHARS: Final = AT["link_chars"]
_LINKS: Final = AT["links"]
_IN_LINK: Final = INSIDE_BIT["a"]
_NAMELESS: Final[tuple[object, ...]] = ()
_LISTS: Final = frozenset(("ul", "ol"))


class Draft:
    """Text that is being collected, and what was seen in it."""

    __slots__ = ("bold", "inline", "link_chars", "links", "parts")

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.link_chars = self.links = self.bold = self.inline = 0


class Style:
    """What holds inside an element: the same for all elements with the same names under the same style."""

    __slots__ = ("element", "far", "inner", "inside", "kind", "level", "lists", "names", "near", "outer", "path", "tag")

    def __init__(self, parent: "Style | None" = None, path: int = 0) -> None:
        self.inner: dict[tuple[object, ...], Style] = {}
        self.path = path
        self.outer, self.names = parent, _NAMELESS  # a nameless style is that of the element around it
        self.element = -1  # its place among the page's elements, once it has one
        if parent is None:
            self.kind, self.level, self.tag, self.lists = Kind.PARAGRAPH, 0, TAG_CODE["text"], 0
            self.near, self.far, self.inside = (0, 0, 0), 0, 0
        else:
            self.kind, self.level, self.tag, self.lists = parent.kind, parent.level, parent.tag, parent.lists
            self.near, self.far, self.inside = parent.near, parent.far, parent.inside

    @property
    def hints(self) -> int:
        """All hints of the element and of those above it, as bits."""
        own, up, upper = self.near
        return own | up | upper | self.far


class Row:
    """A table row that is being read: its cells so far, while none of them holds blocks of its own."""

    __slots__ = ("cells", "plain")

    def __init__(self) -> None:
        self.cells: list[tuple[Draft, Style, int]] = []
        self.plain = True


class Walk:
    """A Sink that collects blocks. Ask `finish()` for them."""

    def __init__(self, meta: MetaReader) -> None:
        self.seen_chars = 0
        self.meta = meta
        self.elements: list[Element] = []  # those that blocks stand in; complete when finished
        self._drafts: list[tuple[str, Style, int, list[float]]] = []  # text, style, container, numbers
        self._overflow: list[str] = []  # text beyond the most blocks a page may have
        self._captured: list[str] | None = None  # the text of a <title> or a script with data, for the metadata
        self._draft = Draft()
        self._style, self._container = Style(), 0
        self._open: list[tuple[Style, int]] = []
        self._rows: list[Row] = []
        self._containers: list[list[int]] = [[-1, 0, 0]]  # parent, first block, last block + 1
        self._paths: dict[tuple[object, ...], int] = {}  # tag and class path → its number
        self._links = self._bold = self._images = self._inputs = self._above = 0
        self._broken = False  # the last thing in the draft is a line break

    # -- events

    def open(self, tag: str, attributes: Mapping[str, str | None]) -> bool:
        act = _ACTS.get(tag)
        if act is _BLOCK or (act is None and "-" in tag):
            self._open_block(tag, attributes)
            return True
        if act is _META and self.meta.wants_text(tag, attributes):
            self._captured = []
            return True
        if tag in SKIPPED:
            self._inputs += tag in ("select", "textarea")
            return False
        if act is _LINK:
            if "href" in attributes:
                self._links += 1
                self._draft.links += 1
        elif act is _BOLD:
            self._bold += 1
        elif tag == "br":
            self._line_break()
        elif tag == "img":
            self._images += 1
        elif tag == "input":
            self._inputs += attributes.get("type") != "hidden"
        if attributes:
            names = attributes.get("class") or attributes.get("itemprop")
            if names:
                self._draft.inline |= mask(names)
        return True

    def close(self, tag: str) -> None:
        act = _ACTS.get(tag)
        if self._captured is not None:
            self.meta.take(tag, "".join(self._captured))
            self._captured = None
        elif act is _BLOCK or (act is None and "-" in tag):
            self._close_block(tag)
        elif act is _LINK:
            self._links -= self._links > 0
        elif act is _BOLD:
            self._bold -= 1

    def text(self, text: str) -> None:
        if self._captured is not None:
            self._captured.append(text)
            return
        draft = self._draft
        if text.isspace():
            if draft.parts:
                draft.parts.append(" ")
            return
        draft.parts.append(text)
        self._broken = False
        if self._links or self._bold:
            length = len(text.strip())
            if self._links:
                draft.link_chars += length
            if self._bold:
                draft.bold += length

    # -- structure

    def _open_block(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        if self._draft.parts:
            self._flush()
        if tag == "tr":
            self._rows.append(Row())
        outer, containers = self._style, self._containers
        self._open.append((outer, self._container))
        key: tuple[object, ...] = (tag,)
        if attributes:
            get = attributes.get
            key = (tag, get("class"), get("id"), get("role"), _hidden(attributes))
        style = outer.inner.get(key)
        if style is None:
            style = outer.inner[key] = self._inner(tag, key)
        self._style = style
        containers.append([self._container, len(self._drafts), 0])
        self._container = len(containers) - 1

    def _inner(self, tag: str, names: tuple[object, ...]) -> Style:
        """The style of an element seen for the first time."""
        parent = self._style
        path = self._paths.setdefault((parent.path, *names[:2]), len(self._paths) + 1)
        style = Style(parent, path)
        style.names = names
        if tag == "body":  # what is said of the whole page tells no block from another
            return style
        hints = mask(" ".join(str(name) for name in names[:4] if name))
        if names[4:] == (True,):
            hints |= BIT["hidden"]
        own, up, upper = parent.near
        style.near, style.far = (hints, own, up), parent.far | upper
        style.inside |= INSIDE_BIT.get(tag, 0)
        if tag in HEADINGS:
            style.kind, style.level, style.tag = Kind.HEADING, HEADINGS[tag], TAG_CODE["heading"]
        elif tag in _KINDS:
            kind, name = _KINDS[tag]
            style.tag = TAG_CODE[name]
            if kind is not None and parent.kind is not Kind.HEADING:
                style.kind = kind
                style.level = max(style.lists, 1) if kind is Kind.ITEM else 0
        elif tag in _LISTS:
            style.lists += 1
        return style

    def _close_block(self, tag: str) -> None:
        if tag in ("td", "th") and self._rows:
            self._end_cell()
        elif tag == "tr":
            self._end_row()
        elif self._draft.parts:
            self._flush()
        self._containers[self._container][2] = len(self._drafts)
        if self._open:
            self._style, self._container = self._open.pop()

    def _line_break(self) -> None:
        if self._broken:
            self._flush()  # two in a row part paragraphs
        elif self._draft.parts:
            self._draft.parts.append(_BREAK)
            self._broken = True

    # -- rows of tables

    def _end_cell(self) -> None:
        row, draft = self._rows[-1], self._draft
        if not draft.parts:
            return
        if row.plain:
            row.cells.append((draft, self._style, self._container))
            self._draft, self._broken = Draft(), False
        else:
            self._flush()

    def _end_row(self) -> None:
        if self._draft.parts:
            self._flush()
        row = self._rows.pop() if self._rows else Row()
        if row.plain and row.cells:
            self._emit_row(row)

    def _emit_row(self, row: Row) -> None:
        """A row of short cells is one block; of a longer one each cell is a block."""
        self._spill()
        texts = [fold_line("".join(draft.parts).replace(_BREAK, " ")) for draft, _, _ in row.cells]
        if len(texts) < 2 or max(map(len, texts)) > LONG_CELL:
            for draft, style, container in row.cells:
                self._emit(draft, style, container)
            return
        first = row.cells[0][1]
        style = first.inner.setdefault(("row",), Style(first, first.path))
        style.kind, style.tag, style.outer = Kind.ROW, TAG_CODE["row"], first.outer
        whole = Draft()
        whole.parts = [" | ".join(filter(None, texts))]
        for draft, _, _ in row.cells:
            whole.link_chars += draft.link_chars
            whole.links += draft.links
            whole.bold += draft.bold
            whole.inline |= draft.inline
        self._emit(whole, style, self._container, len(texts))

    # -- blocks

    def _flush(self) -> None:
        """What has been collected is a block."""
        draft, self._draft, self._broken = self._draft, Draft(), False
        self._draft.links = int(self._links > 0)
        if draft.parts:
            self._spill()
            self._emit(draft, self._style, self._container)

    def _spill(self) -> None:
        """A block inside a row: the row is layout, and the cells before it are blocks of their own."""
        for row in self._rows:
            if row.plain:
                row.plain = False
                for cell, style, container in row.cells:
                    self._emit(cell, style, container)

    def _emit(self, draft: Draft, style: Style, container: int, cells: int = 0) -> None:
        raw = "".join(draft.parts)
        text = _fold_code(raw) if style.kind is Kind.CODE else fold_text(raw, _BREAK)
        if not text or text.isspace():
            return
        self.seen_chars += len(text)
        if len(self._drafts) >= limits.BLOCKS_PER_PAGE:
            self._overflow.append(text)
            return
        self._drafts.append((text, style, container, self._numbers(text, draft, style, cells)))
        self._images = self._inputs = 0
        if style.kind is Kind.HEADING:
            self._above = style.level

    def _numbers(self, text: str, draft: Draft, style: Style, cells: int) -> list[float]:
        """All of features.NAMES but the containers, which are known only at the end."""
        numbers = text_features(text)
        length = len(text)
        links = min(draft.link_chars, length)
        numbers[_LINK_CHARS], numbers[_LINKS] = links, draft.links
        own, up, upper = style.near
        whole_link = _IN_LINK if draft.links and links >= 0.9 * length else 0
        numbers += (
            draft.bold, self._images, self._inputs, text.count("\n"), cells, style.tag, len(self._open),
            own | up | upper, style.far, draft.inline, style.inside | whole_link, style.path, self._above,
        )  # fmt: skip
        return numbers

    # -- result

    def end(self) -> None:
        """No more events will come."""
        self._flush()
        while self._rows:
            row = self._rows.pop()
            if row.plain and row.cells:
                self._emit_row(row)

    def finish(self) -> tuple[Block, ...]:
        """The blocks of the page, in its order."""
        chains, place = self._chains(), self._element
        blocks = tuple(
            Block(text, style.kind, style.level, (*numbers, *chains[container]), names_of(style.hints), place(style))
            for text, style, container, numbers in self._drafts
        )
        if self._overflow:
            last = replace(blocks[-1], text="\n".join((blocks[-1].text, *self._overflow)))
            blocks = (*blocks[:-1], last)
        return blocks

    def _element(self, style: Style | None) -> int:
        """The place of a style among `elements`, itself and those around it put there at the first time."""
        inward = list[Style]()
        while style and style.element < 0:
            inward.append(style)
            style = style.outer
        place = style.element if style else -1
        for each in reversed(inward):
            if each.names:
                self.elements.append(_described(place, *each.names[:3]))
                place = len(self.elements) - 1
            each.element = place
        return place

    def _chains(self) -> list[tuple[float, ...]]:
        """For each container the ranges of the LEVELS smallest ones around it that differ, itself included."""
        count = len(self._drafts)
        whole = (0.0, float(count))
        chains: list[tuple[float, ...]] = [whole * LEVELS]
        for parent, start, end in self._containers[1:]:
            end = end or count  # left open
            above = chains[parent]
            if 1 < end - start < above[1] - above[0]:
                chains.append((float(start), float(end), *above[:-2]))
            else:
                chains.append(above)
        return chains


def _described(parent: int, tag: object, classes: object = None, id: object = None) -> Element:
    return Element(parent, str(tag), str(id or "")[:NAMES_CHARS], " ".join(str(classes or "")[:NAMES_CHARS].split()))


def _hidden(attributes: Mapping[str, str | None]) -> bool:
    style = attributes.get("style")
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or bool(style and "none" in style and "display:none" in style.replace(" ", ""))
    )


def _fold_code(raw: str) -> str:
    """Code keeps its lines and indentation."""
    return raw.replace(_BREAK, "\n").strip("\n").rstrip()
