import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.words import analyse, joined, remember
from indexer.words.analysis import _Known, _known


def test_exact_words_and_stems_are_parallel() -> None:
    analysis = analyse("Seminars on trafficking", "en")
    assert analysis.exact == ["seminars", "on", "trafficking"]
    assert analysis.stem == ["seminar", "on", "traffick"]
    assert analysis.joined == []


def test_the_parts_of_a_compound_take_a_position_each_and_the_whole_takes_none() -> None:
    analysis = analyse("the GLO.ACT programme", "en")
    assert analysis.exact == ["the", "glo", "act", "programme"]
    assert analysis.joined == ["gloact"]


def test_no_term_is_empty_or_long() -> None:
    analysis = analyse("x" * 100 + " ½ a-" + "b-" * 50, "en")
    assert all(0 < len(term) <= 64 for terms in (analysis.exact, analysis.stem, analysis.joined) for term in terms)


def test_a_very_long_compound_is_not_joined() -> None:
    assert joined(("a" * 40, "b" * 40)) == ()
    assert joined(("plain",)) == ()


def test_text_is_analysed_fast_once_its_words_are_known() -> None:
    """4.5 M characters a second on two cores of 2026; the floor leaves room for a loaded machine."""
    text = "In October the regional seminar on trafficking in persons was held in Almaty by UNODC. " * 3_000
    analyse(text, "en")
    started = time.process_time()
    analyse(text, "en")
    assert len(text) / (time.process_time() - started) > 1_500_000


def test_encoded_data_does_not_fill_the_cache_or_the_index() -> None:
    assert len(analyse("A1b2C3" * 1_000_000, "en").exact) == 1


@given(st.text(), st.sampled_from(["en", "ru", "kk", "", "xx"]))
def test_any_text_is_analysed(text: str, language: str) -> None:
    analysis = analyse(text, language)
    assert len(analysis.exact) == len(analysis.stem)
    assert all(analysis.exact)


def test_as_many_words_are_remembered_as_are_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_Known, "most", _Known.most)  # is put back
    _known.cache_clear()
    before = analyse("rivers and lakes and seas of the north", "en")
    assert len(_known("en")) == 7
    remember(3)
    assert analyse("rivers and lakes and seas of the north wind", "en").stem[:-1] == before.stem
    assert len(_known("en")) <= 3
