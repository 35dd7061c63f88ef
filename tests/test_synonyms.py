"""An acronym finds its full name and the reverse, on every engine."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from indexer.asking import Corpus, Request
from indexer.engines import IN_A_FOLDER, Engine, open_engine
from indexer.model import Evidence, JudgedBlock, Kind, Record, Verdict
from indexer.search import Answer, search

NAMES = {
    "OGF": ("OGF", "Oak Grove Foundation", "Фонд «Дубовая роща»", "ФДР"),
    "WHO": ("WHO", "World Health Organization", "ВОЗ"),
    "Absent": ("Absent", "Nobody Knows It"),
}
TEXTS = {
    "a": ("en", "The Oak Grove Foundation opened a school. It is in Almaty.", "OGF"),
    "b": ("en", "A school was opened by OGF, and another one too.", "OGF"),
    "c": ("ru", "Школу открыл ФДР в Алматы.", "OGF"),
    "d": ("ru", "Отчёт Фонда «Дубовая роща» о школе.", "OGF"),
    "e": ("en", "A foundation in a grove of oak, and who opened it.", ""),
    "f": ("en", "Doctors of WHO came to the school.", "WHO"),
    "g": ("ru", "Воз дров и врачи ВОЗ.", "WHO"),
    "h": ("ru", "Воз дров.", ""),
}
Ask = Callable[..., Answer]


def record(name: str, language: str, text: str, organisation: str) -> Record:
    block = JudgedBlock(text, Kind.PARAGRAPH, 0, Verdict(True, "content", "prose"))
    value = Evidence(organisation, organisation, organisation, 0, 1, "known name", 1.0)
    return Record(
        name, name, "", "a.example", "", language, (block,), {"organisation": (value,)} if organisation else {}
    )


@pytest.fixture(params=IN_A_FOLDER)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    opened = open_engine(request.param, tmp_path, write=True)
    opened.add(record(name, *written) for name, written in TEXTS.items())
    yield opened
    opened.close()


@pytest.fixture
def ask(engine: Engine) -> Ask:
    corpus = Corpus(engine, ["en", "ru"], NAMES)
    return lambda q, **given: search(corpus, Request(q, **given))


def found(answer: Answer) -> set[str]:
    return {hit.id for hit in answer.hits}


@pytest.mark.parametrize("q", ["OGF", "ogf", "Oak Grove Foundation", "ФДР", "фондом дубовая роща"])
def test_any_name_finds_all_of_them(ask: Ask, q: str) -> None:
    assert found(ask(q)) >= {"a", "b", "c", "d"}


def test_what_is_written_as_it_was_asked_for_comes_first(ask: Ask) -> None:
    assert ask("OGF").hits[0].id == "b"
    assert {hit.id for hit in ask("Oak Grove Foundation").hits[:2]} == {"a", "e"}


def test_what_was_also_looked_for_is_told_and_undone_in_the_address(ask: Ask) -> None:
    (switch,) = ask("OGF").switches
    assert (switch.kind, switch.on) == ("synonym", True)
    assert switch.label.split(", ") == ["Oak Grove Foundation", "Фонд «Дубовая роща»", "ФДР"]
    narrow = ask("OGF", not_also=switch.request.not_also)
    assert found(narrow) == {"b"}
    assert narrow.switches[0].request.not_also == ()


def test_the_query_as_it_was_understood_stays_what_the_user_wrote(ask: Ask) -> None:
    answer = ask("OGF school")
    assert answer.interpreted == "OGF school"
    assert [part.text for part in answer.parts] == ["OGF", "school"]


def test_other_words_of_the_query_still_hold(ask: Ask) -> None:
    assert found(ask("OGF almaty")) == {"a"}
    assert found(ask("OGF -almaty")) == {"b", "c", "d"}
    assert found(ask("almaty OR ogf")) == {"a", "b", "c", "d"}


def test_names_of_several_words_are_looked_for_side_by_side(ask: Ask) -> None:
    assert "e" not in found(ask("OGF"))


def test_an_acronym_that_is_also_a_word_is_looked_for_where_it_names_the_organisation(ask: Ask) -> None:
    assert found(ask("World Health Organization")) == {"f", "g"}
    assert found(ask("WHO")) == {"e", "f", "g"}


def test_a_word_that_is_also_an_acronym_is_only_a_word(ask: Ask) -> None:
    answer = ask("who")
    assert (found(answer), answer.switches) == ({"e", "f"}, ())


@pytest.mark.parametrize(
    "q", ['"OGF"', '"Oak Grove Foundation"', "school -OGF", "title:OGF", "organisation:OGF", "og*"]
)
def test_what_is_quoted_excluded_or_asked_of_a_field_is_looked_for_as_it_is(ask: Ask, q: str) -> None:
    assert ask(q).switches == ()


def test_names_that_no_document_has_are_not_told(ask: Ask) -> None:
    assert ask("Absent").switches == ()
    assert ask("Nobody Knows It").switches == ()


def test_the_other_name_is_marked(ask: Ask) -> None:
    answer = ask("OGF")
    marked = {
        name: [piece.text[slice(*mark)] for piece in pieces for mark in piece.marks]
        for name, pieces in answer.snippets.items()
    }
    assert marked["a"] == ["Oak", "Grove", "Foundation"]
    assert marked["c"] == ["ФДР"]
    assert marked["d"] == ["Фонда", "Дубовая", "роща"]


def test_a_value_that_is_not_listed_is_found_under_its_other_names(engine: Engine, ask: Ask) -> None:
    hidden = record("i", "en", "An OGF of one page.", "OGF")
    (value,) = hidden.facets["organisation"]
    unlisted = {"organisation": (Evidence("OGF", "OGF", "OGF", 3, 6, "acronym", 0.5, listed=False),)}
    engine.add([Record("i", "i", "", "a.example", "", "en", hidden.blocks, unlisted)])
    assert value.listed
    assert "i" in found(ask("ФДР"))
