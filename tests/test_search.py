from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.asking import Corpus, Request
from indexer.engines import IN_A_FOLDER, Engine, open_engine
from indexer.model import Evidence, JudgedBlock, Kind, Record, Verdict
from indexer.search import Answer, search
from indexer.similar import duplicates, similar
from indexer.words import signature

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


@pytest.fixture(params=IN_A_FOLDER)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    opened = open_engine(request.param, tmp_path, write=True)
    opened.add(record(name, *written) for name, written in TEXTS.items())
    yield opened
    opened.close()


@pytest.fixture
def ask(engine: Engine) -> Ask:
    corpus = Corpus(engine, ["en", "ru", "kk"], {})
    return lambda q, **given: search(corpus, Request(q, **given))


def found(answer: Answer) -> set[str]:
    return {hit.id for hit in answer.hits}


def marked(answer: Answer, id: str) -> str:
    """The words that are marked in the snippets of a hit."""
    return " ".join(one.text[start:end] for one in answer.snippets[id] for start, end in one.marks)


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
    assert "Хасанов" in marked(wide, "b")
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


def test_a_name_that_documents_have_in_another_script_is_not_respelt(ask: Ask, engine: Engine) -> None:
    engine.add([record("k", "ru", "Фильм снял Эмир Кустурица."), record("l", "ru", "Кустурицы")])
    answer = ask("Kusturica")
    assert [switch.label for switch in answer.switches] == ["Кустурицы, Кустурица"]
    assert "spelling" not in {way.kind for way in answer.suggestions}


def test_an_acronym_that_is_nowhere_leads_to_a_name_with_these_initials(ask: Ask, engine: Engine) -> None:
    name = "National Science Foundation"
    given = replace(
        record("n", "en", f"The {name} gave a grant."),
        facets={"organisation": (Evidence(name, name, name, 0, len(name), "gazetteer", 0.9),)},
    )
    engine.add([given])
    (way,) = ask("NSF").suggestions
    assert (way.kind, way.label, way.total) == ("spelling", f'"{name}"', 1)


def test_a_word_that_the_corpus_has_is_not_respelt(ask: Ask) -> None:
    assert "spelling" not in {way.kind for way in ask("seminar fields").suggestions}


def test_a_letter_that_was_not_doubled_tells_more_than_how_often_another_word_stands(engine: Engine) -> None:
    texts = ["Trafficking in the north.", *(f"Training {n} of the south." for n in "xyz")]
    engine.add(record(f"t{at}", "en", text) for at, text in enumerate(texts))
    answer = search(Corpus(engine, ["en"], {}), Request("trafiking"))
    assert answer.suggestions[0].label == "trafficking"


def test_a_number_is_not_respelt(engine: Engine) -> None:
    engine.add(record(f"n{at}", "en", "In 2010 it was cold.") for at in range(5))
    assert search(Corpus(engine, ["en"], {}), Request("2012")).suggestions == ()


def test_a_phrase_that_is_nowhere_is_offered_as_words_in_any_order(ask: Ask) -> None:
    (way,) = ask('"labour forced"').suggestions
    assert (way.kind, way.label, way.total) == ("loose", "labour forced", ask("labour forced").results.total)


def test_where_all_words_find_nothing_any_of_them_is_offered(ask: Ask) -> None:
    ways = {way.kind: way for way in ask("seminar fields").suggestions}
    assert (ways["any_word"].label, ways["any_word"].total) == ("seminar OR fields", 3)


def test_a_question_in_plain_words_is_offered_without_the_little_ones(ask: Ask) -> None:
    ways = {way.kind: way for way in ask("что такое семинар и где Хасанова").suggestions}
    assert "и" not in ways["any_word"].label.split()
    ways = {way.kind: way for way in ask("what is the forced labour of all Almaty").suggestions}
    assert (ways["without_stop_words"].label, ways["without_stop_words"].total) == ("forced labour Almaty", 2)
    assert ways["any_word"].label == "forced OR labour OR Almaty"


def test_a_word_made_of_two_and_two_that_make_one_are_offered_as_the_corpus_has_them(ask: Ask) -> None:
    ways = [(way.kind, way.label, way.total) for way in ask("forcedlabour").suggestions]
    assert ("spelling", "forced labour", 2) in ways
    ways = [(way.kind, way.label, way.total) for way in ask("semi nar").suggestions]
    assert ("spelling", "seminar", 2) in ways
    assert not ask("seminarfields").suggestions  # they never stand side by side


