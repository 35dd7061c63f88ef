from collections.abc import Callable

import pytest

from indexer.words import kazakh


def test_forms_share_a_stem(united: Callable[..., float]) -> None:
    assert united("kk", kazakh.stem) >= 0.98


def test_different_words_keep_different_stems(families: Callable[[str], list[list[str]]]) -> None:
    words = [base for base, *_ in families("kk")]
    assert len({kazakh.stem(word) for word in words}) == len(words)


@pytest.mark.parametrize("word", ["да", "мен", "ел", "су", "2018", "", "қ"])
def test_nothing_is_taken_off_short_words(word: str) -> None:
    assert kazakh.stem(word) == word


def test_names_that_end_like_inflected_words_stay_whole() -> None:
    assert kazakh.stem("қазақстан") == "қазақстан"
    assert kazakh.stem("алматыда") == "алматы"
