import sys
from collections.abc import Iterator

import pytest

from indexer.words.folding import fold
from indexer.words.plain import Patterns
from indexer.words.splitting import folded_words, raw_words, tokens

LETTER = Patterns.of(r"[^\W\d_]")
LETTER_OR_DIGIT = Patterns.of(r"[^\W_ʻʼ]", r"[^\W_ʻʼ]")


def plain_characters() -> Iterator[str]:
    characters = map(chr, range(sys.maxunicode + 1))
    return (one for one in characters if LETTER.to(one) is LETTER.plain)


@pytest.mark.parametrize("patterns", [LETTER, LETTER_OR_DIGIT])
def test_in_every_plain_character_both_patterns_find_the_same(patterns: Patterns) -> None:
    differing = [one for one in plain_characters() if bool(patterns.any.match(one)) != bool(patterns.plain.match(one))]
    assert not differing


def test_plain_texts_are_latin_or_cyrillic_with_the_usual_signs() -> None:
    assert LETTER.to("Әлия said: «Straße №5 …»") is LETTER.plain
    assert all(LETTER.to(one) is LETTER.any for one in ("Ελλάδα", "замо\u0301к", "so\u00adft", "Oʻzbek", "日本"))


def test_a_compound_and_a_mark_are_read_the_same_in_plain_texts_and_others() -> None:
    text = "GLO.ACT, UNODC-led R&D – don’t; a..b №5"
    assert raw_words(text) == raw_words(text + " ʻ") == ["GLO.ACT", "UNODC-led", "R&D", "don’t", "a", "b", "5"]


def test_the_words_of_every_character_are_folded_alone_as_in_a_text() -> None:
    for one in plain_characters():
        text = f"Ёл{one}Ь a{one} {one}"
        assert folded_words(text) == [fold(token.text) for token in tokens(text)]
