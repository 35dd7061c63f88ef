from collections.abc import Callable

import pytest

from indexer.words import STEMMED, beginnings, query_languages, stem


def test_english_forms_share_a_stem(united: Callable[..., float]) -> None:
    assert united("en", lambda word: stem(word, "en")) >= 0.96


@pytest.mark.parametrize("language", sorted({language for languages in STEMMED.values() for language in languages}))
def test_each_language_that_is_said_to_be_stemmed_is(language: str) -> None:
    assert stem("", language) == ""


def test_a_language_without_a_stemmer_keeps_its_words() -> None:
    assert stem("китептер", "ky") == "китептер"
    assert stem("kitoblar", "uz") == "kitoblar"


def test_a_word_in_another_script_is_stemmed_in_the_default_language_of_its_script() -> None:
    assert stem("trainings", "ru") == stem("trainings", "en") == "train"
    assert stem("семинары", "en") == stem("семинары", "ru") == "семинар"
    assert stem("trainings", "") == "train"


def test_a_query_word_is_stemmed_in_each_language_of_its_script_that_the_corpus_has() -> None:
    assert query_languages("семинар", ["en", "kk", "ru", "de"]) == ("ru", "kk")
    assert query_languages("seminar", ["ru", "de"]) == ("en", "de")
    assert query_languages("seminar", []) == ("en",)
    assert query_languages("2018", ["en"]) == ("",)


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_all_words_of_one_stem_begin_as_foreseen(language: str, families: Callable[[str], list[list[str]]]) -> None:
    for base, *forms in families(language):
        same = [form for form in forms if stem(form, language) == stem(base, language)]
        assert all(form[:2] in beginnings(base, language) for form in same)
