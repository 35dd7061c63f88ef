import pytest

from indexer.enrichment.terms import Term, Terms, label


def found(text: str, *terms: str | Term) -> list[str]:
    """The surfaces of the terms in a text."""
    listed = Terms(term if isinstance(term, Term) else Term(term, "x", 1) for term in terms)
    return [text[each.start : each.end] for each in listed.find(text)]


def test_a_word_is_found_in_the_form_it_is_listed_in() -> None:
    assert found("Courts and courtyards, a COURT.", "court") == ["COURT"]


def test_a_star_stands_for_any_ending() -> None:
    assert found("Мигранты ищут работу для мигрантов", "мигрант*") == ["Мигранты", "мигрантов"]


def test_each_word_of_a_phrase_may_have_its_star() -> None:
    assert found("против торговли людьми", "торговл* людьми") == ["торговли людьми"]


@pytest.mark.parametrize(
    "text", ["human, trafficking", "human-trafficking", "human – trafficking", "Human Trafficking"]
)
def test_commas_and_dashes_may_stand_inside_a_phrase(text) -> None:
    assert found(text, "human traffick*") == [text]


@pytest.mark.parametrize("text", ["human. Trafficking", "human\n\ntrafficking", "human and trafficking", "human"])
def test_a_phrase_does_not_reach_into_another_sentence_or_line(text) -> None:
    assert found(text, "human traffick*") == []


def test_the_first_word_of_a_term_has_three_letters_before_its_star() -> None:
    with pytest.raises(ValueError, match=r"re\*: the first word of a term needs 3 letters"):
        Terms([Term("re* of 20*", "x", 1)])
    assert found("report of 2018", "rep* of 20*") == ["report of 2018"]


def test_the_longest_term_of_a_value_is_found_and_none_inside_it() -> None:
    assert found("trafficking in persons", "traffick*", "trafficking in persons", "persons") == [
        "trafficking in persons"
    ]


def test_values_do_not_take_words_from_each_other() -> None:
    listed = Terms([Term("labour migra*", "migration", 3), Term("labour", "labour", 2)])
    assert {each.term.value for each in listed.find("labour migration")} == {"migration", "labour"}


def test_a_term_without_weight_takes_its_words_and_says_nothing() -> None:
    assert found("drug trafficking", "traffick*", Term("drug traffick*", "x", 0)) == []


def test_the_more_exact_of_two_beginnings_counts() -> None:
    assert found("искусственный интеллект", "искусств*", Term("искусственн*", "x", 0)) == []


def test_anchors_hold_a_term_to_the_beginning_and_the_end() -> None:
    assert found("About us", "^about us") == ["About us"]
    assert found("All about us", "^about us") == []
    assert found("News", "^news$") == ["News"]
    assert found("News of May", "^news$") == []


def test_a_part_of_a_text_can_be_searched() -> None:
    text = "court one, court two, court three"
    spans = [(each.start, each.end) for each in Terms([Term("court", "x", 1)]).find(text, 5, 21)]
    assert spans == [(11, 16)]


def test_a_label_begins_with_a_capital() -> None:
    assert label("press release") == "Press release"
