"""Is a regular expression cheap enough to be searched in every block?

Python's `re` tries every way in which a pattern can match, and their number can grow exponentially with the text
(https://www.regular-expressions.info/catastrophic.html). So a part that repeats may hold no choice of its own, and the
choices that are left, multiplied, stay under a bound: two `*` or `+`, or many short `{1,3}`.
"""

import re
from typing import Final

from indexer.limits import PATTERN_CHARS

# 2 repeats × the places to begin: at most about a second on the worst text of PATTERN_CHARS, microseconds on most.
_MOST_WAYS: Final = PATTERN_CHARS**2
_TOKEN: Final = re.compile(
    r"""\\.                                             # an escaped character
    | \[\^?\]?(?:\\.|[^\]\\])*\]                        # a class
    | \(\?[aiLmsux]+\)                                  # flags: not a group
    | (?P<open>\((?:\?(?:P?<\w+>|[^)]))?)               # a group begins
    | (?P<close>\))
    | (?P<choice>\|)
    | (?P<repeat>[*+?]|\{(?P<least>\d*)(?P<to>,(?P<most>\d*))?\})[?+]?
    | .""",
    re.VERBOSE | re.DOTALL,
)


def checked(pattern: str) -> str:
    """The pattern. Raises ValueError, which says what it takes instead, where it is none or can take too long."""
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"a regular expression ({error})") from error
    if _ways(pattern) > _MOST_WAYS:
        raise ValueError("a regular expression with at most two * or +: use {1,20}, or less of them")
    return pattern


def _ways(pattern: str) -> int:
    """How many ways there are to match at one place, at most. Raises ValueError for a choice inside a repeated part."""
    ways, groups, closed = 1, [False], False  # groups: whether each open one holds a choice; closed: whether the last
    for token in _TOKEN.finditer(pattern):
        if token["open"]:
            groups.append(False)
        elif token["repeat"]:
            least, most = _bounds(token)
            if closed and most > 1:
                raise ValueError("a regular expression without * + ? { } or | inside of a part that repeats")
            ways *= most - least + 1
            groups[-1] |= most > least
        elif token["choice"]:
            ways *= 2
            groups[-1] = True
        closed = groups.pop() if token["close"] else False
        groups[-1] |= closed
    return ways


def _bounds(token: re.Match[str]) -> tuple[int, int]:
    """(fewest, most) times that a part repeats; text is only so long."""
    if token["repeat"] in "*+?":
        return (0, 1) if token["repeat"] == "?" else (0, PATTERN_CHARS - 1)
    least = int(token["least"] or 0)
    most = int(token["most"] or PATTERN_CHARS) if token["to"] else least
    return least, max(least, min(most, least + PATTERN_CHARS - 1))
