"""Two names are one person's only where given name and surname agree."""

import pytest


def person(value: str, method: str = "name") -> tuple[str, str, str, str]:
    return "person", value, "", method


FULL = person("Shakhnoza Khassanova")


def test_the_commonest_spelling_is_the_name(renamed) -> None:
    assert renamed(FULL, FULL, person("Shakhnoza Khasanova")) == {"Shakhnoza Khasanova": "Shakhnoza Khassanova"}


def test_the_surname_may_stand_first(renamed) -> None:
    assert renamed(FULL, FULL, person("Khassanova Shakhnoza")) == {"Khassanova Shakhnoza": "Shakhnoza Khassanova"}


@pytest.mark.parametrize("written", ["Шахноза Хасанова", "Хасанова Шахноза"])
def test_a_name_in_another_script_is_the_same(renamed, written: str) -> None:
    assert renamed(FULL, FULL, person(written)) == {written: "Shakhnoza Khassanova"}


@pytest.mark.parametrize("other", ["Shakhzoda Khassanova", "Shakhnoza Khamitova", "Shakhnoz Khassanov", "Khassanova"])
def test_another_given_name_or_surname_is_another_person(renamed, other: str) -> None:
    assert renamed(FULL, FULL, person(other)) == {}


def test_initials_that_fit_one_person_of_the_site_are_hers(renamed) -> None:
    assert renamed(FULL, person("Sh. Khassanova")) == {"Sh. Khassanova": "Shakhnoza Khassanova"}


@pytest.mark.parametrize("other", ["Sholpan Khassanova", "Shakhnoza Khassanova-Lee"])
def test_initials_that_fit_two_people_stay_as_they_are(renamed, other: str) -> None:
    names = renamed(FULL, person("Sholpan Khassanova"), person("Sh. Khassanova"), person(other))
    assert "Sh. Khassanova" not in names


def test_one_letter_is_not_taken_for_the_first_of_two(renamed) -> None:
    assert renamed(FULL, person("S. Khassanova")) == {}


def test_initials_on_another_site_are_not_hers(decide, document) -> None:
    decisions = decide([document(1, [FULL], "a.example"), document(2, [person("Sh. Khassanova")], "b.example")])
    assert not any(decision.aliases for decision in decisions)


def test_what_the_corpus_did_is_explained(decide, document, renamed) -> None:
    first, second = decide([document(1, [FULL]), document(2, [person("Khassanova Shakhnoza"), FULL])])
    assert first.aliases == ()
    ((_, alias),) = second.aliases
    assert alias.why == "one with Shakhnoza Khassanova: the same name with the surname elsewhere, on 2 pages"


def test_a_mans_name_in_the_genitive_is_no_womans_where_the_site_names_him_far_more_often(decide, document) -> None:
    man, woman = (("person", name, "", "name") for name in ("Alexander Pushkin", "Alexandra Pushkina"))
    *_, last = decide([document(number, [man]) for number in range(3)] + [document(9, [woman])])
    assert [alias.value for _, alias in last.aliases] == ["Alexander Pushkin"]
    *_, last = decide([document(1, [man]), document(9, [woman])])
    assert last.aliases == ()
