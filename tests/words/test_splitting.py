import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.words import WORD_CHARS, part_tokens, parts, tokens


def words(text: str) -> list[str]:
    return [token.text for token in tokens(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the Migrants- GLO.ACT.", ["the", "migrants", "glo.act"]),
        ("UNODC-led, it's, don’t, R&D", ["unodc-led", "it's", "don’t", "r&d"]),
        ("БҰҰ-ның ЮНОДК‑а", ["бұұ-ның", "юнодк‐а"]),
        ("o‘zbek oʻzbek", ["o‘zbek", "oʻzbek"]),
        ("on 9–10 October; 1,000", ["on", "9", "10", "october", "1", "000"]),
        ("annual_report.pdf", ["annual", "report.pdf"]),
        ("中国人 and ไทย", ["中", "国", "人", "and", "ไ", "ท", "ย"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("😀 … — *", []),
    ],
)
def test_words_of_any_script(text: str, found: list[str]) -> None:
    assert words(text) == found


def test_a_compound_is_one_token_with_parts() -> None:
    assert parts("glo.act") == ("glo", "act")
    assert parts("it's") == ("it", "s")
    assert parts("seminar") == ("seminar",)
    assert parts("—") == ()


def test_offsets_are_of_the_text_as_it_stands() -> None:
    text = "In the traf\u00adficking of Ёлки, «GLO.ACT»"
    assert [text[token.start : token.end] for token in tokens(text)] == [
        "In", "the", "traf\u00adficking", "of", "Ёлки", "GLO.ACT",
    ]  # fmt: skip


def test_the_parts_of_compounds_have_their_own_offsets() -> None:
    text = "a UNODC-led seminar"
    assert [text[token.start : token.end] for token in part_tokens(text)] == ["a", "UNODC", "led", "seminar"]


def test_a_word_of_ten_million_letters_is_cut_in_a_second() -> None:
    started = time.process_time()
    (token,) = tokens("a" * 10_000_000)
    assert parts(token.text) == ("a" * WORD_CHARS,)
    assert time.process_time() - started < 3


@given(st.text())
def test_tokens_stand_in_order_without_overlap(text: str) -> None:
    ends = [offset for token in tokens(text) for offset in (token.start, token.end)]
    assert ends == sorted(ends)


@given(st.text())
def test_a_token_alone_is_the_same_token(text: str) -> None:
    for token in tokens(text):
        (again,) = tokens(text[token.start : token.end])
        assert again.text == token.text
