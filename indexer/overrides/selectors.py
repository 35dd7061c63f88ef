"""Which elements of a page does a CSS selector choose?

cssselect parses (https://www.w3.org/TR/selectors-3/); what is chosen is worked out here, from the tags, ids and classes
that are stored with a page. So a selector may use these, and where an element stands inside of others, but not what
stands beside it: the page itself is not read again.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from operator import and_, contains, eq, ne, or_
from typing import Final

from cssselect import SelectorError, parse
from cssselect import parser as css

from indexer.model import Element

SUPPORTED: Final = "tags, #id, .class, [id], [class] (with = ~= ^= $= *= |=), >, a space, a comma, :is() and :not()"
# A block is made of the elements around it; those inside of its text are not stored. https://html.spec.whatwg.org/
_INSIDE: Final = frozenset(
    "a abbr acronym b bdi bdo big br cite code data del dfn em font i img input ins kbd label mark q rp rt ruby s samp "
    "small span strike strong sub sup time tt u var wbr".split()
)
_OUTSIDE: Final = frozenset(("html", "head"))

Chosen = list[bool]  # for each element whether it is chosen


def checked(selector: str) -> str:
    """The selector. Raises ValueError, which says what it takes instead, where it is none or asks for too much."""
    chosen(selector, ())
    return selector


def chosen(selector: str, elements: Sequence[Element]) -> Chosen:
    """For each element whether the selector chooses it or one around it. Linear in the elements. Raises ValueError."""
    found = _any([_found(tree, elements) for tree in _trees(selector)], elements)
    for place, element in enumerate(elements):
        found[place] |= element.parent >= 0 and found[element.parent]
    return found


@lru_cache(maxsize=1_000)
def _trees(selector: str) -> tuple[css.Tree, ...]:
    try:
        found = parse(selector)
    except (SelectorError, RecursionError) as error:
        raise ValueError(f"a CSS selector ({error})") from error
    if any(each.pseudo_element for each in found):
        raise _unsupported("::before and the like")
    return tuple(each.parsed_tree for each in found)


def _found(tree: css.Tree, elements: Sequence[Element]) -> Chosen:
    """For each element whether it is chosen itself."""
    match tree:
        case css.Element(namespace=None, element=name):
            return [name is None or each.tag == name for each in elements] if _is_stored(name) else []
        case css.Hash(selector=inner, id=id_):
            return _both(_found(inner, elements), (each.id == id_ for each in elements))
        case css.Class(selector=inner, class_name=name):
            return _both(_found(inner, elements), (name in each.classes.split() for each in elements))
        case css.Attrib(selector=inner):
            return _both(_found(inner, elements), _by_attribute(tree, elements))
        case css.Negation(selector=inner, subselector=other):
            return _both(_found(inner, elements), (not each for each in _found(other, elements)))
        case css.Matching(selector=inner, selector_list=others):
            return _both(_found(inner, elements), _any([_found(each, elements) for each in others], elements))
        case css.CombinedSelector(selector=outer, combinator=">" | " " as how, subselector=inner):
            around = _around(_found(outer, elements), elements, far=how == " ")
            return _both(_found(inner, elements), around)
    raise _unsupported(_name(tree))


def _is_stored(tag: str | None) -> bool:
    if tag in _INSIDE:
        raise ValueError(f"a CSS selector of the elements around a text; '{tag}' stands inside of it")
    if tag in _OUTSIDE:
        raise ValueError(f"a CSS selector of elements from 'body' inwards, not '{tag}'")
    return True


def _both(one: Iterable[bool], other: Iterable[bool]) -> Chosen:
    return [*map(and_, one, other)]


def _any(found: Iterable[Chosen], elements: Sequence[Element]) -> Chosen:
    result = [False] * len(elements)
    for each in found:
        result = [*map(or_, result, each)]
    return result


def _around(outer: Chosen, elements: Sequence[Element], far: bool) -> Iterator[bool]:
    """For each element whether the one around it, or if `far` any around it, is among `outer`."""
    above = list[bool]()
    for element in elements:
        parent = element.parent
        above.append(parent >= 0 and (outer[parent] or (far and above[parent])))
        yield above[-1]


_COMPARED: Final[Mapping[str, Callable[[str, str], bool]]] = {
    "=": eq,
    "!=": ne,
    "~=": lambda value, word: word in value.split(),
    "^=": str.startswith,
    "$=": str.endswith,
    "*=": contains,
    "|=": lambda value, start: value == start or value.startswith(f"{start}-"),
}


def _by_attribute(tree: css.Attrib, elements: Sequence[Element]) -> Iterator[bool]:
    if tree.attrib not in ("id", "class"):
        raise _unsupported(f"[{tree.attrib}]")
    values = (each.id if tree.attrib == "id" else each.classes for each in elements)
    if tree.operator == "exists" or tree.value is None:
        return map(bool, values)
    wanted, compare = tree.value.value or "", _COMPARED[tree.operator]
    return (bool(value) and compare(value, wanted) for value in values)


def _name(tree: css.Tree) -> str:
    """What the owner wrote that is not supported."""
    match tree:
        case css.Function(name=name) | css.Pseudo(ident=name):
            return f":{name}"
        case css.Relation():
            return ":has()"
        case css.CombinedSelector(combinator=how):
            return f"'{how}'"
        case css.Element(namespace=str(name)):
            return f"{name}|"
    return f":{type(tree).__name__}".lower()


def _unsupported(name: str) -> ValueError:
    return ValueError(f"a CSS selector without {name}: pages are stored with {SUPPORTED}")
