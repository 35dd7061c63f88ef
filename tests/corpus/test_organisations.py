"""Acronyms and full names, and forms of one name."""


def organisation(value: str, label: str = "", method: str = "acronym") -> tuple[str, str, str, str]:
    return "organisation", value, label, method


OAK = "Oak Grove Foundation"
EXPLAINED = organisation("OGF", f"{OAK} (OGF)", "explained acronym")


def test_a_full_name_goes_by_the_acronym_that_another_page_explains(renamed) -> None:
    assert renamed(EXPLAINED, organisation(OAK, method="quoted name")) == {OAK: "OGF"}


def test_an_acronym_that_no_page_explains_here_has_the_full_name_that_another_gives(decide, document) -> None:
    _, bare = decide([document(1, [EXPLAINED]), document(2, [organisation("OGF")])])
    ((_, alias),) = bare.aliases
    assert (alias.value, alias.label) == ("OGF", f"{OAK} (OGF)")
    assert alias.why == "stands for Oak Grove Foundation on 1 page"


def test_an_acronym_of_two_organisations_is_two(decide, document, renamed) -> None:
    other = organisation("OGF", "Organisation of Greek Fishers (OGF)", "explained acronym")
    records = [document(1, [EXPLAINED]), document(2, [other]), document(3, [organisation("OGF")])]
    values = [[alias.value for _, alias in decision.aliases] for decision in decide(records)]
    assert values == [[OAK], ["Organisation of Greek Fishers"], []]


def test_two_wordings_of_an_expansion_are_one(renamed) -> None:
    wordier = organisation("OGF", "the Oak Grove Foundation of Kent (OGF)", "explained acronym")
    assert set(renamed(EXPLAINED, EXPLAINED, wordier)) == {"OGF"}


def test_an_expansion_in_another_alphabet_is_a_translation(renamed) -> None:
    translated = organisation("OGF", "Фонд «Дубовая роща» (OGF)", "explained acronym")
    assert set(renamed(EXPLAINED, translated).values()) == {"OGF"}


def test_forms_of_a_name_are_one(renamed) -> None:
    nominative = organisation("Академия правоохранительных органов")
    assert renamed(nominative, nominative, organisation("Академии правоохранительных органов")) == {
        "Академии правоохранительных органов": "Академия правоохранительных органов"
    }


def test_a_name_in_another_script_is_the_same(renamed) -> None:
    latin = organisation("Sana Sezim")
    assert renamed(latin, latin, organisation("Сана Сезим")) == {"Сана Сезим": "Sana Sezim"}


def test_acronyms_are_not_told_by_their_sound(renamed) -> None:
    assert renamed(organisation("UNP"), organisation("УНП")) == {}


def test_names_with_different_words_are_two(renamed) -> None:
    assert renamed(organisation("Тихая гавань"), organisation("Тихая пристань")) == {}


def test_a_name_in_another_language_that_a_page_gives_in_brackets_is_one_with_it(renamed) -> None:
    both = organisation("Степной центр прав", "Степной центр прав (Steppe Rights Centre)")
    english = [organisation("Steppe Rights Centre")] * 2
    assert renamed(both, *english) == {"Степной центр прав": "Steppe Rights Centre"}
    assert renamed(both, organisation("Степной центр прав"), *english[:1]) == {
        "Steppe Rights Centre": "Степной центр прав"
    }


def test_a_name_that_two_organisations_have_in_another_language_makes_them_not_one(renamed) -> None:
    one = organisation("Степной центр прав", "Степной центр прав (Rights Centre)")
    other = organisation("Горный центр прав", "Горный центр прав (Rights Centre)")
    assert renamed(one, other, organisation("Rights Centre")) == {}
