"""Known names in a text, in one pass: longest name first, at word boundaries, inflected forms too.

A tree of words: 300 words of text take 0.2 ms with 4,000 names in the tree, and no more with 100,000. An inflected
word is looked up by its possible base forms (data/endings.tsv), so the names themselves are listed once.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from indexer.enrichment.vocabulary import rows
from indexer.words import fold

_WORD: Final = re.compile(r"[^\W_ʻʼ]+")
_GAP: Final = re.compile(r"(?:[^\S\n]|[-–.'’‘ʻʼ&/,(])(?:[^\S\n]|[-–&])?[^\S\n]?|\n")  # between the words of a name
_LONGEST_ENDING: Final = 6
_REMEMBERED: Final = 1 << 16  # words
_SPLIT: Final = 64  # texts: the page's own, and its lines and names in between
_SHORTEST_BASE: Final = 3  # letters that must be left of an inflected word
_OWN_LETTERS: Final = re.compile("[^\x00-\u024f\u0410-\u044fЁё’ʻʼ–]")  # neither Latin nor Russian

Word = tuple[int, int, str]  # start, end, folded
IsForm = Callable[[Sequence[str], "Name", str], bool]


@dataclass(frozen=True, slots=True)
class Name:
    """A name, and the value that it stands for."""

    text: str
    value: str
    language: str = ""  # found in texts of this language only; "": in all

    @property
    def capitals(self) -> bool:
        """Whether it is an acronym, which is found in capitals only."""
        return self.text.isupper()


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text: text[start:end]."""

    name: Name
    start: int
    end: int
    first: int  # position of its first word among the words of the text
    after: int  # position of the word behind it


@lru_cache(maxsize=_SPLIT)
def split(text: str) -> list[Word]:
    """The words of a text: compounds come apart (GLO.ACT is two)."""
    return [(match.start(), match.end(), _FOLDED[match[0]]) for match in _WORD.finditer(text)]


@lru_cache(maxsize=_SPLIT)
def forms(text: str) -> list[str]:
    """The words of a text, folded: those of `split`, without their places."""
    return [word for _, _, word in split(text)]


@lru_cache(maxsize=4)
def _capitalised(text: str) -> list[int]:
    """Positions of the words a name can begin with: all but those in lower case."""
    return [position for position, (start, _, _) in enumerate(split(text)) if not text[start].islower()]


class _Folded(dict[str, str]):
    """Words as written → folded, remembered: half the time of a cached function."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[word] = found = fold(word)
        return found


_FOLDED: Final = _Folded()


def folded(word: str) -> str:
    return _FOLDED[word]


@lru_cache(maxsize=1 << 16)
def bases(word: str) -> tuple[str, ...]:
    """What an inflected word may be a form of: "казахстане" → ("казахстан", "казахстана" …). Longest ending first."""
    endings = _endings()
    longest = min(_LONGEST_ENDING, len(word) - _SHORTEST_BASE)
    lengths = range(longest, 0, -1)
    return tuple(word[:-n] + base for n in lengths for base in endings.get(word[-n:], ()))


@cache
def _endings() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for _, base, forms in rows("endings.tsv"):
        for form in forms.split():
            known = table.get(form, ())
            table[form] = (*known, "") if base == "-" and "" not in known else (*known, base.replace("-", ""))
    return {form: tuple(dict.fromkeys(found)) for form, found in table.items()}


def any_form(words: Iterable[str], listed: frozenset[str]) -> bool:
    """Whether one of the folded words is listed, or may be a form of a listed one."""
    return any(word in listed or any(base in listed for base in bases(word)) for word in words)


def everywhere(name: str, language: str) -> str:
    """The language a name is bound to: none for English, Russian, and for letters that are neither Latin nor Russian.
    The rest ("Island", "Белорус") would be found in texts where they mean something else."""
    return "" if language in ("en", "ru", "") or _OWN_LETTERS.search(name) else language


class Names:
    """A tree of names. `is_form` (of folded words, a name, a language) may refuse what only another language's endings
    make a form of the name."""

    def __init__(self, names: Sequence[Name], is_form: IsForm = lambda words, name, language: True) -> None:
        self._tree: _Node = _Node()
        self._is_form = is_form
        for name in names:
            node = self._tree
            for _, _, word in split(name.text):
                node = node.next.setdefault(word, _Node())
            node.names.append(name)
        self._begin = lru_cache(1 << 16)(self._tree.follow)
        self._beginnings = frozenset(word[:_SHORTEST_BASE] for word in self._tree.next)

    def find(self, text: str, language: str = "") -> Iterator[Mention]:
        """The names in a text, in order, none inside another."""
        words, after = split(text), 0
        for first in _capitalised(text):
            word = words[first][2]
            if first < after or word[:_SHORTEST_BASE] not in self._beginnings:
                continue
            nodes = self._begin(word)
            if nodes:
                mention = self._longest(text, first, nodes, language)
                if mention:
                    yield mention
                    after = mention.after

    def _longest(self, text: str, first: int, nodes: "list[_Node]", language: str) -> Mention | None:
        words, longest = split(text), None
        start, position = words[first][0], first
        while nodes:
            end = words[position][1]
            candidates = (name for node in nodes for name in node.fitting(text[start:end], language))
            forms = [word for _, _, word in words[first : position + 1]]
            name = next((name for name in candidates if self._is_form(forms, name, language)), None)
            if name:
                end += name.text.endswith(".") and text.startswith(".", end)
                longest = Mention(name, start, end, first, position + 1)
            position += 1
            if position == len(words) or not _GAP.fullmatch(text, words[position - 1][1], words[position][0]):
                break
            nodes = [following for node in nodes for following in node.follow(words[position][2])]
        return longest


class _Node:
    """A word of some names: the names that end with it, and the words that may follow."""

    __slots__ = ("names", "next")

    def __init__(self) -> None:
        self.names: list[Name] = []
        self.next: dict[str, _Node] = {}

    def follow(self, word: str) -> "list[_Node]":
        """The nodes of the word and of the words it may be a form of."""
        return [self.next[form] for form in (word, *bases(word)) if form in self.next]

    def fitting(self, surface: str, language: str) -> Iterator[Name]:
        for name in self.names:
            if name.language in ("", language) and (not name.capitals or surface.isupper()):
                yield name
