"""The numbers that describe a block: what they are called, and the few that its text alone gives.

A block carries only what cannot be worked out later (its text's counts, where it stands in the tree, which containers
hold it). What depends on neighbours, on the whole page or on the site is derived from these in `matrix.py`, for all
blocks of a page at once, when the page is judged.
"""

import re
from typing import Final

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
INSIDE: Final = tuple("ul ol dl table article main section aside nav header footer form figure a blockquote".split())
INSIDE_BIT: Final = {tag: 1 << position for position, tag in enumerate(INSIDE)}

HEAD: Final = 300  # characters of a text in which digits and capitals are counted; the rest is taken to be like them

_DATE: Final = re.compile(
    r"\b(?:19|20)\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b\d{1,2}:\d\d\b"
    r"|\b\d+ (?:minutes?|hours?|days?|weeks?|months?|years?) ago\b"
)
_DIGITS: Final = re.compile(r"\d")
_CAPITALS: Final = re.compile(r"[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ]")
_ENDS: Final = frozenset(".!?")
_LAST: Final = {".": 1.0, "!": 1.0, "?": 1.0, "…": 1.0, "。": 1.0, ":": 0.5, ",": 0.5, ";": 0.5}


def text_features(text: str) -> list[float]:
    """The first eleven numbers of NAMES, but with no links (0): what plain text gives."""
    count = text.count
    bare = text.rstrip("\"'»”’)] ")
    first, last, length = text[0], bare[-1:], len(text)
    head = text if length <= HEAD else text[:HEAD]
    scale = length / len(head)
    digits = len(_DIGITS.findall(head))
    return [
        length,
        count(" ") + count("\n") + 1,
        0,
        0,
        count(". ") + count("! ") + count("? ") + count("…") + count("。") + (last in _ENDS),
        count(",") + count("،") + count("，"),
        digits * scale,
        len(_CAPITALS.findall(head)) * scale,
        _LAST.get(last, 0.0),
        0 if first.islower() else 1 if first.isupper() else 2 if first.isdigit() else 3,
        digits and length < 120 and _DATE.search(text) is not None,
    ]
