from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engines.clauses import POINTS, arrangements, may_be_unscored, narrowed, points, unscored
from indexer.engines.terms import UNLISTED, YEAR
from indexer.limits import ARRANGEMENTS
from indexer.model import (
    All,
    And,
    DateRange,
    Filter,
    HasValue,
    Ids,
    Not,
    Nothing,
    Or,
    Phrase,
    Preferring,
    Prefix,
    Query,
    Term,
)
from indexer.schema import MISSING

WORD = Term("exact", "word")


def either(facet, value):
    return Or((HasValue(facet, value), HasValue(UNLISTED, f"{facet} {value}")))


def test_an_exact_phrase_has_one_arrangement():
    assert arrangements(Phrase("exact", ("a", "b", "c"))) == [(0, 1, 2)]


def test_slop_is_shared_by_all_gaps():
    assert arrangements(Phrase("exact", ("a", "b", "c"), 1)) == [(0, 1, 2), (0, 1, 3), (0, 2, 3)]


@given(st.integers(2, 4), st.integers(0, 4))
def test_arrangements_are_all_orders_within_the_slop(words, slop):
    places = product(range(words + slop), repeat=words - 1)
    expected = [(0, *rest) for rest in places if [0, *rest] == sorted({0, *rest})]
    assert sorted(arrangements(Phrase("exact", ("a",) * words, slop))) == sorted(expected)


@given(st.integers(2, 60), st.integers(0, 10_000))
def test_there_are_never_too_many_arrangements(words, slop):
    found = arrangements(Phrase("exact", ("a",) * words, slop))
    assert 1 <= len(found) <= ARRANGEMENTS
    assert len(found) == len(set(found))


def test_a_query_without_filters_is_its_clause():
    assert narrowed(Query(WORD)) == WORD


def test_a_facets_own_filters_are_left_out():
    query = Query(
        WORD, (Filter("site", ("a",)), Filter("country", ("b", "c")), Filter("country", ("d",), exclude=True))
    )
    assert narrowed(query, without="country") == And((WORD, Or((either("site", "a"),))))


def test_values_are_looked_for_among_those_that_are_not_listed_too():
    clause = And((WORD, Not(HasValue("person", "A")), HasValue("person", MISSING)))
    assert narrowed(Query(clause)) == And((WORD, Not(either("person", "A")), HasValue("person", MISSING)))


def test_years_are_counted_without_the_dates():
    dates = DateRange(20180101, None)
    assert narrowed(Query(WORD, dates=dates), without=YEAR) == WORD
    assert narrowed(Query(WORD, dates=dates)) == And((WORD, dates))


@pytest.mark.parametrize("clause", [All(), Nothing(), Not(WORD), And((All(), HasValue("site", "a"))), Or(())])
def test_a_clause_without_words_does_not_score(clause):
    assert unscored(clause)


@pytest.mark.parametrize(
    "clause", [WORD, Or((All(), WORD)), And((Prefix("exact", "a"), All())), All(1.0), Ids((("a", 0.5),))]
)
def test_a_clause_with_words_or_ids_scores(clause):
    assert not unscored(clause)


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        (WORD, False),
        (HasValue("country", "Iran"), True),
        (Or((WORD, HasValue("country", "Iran"))), True),
        (And((WORD, HasValue("country", "Iran"))), False),
        (Preferring(DateRange(None, None), (WORD,)), True),
        (Preferring(WORD, (All(),)), False),
    ],
)
def test_a_document_may_be_unscored_where_no_word_must_match(clause, expected):
    assert may_be_unscored(clause) is expected


ONE, OTHER = Prefix("exact", "one"), Prefix("joined", "one")


def test_each_prefix_that_a_document_matches_is_a_point():
    assert points(Or((ONE, OTHER))) == points(And((ONE, OTHER, Not(ONE)))) == [ONE, OTHER]
    assert points(Or((ONE, ONE))) == [ONE, ONE]
    assert points(Preferring(ONE, (WORD, OTHER))) == [ONE, OTHER]


def test_what_need_not_match_gives_points_only_where_all_of_it_matches():
    both = And((OTHER, WORD))
    assert points(Or((ONE, both))) == [ONE, And((OTHER, both))]


def test_words_and_too_many_parts_give_no_points():
    assert points(WORD) == points(And((All(), Not(ONE)))) == []
    assert points(Or((ONE,) * (POINTS + 1))) == []