def test_few_results_lead_on_to_more(ask: Ask) -> None:
    answer = ask("seminar labour")
    assert found(answer) == {"a", "c"}
    assert [(way.kind, way.label, way.total) for way in answer.suggestions[:-1]] == [
        ("any_word", "seminar OR labour", 3),
        ("word", "labour", 3),
    ]


def test_few_results_lead_to_what_is_like_the_first(ask: Ask) -> None:
    answer = ask("khassanova")
    (way,) = answer.suggestions
    first = answer.hits[0].record
    assert (way.kind, way.label, way.id, way.total) == ("similar", first.title, "a", 2)


def test_a_word_that_hardly_any_document_has_is_offered_in_a_spelling_that_more_have(engine: Engine) -> None:
    engine.add([record("f", "en", "A seminer on nothing else.")])
    answer = search(Corpus(engine, ["en"], {}), Request("seminer"))
    best = answer.suggestions[0]
    assert (answer.results.total, best.kind, best.label, best.total) == (1, "spelling", "seminar", 2)


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("NGO", "no no no"),  # a stop word
        ("OSCE", "once"),  # an acronym that a document has
        ("Путин", "пути"),  # both are in the dictionary
    ],
)
def test_a_word_that_is_right_is_offered_in_no_other_spelling(engine: Engine, word: str, others: str) -> None:
    engine.add([record("f", "ru", word), *(record(name, "ru", others) for name in "ghi")])
    assert "spelling" not in {way.kind for way in search(Corpus(engine, ["en", "ru"], {}), Request(word)).suggestions}


def test_many_results_offer_nothing_more(engine: Engine) -> None:
    engine.add(record(name, "en", f"Forced labour in the year {name}.") for name in "fgh")
    assert search(Corpus(engine, ["en"], {}), Request("forced labour")).suggestions == ()


def test_similar_documents_share_what_is_telling(engine: Engine) -> None:
    first, *_ = similar(engine, record("a", *TEXTS["a"]), 3)
    assert first.id == "e"
    assert "a" not in {hit.id for hit in similar(engine, record("a", *TEXTS["a"]), 3)}


def test_a_document_without_telling_words_is_like_no_other(engine: Engine) -> None:
    assert similar(engine, record("x", "en", "2018."), 3) == ()


# ------------------------------------------------------------------------------------------------ near-duplicates

PRESS = " ".join(f"On day {day} the court of Almaty heard the witness of case {day * 7}." for day in range(20))
COPIES = {"f": PRESS, "g": PRESS.replace("day 9 ", "day 10 "), "h": PRESS.replace("witness", "lawyer"), "i": PRESS}


@pytest.fixture
def copied(engine: Engine) -> Engine:
    """The engine with a text, a copy, one with another word, and one with another word in each sentence."""
    made = (record(name, "en", text) for name, text in COPIES.items())
    engine.add(replace(each, signature=signature(each.text)) for each in made)
    return engine


@pytest.mark.parametrize("sort", ["relevance", "title"])
def test_near_duplicates_stand_under_the_first_of_them(copied: Engine, sort: str) -> None:
    answer = search(Corpus(copied, ["en"], {}), Request("court", sort=sort))
    order = [hit.id for hit in answer.hits if hit.id != "h"]
    assert {first: [hit.id for hit in rest] for first, rest in answer.duplicates.items()} == {order[0]: order[1:]}
    assert sorted(order) == ["f", "g", "i"]


def test_folding_changes_neither_the_total_nor_the_hits(copied: Engine) -> None:
    answer = search(Corpus(copied, ["en"], {}), Request("court"))
    assert answer.results == copied.search(answer.query)
    assert (answer.results.total, len(answer.hits)) == (4, 4)


def test_hits_of_other_pages_are_not_folded(copied: Engine) -> None:
    pages = [search(Corpus(copied, ["en"], {}), Request("court", page=page, per_page=1)) for page in (1, 2, 3, 4)]
    assert [page.duplicates for page in pages] == [{}, {}, {}, {}]


def test_what_is_nearly_the_same_is_not_among_what_is_similar(copied: Engine) -> None:
    asked = copied.get("f")
    assert asked is not None
    assert {hit.id for hit in duplicates(copied, asked, 5)} == {"g", "i"}
    assert "h" in {hit.id for hit in similar(copied, asked, 5)}
    assert not {"f", "g", "i"} & {hit.id for hit in similar(copied, asked, 5)}


def test_documents_without_words_are_nobodys_duplicates(ask: Ask) -> None:
    assert ask("seminar").duplicates == {}
