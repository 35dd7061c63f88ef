import numpy as np
import pytest

from indexer.cleaning.features import NAMES
from indexer.cleaning.measure import OF_TEXT, measured

TEXTS = [
    "The court met. It rose!",
    "а, ә، б\nВ",
    "12 May 2018, 14:30",
    "  if a:",
    "«Ол келді.»",
    "Судья А. Х.",
    "x" * 300 + "7AB",
    "😀 𝟏",
]


def numbers(text, *others):
    return dict(zip(NAMES[:OF_TEXT], measured([text, *others])[:, 0].tolist(), strict=True))


def test_words_sentence_ends_and_commas_are_counted_in_any_script():
    assert [numbers(TEXTS[0])[name] for name in ("chars", "words", "ends", "capitals", "final")] == [23, 5, 2, 2, 1]
    assert [numbers(TEXTS[1])[name] for name in ("words", "ends", "commas", "capitals", "start")] == [4, 0, 2, 1, 0]
    assert [numbers(TEXTS[4])[name] for name in ("ends", "final", "start")] == [1, 1, 3]


@pytest.mark.parametrize(
    ("text", "words", "ends"),
    [
        ("法院判决：他无罪！他自由了。", 6, 2),
        ("ศาลตัดสิน", 5, 0),
        ("법원이 판결했다.", 2, 1),
        ("Windows 7の使い方", 4, 0),
    ],
)
def test_scripts_without_spaces_have_words_too(text, words, ends):
    assert [numbers(text)[name] for name in ("words", "ends")] == [words, ends]


@pytest.mark.parametrize("text", ["in 2018", "5.6.12", "at 9:30", "3 days ago", "Posted: 12/05/2014"])
def test_a_short_text_with_a_date_is_told(text):
    assert numbers(text)["date"] == 1


@pytest.mark.parametrize("text", ["room 20189", "version 3", "x2018", "3 days", "y 2018 " * 20, "May"])
def test_other_numbers_are_no_date(text):
    assert numbers(text)["date"] == 0


def test_digits_and_capitals_are_those_of_the_beginning_scaled():
    assert numbers("A1" + "x" * 598)["digits"] == 2
    assert numbers(TEXTS[6])["digits"] == 0


def test_a_text_has_the_same_numbers_among_any_others():
    together = measured(TEXTS)
    for position, text in enumerate(TEXTS):
        assert np.array_equal(together[:, position], measured([text])[:, 0])
