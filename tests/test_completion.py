from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from indexer.completion import Values, complete
from indexer.engines import Engine, open_engine
from indexer.model import FacetCounts, JudgedBlock, Kind, Record, Verdict
from indexer.searcher import Searcher

VALUES = Values(
    [
        FacetCounts("country", (("Kazakhstan", 9), ("Kyrgyzstan", 4)), 2, 0),
        FacetCounts("organisation", (("Office of Kazakh Studies", 12), ("Émile House", 1)), 2, 0),
    ]
)


def completed(text: str, limit: int = 8) -> list[str]:
    return [found.label for found in VALUES.completions(text, limit)]


def test_any_word_of_a_value_may_be_begun_and_the_most_frequent_come_first() -> None:
    assert completed("kaz") == ["Office of Kazakh Studies", "Kazakhstan"]
    assert completed("kazakh studies") == ["Office of Kazakh Studies"]
    assert completed("kaz", limit=1) == ["Office of Kazakh Studies"]


def test_case_and_accents_make_no_difference() -> None:
    assert completed("EMILE") == ["Émile House"]


def test_a_value_carries_its_facet_and_count() -> None:
    (found,) = VALUES.completions("kyr", 8)
    assert (found.kind, found.facet, found.count) == ("value", "country", 4)


@pytest.mark.parametrize("engine", ["tantivy", "whoosh"])
def test_titles_and_values_are_suggested(build: Callable[..., object], index: Path, engine: str) -> None:
    build(engine=engine)
    with Searcher(index) as searcher:
        title = searcher.suggest("the scho")
        assert title[0].kind == "title"
        assert title[0].label.startswith("The school")
        assert ("value", "country") in {(found.kind, found.facet) for found in searcher.suggest("kazakhs")}


@pytest.mark.parametrize("text", ["", "k", "…", '"', "\ud800\ud800", "zzzz"])
def test_any_text_is_answered(build: Callable[..., object], index: Path, text: str) -> None:
    build()
    with Searcher(index) as searcher:
        assert searcher.suggest(text) == ()


WORDS = {
    "a": "Trafficking in persons, and traffickers; the trade of 2018 in trams and trains. Seminars for teachers.",
    "b": "Trafficking again, and the tram. Through trouble. A seminar on trafficking.",
    "c": "The tram and the train. Another seminar.",
    "d": "Торговля людьми и торговлей, торговцы, торговля.",
    "e": "Торговля через границу, торговля людьми.",
}


@pytest.fixture(params=["tantivy", "whoosh", "memory"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An engine over WORDS."""
    opened = open_engine(request.param, tmp_path, write=True)
    opened.add(record(name, text) for name, text in WORDS.items())
    yield opened
    opened.close()


def record(name: str, text: str) -> Record:
    block = JudgedBlock(text, Kind.PARAGRAPH, 0, Verdict(True, "content", "prose"))
    return Record(name, name, "", "a.example", "", "en" if text.isascii() else "ru", (block,))


def terms(engine: Engine, text: str) -> list[tuple[str, int]]:
    found = complete(engine, Values([]), text, 8, ["en", "ru"])
    return [(one.text, one.count) for one in found if one.kind == "term"]


def test_words_of_the_texts_are_told_commonest_first_and_each_in_one_form(engine: Engine) -> None:
    assert terms(engine, "traff") == [("trafficking", 2)]
    assert {*terms(engine, "tra")} == {("trafficking", 2), ("tram", 2)}
    assert terms(engine, "торг") == [("торговля", 2)]


def test_of_several_words_the_last_is_gone_on_to_what_stands_with_the_others(engine: Engine) -> None:
    assert terms(engine, "persons traff") == []  # in one document only
    assert terms(engine, "Seminar tra") == [("Seminar tram", 2)]


@pytest.mark.parametrize("text", ["thr", "201", "tr", "seminar", "and"])
def test_no_stop_word_no_number_no_slip_and_nothing_typed_already_is_told(engine: Engine, text: str) -> None:
    assert terms(engine, text) == []


def test_every_engine_lists_the_same_words(engine: Engine) -> None:
    assert sorted(engine.words("tra")) == [
        ("trade", 1), ("traffickers", 1), ("trafficking", 2), ("train", 1), ("trains", 1), ("tram", 2), ("trams", 1),
    ]  # fmt: skip
