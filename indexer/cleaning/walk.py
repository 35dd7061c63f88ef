"""Normal form of markup → blocks: pieces of a page that are kept or removed as a whole, each described."""

from collections.abc import Callable, Iterable, Iterator
from html import unescape
from typing import Final

from indexer.cleaning.collected import Collected
from indexer.cleaning.drafts import LONG_CELL, Draft, Row
from indexer.cleaning.metadata import MetaReader
from indexer.cleaning.styles import Style, Styles
from indexer.cleaning.tags import Tag, content_of, known, meet
from indexer.model import Kind

LONG_LINE: Final = 120  # characters: a longer line before a <br> is a paragraph; hard-wrapped ones have under 100
_SHOWN_RAW: Final = frozenset(("noframes", "xmp", "plaintext"))

_NONE, _LINK_ENDS, _APART = range(3)
_styles: Final = Styles()


class Walk:
    """Reads a page in normal form: its blocks are in `found`, what it says of itself in `meta`."""

    def __init__(self, meta: MetaReader) -> None:
        self.meta = meta
        self.found = Collected()
        self._draft = Draft()
        self._style, self._container = _styles.root(), 0
        self._open: list[tuple[Style, int]] = []
        self._rows: list[Row] = []
        self._links = self._bold = 0
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
                tag, text = meet(piece, rest)
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
        content, after = content_of(tag, text, rest)
        if tag.is_unseen:
            self._aside(tag, content)
            return after
        self.found.inputs += tag.name in ("select", "textarea")
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
        self.found.images += 1
        self._draft.inline |= tag.mask

    def _input(self, tag: Tag) -> None:
        self.found.inputs += tag.value("type") != "hidden"
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
        outer, container = self._style, self._container
        self._open.append((outer, container))
        self._style = outer.inner.get(tag.names) or _styles.inner(outer, tag.names)
        self._container = self.found.begin(container)

    def _close_block(self, tag: Tag) -> None:
        if self._draft.parts:
            if self._style.kind is Kind.CODE and self._open[-1][0].kind is Kind.CODE:
                self._end_line()  # code stays in one piece
            else:
                self._flush()
        self._leave()

    def _leave(self) -> None:
        self.found.end(self._container)
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
        if whole := row.joined():
            self._emit(whole, _styles.row(row.cells[0][1]), self._container, len(row.cells))
            return
        for draft, style, container in row.cells:
            self._emit(draft, style, container)

    # -- blocks

    def _flush(self) -> None:
        """What has been collected is a block; a long last line is one of its own."""
        draft, self._draft, self._broken = self._draft, Draft(), False
        self._draft.links = int(self._links > 0)
        if draft.parts or draft.asides:
            self._spill()
            if draft.line[0] and self._ends_paragraph(draft):
                self.found.add(draft.split(), self._style, self._container, len(self._open))
            self._emit(draft, self._style, self._container)

    def _emit(self, draft: Draft, style: Style, container: int, cells: int = 0) -> None:
        """A text, and what is not shown of it."""
        self.found.add(draft, style, container, len(self._open), cells)
        for aside, unseen in draft.asides:
            self.found.add(aside, unseen, container, len(self._open))

    def _spill(self) -> None:
        """A block inside a row: the row is layout, and the cells before it are blocks of their own."""
        for row in self._rows:
            if row.plain:
                row.plain = False
                for cell, style, container in row.cells:
                    self._emit(cell, style, container)

    def _end(self) -> None:
        self._flush()
        while self._rows:
            row = self._rows.pop()
            if row.plain and row.cells:
                self._emit_row(row)
