from hypothesis import given
from hypothesis import strategies as st

from indexer.query import snippet

TEXT = "One two three four five six seven eight nine ten. " * 20


def at(text: str, *words: str) -> list[tuple[int, int]]:
    return [(text.index(word), text.index(word) + len(word)) for word in words]


def test_the_piece_with_most_different_words_is_shown() -> None:
    text = f"{TEXT}alpha {TEXT}alpha and beta {TEXT}"
    beta = text.index("beta")
    shown, marks = snippet(text, [*at(text, "alpha"), (beta - 10, beta - 5), (beta, beta + 4)], 100)
    assert [shown[start:end] for start, end in marks] == ["alpha", "beta"]


def test_a_piece_is_cut_between_words_and_says_so() -> None:
    text = f"{TEXT}alpha {TEXT}"
    shown, _ = snippet(text, at(text, "alpha"), 60)
    assert shown == "…nine ten. alpha One two three four five six seven eight…"


def test_without_marks_the_beginning_is_shown() -> None:
    assert snippet(TEXT, [], 30) == ("One two three four five six…", ())


def test_a_short_text_is_shown_whole_on_one_line() -> None:
    assert snippet("One\ntwo", [(4, 7)], 100) == ("One two", ((4, 7),))
    assert snippet("", [], 100) == ("", ())


def test_a_text_without_spaces_is_cut_where_it_must() -> None:
    shown, marks = snippet("x" * 1000, [(500, 510)], 100)
    assert len(shown) == 102
    assert [shown[start:end] for start, end in marks] == ["x" * 10]


@given(
    st.text("ab \n", max_size=300),
    st.lists(st.tuples(st.integers(0, 299), st.integers(1, 9)), max_size=9),
    st.integers(9, 99),
)
def test_marks_keep_their_words(text: str, places: list[tuple[int, int]], length: int) -> None:
    marks = [(start, min(start + size, len(text))) for start, size in sorted(set(places)) if start < len(text)]
    shown, inside = snippet(text, marks, length)
    assert len(shown) <= length + 2
    words = [text[start:end].replace("\n", " ") for start, end in marks]
    assert all(shown[start:end] in words for start, end in inside)
