"""Which words say little about a text?  Lists that a speaker of the language can edit, one file a language."""

from functools import cache
from importlib.resources import files
from typing import Final

_LISTS: Final = ("en", "ru", "kk")


def is_stop_word(word: str) -> bool:
    """Whether a folded word is on the list of any language: what language a query is in is not guessed."""
    return word in _words()


@cache
def _words() -> frozenset[str]:
    folder = files("indexer.words.stop_words")
    lines = (line for name in _LISTS for line in folder.joinpath(f"{name}.txt").read_text("utf-8").splitlines())
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
