"""Scores in print."""

from indexer.evaluation import Evaluation, PageScore, Score, SetScore, as_plain, as_text
from indexer.evaluation.cleaning import Miss, Misses

LOST = Miss("Friends of the valley since long ago and for many years to come, all of us", "repeated", "on 9 of 9", 16)
BAD = PageScore("b.html", "", Score(1, 0.4, 4 / 7), leaked=3, lost=True, ms=4, misses=Misses(lost=(LOST,), nowhere=2))
GOOD = PageScore("a.html", "", Score(1, 1, 1), ms=2)
FIRST = SetScore("one.example", "pages", "winnow", (GOOD, BAD))
SECOND = SetScore("two.example", "pages", "winnow", (GOOD,))
FORUM = SetScore("collection", "single", "winnow", (PageScore("f.html", "forum", Score(0.5, 0.5, 0.5)),))


def rows(found: Evaluation, misses: int = 0) -> list[list[str]]:
    return [line.split() for line in as_text(found, misses).splitlines()]


def test_a_set_is_a_line_with_its_worst_page() -> None:
    line = "one.example pages winnow 2 1.000 0.700 0.786 1.5 1 0 3.0 0.571 b.html"
    assert rows(Evaluation((FIRST,)))[1] == line.split()


def test_several_sets_have_a_mean_over_sets_and_the_worst_of_them() -> None:
    line = "mean of 2 pages winnow 3 1.000 0.850 0.893 0.8 1 0 2.5 0.786 one.example"
    assert rows(Evaluation((FIRST, SECOND)))[3] == line.split()


def test_single_pages_have_no_leak_and_a_line_by_type() -> None:
    printed = rows(Evaluation((FORUM,)))
    assert printed[1][7] == "-"
    assert "F1 by page type, winnow: forum 0.500 (1)".split() in printed


def test_a_miss_is_listed_by_its_first_words() -> None:
    text = as_text(Evaluation((FIRST,)), misses=3)
    assert "0.571  one.example pages b.html  P 1.000 R 0.400" in text
    assert "lost      16 words [repeated: on 9 of 9] Friends of the valley" in text
    assert "many years to …" in text
    assert "2 words of the truth are in no block of the page" in text
    assert "a.html  P" not in text


def test_missing_extractors_are_named() -> None:
    assert "not installed: jusText" in as_text(Evaluation((FIRST,), missing=("jusText",)))


def test_programs_get_the_same_with_whole_blocks() -> None:
    plain = as_plain(Evaluation((FIRST, SECOND, FORUM), ("jusText",)), misses=1)
    assert plain["sets"][0]["worst"] == {"page": "b.html", "f1": 0.5714}
    assert plain["sets"][2]["leaked"] is None
    assert plain["means"][0]["worst"] == {"set": "one.example", "f1": 0.7857}
    assert plain["types"] == [{"by": "winnow", "type": "forum", "pages": 1, "f1": 0.5}]
    assert plain["missing"] == ["jusText"]
    assert plain["misses"][0]["page"] == "f.html"
    more = as_plain(Evaluation((FIRST,)), misses=1)["misses"][0]
    assert (more["lost"][0]["text"], more["nowhere"]) == (LOST.text, 2)
