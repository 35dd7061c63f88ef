import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import limits
from indexer.query import parse, to_text
from indexer.query.tree import FIELDS, And, Or, Phrase, Word, depth

# The 25 inputs that other engines' parsers fail on: what is typed, how it is understood, and what the user is told.
UNDERSTOOD = [
    ("it's", "it's", []),
    ("http://a.kz/b?c", 'http "a.kz b c"', ["unknown_field"]),
    ("-Kazakhstan", "-Kazakhstan", []),
    ("seminar AND", "seminar", ["operator_ignored"]),
    ('"unbalanced', '"unbalanced"', ["unclosed_quote"]),
    ("(open", "open", ["parenthesis"]),
    ("AND", "and", ["operator_word"]),
    ("NOT", "not", ["operator_word"]),
    ("a:b", "a b", ["unknown_field"]),
    ("title:*202[0-4]", 'title:"202 0-4"', ["sign_ignored", "sign_ignored", "sign_ignored"]),
    ("seminar^", "seminar", ["sign_ignored"]),
    ("[2018 TO 2019]", "2018 TO 2019", ["sign_ignored", "sign_ignored"]),
    ("GLO.ACT", "GLO.ACT", []),
    ("UNODC-led", "UNODC-led", []),
    ("*", "", ["star_alone"]),
    ("**", "", ["star_alone"]),
    ("a*", "a", ["short_word"]),
    ("(" * 400 + "seminar" + ")" * 400, "seminar", ["too_deep"]),
    ("seminar " * 1_250, " ".join(["seminar"] * 64), ["too_long", "too_many"]),
    ("semi\0nar \ud800", '"semi nar"', ["no_words"]),
    ("seminar 😀", "seminar", ["no_words"]),
    ("مؤتمر إقليمي", "مؤتمر إقليمي", []),
    ("торговля людьми", "торговля людьми", []),
    ("date:2018-13", "2018-13", ["not_a_date"]),
    ("'; DROP TABLE pages; --", "DROP TABLE pages", []),
]


@pytest.mark.parametrize(("typed", "understood", "codes"), UNDERSTOOD, ids=[typed[:20] for typed, *_ in UNDERSTOOD])
def test_what_other_parsers_fail_on_is_understood(typed: str, understood: str, codes: list[str]) -> None:
    parsed = parse(typed)
    assert to_text(parsed.tree) == understood
    assert [note.code for note in parsed.notes] == codes


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("", ""),
        ("a OR b c", "a OR (b c)"),
        ("a AND b AND (c d)", "a b c d"),
        ("(a OR b) OR c", "a OR b OR c"),
        ("NOT a -b −c NOT NOT d", "-a -b -c d"),
        ("-(a OR b)", "-(a OR b)"),
        ("and or not", "and or not"),
        ("well-known anti-", "well-known anti"),
        ('"anti"-corruption', '"anti" corruption'),
        ("«права человека» “due process” „Рим“", '"права человека" "due process" "Рим"'),
        ('"a b"~3 "c d"~0', '"a b"~3 "c d"'),
        ("traffick* Khasanova~ Khasanova~2", "traffick* Khasanova~ Khasanova~2"),
        ("Kazakhstan,Kyrgyzstan;Iran", "Kazakhstan Kyrgyzstan Iran"),
        ("1,000", '"1 000"'),
        ("TITLE:report", "title:report"),
        ('title:(a OR "b c") d', '(title:a OR title:"b c") d'),
        ("title:-draft", "-title:draft"),
        ("country:(Kazakhstan OR Iran)", "country:Kazakhstan OR country:Iran"),
        ("title:(country:Iran x)", "country:Iran title:x"),
        ('organisation:"Sana Sezim"', 'organisation:"Sana Sezim"'),
        ('organisation:«ЧФ "Родник"»', 'organisation:«ЧФ "Родник"»'),
        ("site:old_pages/x", "site:old_pages/x"),
        ("site:a:8080", 'site:"a:8080"'),
        ("-country:*", "-country:*"),
        ("language:kk.", "language:kk"),
        ("date:2018", "date:2018"),
        ("date:2018-01..2018-06", "date:2018-01..2018-06"),
        ("date:2018.. date:..2018-06", "date:>=2018 date:<=2018-06"),
        ("date:>2018", "date:>=2019"),
        ("date:<2019-03-01", "date:<=2019-02-28"),
        ("date:* -date:*", "date:* -date:*"),
        ("date:(2018 OR 2020)", "date:2018 OR date:2020"),
        ('author:"John Smith"', 'author "John Smith"'),
        ("#report @unodc c++ well?", "report unodc c well"),
        ("中国", '"中 国"'),
    ],
)
def test_a_query_is_read_as(typed: str, understood: str) -> None:
    assert to_text(parse(typed).tree) == understood


