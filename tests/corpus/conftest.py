"""Corpora of a few documents, given by the values they have."""

from collections.abc import Callable, Iterable

import pytest

from indexer.corpus import Decision, agree, findings_of
from indexer.model import Evidence, Record
from indexer.overrides import Corrections

Value = tuple[str, str, str, str]  # facet, value, label, method


def make_document(number: int, values: Iterable[Value], site: str = "a.example", title: str = "") -> Record:
    facets: dict[str, tuple[Evidence, ...]] = {}
    for facet, value, label, method in values:
        found = Evidence(value, label or value, value, 0, len(value), method, 0.9)
        facets[facet] = (*facets.get(facet, ()), found)
    return Record(f"{number:016}", "", "", site, title, "en", (), facets)


def all_decisions(records: list[Record], corrections: Corrections = Corrections()) -> list[Decision]:  # noqa: B008
    said = [(findings_of(record), corrections) for record in records]
    agreement, _ = agree(lambda: said)
    return [agreement.decide(*each) for each in said]


@pytest.fixture(scope="session")
def document() -> Callable[..., Record]:
    """Makes a document of these values."""
    return make_document


@pytest.fixture(scope="session")
def decide() -> Callable[..., list[Decision]]:
    """What becomes of the values of each document, in a corpus of all of them."""
    return all_decisions


@pytest.fixture
def renamed() -> Callable[..., dict[str, str]]:
    """What the values of documents, one a document, become: only those that become another."""

    def of(*values: Value) -> dict[str, str]:
        records = [make_document(number, [value]) for number, value in enumerate(values)]
        pairs = [(found, alias) for each in all_decisions(records) for found, alias in each.aliases]
        return {found.value: alias.value for found, alias in pairs}

    return of
