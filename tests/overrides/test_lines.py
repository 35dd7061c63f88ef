"""What is shown to be copied is TOML, and says the same."""

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from indexer.overrides import lines
from indexer.overrides.lines import quoted

TEXTS = st.text() | st.text('"\\\n\r\t\x00\x1b\x7f\x85\u2028\u202e\xa0\ufeff\U000e0001bn')


@given(TEXTS)
def test_any_text_comes_back_from_toml(text: str) -> None:
    assert tomllib.loads(f"text = {quoted(text)}") == {"text": text}


@given(TEXTS)
def test_a_text_stays_on_its_line_and_hides_nothing(text: str) -> None:
    assert quoted(text).isprintable()


@given(TEXTS, TEXTS)
def test_entries_stand_behind_one_another(one: str, other: str) -> None:
    file = "\n".join([lines("keep", text=one, site=other), lines("drop", text=other), lines("keep", text=other)])
    assert tomllib.loads(file) == {"keep": [{"text": one, "site": other}, {"text": other}], "drop": [{"text": other}]}
