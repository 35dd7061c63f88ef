from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.completion import Values
from indexer.model import FacetCounts
from indexer.searcher import Searcher

VALUES = Values(
    [
        FacetCounts("country", (("Kazakhstan", 9), ("Kyrgyzstan", 4)), 2, 0),
        FacetCounts("organisation", (("Office of Kazakh Studies", 12), ("Émile House", 1)), 2, 0),
    ]
)


def completed(text: str, limit: int = 8) -> list[str]:
    return [found.label for found in VALUES.completions(text, limit)]


def test_any_word_of_a_value_may_be_begun_and_the_most_frequent_come_first() -> None:
    assert completed("kaz") == ["Office of Kazakh Studies", "Kazakhstan"]
    assert completed("kazakh studies") == ["Office of Kazakh Studies"]
    assert completed("kaz", limit=1) == ["Office of Kazakh Studies"]


def test_case_and_accents_make_no_difference() -> None:
    assert completed("EMILE") == ["Émile House"]


def test_a_value_carries_its_facet_and_count() -> None:
    (found,) = VALUES.completions("kyr", 8)
    assert (found.kind, found.facet, found.count) == ("value", "country", 4)


@pytest.mark.parametrize("engine", ["tantivy", "whoosh"])
def test_titles_and_values_are_suggested(build: Callable[..., object], index: Path, engine: str) -> None:
    build(engine=engine)
    with Searcher(index) as searcher:
        title = searcher.suggest("the scho")
        assert title[0].kind == "title"
        assert title[0].label.startswith("The school")
        assert ("value", "country") in {(found.kind, found.facet) for found in searcher.suggest("kazakhs")}


@pytest.mark.parametrize("text", ["", "k", "…", '"', "\ud800\ud800", "zzzz"])
def test_any_text_is_answered(build: Callable[..., object], index: Path, text: str) -> None:
    build()
    with Searcher(index) as searcher:
        assert searcher.suggest(text) == ()
