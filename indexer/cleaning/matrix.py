"""The judge's view of pages: numbers for each block, from its own, its neighbours', its page's and its site's.

All columns are neutral to the language. They are computed in groups, each for all blocks of some pages and for several
columns at once.
"""

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexer.cleaning.columns import around, own, page, place
from indexer.cleaning.columns.described import Described

_FOR_ALL: Final = (
    place.RUN, own.OWN, around.NEARBY, around.WINDOW, around.DISTANCE, page.WHOLE, place.PLACE,
)  # fmt: skip
# In any order: a model names the columns that it asks for.
GROUPS: Final = {
    "text": (*_FOR_ALL, around.SMALLEST),
    "html": (
        *_FOR_ALL, around.CONTAINERS, own.MARKUP, own.BITS, own.ALIKE, page.TOLD, place.MAIN, place.SECTION, page.KIND,
    ),
}  # fmt: skip


def matrix(described: Described) -> NDArray[np.float32]:
    """The numbers of some pages' blocks (columns × blocks); `names` tells what the columns are."""
    form = described.pages[0].segments.format
    result = np.empty((len(names(form)), described.count), np.float32)
    first = 0
    for group in GROUPS[form]:
        values, last = group.compute(described), first + len(group.names)
        if isinstance(values, np.ndarray):
            result[first:last] = values
        else:
            for row, value in zip(result[first:last], values, strict=True):
                row[:] = value
        first = last
    return result


@cache
def names(form: str) -> tuple[str, ...]:
    """The columns of the matrix of a page of this format."""
    return tuple(name for group in GROUPS[form] for name in group.names)
