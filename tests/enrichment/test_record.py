from pathlib import Path

import pytest

from indexer import schema
from indexer.enrichment import ENRICHERS, VERSION, enrich
from indexer.words import signature

SEED = Path(__file__).parents[2] / "seeds" / "000_138dfad177e984e4.txt"
COUNTRIES = "Afghanistan Iran Kazakhstan Kyrgyzstan Pakistan Tajikistan Turkmenistan United_Kingdom Uzbekistan"


@pytest.fixture
def user_page(make):
    text = SEED.read_text("utf-8").partition("User login")[2].strip()
    return enrich(make(text))


def test_the_users_page_has_its_date(user_page) -> None:
    date = user_page.date
    assert (date.value, date.end, date.precision, date.kind) == ("2018-10-09", "2018-10-10", "day", "event")
    assert (date.source, date.surface) == ("text", "October 9 – 10, 2018")


def test_the_users_page_names_nine_countries(user_page) -> None:
    values = {evidence.value.replace(" ", "_") for evidence in user_page.facets["country"]}
    assert values == set(COUNTRIES.split())


def test_the_users_page_names_its_organisations_and_nothing_else(user_page) -> None:
    values = {evidence.value for evidence in user_page.facets["organisation"]}
    academy = "Academy of law enforcement bodies of the General Prosecutor of Kazakhstan"
    assert values == {"UNODC", "GLO.ACT", "CARICC", "Sana Sezim", "Western Union", academy}


def test_the_users_page_names_one_person_and_one_place(user_page) -> None:
    assert [evidence.value for evidence in user_page.facets["person"]] == ["Shakhnoza Khassanova"]
    assert [evidence.value for evidence in user_page.facets["place"]] == ["Almaty"]


def test_every_value_of_the_users_page_has_its_place(user_page) -> None:
    names = [user_page.facets[facet] for facet in ("country", "place", "organisation", "person")]
    for evidence in (value for values in names for value in values):
        assert evidence.surface
        assert user_page.text[evidence.start : evidence.end] == evidence.surface


def test_every_facet_has_an_enricher_but_the_one_that_only_a_corpus_can_tell() -> None:
    assert (*ENRICHERS, "phrase") == schema.FACET_NAMES


def test_a_record_keeps_what_the_document_says(make) -> None:
    document = make("Title\n\n- Menu\n\nText.", fetched_at="2024-05-13")
    record = enrich(document)
    assert (record.id, record.title, record.blocks) == (document.id, "Title", document.blocks)
    assert record.fetched_at == "2024-05-13"


def test_the_same_document_gives_the_same_record(make) -> None:
    assert enrich(make("Talks in Iran\n\nOn 9 October 2018.")) == enrich(make("Talks in Iran\n\nOn 9 October 2018."))


def test_a_record_has_the_signature_of_its_kept_text(make) -> None:
    record = enrich(make("Talks in Iran\n\nOn 9 October 2018."))
    assert record.signature == signature("Talks in Iran On 9 October 2018")


@pytest.mark.parametrize("text", ["", " ", "\x00", "\ud800", "()()((", "«" * 999, "A" * 99_999, "1." * 9999, "ﷺ İß ŉ"])
def test_odd_texts_are_enriched_like_any_other(make, text) -> None:
    record = enrich(make(text))
    for evidence in (value for values in record.facets.values() for value in values):
        assert evidence.start == -1 or record.text[evidence.start : evidence.end] == evidence.surface


def test_the_version_names_the_rules_and_the_vocabulary() -> None:
    number, _, digest = VERSION.partition("-")
    assert number.isdigit()
    assert len(digest) == 12
