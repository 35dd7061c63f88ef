"""What a user asked, as a tree of what they wrote: words, phrases, fields, and how they are combined.

`all_of`, `any_of` and `but_not` build the only trees there are: nothing nested that can be flat.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from indexer.schema import FACET_NAMES
from indexer.words import parts

TITLE: Final = "title"
DATE: Final = "date"
FIELDS: Final = (TITLE, DATE, *FACET_NAMES)  # what may stand before a colon


@dataclass(frozen=True, slots=True)
class MatchAll:
    """Every document: an empty query, or `*`."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word as it was written; it may be a compound (`GLO.ACT`)."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in this order, at most `slop` words further apart than adjacent ones: `"a phrase"~3`."""

    words: tuple[str, ...]  # one or more
    slop: int = 0


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin so: `traffick*`."""

    text: str


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Words at most `distance` letters different: `Khasanova~`, `Khasanova~2`."""

    text: str
    distance: int = 1


@dataclass(frozen=True, slots=True)
class DateIs:
    """A day, month or year: "2018-10-09", "2018-10", "2018"."""

    date: str


@dataclass(frozen=True, slots=True)
class DateRange:
    """From one day, month or year to another, both included; "" is open on that side, but not on both."""

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Field:
    """What is asked of one field only: the title, or a facet, whose values are compared whole."""

    name: str  # TITLE, one of schema.FACET_NAMES, or DATE, of which only MatchAll is asked so
    node: "Word | Phrase | Prefix | Fuzzy | MatchAll"  # MatchAll: there is any value


@dataclass(frozen=True, slots=True)
class And:
    nodes: tuple["Node", ...]  # two or more


@dataclass(frozen=True, slots=True)
class Or:
    nodes: tuple["Node", ...]  # two or more


@dataclass(frozen=True, slots=True)
class Not:
    node: "Node"


@dataclass(frozen=True, slots=True)
class Name:
    """Another name of an organisation. One of a single word ("WHO") is looked for where a document names a value."""

    words: tuple[str, ...]  # one or more
    values: tuple[str, ...]  # of the facet, one or more: what goes by the name


@dataclass(frozen=True, slots=True)
class Also:
    """What the node finds, and behind it what one of the names does. No user writes it: see synonyms.py."""

    node: "Node"  # a Word, or an And of Words
    names: tuple[Name, ...]


Node = MatchAll | Word | Phrase | Prefix | Fuzzy | DateIs | DateRange | Field | And | Or | Not | Also


def all_of(nodes: Iterable[Node]) -> Node:
    """All of the nodes: flat, without a second MatchAll; the node itself if there is one only; MatchAll if none."""
    flat = [part for node in nodes for part in (node.nodes if isinstance(node, And) else (node,))]
    asked = tuple(node for node in flat if node != MatchAll())
    return And(asked) if len(asked) > 1 else (*asked, MatchAll())[0]


def any_of(nodes: Iterable[Node]) -> Node:
    """Any of the nodes: flat; the node itself if there is one only; MatchAll if one of them is, or there is none."""
    flat = tuple(part for node in nodes for part in (node.nodes if isinstance(node, Or) else (node,)))
    if not flat or MatchAll() in flat:
        return MatchAll()
    return Or(flat) if len(flat) > 1 else flat[0]


def any_word(tree: Node) -> Node:
    """What has any of the words and other parts of the tree, however they are grouped; what it excludes is left out."""
    match tree:
        case And(nodes) | Or(nodes):
            return any_of([any_word(node) for node in nodes if not isinstance(node, Not)])
        case Word(text):
            return any_of(map(Word, parts(text)))
        case _:
            return tree


def with_words(tree: Node, others: Mapping[str, Node]) -> Node:
    """The tree with something else in the place of the words given."""
    match tree:
        case And(nodes):
            return all_of(with_words(node, others) for node in nodes)
        case Or(nodes):
            return any_of(with_words(node, others) for node in nodes)
        case Word(text):
            return others.get(text, tree)
        case _:
            return tree


def but_not(node: Node) -> Node:
    """What the node does not match; twice not is the node again."""
    return node.node if isinstance(node, Not) else Not(node)


def depth(node: Node, inside: bool = False) -> int:
    """How many levels of parentheses it takes to write the tree (`inside`: as a part of another one)."""
    match node:
        case And(nodes) | Or(nodes):
            return inside + max(depth(part, inside=True) for part in nodes)
        case Not(inner):
            return depth(inner, inside=True)
        case _:
            return 0
