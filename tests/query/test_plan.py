from hypothesis import given
from hypothesis import strategies as st

from indexer.model import (
    All,
    And,
    Clause,
    DateRange,
    Fuzzy,
    HasValue,
    Not,
    Nothing,
    Or,
    Phrase,
    Preferring,
    Prefix,
    Term,
)
from indexer.query import Wider, parse, plan
from indexer.query.tree import DateIs, Node, Word
from indexer.schema import MISSING


def clause(text: str, *languages: str) -> Clause:
    return plan(parse(text).tree, languages or ("en",))


def test_a_word_is_looked_for_by_stem_and_as_a_compound_and_preferred_as_it_is_written() -> None:
    assert clause("Trainings") == Preferring(
        Or((Term("stem", "train"), Term("joined", "trainings", 0.1))),
        (Term("exact", "trainings", 0.1), Term("title_stem", "train", 0.2)),
    )


def test_a_word_is_looked_for_as_it_is_written_where_a_language_has_no_stemmer() -> None:
    assert clause("izvještaja", "hr", "en") == Preferring(
        Or((
            Term("exact", "izvjestaja", 0.1), Term("stem", "izvjestaja"), Term("joined", "izvjestaja", 0.1),
        )),
        (Term("title_stem", "izvjestaja", 0.2),),
    )  # fmt: skip


def test_a_stop_word_is_looked_for_but_weighs_little() -> None:
    found = clause("the")
    assert isinstance(found, Preferring)
    assert isinstance(found.clause, Or)
    assert Term("stem", "the", 0.1) in found.clause.clauses


def test_documents_with_words_side_by_side_are_preferred() -> None:
    found = clause("human trafficking of children")
    assert isinstance(found, Preferring)
    assert found.better == (Phrase("stem", ("human", "traffick"), boost=0.1),)


def test_a_word_that_stands_twice_in_the_query_counts_twice() -> None:
    found = plan(parse("use OR library OR use").tree, ["en"])
    assert isinstance(found, Preferring)
    assert isinstance(found.clause, Or)
    assert found.clause.clauses[0] == found.clause.clauses[2]


def test_other_spellings_and_pieces_are_looked_for_only_when_asked() -> None:
    wider = Wider(sounds=frozenset({"khassanova"}), grams=frozenset({"балалар"}))
    assert "sound" not in repr(clause("Khassanova"))
    assert "Term(field='sound', text='kasanov'" in repr(plan(parse("Khassanova").tree, ["en"], wider))
    assert "Term(field='grams', text='^бал'" in repr(plan(parse("балалар").tree, ["kk"], wider))


def test_a_word_is_stemmed_in_each_language_of_its_script_that_the_corpus_has() -> None:
    found = clause("людьми", "en", "ru", "kk")
    assert isinstance(found, Preferring)
    assert isinstance(found.clause, Or)
    assert found.clause.clauses[:2] == (Term("stem", "человек"), Term("stem", "людьми"))


def test_a_compound_is_a_phrase_of_its_parts_or_one_term() -> None:
    found = clause("GLO.ACT")
    assert found == Preferring(
        Or((Phrase("stem", ("glo", "act")), clause("gloact"))), (Phrase("exact", ("glo", "act"), 0, 0.1),)
    )


def test_each_alternative_of_a_phrase_is_stemmed_in_one_language() -> None:
    assert clause('"семинары людьми"~2', "ru", "kk") == Preferring(
        Or((Phrase("stem", ("семинар", "человек"), 2), Phrase("stem", ("семинар", "людьми"), 2))),
        (Phrase("exact", ("семинары", "людьми"), 2, 0.1),),
    )


def test_words_of_another_script_in_a_phrase_are_stemmed_as_in_the_text() -> None:
    found = clause('"тренинги trainings"', "ru", "en")
    assert isinstance(found, Preferring)
    assert found.clause == Phrase("stem", ("тренинг", "train"))


def test_a_word_of_the_title_is_looked_for_in_the_title() -> None:
    assert clause("title:reports") == Preferring(
        Or((Term("title_stem", "report"), Term("title_joined", "reports", 0.1))),
        (Term("title_exact", "reports", 0.1),),
    )


def test_something_to_exclude_from_is_always_there() -> None:
    assert clause("-country:Iran") == And((All(), Not(HasValue("country", "Iran"))))
    assert clause("-country:Iran -site:a") == And((All(), Not(HasValue("country", "Iran")), Not(HasValue("site", "a"))))
    assert clause("-country:Iran date:2018") == And((DateRange(20180101, 20181231), Not(HasValue("country", "Iran"))))
    assert clause("site:a OR -site:b") == Or((HasValue("site", "a"), And((All(), Not(HasValue("site", "b"))))))


def test_a_facet_value_may_have_several_words_or_be_any() -> None:
    assert clause('organisation:"Sana Sezim"') == HasValue("organisation", "Sana Sezim")
    assert clause("country:*") == And((All(), Not(HasValue("country", MISSING))))
    assert clause("date:*") == DateRange(10101, None)


def test_dates_become_days() -> None:
    assert clause("date:2018-02") == DateRange(20180201, 20180228)
    assert clause("date:2018-01..2018-06") == DateRange(20180101, 20180630)
    assert clause("date:>=2018") == DateRange(20180101, None)
    assert clause("date:<2019-05") == DateRange(None, 20190430)


def test_beginnings_and_spellings_are_looked_for_unstemmed() -> None:
    assert clause("Traffick*") == Or((Prefix("exact", "traffick"), Prefix("joined", "traffick")))
    assert clause("GLO.AC~2") == Or((Fuzzy("exact", "gloac", 2), Fuzzy("joined", "gloac", 2)))


def test_an_empty_query_is_everything() -> None:
    assert clause("") == All()


def test_what_no_document_can_have_is_nothing() -> None:
    assert plan(Word("…"), ["en"]) == Nothing()
    assert plan(DateIs("no date"), ["en"]) == Nothing()


@given(st.data())
def test_every_tree_has_a_plan(trees: st.SearchStrategy[Node], data: st.DataObject) -> None:
    plan(data.draw(trees), data.draw(st.lists(st.sampled_from(["en", "ru", "kk", "uz", ""]))))


@given(st.data())
def test_every_query_has_a_plan(texts: st.SearchStrategy[str], data: st.DataObject) -> None:
    plan(parse(data.draw(texts)).tree, ["en", "ru", "kk"])
