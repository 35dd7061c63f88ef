from indexer.query.notes import Note
from indexer.query.scan import Kind, scan


def kinds(text: str) -> list[tuple[Kind, str]]:
    return [(lexeme.kind, lexeme.text) for lexeme in scan(text, [])]


def test_a_query_is_cut_into_lexemes() -> None:
    assert kinds('(a OR -"b c") d*') == [
        (Kind.OPEN, "("), (Kind.RUN, "a"), (Kind.OPERATOR, "OR"), (Kind.MINUS, "-"), (Kind.QUOTED, "b c"),
        (Kind.CLOSE, ")"), (Kind.RUN, "d*"),
    ]  # fmt: skip


def test_a_minus_counts_at_the_beginning_of_a_word_only() -> None:
    assert [kind for kind, _ in kinds("a-b a - b (-c -(d")].count(Kind.MINUS) == 2


def test_a_lexeme_knows_whether_it_touches_the_one_before() -> None:
    assert [lexeme.glued for lexeme in scan('title:"a" "b"(c', [])] == [True, True, False, True, True]


def test_the_number_after_quoted_text_is_its_slop() -> None:
    assert [lexeme.slop for lexeme in scan('"a b"~3 "c"~ "d"', [])] == [3, 0, 0, 0]


def test_a_quotation_that_does_not_end_runs_to_the_end_and_says_so() -> None:
    notes: list[Note] = []
    assert scan("«a (b", notes)[0].text == "a (b"
    assert [note.code for note in notes] == ["unclosed_quote"]
