import pytest

from indexer.enrichment.person_grammar import people


def shapes(text: str, language: str = "en") -> list[tuple[str, str]]:
    return [(" ".join(found.name.words), found.name.shape) for found in people(text, language)]


@pytest.mark.parametrize(
    ("text", "name", "shape"),
    [
        ("Ерлан Маратович Касымов", "Ерлан Маратович Касымов", "full"),
        ("Mr. Reed left", "Reed", "title"),
        ("by A. Sadvakasova", "A. Sadvakasova", "initials"),
        ("Шишкин А.В., Павлодар", "Шишкин А.В.", "initials"),
        ("John F. Marlowe", "John F. Marlowe", "name"),
        ("Usama bin Haddad", "Usama bin Haddad", "name"),
        ("trainer Ailan Wexford", "Ailan Wexford", "role"),
        ("President Whitfield said", "Whitfield", "office"),
        ("Касымов Ерлан пришёл", "Касымов Ерлан", "reversed"),
    ],
)
def test_a_name_is_found_by_its_shape(text, name, shape) -> None:
    assert shapes(text, "ru") == [(name, shape)]


def test_a_heading_in_title_case_makes_no_surnames() -> None:
    assert shapes("Michael Copley Praises the News Project") == [("Michael Copley", "name")]
    assert shapes("University Professor Encouraging Next Generation") == []
    assert (
        shapes("The Open Letter By John Perry Alston\nIt was John Perry Alston who sent it")[0][0]
        == "John Perry Alston"
    )


def test_a_citation_is_not_cut_in_the_wrong_place() -> None:
    assert shapes("Lindsey P. Cognitive science") == []


def test_the_word_before_a_name_is_kept_if_it_is_in_lower_case() -> None:
    (found,) = people("со дня рождения Ивана Лаптева", "ru")
    assert (found.before, found.begins_sentence) == ("рождения", False)


def test_names_have_their_place_in_the_text() -> None:
    text = "A long way from here, in a small town by the sea, lives Mark Turner's aunt."
    (found,) = people(text, "en")
    assert text[found.start : found.end] == "Mark Turner"


@pytest.mark.parametrize("text", ["Mr." * 20_000, "Ivan " * 20_000, "A. " * 20_000, "a " * 50_000, "bin " * 20_000])
def test_odd_texts_are_read_in_linear_time(text) -> None:
    assert len(list(people(text, "en"))) <= len(text)
