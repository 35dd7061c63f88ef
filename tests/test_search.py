from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from indexer.engines import ENGINES, Engine, open_engine
from indexer.model import JudgedBlock, Kind, Record, Verdict
from indexer.search import Answer, Request, search
from indexer.similar import similar

TEXTS = {
    "a": ("en", "Khassanova opened the seminar on forced labour. The seminar was in Almaty."),
    "b": ("ru", "Семинар открыла Гульнара Хасанова, адвокат из Тараза."),
    "c": ("en", "A seminar on the water of the river. Labour was not its topic."),
    "d": ("kk", "Балалардың құқықтары туралы дөңгелек үстел."),
    "e": ("en", "Forced labour in the fields: what Almaty can do against forced labour."),
}
Ask = Callable[..., Answer]


def record(name: str, language: str, text: str) -> Record:
    block = JudgedBlock(text, Kind.PARAGRAPH, 0, Verdict(True, "content", "prose"))
    return Record(name, name, "", "a.example", text.split(".")[0], language, (block,))


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    opened = open_engine(request.param, tmp_path, write=True)
    opened.add(record(name, *written) for name, written in TEXTS.items())
    yield opened
    opened.close()


@pytest.fixture
def ask(engine: Engine) -> Ask:
    return lambda q, **given: search(engine, Request(q, **given), ["en", "ru", "kk"])


def found(answer: Answer) -> set[str]:
    return {hit.id for hit in answer.hits}


def test_each_part_of_a_query_can_be_taken_away(ask: Ask) -> None:
    parts = ask('seminar "forced labour" -water').parts
    assert [(part.text, part.request.q) for part in parts] == [
        ("seminar", '"forced labour" -water'),
        ('"forced labour"', "seminar -water"),
        ("-water", 'seminar "forced labour"'),
    ]
    assert ask("").parts == ()


def test_a_name_in_another_script_is_offered_and_never_looked_for_silently(ask: Ask) -> None:
    plain = ask("khassanova")
    (switch,) = plain.switches
    assert found(plain) == {"a"}
    assert (switch.kind, switch.label, switch.on) == ("script", "Хасанова", False)
    wide = ask(switch.request.q, also=switch.request.also)
    assert [hit.id for hit in wide.hits] == ["a", "b"]  # as it was written first
    assert [(one.kind, one.on, one.request) for one in wide.switches] == [("script", True, plain.request)]


def test_the_same_from_russian_to_latin(ask: Ask) -> None:
    assert found(ask("Хасановой", also=("script",))) == {"a", "b"}


def test_what_finds_no_more_is_not_offered(ask: Ask) -> None:
    assert ask("water").switches == ()
    assert ask("балалар").switches == ()


def test_kazakh_words_are_found_by_their_pieces_when_asked(ask: Ask) -> None:
    assert found(ask("құқықтық")) == set()
    (switch,) = ask("құқықтық").switches
    assert (switch.kind, switch.on) == ("ngram", False)
    assert found(ask("құқықтық", also=switch.request.also)) == {"d"}


@pytest.mark.parametrize(
    ("typed", "meant"), [("seminer", "seminar"), ("forsed labour", "forced labour"), ("хасоновa"[:7] + "а", "хасанова")]
)
def test_a_word_that_is_nowhere_is_offered_in_the_nearest_spelling(ask: Ask, typed: str, meant: str) -> None:
    answer = ask(typed)
    assert answer.results.total == 0
    best = answer.suggestions[0]
    assert (best.kind, best.label, best.request.q) == ("spelling", meant, meant)
    assert best.total == ask(meant).results.total > 0


def test_a_word_that_the_corpus_has_is_not_respelt(ask: Ask) -> None:
    assert "spelling" not in {way.kind for way in ask("seminar fields").suggestions}


def test_where_all_words_find_nothing_any_of_them_is_offered(ask: Ask) -> None:
    ways = {way.kind: way for way in ask("seminar fields").suggestions}
    assert (ways["any_word"].label, ways["any_word"].total) == ("seminar OR fields", 3)


def test_similar_documents_share_what_is_telling(engine: Engine) -> None:
    first, *_ = similar(engine, record("a", *TEXTS["a"]), 3)
    assert first.id == "e"
    assert "a" not in {hit.id for hit in similar(engine, record("a", *TEXTS["a"]), 3)}


def test_a_document_without_telling_words_is_like_no_other(engine: Engine) -> None:
    assert similar(engine, record("x", "en", "2018."), 3) == ()
