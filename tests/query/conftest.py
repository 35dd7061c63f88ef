"""Trees to test with: every tree that `parse` can make, and no other."""

import pytest
from hypothesis import strategies as st

from indexer.limits import widest_slop
from indexer.query.tree import (
    DateIs,
    DateRange,
    Field,
    Fuzzy,
    MatchAll,
    Node,
    Phrase,
    Prefix,
    Word,
    all_of,
    any_of,
    but_not,
    depth,
)
from indexer.schema import FACET_NAMES

WORDS = ["seminar", "Almaty", "GLO.ACT", "UNODC-led", "it's", "людьми", "қазақ", "2018", "or", "مرحبا"]
PLAIN_VALUES = [*WORDS, "a_b/c", "www.a.kz", "AND"]
VALUES = [*PLAIN_VALUES, "http://a.kz", "x~2", ":x", "title:x", "-x", "«Sana", "Sezim»", "(x)"]
DAYS = ["2017-05-06", "2018-01", "2018-12-31", "2019", "2020"]


def leaves() -> st.SearchStrategy[Node]:
    words, days = st.sampled_from(WORDS), st.sampled_from(DAYS)
    long_words = st.sampled_from([word for word in WORDS if len(word) > 4])
    texts = st.one_of(
        st.builds(Word, words),
        st.lists(words, min_size=1, max_size=4)
        .map(tuple)
        .flatmap(lambda some: st.builds(Phrase, st.just(some), st.integers(0, min(9, widest_slop(len(some)))))),
        st.builds(Prefix, long_words),
        st.builds(Fuzzy, long_words, st.integers(1, 2)),
    )
    values = st.one_of(
        st.builds(Word, st.sampled_from(PLAIN_VALUES)),
        st.builds(Phrase, st.lists(st.sampled_from(VALUES), min_size=1, max_size=3).map(tuple)),
        st.just(MatchAll()),
    )
    return st.one_of(
        texts,
        st.builds(Field, st.just("title"), st.one_of(texts, st.just(MatchAll()))),
        st.builds(Field, st.sampled_from(FACET_NAMES), values),
        st.builds(DateIs, days),
        st.tuples(days, days).map(sorted).map(lambda pair: DateRange(*pair)),
        days.flatmap(lambda day: st.sampled_from([DateRange(day, ""), DateRange("", day)])),
    )


@pytest.fixture(scope="session")
def trees() -> st.SearchStrategy[Node]:
    def combined(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
        some = st.lists(nodes, min_size=1, max_size=4)
        return st.one_of(some.map(all_of), some.map(any_of), nodes.map(but_not))

    return st.recursive(st.one_of(leaves(), st.just(MatchAll())), combined, max_leaves=16).filter(
        lambda tree: depth(tree) <= 20
    )


@pytest.fixture(scope="session")
def texts() -> st.SearchStrategy[str]:
    """Texts that users write, could write, and never would."""
    signs = "'()\"“”«»-−–:*~^[]{}.,;!?|&+=<>\\/#@ \t\n\0"
    strange = ["😀", "\ud800", "中国", "a\u0301", "\u200b", "١٢"]
    syntax = ["AND", "OR", "NOT", "title:", "date:", "country:", "http:", "..", ">=", "~2", "date:2018"]
    pieces = st.sampled_from([*signs, *strange, *syntax, *VALUES])
    return st.one_of(
        st.lists(st.one_of(pieces, pieces.map(lambda piece: f"{piece} ")), max_size=40).map("".join), st.text()
    )
