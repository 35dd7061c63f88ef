"""Normal form of markup → blocks: pieces of a page that are kept or removed as a whole, each described."""

from collections.abc import Callable, Iterable, Iterator
from html import unescape
from itertools import chain
from typing import Final

import numpy as np

from indexer import limits
from indexer.cleaning.features import AT, INSIDE_BIT, LEVELS, NAMES
from indexer.cleaning.measure import OF_TEXT, measured
from indexer.cleaning.metadata import MetaReader
from indexer.cleaning.plain import fold_line, fold_text
from indexer.cleaning.styles import Style, Styles
from indexer.cleaning.tags import Tag, known, read_tag
from indexer.model import Block, Element, Kind

_BREAK: Final = "\ue000"  # stands for <br> until white space is folded; a private character that no page may bring
LONG_LINE: Final = 120  # characters: a longer line before a <br> is a paragraph; hard-wrapped ones have under 100
LONG_CELL: Final = 200  # characters: a longer table cell is a text of its own, not a value in a row
_IN_LINK: Final = INSIDE_BIT["a"]
_OF_MARKUP: Final = [  # in the order in which they are collected
    AT[name]
    for name in "link_chars links bold_chars images inputs cells tag depth near far inline inside path above".split()
]
_SHOWN_RAW: Final = frozenset(("noframes", "xmp", "plaintext"))

_NONE, _LINK_ENDS, _APART = range(3)
_styles: Final = Styles()
_COMMENT: Final = Tag("!--")


class Draft:
    """Text that is being collected, and what was seen in it."""

    link_chars = links = bold = inline = 0
    line = 0, 0, 0, 0  # where its last line begins: part, and characters in links, links and bold before it
    asides: "tuple[tuple[Draft, Style], ...]" = ()  # texts inside of it that are not shown

    def __init__(self) -> None:
        self.parts: list[str] = []

    def next_line(self) -> None:
        self.parts.append(_BREAK)
        self.line = len(self.parts), self.link_chars, self.links, self.bold

    def last_line(self) -> str:
        return fold_line("".join(self.parts[self.line[0] :]))

    def split(self) -> "Draft":
        """The lines before the last one, taken out of it."""
        earlier, (part, link_chars, links, bold) = Draft(), self.line
        earlier.parts, self.parts = self.parts[:part], self.parts[part:]
        earlier.link_chars, earlier.links, earlier.bold = link_chars, links, bold
        self.link_chars -= link_chars
        self.links -= links
        self.bold -= bold
        earlier.inline, self.line = self.inline, (0, 0, 0, 0)
        return earlier


class Row:
    """A table row that is being read: its cells so far, while none of them holds blocks of its own."""

    __slots__ = ("cells", "plain")

    def __init__(self) -> None:
        self.cells: list[tuple[Draft, Style, int]] = []
        self.plain = True


