"""The text of a block while a page is read."""

from typing import Final

from indexer.cleaning.plain import fold_line
from indexer.cleaning.styles import Style

BREAK: Final = "\ue000"  # stands for <br> until white space is folded; a private character that no page may bring
LONG_CELL: Final = 200  # characters: a longer table cell is a text of its own, not a value in a row


class Draft:
    """Text that is being collected, and what was seen in it."""

    link_chars = links = bold = inline = 0
    line = 0, 0, 0, 0  # where its last line begins: part, and characters in links, links and bold before it
    asides: "tuple[tuple[Draft, Style], ...]" = ()  # texts inside of it that are not shown

    def __init__(self) -> None:
        self.parts: list[str] = []

    def next_line(self) -> None:
        self.parts.append(BREAK)
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

    def joined(self) -> Draft | None:
        """All of its cells as one text; nothing if there is but one, or one so long that it is a text of its own."""
        texts = [fold_line("".join(draft.parts).replace(BREAK, " ")) for draft, _, _ in self.cells]
        if len(texts) < 2 or max(map(len, texts)) > LONG_CELL:
            return None
        whole = Draft()
        whole.parts = [" | ".join(filter(None, texts))]
        for draft, _, _ in self.cells:
            whole.link_chars += draft.link_chars
            whole.links += draft.links
            whole.bold += draft.bold
            whole.inline |= draft.inline
            whole.asides += draft.asides
        return whole
