"""Weighted words and phrases in a text: how a page is told to be of a type or on a topic.

A term is written as it stands in a sentence, and `migra*` is every word that begins so: one rule for all languages,
those without a stemmer too, which asks no grammar of who writes the list. A tree of words as in names.py: 300 words of
text take 0.15 ms with 1,000 terms.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from indexer.enrichment.table import FIRST, Table, starts, table
from indexer.words.folding import folded

_GAP: Final = re.compile(r"[^\w\n.;:!?]{1,3}|_")  # between the words of a phrase: no other sentence, no other line
_GAPS: Final = 1 << 10
_PIECE: Final = re.compile(r"[^\W_ʻʼ]+\*?")


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """A word or phrase that speaks for a value: "anti corrupt*". With "^" it must begin the text, with "$" end it."""

    text: str
    value: str
    weight: int  # 0: the words are taken, and say nothing

    @property
    def words(self) -> list[tuple[str, bool]]:
        """Each word, folded, and whether it may go on."""
        return [(folded(piece.rstrip("*")), piece.endswith("*")) for piece in _PIECE.findall(self.text)]

    def fits(self, at_start: bool, at_end: bool) -> bool:
        return (at_start or self.text[0] != "^") and (at_end or self.text[-1] != "$")


class Found(NamedTuple):
    """A term in a text: text[start:end]."""

    term: Term
    start: int
    end: int


def label(value: str) -> str:
    """A value for people: "Trafficking in persons"."""
    return value[:1].upper() + value[1:]


class Terms:
    """A tree of terms."""

    is_of_names: Final = False

    def __init__(self, terms: Iterable[Term], language: str = "") -> None:
        self._tree, self._language = _Node(), language
        for term in terms:
            node = self._tree
            for word, may_go_on in term.words:
                node = node.grow(word, may_go_on)
            node.terms.append(term)
        self.firsts = frozenset(word[:FIRST] for word in (*self._tree.exact, *self._tree.begun))
        short = ", ".join(f"{word}*" for word in self._tree.begun if len(word) < FIRST)
        if short:
            raise ValueError(f"{short}: the first word of a term needs {FIRST} letters before its star, or no star")

    def begun(self, word: str) -> "_Begun | None":
        """The terms that a word is, and the nodes of those that may go on behind it."""
        nodes = self._tree.follow(word)
        terms = [term for node in nodes for term in node.terms]
        return (terms, [node for node in nodes if node.exact or node.begun]) if nodes else None

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Found]:
        """The terms in text[start:end], in order: of each value the longest at a place, none inside another."""
        whole, taken = table(text), dict[str, int]()
        words = whole.words
        first = bisect_left(words, (start,)) if start else 0
        last = len(words) if end is None else bisect_left(words, (end,))
        found = starts(self, text, self._language)
        for position, begun in found[bisect_left(found, (first,)) : bisect_left(found, (last,))]:
            for after, term in _ends(whole, position, last, begun):
                if position >= taken.get(term.value, 0) and term.fits(position == first, after == last):
                    taken[term.value] = after
                    if term.weight:
                        yield Found(term, words[position][0], words[after - 1][1])


class _Node:
    """A word of some terms: those that end with it, and the words that may follow."""

    __slots__ = ("begun", "exact", "lengths", "terms")

    def __init__(self) -> None:
        self.terms: list[Term] = []
        self.exact: dict[str, _Node] = {}
        self.begun: dict[str, _Node] = {}
        self.lengths: dict[str, list[int]] = {}  # of the keys of `begun` by their first letter, longest first

    def grow(self, word: str, may_go_on: bool) -> "_Node":
        """The node of a word behind this one."""
        lengths = self.lengths.setdefault(word[0], []) if may_go_on else []
        if may_go_on and len(word) not in lengths:
            lengths.append(len(word))
            lengths.sort(reverse=True)
        return (self.begun if may_go_on else self.exact).setdefault(word, _Node())

    def follow(self, word: str) -> "list[_Node]":
        """The nodes of a word of a text: its own, then those of its beginnings, the longest first."""
        found = [self.exact[word]] if word in self.exact else []
        for length in self.lengths.get(word[0], ()):
            if word[:length] in self.begun:
                found.append(self.begun[word[:length]])
        return found


_Begun = tuple[list[Term], list[_Node]]  # the terms that a word is, and the nodes of those that may go on behind it


def _ends(words: Table, position: int, last: int, begun: _Begun) -> Sequence[tuple[int, Term]]:
    """(position behind it, term) for all that begin with a word: most words first, then the most exact."""
    terms, nodes = begun
    found = [(position + 1, term) for term in terms]
    for after in range(position + 1, last) if nodes else ():
        if not _may_part(words.gaps[after - 1]):
            break
        word = words.forms[after]
        nodes = [following for node in nodes for following in node.follow(word)]
        if not nodes:
            break
        found = [(after + 1, term) for node in nodes for term in node.terms] + found
    return found


@lru_cache(_GAPS)
def _may_part(gap: str) -> bool:
    """Whether it may stand between the words of a phrase."""
    return bool(_GAP.fullmatch(gap))
