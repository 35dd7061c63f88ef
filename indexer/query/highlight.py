"""Which words of a document did the query mean, and which piece of it shows them best?

Every engine's hits are marked in the same way, whatever matched: a form of the word, a beginning, a spelling, a phrase.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import chain, product
from operator import or_
from typing import Final, NamedTuple

from indexer.query.tree import TITLE, Also, And, Field, Fuzzy, Node, Or, Phrase, Prefix, Word
from indexer.words import (
    WORD_CHARS,
    Spellings,
    Token,
    beginnings,
    fold,
    is_stop_word,
    joined,
    part_tokens,
    parts,
    stem,
    tokens,
)

Mark = tuple[int, int]  # half-open offsets of a word in its text

_CACHED_CHUNKS: Final = 10_000  # of one query in one language; some 2 MB
_DESCRIBED_CHUNKS: Final = 50_000  # of all queries; some 30 MB
_CACHED_CHARS: Final = 200  # a longer chunk (a script without spaces, encoded data) is not likely to come again
_WHITE_SPACE: Final = [char for char in map(chr, range(0x3001)) if char.isspace() and char != " "]
# Letters that are folded one by one, and what stands around words without changing them (no mark, joiner or underscore)
_PLAIN: Final = "A-Za-z\u0400-\u0481\u048a-\u04ff"
_FOLDED: Final = {char: fold(char) for char in re.findall(f"[{_PLAIN}]", "".join(map(chr, range(0x500))))}
_AROUND: Final = "[!-/:-@\\[-^`{-~«»“”„…–—]*"
_PLAIN_WORD: Final = re.compile(f"{_AROUND}([{_PLAIN}]{{2,}}){_AROUND}")
_is_plain: Final = re.compile(f"[{_PLAIN}]{{2,}}{_AROUND}").fullmatch
_GAP_CHARS: Final = 100  # more than any word takes with what surrounds it: so far apart may the words of a phrase be


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a query looks for, folded: what is to be marked in a text."""

    words: frozenset[str] = frozenset()  # in any form
    phrases: tuple[tuple[tuple[str, ...], int], ...] = ()  # words in any form, and the slop
    compounds: frozenset[str] = frozenset()  # without their joints
    prefixes: tuple[str, ...] = ()
    fuzzy: tuple[tuple[str, int], ...] = ()  # a word, and how many letters may differ

    def __or__(self, other: "Wanted") -> "Wanted":
        return Wanted(
            self.words | other.words,
            self.phrases + other.phrases,
            self.compounds | other.compounds,
            self.prefixes + other.prefixes,
            self.fuzzy + other.fuzzy,
        )


_NOTHING: Final = Wanted()


def wanted(tree: Node) -> Wanted:
    """What to mark in the documents that the tree finds: words of the text and of the title, not what is excluded."""
    match tree:
        case And(nodes) | Or(nodes):
            return reduce(or_, map(wanted, nodes))
        case Also(node, names):
            return reduce(or_, (_words(name.words, 0) for name in names if not _is_stop(name.words)), wanted(node))
        case Field(name, node) if name == TITLE:
            return wanted(node)
        case Word(text):
            return _words([text], 0)
        case Phrase(words, slop):
            return _words(words, slop)
        case Prefix(text):
            return Wanted(prefixes=("".join(parts(fold(text))),))
        case Fuzzy(text, distance):
            return Wanted(fuzzy=(("".join(parts(fold(text))), distance),))
        case _:
            return Wanted()


def _is_stop(words: Sequence[str]) -> bool:
    """Whether a name ("WHO") is a word of every text: marked, it would stand out where it is none."""
    return len(words) == 1 and is_stop_word(fold(words[0]))


def _words(words: Sequence[str], slop: int) -> Wanted:
    terms = tuple(part for word in words for part in parts(fold(word)))
    if len(terms) < 2:
        return Wanted(words=frozenset(terms), compounds=frozenset(terms))
    return Wanted(phrases=((terms, slop),), compounds=frozenset(joined(terms) if len(words) == 1 else ()))


def marks(text: str, language: str, seeking: Wanted) -> list[Mark]:
    """Where the wanted words stand in a text of the language (ISO 639-1, "" if unknown), in order, not overlapping."""
    if seeking == _NOTHING:
        return []
    marker = _marker(seeking, language)
    found = marker.found(text)
    chosen = {(place.start, place.end) for place in found if place.alone}
    stems = {place.stem for place in found}
    for phrase, slop in marker.phrases:
        if stems.issuperset(phrase):
            chosen.update(_phrase_marks(text, found, phrase, slop))
    return sorted(chosen)


class _Place(NamedTuple):
    """A word of a text that the query looks for, alone or as a part of a phrase."""

    start: int
    end: int
    stem: str
    alone: bool


