"""What of a query is looked for by its meaning, and which documents of a generation are near it."""

from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from typing import BinaryIO, Final

from indexer.errors import SettingsError
from indexer.query import And, Node, Or
from indexer.query.tree import TITLE, Also, Field, Fuzzy, Phrase, Prefix, Word, all_of
from indexer.semantic import model
from indexer.semantic.vectors import Near, Vectors

MOST: Final = 50  # documents: those after them are hardly ever meant
# Cosine. It costs 1 in 100 of the translations that are found among the first ten (bench/semantic.py), and spares a
# question about something else most of what it would find: of twelve, six find one page or none; by .8, four.
LEAST: Final = 0.81
_KEPT: Final = 128  # queries whose documents are remembered: one search asks for them several times; 4 KB each


class Meaning:
    """The documents of a generation by what they mean. Safe from many threads."""

    def __init__(self, vectors: Vectors) -> None:
        self._vectors = vectors
        self.near = lru_cache(_KEPT)(self._near)

    def _near(self, text: str) -> Near:
        """At most MOST documents that mean what the text asks for, nearest first; none for no text."""
        if not text:
            return ()
        return self._vectors.nearest(model.embedder().query(text), MOST, LEAST)


def meaning_of(file: BinaryIO | None) -> Meaning | None:
    """Of a generation's vectors; None where it has none, or the extra that would ask them is not installed.

    The model is loaded here, so that one that does not load fails no search.
    """
    with suppress(SettingsError):
        if file and model.installed():
            model.embedder()
            return Meaning(Vectors(file))
    return None


def said(tree: Node) -> str:
    """What a query says: its words as they were written, those it excludes, values of facets and dates left out."""
    return " ".join(_said(tree))[: model.CHARS].encode("utf-8", "replace").decode()


def unsaid(tree: Node) -> Node:
    """The parts of a query that say nothing: what it excludes, facets, dates. What is near must satisfy them too."""
    return all_of(node for node in tree.nodes if not said(node)) if isinstance(tree, And) else all_of(())


def _said(tree: Node) -> Iterator[str]:
    match tree:
        case And(nodes) | Or(nodes):
            for node in nodes:
                yield from _said(node)
        case Also(node):
            yield from _said(node)
        case Field(name, node) if name == TITLE:
            yield from _said(node)
        case Word(text) | Prefix(text) | Fuzzy(text):
            yield text
        case Phrase(words):
            yield from words
