"""Which of the owner's entries can touch a document, by the values that were found in it?

An entry for every page (`[[merge]]` without `page` or `site`) changes few of them. Whoever asks here need not derive
the others again.
"""

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from indexer.overrides.corrections import Corrections
from indexer.overrides.entries import Entry, folded

Name = tuple[str, str]  # facet, folded value

_ALWAYS: Final = ("add", "set", "date")  # they need no value to be there
_BY_VALUE: Final = ("merge", "hide", "rename", "split")
_KEPT: Final = 1_024  # there are as many Corrections as sites and corrected pages


def touching(corrections: Corrections, values: Collection[tuple[str, str]]) -> Corrections:
    """Of the entries about facets and dates those that can change a document with these (facet, value)."""
    if not corrections.entries:
        return corrections
    always, by_name = _indexed(corrections)
    names = {(facet, folded(value)) for facet, value in values} | {n for entry in always for n in _given(entry)}
    chosen = dict[Entry, None]()
    while names:
        new = {entry: None for name in names for entry in by_name.get(name, ()) if entry not in chosen}
        names = {name for entry in new if entry.into for name in _into(entry)}
        chosen |= new
    return Corrections.of(entry for entry in corrections.entries if entry in chosen or entry.action in _ALWAYS)


def of_blocks(corrections: Corrections) -> Corrections:
    """The entries that are not about facets and dates."""
    return _of_blocks(corrections) if corrections.entries else corrections


def split_by(corrections: Corrections) -> frozenset[Name]:
    """The values that stay as they are found, whatever other pages say."""
    return _split(corrections) if corrections.entries else frozenset()


def is_named(value: tuple[str, str], names: Collection[Name]) -> bool:
    """Whether (facet, value) is among the names, whatever its case."""
    return (value[0], folded(value[1])) in names


def named_by(corrections: Corrections) -> frozenset[Name]:
    """The values that the owner gives or calls by a name."""
    return _named(corrections) if corrections.entries else frozenset()


@lru_cache(_KEPT)
def _of_blocks(corrections: Corrections) -> Corrections:
    others = (*_ALWAYS, *_BY_VALUE)
    return Corrections.of(entry for entry in corrections.entries if entry.action not in others)


@lru_cache(_KEPT)
def _split(corrections: Corrections) -> frozenset[Name]:
    return frozenset(name for entry in corrections.entries if entry.action == "split" for name in _given(entry))


@lru_cache(_KEPT)
def _named(corrections: Corrections) -> frozenset[Name]:
    given = (entry for entry in corrections.entries if entry.action in ("add", "set", "rename"))
    merged = (entry for entry in corrections.entries if entry.into)
    return frozenset(name for entry in given for name in _given(entry)) | {n for entry in merged for n in _into(entry)}


@lru_cache(_KEPT)
def _indexed(corrections: Corrections) -> tuple[tuple[Entry, ...], Mapping[Name, tuple[Entry, ...]]]:
    """The entries that touch every document, and the others by the values they name."""
    by_name: dict[Name, tuple[Entry, ...]] = {}
    for entry in corrections.entries:
        for name in (*_given(entry), *_into(entry)) if entry.action in _BY_VALUE else ():
            by_name[name] = (*by_name.get(name, ()), entry)
    return tuple(entry for entry in corrections.entries if entry.action in _ALWAYS), MappingProxyType(by_name)


def _given(entry: Entry) -> Iterable[Name]:
    return [(entry.facet, folded(value)) for value in entry.value] if entry.facet else []


def _into(entry: Entry) -> Iterable[Name]:
    return [(entry.facet, folded(entry.into))] if entry.into else []