class _Marker(dict[str, tuple[_Place, ...]]):
    """The places in chunks of text, from one white space to the next, as if the chunk began at 0; cached by chunk.

    Most words of a text are not looked for: their first letter tells it of nine in ten, and the first two of most of
    the others, before they are split or stemmed.
    """

    def __init__(self, seeking: Wanted, language: str) -> None:
        self._seeking, self._language = seeking, language
        self._stems = {stem(word, language) for word in seeking.words}
        self.phrases = [(tuple(stem(word, language) for word in words), slop) for words, slop in seeking.phrases]
        self._in_phrases = {word for words, _ in self.phrases for word in words}
        self._fuzzy = Spellings(seeking.fuzzy)
        words = chain(seeking.words, *(words for words, _ in seeking.phrases))
        self._beginnings = frozenset[str]().union(*(beginnings(word, language) for word in words))
        self._firsts = {each[:2] for each in (*seeking.compounds, *seeking.prefixes)} | self._beginnings
        firsts = {each[:1] for each in self._firsts}
        self._others = frozenset(c for c, folded in _FOLDED.items() if folded not in firsts and not seeking.fuzzy)

    def found(self, text: str) -> list[_Place]:
        """The places in a text, in order."""
        if len(self) > _CACHED_CHUNKS:
            self.clear()
        others = self._others
        chunks = {*text.split()}
        chunks = {chunk for chunk in chunks if not (chunk[0] in others and _is_plain(chunk)) and self[chunk]}
        return sorted(self._places(text, chunks))

    def _places(self, text: str, chunks: set[str]) -> Iterator[_Place]:
        spaced = _spaced(text) if chunks else ""
        for chunk in chunks:
            for at, place in product(_occurrences(spaced, chunk), self[chunk]):
                yield _Place(at + place.start, at + place.end, place.stem, place.alone)

    def __missing__(self, chunk: str) -> tuple[_Place, ...]:
        word = _PLAIN_WORD.fullmatch(chunk)
        places = tuple(self._plain(word) if word else self._compounds(chunk) or self._parts(chunk))
        if len(chunk) <= _CACHED_CHARS:
            self[chunk] = places
        return places

    def _plain(self, found: re.Match[str]) -> Iterable[_Place]:
        """Of a chunk that is one plain word."""
        word, (start, end) = fold(found[1])[:WORD_CHARS], found.span(1)
        if word in self._seeking.compounds:
            return (_Place(start, end, "", alone=True),)
        if self._seeking.fuzzy or word[:2] in self._firsts:
            return self._part(word, start, end)
        return ()

    def _compounds(self, chunk: str) -> list[_Place]:
        compounds = self._seeking.compounds
        found = _described(chunk).compounds if compounds else ()
        return [_Place(token.start, token.end, "", alone=True) for token in found if token.text in compounds]

    def _parts(self, chunk: str) -> Iterator[_Place]:
        for token in _described(chunk).parts:
            yield from self._part(token.text[:WORD_CHARS], token.start, token.end)

    def _part(self, word: str, start: int, end: int) -> Iterator[_Place]:
        stemmed = stem(word, self._language) if word[:2] in self._beginnings else ""
        alone = stemmed in self._stems or self._is_like(word)
        if alone or stemmed in self._in_phrases:
            yield _Place(start, end, stemmed, alone)

    def _is_like(self, word: str) -> bool:
        seeking = self._seeking
        return word.startswith(seeking.prefixes) or (bool(seeking.fuzzy) and self._fuzzy.include(word))


_marker = lru_cache(16)(_Marker)


class _Chunk(NamedTuple):
    """The words of a chunk, whatever is looked for."""

    compounds: tuple[Token, ...]  # their text without joints
    parts: tuple[Token, ...]


def _described(chunk: str) -> _Chunk:
    return _describe_cached(chunk) if len(chunk) <= _CACHED_CHARS else _describe(chunk)


def _describe(chunk: str) -> _Chunk:
    compounds = (Token("".join(parts(token.text)), token.start, token.end) for token in tokens(chunk))
    return _Chunk(tuple(compounds), tuple(part_tokens(chunk)))


# Kept from query to query, so that a text seen before is not split into words again.
_describe_cached = lru_cache(_DESCRIBED_CHUNKS)(_describe)


def _spaced(text: str) -> str:
    """The text with a plain space for each white space, and one before and after it."""
    for space in _WHITE_SPACE:
        text = text.replace(space, " ")
    return f" {text} "


def _occurrences(spaced: str, chunk: str) -> Iterator[int]:
    """Where the chunk stands between spaces, as offsets into the text before it was spaced."""
    between = f" {chunk} "
    at = spaced.find(between)
    while at >= 0:
        yield at
        at = spaced.find(between, at + 1)


def _phrase_marks(text: str, found: Sequence[_Place], phrase: Sequence[str], slop: int) -> Iterator[Mark]:
    for at, place in enumerate(found):
        if place.stem == phrase[0]:
            yield from _run(text, found[at : at + len(phrase) + slop], phrase, slop)


def _run(text: str, found: Sequence[_Place], phrase: Sequence[str], slop: int) -> list[Mark]:
    """The marks of the phrase that begins at the first place; none if it is not there."""
    run = [found[0]]
    rest = iter(found[1:])
    for term in phrase[1:]:
        place = next((place for place in rest if place.stem == term), None)
        if place is None or place.start - run[-1].end > _GAP_CHARS * (slop + 1):
            return []
        slop -= len(part_tokens(text[run[-1].end : place.start]))
        if slop < 0:
            return []
        run.append(place)
    return [(place.start, place.end) for place in run]
