"""People who are known by one name, and the names that the same person has in other scripts: data/known_people.tsv."""

from functools import cache
from typing import Final

from indexer.enrichment.name_forms import forms, without_suffix
from indexer.enrichment.names import bases
from indexer.enrichment.vocabulary import alternatives, rows
from indexer.words.folding import folded

_BEGINNING: Final = 3  # letters


def known_alone(word: str, language: str) -> str:
    """The person that a folded word alone stands for, inflected too; "" for other words."""
    if word[:_BEGINNING] not in _beginnings():
        return ""
    candidates = (word, without_suffix(word, language), *bases(word), *(form.name for form in forms(word)))
    return next((_alone()[one] for one in candidates if one in _alone()), "")


def usual_name(name: str) -> str:
    """The value of a full name: Дональд Трамп is "Donald Trump"."""
    return _full().get(folded(name), name)


def is_known(name: str) -> bool:
    """Whether a full name is somebody's of the list."""
    return folded(name) in _full()


@cache
def _alone() -> dict[str, str]:
    return {folded(name): value for value, names, *_ in rows("known_people.tsv") for name in alternatives(names)}


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(name[:_BEGINNING] for name in _alone())


@cache
def _full() -> dict[str, str]:
    return {
        folded(name): value for value, _, *others in rows("known_people.tsv") for name in alternatives(" ".join(others))
    }