class Walk:
    """Reads a page in normal form and collects its blocks. Ask `finish()` for them."""

    def __init__(self, meta: MetaReader) -> None:
        self.seen_chars = 0
        self.meta = meta
        self.elements: list[Element] = []  # those that blocks stand in; complete when finished
        self._places: dict[Style | None, int] = {None: -1}  # of their styles among them
        self._texts: list[str] = []  # of the blocks, and so are the next three
        self._styles: list[Style] = []
        self._holders: list[int] = []  # containers
        self._numbers: list[int] = []  # _OF_MARKUP for each
        self._overflow: list[str] = []  # text beyond the most blocks a page may have
        self._draft = Draft()
        self._style, self._container = _styles.root(), 0
        self._open: list[tuple[Style, int]] = []
        self._rows: list[Row] = []
        self._containers: list[list[int]] = [[-1, 0, 0]]  # parent, first block, last block + 1
        self._paths: dict[int, int] = {}  # number of a style's path → its number on this page
        self._links = self._bold = self._images = self._inputs = self._above = 0
        self._broken = False  # the last thing in the draft is a line break
        self._gap = _NONE  # whether a link stands directly before another inline element: they are shown apart

    def read(self, pieces: Iterable[str]) -> None:
        """Read the whole page. The loop that all of a page's tags and texts go through."""
        handlers, rest = self._handlers(), iter(pieces)
        next(rest, "")
        for piece in rest:
            head, _, text = piece.partition(">")
            tag = known(head)
            if tag is None:
                tag, text = _met(piece, rest)
            if tag.kind:
                handlers[tag.kind](tag)
            elif tag.swallows:
                text = self._swallowed(tag, text, rest)
            if not text:
                continue
            draft = self._draft
            if text.isspace():
                if draft.parts:
                    draft.parts.append(" ")
                continue
            if "&" in text:
                text = unescape(text)
                if text.isspace():
                    if draft.parts:
                        draft.parts.append(" ")
                    continue
            if self._gap:
                self._part(text)
            draft.parts.append(text)
            self._broken = False
            if self._links or self._bold:
                length = len(text.strip())
                draft.link_chars += length * (self._links > 0)
                draft.bold += length * (self._bold > 0)
        self._end()

    def _handlers(self) -> tuple[Callable[[Tag], None], ...]:
        """By kind of tag."""
        return (
            self._named, self._named, self._open_block, self._close_block, self._open_link, self._close_link,
            self._open_bold, self._close_bold, self._line_break, self._rule, self._image, self._input, self._meta,
            self._end_row, self._end_cell,
        )  # fmt: skip

    def _part(self, text: str) -> None:
        """Put white space between a link and the text of a neighbour that follows it."""
        parts = self._draft.parts
        if self._gap == _APART and parts and parts[-1][-1].isalnum() and text[0].isalnum():
            parts.append(" ")
        self._gap = _NONE

    def _swallowed(self, tag: Tag, text: str, rest: Iterator[str]) -> str:
        """Read an element whose content is no markup, or not wanted; the text after it."""
        content, after = _content(tag, text, rest)
        if tag.is_unseen:
            self._aside(tag, content)
            return after
        self._inputs += tag.name in ("select", "textarea")
        if (tag.name == "title" or tag.is_data) and self.meta.wants_text(tag.name, tag.attributes()):
            self.meta.take(tag.name, unescape(content) if tag.name == "title" else content)
        return content + after if tag.name in _SHOWN_RAW else after

    def _aside(self, tag: Tag, content: str) -> None:
        """An inline element that is read aloud only ("opens in a new window") is a block of its own, after its text."""
        aside, style = Draft(), _styles.unseen(self._style, tag.names)
        aside.parts = [unescape(" ".join(piece.partition(">")[2] for piece in f">{content}".split("<")))]
        if self._links:
            aside.links, aside.link_chars = 1, len(aside.parts[0])
        self._draft.asides += ((aside, style),)
        if not self._draft.parts and not (self._rows and self._rows[-1].plain):
            self._flush()

    # -- inline elements

    def _named(self, tag: Tag) -> None:
        draft = self._draft
        draft.inline |= tag.mask
        self._meet_neighbour()
        if tag.is_line and self._style.kind is Kind.CODE:
            self._end_line()

    def _meet_neighbour(self) -> None:
        if self._gap == _LINK_ENDS:
            self._gap = _APART

    def _end_line(self) -> None:
        """In code."""
        parts = self._draft.parts
        if parts and not parts[-1].endswith("\n"):
            parts.append("\n")

    def _open_link(self, tag: Tag) -> None:
        self._meet_neighbour()
        if tag.is_link:
            self._links += 1
            self._draft.links += 1
        self._draft.inline |= tag.mask

    def _close_link(self, tag: Tag) -> None:
        self._links -= self._links > 0
        self._gap = _LINK_ENDS

    def _open_bold(self, tag: Tag) -> None:
        self._bold += 1
        self._draft.inline |= tag.mask

    def _close_bold(self, tag: Tag) -> None:
        self._bold -= 1

    def _line_break(self, tag: Tag) -> None:
        if self._broken:
            self._flush()  # two in a row part paragraphs
        elif self._draft.parts and self._ends_paragraph(self._draft):
            self._flush()
        elif self._draft.parts:
            self._draft.next_line()
            self._broken = True
        self._draft.inline |= tag.mask

    def _ends_paragraph(self, draft: Draft) -> bool:
        """Whether the last line of the text is so long that it must be a paragraph of its own."""
        if self._style.kind is not Kind.PARAGRAPH or sum(map(len, draft.parts[draft.line[0] :])) < LONG_LINE:
            return False
        if self._rows and self._rows[-1].plain and sum(map(len, draft.parts)) <= LONG_CELL:
            return False
        return len(draft.last_line()) >= LONG_LINE

    def _image(self, tag: Tag) -> None:
        self._images += 1
        self._draft.inline |= tag.mask

    def _input(self, tag: Tag) -> None:
        self._inputs += tag.value("type") != "hidden"
        self._draft.inline |= tag.mask

    def _meta(self, tag: Tag) -> None:
        self.meta.wants_text(tag.name, tag.attributes())
        self._draft.inline |= tag.mask

    # -- structure

    def _open_block(self, tag: Tag) -> None:
        if self._draft.parts:
            if self._style.kind is Kind.CODE:
                self._end_line()
            else:
                self._flush()
        if tag.name == "tr":
            self._rows.append(Row())
        outer, containers, container = self._style, self._containers, self._container
        self._open.append((outer, container))
        self._style = outer.inner.get(tag.names) or _styles.inner(outer, tag.names)
        self._container = len(containers)
        containers.append([container, len(self._texts), 0])

    def _close_block(self, tag: Tag) -> None:
        if self._draft.parts:
            if self._style.kind is Kind.CODE and self._open[-1][0].kind is Kind.CODE:
                self._end_line()  # code stays in one piece
            else:
                self._flush()
        self._containers[self._container][2] = len(self._texts)
        if self._open:
            self._style, self._container = self._open.pop()

    def _leave(self) -> None:
        self._containers[self._container][2] = len(self._texts)
        if self._open:
            self._style, self._container = self._open.pop()

    def _rule(self, tag: Tag) -> None:
        if self._draft.parts:
            self._flush()

    # -- rows of tables

    def _end_cell(self, tag: Tag) -> None:
        row, draft = self._rows[-1] if self._rows else Row(), self._draft
        if draft.parts and row.plain and self._rows:
            row.cells.append((draft, self._style, self._container))
            self._draft, self._broken = Draft(), False
        elif draft.parts:
            self._flush()
        self._leave()

    def _end_row(self, tag: Tag) -> None:
        if self._draft.parts:
            self._flush()
        row = self._rows.pop() if self._rows else Row()
        if row.plain and row.cells:
            self._emit_row(row)
        self._leave()

    def _emit_row(self, row: Row) -> None:
        """A row of short cells is one block; of a longer one each cell is a block."""
        self._spill()
        texts = [fold_line("".join(draft.parts).replace(_BREAK, " ")) for draft, _, _ in row.cells]
        if len(texts) < 2 or max(map(len, texts)) > LONG_CELL:
            for draft, style, container in row.cells:
                self._emit_all(draft, style, container)
            return
        whole = Draft()
        whole.parts = [" | ".join(filter(None, texts))]
        for draft, _, _ in row.cells:
            whole.link_chars += draft.link_chars
            whole.links += draft.links
            whole.bold += draft.bold
            whole.inline |= draft.inline
            whole.asides += draft.asides
        self._emit_all(whole, _styles.row(row.cells[0][1]), self._container, len(texts))

    # -- blocks

    def _flush(self) -> None:
        """What has been collected is a block; a long last line is one of its own."""
        draft, self._draft, self._broken = self._draft, Draft(), False
        self._draft.links = int(self._links > 0)
        if draft.parts or draft.asides:
            self._spill()
            if draft.line[0] and self._ends_paragraph(draft):
                self._emit(draft.split(), self._style, self._container)
            self._emit_all(draft, self._style, self._container)

    def _emit_all(self, draft: Draft, style: Style, container: int, cells: int = 0) -> None:
        """A text, and what is not shown of it."""
        self._emit(draft, style, container, cells)
        for aside, unseen in draft.asides:
            self._emit(aside, unseen, container)

    def _spill(self) -> None:
        """A block inside a row: the row is layout, and the cells before it are blocks of their own."""
        for row in self._rows:
            if row.plain:
                row.plain = False
                for cell, style, container in row.cells:
                    self._emit_all(cell, style, container)

    def _emit(self, draft: Draft, style: Style, container: int, cells: int = 0) -> None:
        raw = "".join(draft.parts)
        text = _fold_code(raw) if style.kind is Kind.CODE else fold_text(raw, _BREAK)
        if not text or text.isspace():
            return
        self.seen_chars += len(text)
        if len(self._texts) >= limits.BLOCKS_PER_PAGE:
            self._overflow.append(text)
            return
        self._texts.append(text)
        self._styles.append(style)
        self._holders.append(container)
        self._numbers += (
            draft.link_chars, draft.links, draft.bold, self._images, self._inputs, cells, style.tag, len(self._open),
            style.near, style.far, draft.inline, style.inside, self._paths.setdefault(style.path, len(self._paths)),
            self._above,
        )  # fmt: skip
        self._images = self._inputs = 0
        if style.kind is Kind.HEADING:
            self._above = style.level

    # -- result

    def _end(self) -> None:
        self._flush()
        while self._rows:
            row = self._rows.pop()
            if row.plain and row.cells:
                self._emit_row(row)

    def finish(self) -> tuple[Block, ...]:
        """The blocks of the page, in its order."""
        styles, texts = self._styles, self._texts
        if self._overflow:
            texts = [*texts[:-1], "\n".join((texts[-1], *self._overflow))]
        kinds, levels = [style.kind for style in styles], [style.level for style in styles]
        return tuple(map(Block, texts, kinds, levels, [style.hints for style in styles], self._elements()))

    def numbers(self) -> bytes:
        """What features.NAMES tells of the blocks."""
        texts, count = self._texts, len(self._texts)
        table = np.empty((len(NAMES), count), np.float32)
        table[:OF_TEXT] = measured(texts)
        table[_OF_MARKUP] = np.fromiter(self._numbers, np.float32, len(self._numbers)).reshape(count, -1).T
        table[AT["breaks"]] = [text.count("\n") for text in texts]
        chains = self._chains()
        ranges = chain.from_iterable([chains[holder] for holder in self._holders])
        table[-2 * LEVELS :] = np.fromiter(ranges, np.float32, 2 * LEVELS * count).reshape(count, -1).T
        chars, link_chars = table[AT["chars"]], table[AT["link_chars"]]
        np.minimum(link_chars, chars, out=link_chars)
        table[AT["inside"]] += _IN_LINK * ((table[AT["links"]] > 0) & (link_chars >= 0.9 * chars.astype(np.float64)))
        return table.tobytes()

    def _elements(self) -> list[int]:
        """For each block the place of its element."""
        places = self._places
        return [places[style] if style in places else self._element(style) for style in self._styles]

    def _element(self, style: Style | None) -> int:
        """The place of a style among `elements`, itself and those around it put there at the first time."""
        places, inward = self._places, list[Style]()
        while style and style not in places:
            inward.append(style)
            style = style.outer
        place = places[style]
        for each in reversed(inward):
            if each.described:
                self.elements.append(Element(place, *each.described))
                place = len(self.elements) - 1
            places[each] = place
        return place

    def _chains(self) -> list[tuple[float, ...]]:
        """For each container the ranges of the LEVELS smallest ones around it that differ, itself included."""
        count = len(self._texts)
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


def _met(piece: str, rest: Iterator[str]) -> tuple[Tag, str]:
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


def _content(tag: Tag, text: str, rest: Iterator[str]) -> tuple[str, str]:
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


def _fold_code(raw: str) -> str:
    """Code keeps its lines and indentation."""
    return raw.replace(_BREAK, "\n").strip("\n").rstrip()
