from dataclasses import replace

from indexer.engines.terms import YEAR, key, terms_of
from indexer.model import TEXT_FIELDS
from indexer.schema import MISSING


def test_every_text_field_is_there(record):
    assert set(terms_of(record("a")).text) == set(TEXT_FIELDS)


def test_exact_words_and_stems_are_parallel(record):
    text = terms_of(record("a", "Seminars on GLO.ACT")).text
    assert text["exact"] == (["seminars", "on", "glo", "act"],)
    assert text["stem"] == (["seminar", "on", "glo", "act"],)
    assert text["joined"] == (["gloact"],)


def test_the_title_is_a_run_of_its_own(record):
    text = terms_of(record("a", "the text", "A title")).text
    assert text["exact"] == (["a", "title"], ["the", "text"])
    assert text["title_exact"] == (["a", "title"],)


def test_a_title_that_stands_in_the_text_is_not_counted_twice(record):
    assert terms_of(record("a", "A title", "A title")).text["exact"] == (["a", "title"],)


def test_values_that_differ_in_case_are_kept_once(record):
    assert terms_of(record("a", organisation=["WHO", "who", "UN"])).values["organisation"] == ("WHO", "UN")
    assert key("WHO") == key("who")


def test_what_is_missing_has_a_value_of_its_own(record):
    terms = terms_of(record("a"))
    assert (terms.values["country"], terms.values[YEAR], terms.days) == ((MISSING,), (MISSING,), None)


def test_a_document_belongs_to_each_year_that_its_date_touches(record):
    terms = terms_of(record("a", date=("2018-12-30", "2019-01-02")))
    assert (terms.values[YEAR], terms.days) == (("2018", "2019"), (20181230, 20190102))


def test_only_the_first_date_is_the_documents_own(record):
    both = record("a", date="2018-12-30").dates + record("a", date="2001-01-01").dates
    assert terms_of(replace(record("a"), dates=both)).days == (20181230, 20181230)
