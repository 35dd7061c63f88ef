"""The record as the corpus and its owner have it."""

from collections.abc import Callable

import pytest

from indexer.corpus import finish
from indexer.model import Record
from indexer.overrides import Corrections, Overrides
from indexer.overrides.entries import entries


def person(value: str, method: str = "name") -> tuple[str, str, str, str]:
    return "person", value, "", method


@pytest.fixture
def finished(decide, document) -> Callable[..., list[Record]]:
    """Two documents, finished as an owner's file says."""
    records = [
        document(1, [person("Anna Lee")]),
        document(2, [person("Lee Anna"), person("Anna Lee"), person("Omar Aliyev")]),
    ]

    def under(**tables: list[dict[str, object]]) -> list[Record]:
        said: Corrections = Overrides(entries(tables)).of("", "", "a.example")
        return [finish(record, decision) for record, decision in zip(records, decide(records, said), strict=True)]

    return under


def people(record) -> dict[str, bool]:
    return {value.value: value.listed for value in record.facets["person"]}


def test_values_that_become_one_stand_once_where_they_are_first_named(finished) -> None:
    first, second = finished()
    assert (people(first), people(second)) == ({"Anna Lee": True}, {"Anna Lee": True, "Omar Aliyev": False})
    value = second.facets["person"][0]
    assert (value.surface, value.alone) == ("Lee Anna", "Lee Anna")
    assert value.method == "name, one with Anna Lee: the same name with the surname elsewhere, on 2 pages"


def test_what_the_owner_names_is_listed(finished) -> None:
    assert people(finished(rename=[{"facet": "person", "value": "omar aliyev", "label": "O. A."}])[1])["Omar Aliyev"]
    merge = [{"facet": "person", "value": "Omar Aliyev", "into": "Umar Aliev"}]
    assert people(finished(merge=merge)[1]) == {"Anna Lee": True, "Umar Aliev": True}


def test_merging_by_the_name_that_the_corpus_gave_works(finished) -> None:
    merge = [{"facet": "person", "value": "Anna Lee", "into": "Ann Lee"}]
    assert [people(record).keys() >= {"Ann Lee"} for record in finished(merge=merge)] == [True, True]
