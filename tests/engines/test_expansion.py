from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engines.expansion import Vocabulary, distances
from indexer.model import Fuzzy, Prefix

words = st.text("abcё", max_size=6)


def slow_distance(one: str, other: str) -> int:
    """The definition of the optimal string alignment distance, by recursion."""

    @cache
    def d(i: int, j: int) -> int:
        if not i or not j:
            return i + j
        ways = [d(i - 1, j) + 1, d(i, j - 1) + 1, d(i - 1, j - 1) + (one[i - 1] != other[j - 1])]
        if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
            ways.append(d(i - 2, j - 2) + 1)
        return min(ways)

    return d(len(one), len(other))


@given(words, st.lists(words))
def test_distances_are_as_defined(text, terms):
    assert distances(text, terms).tolist() == [slow_distance(text, term) for term in terms]


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [
        ("ca", "abc", 3),
        ("contorl", "control", 1),
        ("gold", "old", 1),
        ("ёлка", "елка", 1),
        ("", "abc", 3),
        ("a", "a", 0),
    ],
)
def test_a_swap_of_neighbours_is_one_edit(one, other, edits):
    assert distances(one, [other]).tolist() == [edits]


@given(words, st.sets(words), st.sampled_from([1, 2]))
def test_a_fuzzy_word_stands_for_all_terms_that_are_near(text, terms, distance):
    near = [term for term in sorted(terms) if slow_distance(text, term) <= distance]
    assert Vocabulary(sorted(terms)).expand(Fuzzy("exact", text, distance)) == near


@given(words, st.sets(words))
def test_a_prefix_stands_for_all_terms_that_begin_so(text, terms):
    expected = [term for term in sorted(terms) if term.startswith(text)]
    assert Vocabulary(sorted(terms)).expand(Prefix("exact", text)) == expected
