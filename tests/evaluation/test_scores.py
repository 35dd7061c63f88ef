"""Words against words."""

import pytest

from indexer.evaluation import Score, mean, score, tokens


def test_words_are_compared_as_multisets_without_case_and_order() -> None:
    assert score(tokens("B a, a!"), tokens("a\nA b")) == Score(1, 1, 1)
    assert score(tokens("a"), tokens("a a a a")) == (1, 0.25, pytest.approx(0.4))


def test_what_is_left_in_costs_precision() -> None:
    assert score(tokens("a b c d"), tokens("a b c")) == (0.75, 1, pytest.approx(6 / 7))


@pytest.mark.parametrize(("output", "truth"), [("", "a"), ("a", ""), ("", ""), ("a", "b")])
def test_without_a_common_word_the_score_is_0(output: str, truth: str) -> None:
    assert score(tokens(output), tokens(truth)) == (0, 0, 0)


def test_a_mean_averages_each_of_the_three() -> None:
    assert mean([Score(1, 0.5, 0.6), Score(0, 0.5, 0.2)]) == (0.5, 0.5, pytest.approx(0.4))
