import subprocess
import sys

import pytest

from indexer.words.signature import likeness, nearly_same, signature

TEXT = " ".join(f"Case {number} was heard by the court of Almaty on day {number * 3}." for number in range(20))
SHORT = "The shelter is closed until Monday."


def test_the_same_text_has_the_same_signature() -> None:
    assert signature(TEXT) == signature(TEXT)
    assert likeness(signature(TEXT), signature(TEXT)) == 1


def test_the_signature_is_the_same_in_every_process() -> None:
    code = "import sys; from indexer.words import signature; sys.stdout.write(signature(sys.argv[1]))"
    other = subprocess.run([sys.executable, "-c", code, TEXT], capture_output=True, text=True, check=True)
    assert other.stdout == signature(TEXT)


def test_a_text_with_another_word_is_nearly_the_same() -> None:
    other = TEXT.replace("Case 7 ", "Affair 7 ")
    assert nearly_same(signature(TEXT), signature(other))
    assert likeness(signature(TEXT), signature(other)) < 1


def test_case_punctuation_and_spaces_do_not_count() -> None:
    assert signature(TEXT.upper().replace(".", " ; ")) == signature(TEXT)


def test_the_likeness_is_that_of_the_sets_of_runs() -> None:
    """Every run of 1,000 different words, and the half of them: a Jaccard likeness of 0.5, give or take 3 errors."""
    words = [f"word{number}" for number in range(1000)]
    found = likeness(signature(" ".join(words)), signature(" ".join(words[:500])))
    assert found == pytest.approx(0.5, abs=0.19)


def test_the_same_words_in_another_order_are_another_text() -> None:
    assert likeness(signature(TEXT), signature(" ".join(sorted(TEXT.split())))) < 0.3


def test_short_texts_are_the_same_or_not() -> None:
    assert nearly_same(signature(SHORT), signature(SHORT.lower()))
    assert not nearly_same(signature(SHORT), signature(SHORT.replace("Monday", "Tuesday")))


def test_what_has_no_words_is_like_nothing() -> None:
    assert signature(" – …") == ""
    assert likeness("", "") == 0
