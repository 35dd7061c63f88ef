import subprocess
import sys
from collections.abc import Callable

import pytest

from indexer.words import russian


def test_forms_share_a_stem(united: Callable[..., float]) -> None:
    assert united("ru", russian.stem) >= 0.99


def test_different_words_keep_different_stems(families: Callable[[str], list[list[str]]]) -> None:
    words = [base for base, *_ in families("ru")]
    surname_twice = 1  # Хассанов and Хассанова
    assert len({russian.stem(word) for word in words}) == len(words) - surname_twice


@pytest.mark.parametrize(
    ("word", "form"),
    [("казахстан", "казахстане"), ("торговля", "торговлей"), ("люди", "людьми"), ("люди", "людей"),
     ("хассанова", "хассановой"), ("нургалиев", "нургалиевым"), ("елка", "елки")],
)  # fmt: skip
def test_what_people_search_for_finds_its_forms(word: str, form: str) -> None:
    assert russian.stem(word) == russian.stem(form)


@pytest.mark.parametrize(
    ("phrase", "base"),
    [("торговли людьми", "торговля людьми"), ("трудовых мигрантов", "трудовые мигранты"),
     ("вечерней телефонной линии", "вечерняя телефонная линия"), ("высшего образования", "высшего образования"),
     ("борьбе с коррупцией", "борьба с коррупцией"), ("Ульяновской области", "Ульяновской области")],
)  # fmt: skip
def test_a_phrase_is_put_into_the_nominative_where_that_is_sure(phrase: str, base: str) -> None:
    assert russian.nominative(phrase) == base


def test_a_form_may_begin_with_other_letters() -> None:
    assert {"лю", "че"} <= russian.beginnings("людей")
    assert russian.beginnings("хассанова") == {"ха"}


def test_the_dictionary_is_loaded_for_those_who_need_it_only() -> None:
    code = "import sys, indexer.words as words; words.stem('seminar', 'en'); sys.exit('pymorphy3' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
