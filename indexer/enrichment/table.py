"""The words of a text, cut once for all enrichers, and what begins with each of them.

A look-up in a table of 65,536 words costs more than the comparison in it, because memory must be fetched. So a word is
looked up once for all vocabularies of a language, and what it begins is remembered: with a table for each of a dozen
vocabularies the look-ups took a tenth of all enriching.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import accumulate
from typing import Final, NamedTuple, Protocol, TypeVar, cast

from indexer.words.folding import folded

FIRST: Final = 2  # letters of a word that spare most others the look-up
_WORD: Final = re.compile(r"([^\W_ʻʼ]+)")
_REMEMBERED: Final = 1 << 16  # words
_SPLIT: Final = 64  # texts: the page's own, and its lines and names in between

Word = tuple[int, int, str]  # start, end, folded
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Table(NamedTuple):
    """The words of a text: compounds come apart (GLO.ACT is two)."""

    words: list[Word]
    written: list[str]
    forms: list[str]  # folded
    gaps: list[str]  # what stands behind each word


@lru_cache(maxsize=_SPLIT)
def table(text: str) -> Table:
    """The words of a text. Cutting it by a pattern and adding lengths up costs less than the pattern's matches do."""
    pieces = _WORD.split(text)
    ends, written = list(accumulate(map(len, pieces))), pieces[1::2]
    forms = list(map(folded, written))
    return Table(list(zip(ends[::2], ends[1::2], forms, strict=False)), written, forms, pieces[2::2])


def split(text: str) -> list[Word]:
    """The words of a text, each with its place."""
    return table(text).words


class Vocabulary(Protocol[T_co]):
    """Something that is looked for in texts, word by word."""

    @property
    def firsts(self) -> frozenset[str]:
        """The first FIRST letters, folded, of all words that may begin something."""

    def begun(self, written: str, word: str) -> T_co | None:
        """What a word begins, as written and folded; None for nothing."""


def starts(vocabulary: Vocabulary[T], text: str, language: str) -> list[tuple[int, T]]:
    """The positions among the words of a text where something of a vocabulary begins, each with what begins there."""
    known = _known(language)
    if vocabulary not in known.vocabularies:
        known.learn(vocabulary)
    marked = _marked(text, language, len(known.vocabularies))
    return [(position, cast(T, begun[vocabulary])) for position, begun in marked if vocabulary in begun]


_Begun = Mapping[Vocabulary[object], object]


class _Known(dict[str, _Begun | None]):
    """Words of a language as written → what each vocabulary begins with them, remembered."""

    def __init__(self) -> None:
        super().__init__()
        self.vocabularies: dict[Vocabulary[object], None] = {}
        self._by_first: dict[str, list[Vocabulary[object]]] = {}

    def learn(self, vocabulary: Vocabulary[object]) -> None:
        self.clear()
        self.vocabularies[vocabulary] = None
        for letters in vocabulary.firsts:
            self._by_first.setdefault(letters, []).append(vocabulary)

    def __missing__(self, written: str) -> _Begun | None:
        if len(self) >= _REMEMBERED:
            self.clear()
        word = folded(written)
        some = ((one, one.begun(written, word)) for one in self._by_first.get(word[:FIRST], ()))
        self[written] = found = {one: begun for one, begun in some if begun is not None} or None
        return found


@cache
def _known(language: str) -> _Known:
    return _Known()


@lru_cache(maxsize=_SPLIT)
def _marked(text: str, language: str, vocabularies: int) -> Sequence[tuple[int, _Begun]]:
    """The positions where anything begins; `vocabularies`: how many are known, for with one more it is another list."""
    begun = map(_known(language).__getitem__, table(text).written)
    return [(position, each) for position, each in enumerate(begun) if each]
