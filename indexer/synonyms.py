"""What else is it called?  An acronym finds its full name and the reverse, in every language that has a name for it.

The names are those of the organisation facet, as the build wrote them down (`corpus/naming.py`); looked for are those
that the corpus has. What stands in quotation marks, behind a field or a minus is looked for as it is.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from indexer.engines.base import Engine
from indexer.model import Query
from indexer.query import Also, And, Name, Node, Or, Word, other_name
from indexer.query.tree import all_of, any_of
from indexer.words import fold, is_stop_word, parts, query_languages, stem

_LONGEST: Final = 12  # words of a name
_EACH: Final = 6  # names looked for beside one that is asked for, commonest first
_ASKED: Final = 3  # names of one query that others are looked for
_SHORTEST: Final = 3  # letters of an acronym that is not written in capitals
_VALUES: Final = 32  # that go by one name: "Ministry of Justice" is one of many countries
_KEPT: Final = 1_024  # names whose other names were counted; to count twelve takes some 5 ms

Key = tuple[str, ...]  # the stems of a name's words; of a single word the word itself
Values = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """Words of a query that are a name: nodes[start:end]."""

    start: int
    end: int
    others: tuple[Name, ...]


class Synonyms:
    """The names of the organisations in one generation. Safe from many threads."""

    def __init__(self, engine: Engine, names: Mapping[str, Sequence[str]], languages: Sequence[str]) -> None:
        """`names`: value → all that it is called."""
        self._engine, self._names, self._languages = engine, names, languages
        self._values = defaultdict[Key, list[str]](list)
        for value, called in names.items():
            for key in dict.fromkeys(key for name in called for key in self._keys(name.split())):
                self._values[key].append(value)
        self._living = lru_cache(_KEPT)(self._read_living)

    def widened(self, tree: Node) -> Node:
        """The tree with other names beside those that it asks for."""
        match tree:
            case Word():
                return self._all([tree])
            case And(nodes):
                return self._all([self.widened(node) if isinstance(node, Or) else node for node in nodes])
            case Or(nodes):
                return any_of(map(self.widened, nodes))
            case _:
                return tree

    def _all(self, nodes: Sequence[Node]) -> Node:
        """All of the nodes, those that are a name together with its other names."""
        found, at = list[Node](), 0
        for place in list(self._places(nodes))[:_ASKED]:
            found += [*nodes[at : place.start], Also(all_of(nodes[place.start : place.end]), place.others)]
            at = place.end
        found += nodes[at:]
        return And(tuple(found)) if len(found) > 1 else found[0]

    def _places(self, nodes: Sequence[Node]) -> Iterator[_Place]:
        """The longest names among the nodes that have others, from left to right."""
        at = 0
        while at < len(nodes):
            ends = range(min(len(nodes), at + _LONGEST), at, -1)
            tried = (_Place(at, end, self._others(nodes[at:end])) for end in ends)
            place = next((place for place in tried if place.others), None)
            if place:
                yield place
            at = place.end if place else at + 1

    def _others(self, nodes: Sequence[Node]) -> tuple[Name, ...]:
        """The other names of what goes by these words, commonest first."""
        words = [node.text for node in nodes if isinstance(node, Word)]
        if len(words) < len(nodes) or (len(words) == 1 and not _is_name(words[0])):
            return ()
        asked = self._keys(words)
        values = dict.fromkeys(value for key in asked for value in self._values.get(key, ()))
        living = self._living(tuple(values)[:_VALUES]) if values else ()
        return tuple(name for name in living if not self._has(name, asked))[:_EACH]

    def _has(self, name: Name, asked: Iterable[Key]) -> bool:
        """Whether who asks for the words finds the name anyway."""
        pairs = [(key, words) for key in self._keys(name.words) for words in asked]
        return any(set(key) >= set(words) or "".join(key) == "".join(words) for key, words in pairs)

    def _read_living(self, values: Values) -> tuple[Name, ...]:
        """The names of the values that any document has, commonest first."""
        called = defaultdict[Key, list[tuple[str, str]]](list)
        for value in values:
            for name in self._names[value]:
                called[self._keys(name.split())[0]].append((name, value))
        names = (Name(tuple(each[0][0].split()), tuple(value for _, value in each)) for each in called.values())
        counted = ((self._count(name), name) for name in names)
        return tuple(name for count, name in sorted(counted, key=lambda one: -one[0]) if count)

    def _count(self, name: Name) -> int:
        return self._engine.total(Query(other_name(name, self._languages)))

    def _keys(self, words: Iterable[str]) -> list[Key]:
        """What the name is found by: in each language that it may be of."""
        terms = [part for word in words for part in parts(fold(word))]
        if len(terms) < 2:
            return [tuple(terms)]
        languages = dict.fromkeys(name for term in terms for name in query_languages(term, self._languages))
        return list(dict.fromkeys(tuple(stem(term, language) for term in terms) for language in languages))


def names(tree: Node) -> Iterator[str]:
    """The other names that a widened tree looks for."""
    match tree:
        case And(nodes) | Or(nodes):
            for node in nodes:
                yield from names(node)
        case Also(_, others):
            yield from (" ".join(name.words) for name in others)


def _is_name(word: str) -> bool:
    """Whether a word of a query may be an acronym: "who" is none, "WHO" and "osce" are."""
    text = fold(word)
    return (word.isupper() and len(word) > 1) or (len(text) >= _SHORTEST and not is_stop_word(text))
