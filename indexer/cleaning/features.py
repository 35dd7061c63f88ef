"""The numbers that describe a block: what they are called.

A page carries only what cannot be worked out later (its text's counts, where it stands in the tree, which containers
hold it). What depends on neighbours, on the whole page or on the site is derived from these in `matrix.py`, for all
blocks of a page at once, when the page is judged.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexer.model import Segments

# One block's numbers, in this order. Ranges are half-open positions in the list of the page's blocks.
NAMES: Final = (
    "chars",  # length of the text
    "words",
    "link_chars",  # characters inside links
    "links",
    "ends",  # sentence ends: . ! ? … 。
    "commas",
    "digits",
    "capitals",  # upper-case letters
    "final",  # 1 if the text ends like a sentence, .5 with a colon or a comma
    "start",  # first character: 0 lower case, 1 upper case, 2 digit, 3 other
    "date",  # 1 if a date or a time of day stands in a short text
    "bold_chars",
    "images",  # since the last block
    "inputs",  # form fields since the last block
    "breaks",  # <br> or line ends inside
    "cells",  # of a table row
    "tag",  # position of the block's element in TAGS
    "depth",
    "near",  # hints of the block's element and its two parents, as bits (hints.py)
    "far",  # hints of all elements above those
    "inline",  # hints of the inline elements inside the block
    "inside",  # which of INSIDE are above the block, as bits
    "path",  # number of the block's tag and class path: blocks with the same one are alike
    "above",  # level of the last heading above, 0 for none
    "start_1", "end_1",  # the smallest container with more blocks than this one, as a range of blocks
    "start_2", "end_2",  # the next larger one …
    "start_3", "end_3",
    "start_4", "end_4",
)  # fmt: skip
AT: Final = {name: position for position, name in enumerate(NAMES)}
LEVELS: Final = 4  # containers described

TAGS: Final = tuple("text p div li td heading row pre quote caption dt dd button form".split())
TAG_CODE: Final = {name: position for position, name in enumerate(TAGS)}
# "unseen": the block's own element is hidden by its tag; what is hidden further up, a script may show.
INSIDE: Final = tuple(
    "ul ol dl table article main section aside nav header footer form figure a blockquote unseen".split()
)
INSIDE_BIT: Final = {tag: 1 << position for position, tag in enumerate(INSIDE)}


def numbers_of(segments: Segments) -> NDArray[np.float32]:
    """NAMES × the page's blocks; not to be written to."""
    return np.frombuffer(segments.numbers, np.float32).reshape(len(NAMES), -1)
