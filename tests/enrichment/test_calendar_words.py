import pytest

from indexer.enrichment.calendar_words import kind, month


@pytest.mark.parametrize(
    ("word", "number"),
    [("October", 10), ("Sept", 9), ("октября", 10), ("октябре", 10), ("мая", 5), ("қыркүйекте", 9), ("қазанында", 10),
     ("oktyabr", 10), ("oktabrda", 10), ("März", 3), ("ekim", 10), ("octubre", 10), ("table", 0)],
)  # fmt: skip
def test_a_month_is_known_in_many_languages_and_inflected(word, number) -> None:
    assert month(word) == number


def test_may_and_march_are_months_with_a_capital_only() -> None:
    assert (kind("May"), kind("may")) == ("M", "x")
    assert (kind("March"), kind("march")) == ("M", "x")


def test_small_words_have_their_part_in_the_grammar() -> None:
    assert [kind(word) for word in ("of", "from", "по", "года", "жылғы", "Tuesday", "seminar")] == list("oftyyWx")
