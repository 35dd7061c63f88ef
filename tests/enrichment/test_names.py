import pytest

from indexer.enrichment.names import Name, Names, bases, everywhere

PEOPLE = Names(
    [Name("Red Cross", "RC"), Name("Red Cross of Narnia", "RCN"), Name("WHO", "WHO"), Name("Кения", "Kenya")]
)


def found(text: str, language: str = "") -> list[tuple[str, str]]:
    return [(mention.name.value, text[mention.start : mention.end]) for mention in PEOPLE.find(text, language)]


def test_the_longest_name_wins() -> None:
    assert found("the Red Cross of Narnia and the Red Cross") == [("RCN", "Red Cross of Narnia"), ("RC", "Red Cross")]


def test_a_name_is_a_whole_word() -> None:
    assert found("Redcross, Red Crossing, WHOLE, Кениями") == []


def test_a_name_begins_with_a_capital() -> None:
    assert found("a red cross on the map") == []


def test_an_acronym_is_found_in_capitals_only() -> None:
    assert found("Who said that? The WHO did.") == [("WHO", "WHO")]


def test_a_name_is_found_inflected() -> None:
    assert found("из Кении через Кению") == [("Kenya", "Кении"), ("Kenya", "Кению")]


def test_a_name_does_not_reach_into_the_next_paragraph() -> None:
    assert found("Red\n\nCross") == []
    assert found("Red\nCross") == [("RC", "Red\nCross")]


def test_punctuation_parts_a_name_only_where_names_have_none() -> None:
    names = Names([Name("GLO.ACT", "GLO.ACT"), Name("U.S.", "US")])
    text = "GLO.ACT, GLO-ACT; the U.S. and GLO! ACT"
    assert [text[m.start : m.end] for m in names.find(text)] == ["GLO.ACT", "GLO-ACT", "U.S."]


def test_a_name_of_one_language_is_not_found_in_another() -> None:
    names = Names([Name("Island", "Iceland", "de")])
    assert not list(names.find("Easter Island", "en"))
    assert list(names.find("nach Island", "de"))


def test_names_with_letters_of_their_own_are_found_everywhere() -> None:
    assert everywhere("Қазақстан", "kk") == ""
    assert everywhere("Белорус", "tg") == "tg"
    assert everywhere("Kenya", "en") == ""


@pytest.mark.parametrize(
    ("form", "base"),
    [("казахстане", "казахстан"), ("россией", "россия"), ("республики", "республика"), ("қырғызстаннан", "қырғызстан"),
     ("қыркүйегінде", "қыркүйек"), ("toshkentda", "toshkent"), ("тоҷикистони", "тоҷикистон")],
)  # fmt: skip
def test_an_inflected_word_has_its_base_among_the_candidates(form, base) -> None:
    assert base in bases(form)
