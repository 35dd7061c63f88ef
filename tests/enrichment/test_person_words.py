import pytest

from indexer.enrichment.person_words import kind


@pytest.mark.parametrize(
    ("word", "letter"),
    [
        ("Aigerim", "G"), ("Айгерим", "G"), ("Әйгерім", "G"), ("John", "G"), ("Hazel", "W"), ("Sadvakasova", "S"),
        ("Садвакасовой", "S"), ("Whitfield", "C"), ("Маратович", "P"), ("bin", "p"), ("al-Hadi", "C"), ("Mr", "T"),
        ("директора", "R"), ("President", "Q"), ("Student", "E"), ("Street", "A"), ("улица", "B"), ("фонда", "b"),
        ("Казахстана", "X"), ("UNODC", "X"), ("AIGERIM", "G"), ("Саратова", "C"), ("walked", "x"),
    ],
)  # fmt: skip
def test_a_word_has_its_letter(word, letter) -> None:
    assert kind(word, "ru") == letter


def test_a_suffix_is_seen_through_in_its_own_language_only() -> None:
    assert kind("Маминнің", "kk") == "S"
    assert kind("Маминнің", "ru") == "C"
