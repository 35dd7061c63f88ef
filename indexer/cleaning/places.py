"""Where on a page does a block stand, in the words of its site's makers?"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from typing import Final

from indexer.model import Element

_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z_-]*")  # "menu-item-123" and "post-7" are of one page; 7 is no CSS name
_STEPS: Final = 3  # tags below the element with a name: "ul.menu > li > p"
_CLASSES: Final = 2
_LONGEST: Final = 120  # characters


def places(elements: Sequence[Element]) -> list[str]:
    """For each element a CSS selector that chooses it: from the nearest one with a name of its own; "" without one."""
    found = list[tuple[str, int]]()  # selector, tags in it below the name
    for element in elements:
        own, (around, steps) = _named(element[1:]), found[element.parent] if element.parent >= 0 else ("", 0)
        if own:
            found.append((own, 0))
        elif around and steps < _STEPS:
            found.append((f"{around} > {element.tag}", steps + 1))
        else:
            found.append(("", 0))
    return [selector for selector, _ in found]


@lru_cache(maxsize=50_000)
def _named(names: tuple[str, str, str]) -> str:
    """The element of a tag, id and classes by them; "" where it has none that other pages of the site have too."""
    tag, id_, classes = names
    if tag == "body":
        return ""
    if _NAME.fullmatch(id_):
        return f"{tag}#{id_}"
    first = islice(filter(_NAME.fullmatch, classes.split()), _CLASSES)
    name = "".join([tag, *(f".{each}" for each in first)])
    return name if tag != name and len(name) <= _LONGEST else ""
