import pytest
from flask import Flask

from indexer.model import Date, Evidence
from webui import evidence

TEXT = "Before it. The seminar was held in Almaty by UNODC. After it.\n\nAnother block, of St. Petersburg"


def quoted(text: str, surface: str) -> str:
    start = text.index(surface)
    return evidence.quote(text, start, start + len(surface))


def test_a_value_is_quoted_in_its_sentence() -> None:
    assert quoted(TEXT, "UNODC") == "The seminar was held in Almaty by <mark>UNODC</mark>."


@pytest.mark.parametrize(
    ("surface", "sentence"), [("Before", "<mark>Before</mark> it."), ("After", "<mark>After</mark> it.")]
)
def test_a_sentence_ends_with_its_block(surface: str, sentence: str) -> None:
    assert quoted(TEXT, surface) == sentence


def test_russian_sentences_end_too() -> None:
    assert quoted("Это было. Семинар прошёл в Алматы. Затем всё.", "Алматы") == "Семинар прошёл в <mark>Алматы</mark>."


def test_a_long_sentence_is_cut_between_words() -> None:
    shown = quoted("word " * 200 + "UNODC" + " word" * 200, "UNODC")
    assert shown.startswith("… word")
    assert shown.endswith("word …")
    assert len(shown) < 2 * evidence.AROUND + 40


@pytest.mark.parametrize(("start", "end"), [(-1, -1), (5, 5), (0, 10_000), (9, 3)])
def test_without_a_span_there_is_nothing_to_quote(start: int, end: int) -> None:
    assert evidence.quote(TEXT, start, end) == ""


def test_a_text_of_marks_and_no_words_takes_no_time() -> None:
    text = ". " * 200_000 + "UNODC" + " ." * 200_000
    assert "UNODC" in quoted(text, "UNODC")


def test_markup_in_the_text_is_shown_as_text() -> None:
    assert (
        quoted("The <script>UNODC</script> came.", "UNODC")
        == "The &lt;script&gt;<mark>UNODC</mark>&lt;/script&gt; came."
    )


def test_a_guess_says_how_sure_it_is() -> None:
    reason = evidence.of_value("organisation", Evidence("UNODC", "UN Office", "", -1, -1, "acronym", 0.6), TEXT)
    assert (reason.label, reason.how, reason.quote) == ("UN Office", "acronym, 60% sure", "")


def test_a_date_says_its_kind_and_source() -> None:
    when = Date("2018-10-01", "2018-10-31", "month", "published", "json-ld", "2018-10")
    reason = evidence.of_date(when, TEXT)
    assert (reason.label, reason.how, reason.quote) == ("October 2018 (published)", "json-ld", "2018-10")


def test_a_value_that_no_list_has_says_so() -> None:
    value = Evidence("Anna Lee", "Anna Lee", "Anna Lee", 0, 8, "name", 0.9, listed=False)
    assert (
        evidence.of_value("person", value, "Anna Lee came.").how
        == "a known first name, 90% sure; only this page has it, so no list does"
    )


def test_a_place_stands_with_its_country_in_the_language_of_the_page(app: Flask) -> None:
    almaty = Evidence("Almaty", "Almaty, Kazakhstan", "Almaty", 35, 41, "gazetteer", 0.9)
    assert evidence.of_value("place", almaty, TEXT).label == "Almaty, Kazakhstan"
    with app.test_request_context("/ru/doc/x"):
        assert evidence.of_value("place", almaty, TEXT).label == "Алматы, Казахстан"
