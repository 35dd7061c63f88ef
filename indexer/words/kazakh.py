"""Kazakh words → stems, by taking inflectional suffixes off.

No library does it offline: Snowball has no Kazakh. The suffixes are in kazakh_suffixes.txt; of the forms in
tests/words/inflections_kk.txt, .98 get the stem of their base form.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import Final, NamedTuple

_VOICED: Final = str.maketrans("бгғ", "пкқ")  # a final п, к, қ is voiced before a vowel: кітап, кітабы
_NOT_INFLECTED: Final = ("стан", "алматы")  # names that end like inflected words
_ANY: Final = "-"


class _Rule(NamedTuple):
    """Where a suffix may be taken off."""

    letters: int  # that must be left, at least …
    after: str  # … and of which the last is one of these, or _ANY


class _Group(NamedTuple):
    """Suffixes of which a word has one at most."""

    rules: dict[str, list[_Rule]]  # by suffix
    lengths: dict[str, list[int]]  # of the suffixes by their last letter, the longest first


def _load() -> Iterator[_Group]:
    """The groups of the file, in its order."""
    groups: dict[str, dict[str, list[_Rule]]] = defaultdict(lambda: defaultdict(list))
    for line in files("indexer.words").joinpath("kazakh_suffixes.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            group, letters, after, *suffixes = line.split()
            for suffix in suffixes:
                groups[group][suffix].append(_Rule(int(letters), after))
    for rules in groups.values():
        yield _Group(rules, _lengths(rules))


def _lengths(suffixes: Iterable[str]) -> dict[str, list[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for suffix in suffixes:
        found[suffix[-1]].add(len(suffix))
    return {letter: sorted(lengths, reverse=True) for letter, lengths in found.items()}


_GROUPS: Final = tuple(_load())


def stem(word: str) -> str:
    """The stem of a folded word."""
    for group in _GROUPS:
        if word[-1:] in group.lengths and not word.endswith(_NOT_INFLECTED):
            word = _without(word, group)
    return word[:-1] + word[-1:].translate(_VOICED)


def _without(word: str, group: _Group) -> str:
    """A word without the longest suffix of a group. To look its endings up takes a third of what patterns took."""
    for length in group.lengths[word[-1]]:
        for letters, after in group.rules.get(word[-length:], ()):
            left = word[:-length]
            if len(left) >= letters and (after == _ANY or left[-1] in after):
                return left
    return word
