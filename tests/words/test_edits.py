import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engines.expansion import distances
from indexer.words import Spellings, near

texts = st.text("abc", max_size=6)


@pytest.mark.parametrize(
    ("word", "other", "edits"),
    [("seminar", "seminar", 0), ("seminar", "seminars", 1), ("seminar", "semnar", 1), ("seminar", "semiNar", 1),
     ("seminar", "semianr", 1), ("khasanova", "khassanowa", 2), ("", "ab", 2)],
)  # fmt: skip
def test_a_letter_missing_added_changed_or_swapped_is_one_edit(word: str, other: str, edits: int) -> None:
    assert near(word, other, edits)
    assert edits == 0 or not near(word, other, edits - 1)


@given(texts, texts, st.integers(0, 3))
def test_nearness_has_no_direction(word: str, other: str, distance: int) -> None:
    assert near(word, other, distance) == near(other, word, distance)


@given(texts, texts, st.integers(0, 3))
def test_spellings_include_what_is_near_one_of_them(word: str, other: str, distance: int) -> None:
    assert Spellings([("seminar", 1), (other, distance)]).include(word) == near(word, other, distance)


@given(texts, texts, st.integers(0, 3))
def test_nearness_ends_where_the_whole_table_does(word: str, other: str, distance: int) -> None:
    assert near(word, other, distance) == (distances(word, [other])[0] <= distance)
