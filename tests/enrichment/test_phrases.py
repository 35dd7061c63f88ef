"""What may be a key phrase of a page."""

from collections.abc import Callable

import pytest

from indexer.enrichment import Phrases, enrich, phrases

FILLER = "Nothing else was said about that, and whoever came went home before it was dark outside."


@pytest.fixture
def said(make) -> Callable[[str], Phrases]:
    """The phrases of a page; its title is the first line."""
    return lambda text: phrases(enrich(make(text)))


def labels(found: Phrases) -> list[str]:
    return [phrase.label for phrase in found.stressed]


def test_a_phrase_that_comes_again_is_put_up_for_choice_with_its_place(said) -> None:
    text = f"A page\n\nThe long road.\n\n{FILLER * 4}\n\nForced labour is a crime. Who sees forced labour may call."
    found = next(phrase for phrase in said(text).stressed if phrase.label == "forced labour")
    assert (text[found.start : found.end], found.times, found.in_title) == ("Forced labour", 2, False)


def test_a_phrase_of_the_title_need_not_come_again(said) -> None:
    assert "lorry drivers" in labels(said(f"Health checks for lorry drivers\n\n{FILLER}"))


def test_no_phrase_is_part_of_a_compound_or_cut_before_its_last_word(said) -> None:
    found = labels(said(f"Anti-corruption training: training on juvenile justice\n\n{FILLER}"))
    assert "anti-corruption training" in found
    assert not {"corruption training", "training on juvenile"} & {*found}


def test_names_of_the_page_and_what_stands_in_quotes_are_no_key_phrases(said) -> None:
    found = labels(said(f"UNODC and the “clear water” group in Kazakhstan\n\nClear water, clear water. {FILLER}"))
    assert not {"unodc", "kazakhstan", "clear water"} & {label.casefold() for label in found}


def test_a_verb_is_no_key_phrase(said) -> None:
    found = labels(said(f"A seminar to curb\n\nStates will curb it, to curb them. {FILLER}"))
    assert "curb" not in found


def test_russian_phrases_are_nouns_with_what_belongs_to_them(said) -> None:
    text = "Борьба с торговлей людьми\n\nПравовая помощь нужна всем. Они просили о правовой помощи каждый день сами."
    found = labels(said(text))
    assert {"торговлей людьми", "правовой помощи"} <= {*found} or {"торговлей людьми", "правовая помощь"} <= {*found}
    assert not any(label.startswith(("каждый", "просили", "нужна")) for label in found)
    schools = labels(said("Доля организаций, создавших равные условия\n\nОрганизаций, создавших равные условия, две."))
    assert schools
    assert not any(label.startswith("создав") for label in schools)
    seats = labels(said("Доля мест, занимаемых женщинами\n\nМест, занимаемых женщинами в местных советах, мало."))
    assert "местных советах" in seats or "местные советы" in seats
    assert not any(label.startswith("занима") for label in seats)


def test_a_kazakh_phrase_is_not_torn_from_what_its_first_word_belongs_to(said) -> None:
    found = labels(said("Адам саудасына қарсы күрес\n\nЖиын болды. Адам саудасына қарсы күрес туралы айтылды."))
    assert found
    assert not any(label.casefold().startswith("саудасына") for label in found)


def test_forms_of_a_phrase_have_one_key(said) -> None:
    one, other = (said(f"{title}\n\nЗдесь больше ничего нет.") for title in ("Правовая помощь", "О правовой помощи"))
    assert one.stressed[0].key == other.stressed[0].key
    assert one.stressed[0].key in other.all()


def test_a_page_without_words_has_no_phrases(said) -> None:
    assert said("2018\n\n12 34").stressed == ()
