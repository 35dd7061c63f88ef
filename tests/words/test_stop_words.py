import pytest

from indexer.words import fold, is_stop_word


@pytest.mark.parametrize("word", ["the", "which", "который", "и", "және", "туралы"])
def test_words_of_grammar_are_stop_words(word: str) -> None:
    assert is_stop_word(word)


@pytest.mark.parametrize("word", ["trafficking", "дети", "бала", "бар", "2018", ""])
def test_words_with_a_meaning_are_none(word: str) -> None:
    assert not is_stop_word(word)


@pytest.mark.parametrize("word", ["её", "ещё"])
def test_the_lists_are_looked_up_folded(word: str) -> None:
    assert is_stop_word(fold(word))
