import pytest

from indexer.asking import Request
from indexer.model import Filter
from webui import addresses, refine

BOTH = Request(
    "seminar", (Filter("country", ("Kazakhstan", "Iran")), Filter("country", ("China",), exclude=True)), page=3
)
OTHERS = (Filter("person", ("Ann Lee",)), Filter("language", ("en",), exclude=True))


def test_a_value_is_added_to_those_of_its_facet() -> None:
    assert refine.chosen(refine.toggled(BOTH, "country", "Norway"), "country") == ("Kazakhstan", "Iran", "Norway")


def test_a_chosen_value_is_taken_away_whatever_its_case() -> None:
    assert refine.chosen(refine.toggled(BOTH, "country", "KAZAKHSTAN"), "country") == ("Iran",)


def test_a_value_alone_replaces_all_of_its_facet() -> None:
    assert refine.only(BOTH, "country", "Norway").filters == (Filter("country", ("Norway",)),)


def test_a_value_is_chosen_or_excluded_but_never_both() -> None:
    without_iran = refine.exclusion_toggled(BOTH, "country", "Iran")
    assert refine.chosen(without_iran, "country") == ("Kazakhstan",)
    assert refine.chosen(without_iran, "country", exclude=True) == ("China", "Iran")
    assert refine.chosen(refine.toggled(without_iran, "country", "Iran"), "country", exclude=True) == ("China",)


def test_an_exclusion_is_taken_back() -> None:
    assert refine.exclusion_toggled(BOTH, "country", "china").filters == (BOTH.filters[0],)


def test_filters_stay_in_the_order_of_the_facets() -> None:
    assert [f.field for f in refine.toggled(BOTH, "site", "a.example").filters] == ["site", "country", "country"]


def test_clearing_keeps_the_words_and_the_order() -> None:
    asked = Request("seminar", BOTH.filters, "2018", "2019", "-date", 2)
    assert refine.cleared(asked) == Request("seminar", sort="-date")


@pytest.mark.parametrize(
    "changed",
    [
        refine.toggled(BOTH, "site", "x"),
        refine.only(BOTH, "site", "x"),
        refine.exclusion_toggled(BOTH, "site", "x"),
        refine.between(BOTH, "2018"),
        refine.with_words(BOTH, "x"),
        refine.sorted_by(BOTH, "date"),
        refine.cleared(BOTH),
    ],
)
def test_whatever_changes_the_results_goes_back_to_the_first_page(changed: Request) -> None:
    assert changed.page == 1


@pytest.mark.parametrize("name", ["site", "country", "not.country", "topic"])
@pytest.mark.parametrize("asked", [Request(), Request("a&b", date_from="2018", page=2), Request("é", OTHERS)])
def test_what_stands_around_a_value_makes_the_address_of_the_request_with_it(asked: Request, name: str) -> None:
    facet, exclude = name.removeprefix(addresses.EXCLUDE), name.startswith(addresses.EXCLUDE)
    toggled = (refine.exclusion_toggled if exclude else refine.toggled)(asked, facet, "Åland & co")
    made = addresses.quoted("Åland & co").join(addresses.around("/search", asked, name))
    assert made == addresses.address("/search", toggled)
