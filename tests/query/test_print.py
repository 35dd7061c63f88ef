from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.query import parse, to_text
from indexer.query.tree import Field, MatchAll, Node, Not, Phrase, Word


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_a_printed_tree_is_read_as_itself(trees: st.SearchStrategy[Node], data: st.DataObject) -> None:
    tree = data.draw(trees)
    assert parse(to_text(tree)).tree == tree


def test_everything_is_printed_as_nothing() -> None:
    assert to_text(MatchAll()) == ""
    assert to_text(Not(MatchAll())) == "-*"


def test_quotation_marks_are_chosen_that_the_text_does_not_hold() -> None:
    assert to_text(Field("organisation", Phrase(('ЧФ "Родник"',)))) == 'organisation:«ЧФ "Родник"»'


def test_a_word_is_printed_as_it_was_written() -> None:
    assert to_text(Word("GLO.ACT")) == "GLO.ACT"
