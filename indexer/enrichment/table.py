"""The words of a text, cut once for all enrichers, and what begins with each of them.

A look-up in a table of 65,536 words costs more than the comparison in it, because memory must be fetched. So a word is
looked up once for all vocabularies of a language, and what it begins is remembered: with a table for each of a dozen
vocabularies the look-ups took a tenth of all enriching.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import accumulate
from typing import Final, NamedTuple, Protocol, TypeVar, cast

from indexer.words.folding import fold, folded
from indexer.words.plain import Patterns

FIRST: Final = 3  # letters of a word that spare most others the look-up; every ending leaves as many
_LETTER: Final = r"[^\W_ʻʼ]"
_WORD: Final = Patterns.of(f"({_LETTER}+)", _LETTER)
_REMEMBERED: Final = 1 << 14  # words
# Texts: the page's own, and its lines and names in between. With 64 a table's memory has left the processor's cache
# when the next one gets it, and all enriching takes a twelfth longer.
_SPLIT: Final = 8

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
    pieces = _WORD.to(text).split(text)
    ends, written = list(accumulate(map(len, pieces))), pieces[1::2]
    forms = list(map(folded, written))
    return Table(list(zip(ends[::2], ends[1::2], forms, strict=False)), written, forms, pieces[2::2])


def split(text: str) -> list[Word]:
    """The words of a text, each with its place."""
    return table(text).words


def words_of(name: str) -> tuple[str, ...]:
    """The folded words of a name. They are not remembered: of the 50,000 of the vocabulary most stand in no text."""
    return tuple(map(fold, _WORD.any.findall(name)))


class Vocabulary(Protocol[T_co]):
    """Something that is looked for in texts, word by word."""

    @property
    def firsts(self) -> frozenset[str]:
        """The first FIRST letters, folded, of all words that may begin something."""

    @property
    def is_of_names(self) -> bool:
        """Whether a word in lower case begins nothing."""

    def begun(self, word: str) -> T_co | None:
        """What a folded word begins; None for nothing."""


def starts(vocabulary: Vocabulary[T], text: str, language: str) -> list[tuple[int, T]]:
    """The positions among the words of a text where something of a vocabulary begins, each with what begins there."""
    known = _known(language)
    if vocabulary not in known.vocabularies:
        known.learn(vocabulary)
    return cast("list[tuple[int, T]]", _marked(text, language, len(known.vocabularies)).get(vocabulary, []))


_Begun = Sequence[tuple[Vocabulary[object], object]]


class _Known(dict[str, _Begun]):
    """Words of a language as written → what each vocabulary begins with them, remembered."""

    def __init__(self) -> None:
        super().__init__()
        self.vocabularies: dict[Vocabulary[object], None] = {}
        # By the first letters of a word, and whether it is written in lower case.
        self._by_first = defaultdict[tuple[str, bool], list[Vocabulary[object]]](list)

    def learn(self, vocabulary: Vocabulary[object]) -> None:
        self.clear()
        self.vocabularies[vocabulary] = None
        for letters in vocabulary.firsts:
            self._by_first[letters, False].append(vocabulary)
            if not vocabulary.is_of_names:
                self._by_first[letters, True].append(vocabulary)

    def __missing__(self, written: str) -> _Begun:
        if len(self) >= _REMEMBERED:
            self.clear()
        word = folded(written)
        some = self._by_first.get((word[:FIRST], written[0].islower()), ())
        self[written] = found = tuple([(one, begun) for one in some if (begun := one.begun(word)) is not None])
        return found


@cache
def _known(language: str) -> _Known:
    return _Known()


@lru_cache(maxsize=_SPLIT)
def _marked(text: str, language: str, vocabularies: int) -> Mapping[Vocabulary[object], list[tuple[int, object]]]:
    """By vocabulary, the positions where something begins; `vocabularies`: how many are known, for with one more it is
    another answer."""
    found = defaultdict[Vocabulary[object], list[tuple[int, object]]](list)
    for position, begun in enumerate(map(_known(language).__getitem__, table(text).written)):
        for vocabulary, each in begun:
            found[vocabulary].append((position, each))
    return found
