import pytest

from indexer.enrichment.name_forms import (
    agreeing,
    forms,
    given,
    is_fathers_name,
    is_patronymic,
    is_surname,
    without_suffix,
)


@pytest.mark.parametrize(
    ("form", "spelling"),
    [("юрию", "Yuri"), ("ольгой", "Olga"), ("игоря", "Igor"), ("шахнозы", "Shakhnoza"), ("павла", "Pavel")],
)
def test_an_inflected_given_name_is_known(form, spelling) -> None:
    assert spelling in {name.spelling for name in given(form)}


def test_a_form_may_be_of_a_man_or_of_a_woman() -> None:
    assert {(name.form.gender, name.form.name) for name in given("александра")} == {
        ("f", "александра"), ("m", "александр"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("first", "last", "nominative"),
    [
        ("юрия", "лаптева", "юрий лаптев"),
        ("ольга", "рябинина", "ольга рябинина"),
        ("ольге", "достоевской", "ольга достоевская"),
        ("айгерим", "садвакасовой", "айгерим садвакасова"),
        ("николая", "гоголя", "николай гоголь"),
        ("ангелы", "меркель", "ангела меркель"),
    ],
)
def test_given_name_and_surname_agree(first, last, nominative) -> None:
    one, other = agreeing([name.form for name in given(first)], forms(last))[0]
    assert f"{one.name} {other.name}" == nominative


@pytest.mark.parametrize(
    ("form", "name"),
    [("маминнің", "мамин"), ("сейітованың", "сейітова"), ("тоқаевқа", "тоқаев"), ("шоқанұлының", "шоқанұлы"),
     ("димашты", "димаш"), ("кенже", "кенже"), ("мұртаза", "мұртаза")],
)  # fmt: skip
def test_kazakh_suffixes_are_taken_off(form, name) -> None:
    assert without_suffix(form, "kk") == name
    assert without_suffix(form, "ru") == form


def test_surnames_and_patronymics_are_told_by_their_endings() -> None:
    assert all(is_surname(word, "ru") for word in ("лужков", "лужкова", "лужковым", "достоевского", "петренко"))
    assert not any(is_surname(word, "ru") for word in ("иван", "школа", "ов"))
    assert all(is_patronymic(word, "ru") for word in ("маратович", "маратовны", "серікқызы"))
    assert is_fathers_name("николаевич")
    assert not is_fathers_name("болтрушевич")
