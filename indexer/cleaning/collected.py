"""The blocks of a page as they are found, and the table of what the markup told of each."""

from itertools import chain
from typing import Final

import numpy as np

from indexer import limits
from indexer.cleaning.drafts import BREAK, Draft
from indexer.cleaning.features import AT, INSIDE_BIT, LEVELS, NAMES
from indexer.cleaning.measure import OF_TEXT, measured
from indexer.cleaning.plain import fold_text
from indexer.cleaning.styles import Style
from indexer.model import Block, Element, Kind

_IN_LINK: Final = INSIDE_BIT["a"]
_OF_MARKUP: Final = [  # in the order in which they are collected
    AT[name]
    for name in "link_chars links bold_chars images inputs cells tag depth near far inline inside path above".split()
]


class Collected:
    """Blocks in the order of the page, and the containers that they stand in."""

    images = inputs = 0  # since the last block

    def __init__(self) -> None:
        self.chars = 0  # of all text seen, that beyond the most blocks of a page too
        self.elements: list[Element] = []  # those that blocks stand in; complete after `blocks()`
        self._texts: list[str] = []  # of the blocks, and so are the next three
        self._styles: list[Style] = []
        self._holders: list[int] = []  # containers
        self._numbers: list[int] = []  # _OF_MARKUP for each
        self._overflow: list[str] = []  # text beyond the most blocks a page may have
        self._containers: list[list[int]] = [[-1, 0, 0]]  # parent, first block, last block + 1
        self._places: dict[Style | None, int] = {None: -1}  # of styles among the elements
        self._paths: dict[int, int] = {}  # number of a style's path → its number on this page
        self._above = 0  # level of the last heading

    def add(self, draft: Draft, style: Style, container: int, depth: int, cells: int = 0) -> None:
        """A text that has come to its end; `depth`: how many elements are open, `cells`: of a table's row."""
        raw = "".join(draft.parts)
        text = _fold_code(raw) if style.kind is Kind.CODE else fold_text(raw, BREAK)
        if not text or text.isspace():
            return
        self.chars += len(text)
        if len(self._texts) >= limits.BLOCKS_PER_PAGE:
            self._overflow.append(text)
            return
        self._texts.append(text)
        self._styles.append(style)
        self._holders.append(container)
        self._numbers += (
            draft.link_chars, draft.links, draft.bold, self.images, self.inputs, cells, style.tag, depth,
            style.near, style.far, draft.inline, style.inside, self._paths.setdefault(style.path, len(self._paths)),
            self._above,
        )  # fmt: skip
        self.images = self.inputs = 0
        if style.kind is Kind.HEADING:
            self._above = style.level

    def begin(self, outer: int) -> int:
        """The number of a container that begins here, inside of another."""
        self._containers.append([outer, len(self._texts), 0])
        return len(self._containers) - 1

    def end(self, container: int) -> None:
        self._containers[container][2] = len(self._texts)

    def blocks(self) -> tuple[Block, ...]:
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


def _fold_code(raw: str) -> str:
    """Code keeps its lines and indentation."""
    return raw.replace(BREAK, "\n").strip("\n").rstrip()
