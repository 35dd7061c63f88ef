from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.words.sounds import key, readings, sound

Spelling = tuple[str, str]  # a form, and the language of the text that it stands in


def names() -> Iterator[list[Spelling]]:
    """Each name's spellings and forms, the Latin nominative first."""
    for line in Path(__file__).with_name("names.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            anywhere, _, kazakh = line.partition("| kk ")
            yield [*((form, "") for form in anywhere.split()), *((form, "kk") for form in kazakh.split())]


def test_forms_of_a_name_share_a_sound_in_all_scripts() -> None:
    pairs = [(name[0], form) for name in names() for form in name[1:]]
    assert sum(sound(*one) == sound(*other) for one, other in pairs) / len(pairs) >= 0.95


def test_no_two_names_share_a_sound() -> None:
    sounds = [{sound(*form) for form in name} for name in names()]
    assert len(set[str]().union(*sounds)) == sum(map(len, sounds))


def test_a_kazakh_initial_and_a_feminine_ending_make_no_difference() -> None:
    assert sound("Khassanova") == sound("Хасанов") == sound("Қасанова") == sound("хасановой") == "kasanov"


@pytest.mark.parametrize("word", ["2018", "وزارة", "of", "Ия", ""])
def test_what_is_no_name_has_no_sound(word: str) -> None:
    assert sound(word) == ""


def test_the_key_keeps_the_case_of_a_name() -> None:
    assert key("Хасановой") == "hasanovoi"


@pytest.mark.parametrize(
    ("latin", "cyrillic"), [("Kusturica", "Кустурица"), ("Cecilia", "Цецилия"), ("Subotica", "Суботица")]
)
def test_a_name_that_is_looked_for_may_have_a_slavic_c(latin: str, cyrillic: str) -> None:
    assert sound(cyrillic) in readings(latin)
    assert sound(latin) in readings(cyrillic)


def test_a_name_without_one_is_read_in_one_way() -> None:
    assert readings("Chekhov") == {sound("Chekhov")}
    assert readings("of") == set()
