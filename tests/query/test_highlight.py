import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.query import marks, parse, wanted

SEED = (
    "The seminar on trafficking in persons and the smuggling of migrants- GLO.ACT was UNODC-led. Traffickers traffic. "
    "Shakhnoza Khassanova spoke.\nTrafficking, in short."
)


def marked(query: str, text: str = SEED, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in marks(text, language, wanted(parse(query).tree))]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("seminars", ["seminar"]),
        ("trafficked", ["trafficking", "Traffickers", "Trafficking"]),
        ("traffick*", ["trafficking", "Traffickers", "Trafficking"]),
        ("Khasanova~", ["Khassanova"]),
        ("GLO.ACT", ["GLO.ACT"]),
        ("gloact", ["GLO.ACT"]),
        ("led", ["led"]),
        ('"smuggled migrant"~1', ["smuggling", "migrants"]),
        ('"smuggled migrant"', []),
        ('"trafficking in persons"', ["trafficking", "in", "persons"]),
        ("title:seminar", ["seminar"]),
        ("seminar -migrants", ["seminar"]),
        ("country:seminar date:2018", []),
        ("", []),
    ],
)
def test_what_the_query_means_is_marked(query: str, words: list[str]) -> None:
    assert marked(query) == words


def test_other_forms_are_marked_in_the_language_of_the_text() -> None:
    assert marked("торговля людьми", "Против торговли людьми в Казахстане. Люди!", "ru") == [
        "торговли",
        "людьми",
        "Люди",
    ]
    assert marked("человек", "права людей", "ru") == ["людей"]
    assert marked("адам", "адамдардың құқықтары", "kk") == ["адамдардың"]


def test_words_are_marked_between_any_white_space() -> None:
    assert marked("a b", "a\u2009b\u3000a a\ta\xa0b") == ["a", "b", "a", "a", "a", "b"]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("ёлка", "ЁЛКА,"),
        ("елка", "«Ёлка»"),
        ("мир", "Ми\u0301р"),
        ("йод", "И\u0306од"),
        ("eton", "Éton"),
        ("kelvin", "\u212aelvin"),
    ],
)
def test_a_word_is_told_by_its_beginning_however_it_is_written(query: str, text: str) -> None:
    assert len(marked(query, f"before {text} after", "ru")) == 1


def test_a_long_chunk_without_spaces_is_marked() -> None:
    assert marked('"中 国"', "我" * 500 + "中国" + "我" * 500) == ["中", "国"]


def test_two_thousand_characters_are_marked_in_a_fraction_of_a_millisecond() -> None:
    """0.08 ms on two cores of 2026; the floor leaves room for a loaded machine."""
    seeking, text = wanted(parse('seminar OR "trafficking in persons" OR migr*').tree), (SEED * 10)[:2000]
    marks(text, "en", seeking)
    started = time.process_time()
    for _ in range(100):
        marks(text, "en", seeking)
    assert (time.process_time() - started) / 100 < 0.002


@given(st.data())
def test_marks_are_ordered_words_of_the_text(texts: st.SearchStrategy[str], data: st.DataObject) -> None:
    text = data.draw(texts)
    found = marks(text, "en", wanted(parse(data.draw(texts)).tree))
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(end <= start for (_, end), (start, _) in pairwise(found))


@given(st.text("12 3", max_size=80), st.text("123", min_size=1, max_size=3))
def test_every_occurrence_of_a_word_is_marked(text: str, word: str) -> None:
    assert marked(word, text) == [found for found in text.split() if found == word]
