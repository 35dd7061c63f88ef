from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.enrichment.terms import Term
from indexer.enrichment.topic import MOST, topic
from indexer.enrichment.vocabulary import alternatives, rows
from indexer.model import JudgedBlock, Kind, Verdict

SEED = Path(__file__).parents[2] / "seeds" / "000_138dfad177e984e4.txt"
FILLER = "\n\nThe table stood by the window and nobody looked at it. " * 4


@pytest.fixture
def topics(make):
    """The topics of a text, the weightiest first."""

    def topics(text: str, language: str = "en") -> list[str]:
        document = make(text, language=language)
        return [evidence.value for evidence in topic(document, document.text)]

    return topics


def test_the_users_page_is_about_trafficking_and_financial_crime(make) -> None:
    document = make(SEED.read_text("utf-8").partition("User login")[2].strip())
    found = topic(document, document.text)
    assert [evidence.value for evidence in found] == ["trafficking in persons", "corruption and financial crime"]
    assert [evidence.surface for evidence in found] == ["trafficking in persons", "illegal financial flows"]
    assert all(document.text[evidence.start : evidence.end] == evidence.surface for evidence in found)


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("Human trafficking", "en", "trafficking in persons"),
        ("Как не стать жертвой торговли людьми", "ru", "trafficking in persons"),
        ("Адам саудасының құрбандары", "kk", "trafficking in persons"),
        ("Адам сатууга каршы", "ky", "trafficking in persons"),
        ("Odam savdosiga qarshi", "uz", "trafficking in persons"),
        ("Одам савдосига қарши", "uz", "trafficking in persons"),
        ("Мубориза бо савдои одамон", "tg", "trafficking in persons"),
    ],
)
def test_a_topic_is_one_value_in_all_languages(topics, text, language, value) -> None:
    assert value in topics(text, language)


def test_one_word_in_passing_makes_no_topic(topics) -> None:
    assert topics("The table" + FILLER + " A hospital.") == []


def test_words_in_the_title_weigh_more(topics) -> None:
    assert topics("The hospital" + FILLER) == ["health"]


def test_words_in_a_heading_weigh_more(make) -> None:
    document = make("The table" + FILLER + "\n\nThe hospital\n\nIt has a door.")
    heading = JudgedBlock("The hospital", Kind.HEADING, 2, Verdict(True, "content", ""))
    marked = replace(document, blocks=(*document.blocks[:-2], heading, document.blocks[-1]))
    assert topic(document, document.text) == ()
    assert [evidence.value for evidence in topic(marked, marked.text)] == ["health"]


def test_a_weak_word_said_often_stays_weak(topics) -> None:
    assert topics("The table\n\n" + "The university is here. " * 9) == []


@pytest.mark.parametrize(
    "text", ["Drug trafficking, drug trafficking", "Adapted computers: hospitality and laboratory"]
)
def test_what_only_looks_like_a_topic_is_none(topics, text) -> None:
    assert not {"trafficking in persons", "health", "labour"} & set(topics(text))


def test_what_a_word_means_beside_others_is_seen(topics) -> None:
    assert "education" not in topics(
        "Доля переработки отходов к их образованию\n\nОтходов к их образованию мало.", "ru"
    )
    assert "economy and development" not in topics("The Economist Group\n\nThe Economist Group helps the project.")


def test_a_page_has_at_most_five(topics) -> None:
    words = "hospital museum heroin election refugee journalist corruption robot farmer soldier pension torture"
    assert len(topics(words + "\n\n" + words)) == MOST


def test_a_title_that_is_not_in_the_text_still_counts(make) -> None:
    document = replace(make("Hospital\n\nA hospital and a clinic."), title="Vaccines")
    document = replace(document, blocks=document.blocks[1:])
    assert [evidence.value for evidence in topic(document, document.text)] == ["health"]


def test_every_topic_has_words_in_english_russian_and_kazakh() -> None:
    clear = Counter(
        (value, language)
        for value, languages, weight, _ in rows("topics.tsv")
        for language in languages.split()
        if weight == "3"
    )
    assert all(clear[value, language] for value, *_ in rows("topics.tsv") for language in ("en", "ru", "kk"))


def test_every_term_has_words_and_one_weight() -> None:
    weights: dict[tuple[str, str, str], str] = {}
    for value, language, weight, column in rows("topics.tsv"):
        assert weight in "0123"
        for term in alternatives(column):
            assert Term(term, value, 1).words
            assert weights.setdefault((value, language, term), weight) == weight, f"{value}: {term}"
