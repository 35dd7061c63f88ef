"""A pattern of the owner's can never make a build hang."""

import re
import time

import pytest

from indexer.limits import PATTERN_CHARS
from indexer.overrides.patterns import checked


@pytest.mark.parametrize(
    "pattern",
    [
        "^Photo: ",
        r"^\d{1,2} \w{3,9} \d{4}$",
        "(?i)^(share|print)( this)?$",
        r"[*+?|(){}]+ \(\)+",
        r"(?P<year>\d{4})-(?P=year)",
        "(?:abc)+ .*",
        r"a{2}b{,3}c{x}",
        "(?=.*Photo)x",
        "[]*+]x[^]*+]",
        "(?s:.)(?<!a)b",
    ],
)
def test_ordinary_patterns_are_taken(pattern: str) -> None:
    assert checked(pattern) == pattern


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+b",
        "(a|a)*b",
        "(a?){30}a{30}",
        "((ab)*c)*d",
        "(?:(?:a{1,9}))+",
        "(?P<x>a*)*",
        "(x(a|aa)y)+",
        "a?" * 30 + "a" * 30,
        ".*.*.*x",
        "a{1,400}b{1,400}c{1,400}",
        r"([^|]*\|){3,}",
    ],
)
def test_patterns_that_can_take_forever_are_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="a regular expression with"):
        checked(pattern)


@pytest.mark.parametrize("pattern", [r".*.*\bx", r"\w*\w*!", "a?" * 17 + "a" * 17 + "!"])
def test_the_worst_pattern_that_is_taken_is_over_soon(pattern: str) -> None:
    started = time.process_time()
    assert not re.search(checked(pattern), "a" * PATTERN_CHARS)
    assert time.process_time() - started < 5