@pytest.mark.parametrize(
    ("typed", "understood", "code"),
    [
        ("a OR", "a", "operator_ignored"),
        ("OR a", "a", "operator_ignored"),
        ("a AND AND b", "a b", "operator_ignored"),
        ("a NOT", "a", "operator_ignored"),
        ("(a) )", "a", "parenthesis"),
        ("seminar –Almaty", "seminar Almaty", "dash"),
        ("title:", "title", "missing_value"),
        ("country:Kazakh*", "country:Kazakh", "whole_value"),
        ("date:2019..2018", "date:2018..2019", "dates_swapped"),
        ("date:0000", "0000", "not_a_date"),
        ("seminar~7", "seminar~2", "fuzzy_distance"),
        ('"one two three"~99', '"one two three"~9', "slop"),
        ("ab~", "ab", "short_word"),
        ("!!!", "", "everything"),
        ("()", "", "everything"),
    ],
)
def test_the_user_is_told_what_was_left_out(typed: str, understood: str, code: str) -> None:
    parsed = parse(typed)
    assert to_text(parsed.tree) == understood
    assert code in [note.code for note in parsed.notes]


def test_the_operators_bind_as_in_other_search_engines() -> None:
    assert parse("a b OR c").tree == Or((And((Word("a"), Word("b"))), Word("c")))


def test_a_word_in_quotes_is_a_phrase_of_one() -> None:
    assert parse('"AND"').tree == Phrase(("AND",))


def test_a_message_names_what_it_is_about() -> None:
    (note,) = parse("author:Smith").notes
    assert note.message == (f"There is no field “author”, so it was taken as a word. Fields: {', '.join(FIELDS)}.")


def test_no_more_words_are_asked_than_the_limit_allows() -> None:
    tree = parse(" ".join(f"w{number}" for number in range(100))).tree
    assert isinstance(tree, And)
    assert len(tree.nodes) == limits.QUERY_CLAUSES


def test_the_words_of_phrases_count() -> None:
    assert parse('"' + "word " * 100 + '" and more').tree == Phrase(("word",) * limits.QUERY_CLAUSES)


def test_a_long_query_is_cut_between_words() -> None:
    parsed = parse("x" * 990 + " seminar")
    assert parsed.tree == parse("x" * 990 + " seminar and more than that").tree
    assert parse("x" * 990 + " seminarium").tree == Word("x" * 990)


def test_a_hundred_thousand_parentheses_do_not_exhaust_a_small_stack() -> None:
    answers: list[str] = []

    def ask() -> None:
        for text in ("(" * 100_000 + "a", "-(" * 100_000, "title:(" * 100_000, "a:" * 100_000, "NOT " * 100_000):
            answers.append(to_text(parse(text).tree))

    before = threading.stack_size(128 * limits.KB)
    try:
        thread = threading.Thread(target=ask)
        thread.start()
        thread.join()
    finally:
        threading.stack_size(before)
    assert len(answers) == 5


@given(st.data())
def test_what_is_said_of_any_text_can_be_sent(texts: st.SearchStrategy[str], data: st.DataObject) -> None:
    parsed = parse(data.draw(texts))
    for text in (to_text(parsed.tree), *(note.message for note in parsed.notes)):
        assert "\0" not in text.encode("utf-8").decode("utf-8")


@given(st.data())
def test_any_text_is_a_query_within_the_limits(texts: st.SearchStrategy[str], data: st.DataObject) -> None:
    tree = parse(data.draw(texts)).tree
    assert depth(tree) <= limits.QUERY_DEPTH
    assert len(to_text(tree)) <= limits.QUERY_CHARS


@given(st.data())
def test_what_is_understood_is_understood_again(texts: st.SearchStrategy[str], data: st.DataObject) -> None:
    tree = parse(data.draw(texts)).tree
    assert parse(to_text(tree)).tree == tree


@given(st.integers(0, 60), st.sampled_from(["(a OR b ", "-(a ", "(a (b OR ", "a:-(b OR c d "]))
def test_deep_queries_are_understood_again(levels: int, piece: str) -> None:
    tree = parse(piece * levels + "x").tree
    assert parse(to_text(tree)).tree == tree
