"""What organisations are called."""

from collections.abc import Callable, Mapping

import pytest

from indexer.corpus import agree, findings_of
from indexer.corpus.naming import Naming
from indexer.overrides import Corrections
from indexer.overrides.entries import Entry

Value = tuple[str, str]  # as it is filtered by, and in full


@pytest.fixture
def names(document) -> Callable[..., Mapping[str, tuple[str, ...]]]:
    """The names that a corpus of documents with one organisation each gives."""

    def of(*values: Value, owner: Corrections = Corrections()) -> Mapping[str, tuple[str, ...]]:  # noqa: B008
        records = [
            document(number, [("organisation", value, label, "explained acronym")])
            for number, (value, label) in enumerate(values)
        ]
        _, found = agree(lambda: [(findings_of(record), owner) for record in records])
        return found

    return of


def test_an_acronym_has_the_full_name_that_a_page_gives(names) -> None:
    assert names(("OGF", "Oak Grove Foundation (OGF)")) == {"OGF": ("OGF", "Oak Grove Foundation")}


def test_a_value_of_one_name_is_not_told(names) -> None:
    assert names(("Oak Grove Foundation", "Oak Grove Foundation")) == {}


def test_what_the_vocabulary_knows_is_named_in_all_its_languages(names) -> None:
    found = names(("UNODC", "United Nations Office on Drugs and Crime (UNODC)"))["UNODC"]
    assert {"UNODC", "УНП ООН", "БҰҰ ЕҚБ", "United Nations Office on Drugs and Crime"} <= {*found}


def test_the_institution_of_a_country_goes_by_the_names_of_every_such_institution(names) -> None:
    found = names(("Ministry of Justice of Kazakhstan", "Ministry of Justice of Kazakhstan"))
    assert {"Минюст", "Министерство юстиции"} <= {*found["Ministry of Justice of Kazakhstan"]}


def test_an_institution_that_is_told_only_with_its_country_has_no_other_names(names) -> None:
    assert names(("Government of Kazakhstan", "Government of Kazakhstan")) == {}


def test_values_that_the_owner_merged_are_names_of_one(names) -> None:
    merge = Entry("merge", facet="organisation", value=("OGF",), into="Oak Grove")
    found = names(("OGF", "OGF"), owner=Corrections((merge,)))
    assert found == {"Oak Grove": ("Oak Grove", "OGF")}


def test_names_do_not_depend_on_the_order_of_the_pages(names) -> None:
    values = [("OGF", "Oak Grove Foundation (OGF)"), ("OGF", "Oak Grove Fund (OGF)"), ("OGF", "Oak Grove Fund (OGF)")]
    assert names(*values) == names(*reversed(values))


def test_nothing_met_is_no_names() -> None:
    assert Naming().names() == {}
