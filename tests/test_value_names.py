"""A value is found by any of its names, in the query as a person writes it."""

from pathlib import Path

import pytest

from indexer.asking import Request
from indexer.searcher import Searcher
from indexer.value_names import values_called


def total(index: Path, q: str) -> int:
    with Searcher(index) as searcher:
        return searcher.search(Request(q)).results.total


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("country:Kazakhstan", "country:Казахстан"),
        ("country:Kazakhstan", "country:қазақстан"),
        ("language:ru", "language:russian"),
        ("organisation:UNODC", 'organisation:"УНП ООН"'),
        ("organisation:UNODC", 'organisation:"united nations office on drugs and crime"'),
        ("place:Almaty", "place:Алматы"),
        ("-country:Kazakhstan", "-country:Казахстан"),
    ],
)
def test_a_name_finds_what_its_value_finds(seeds_index: Path, value: str, name: str) -> None:
    assert total(seeds_index, name) == total(seeds_index, value) > 0


def test_a_person_is_found_in_any_script_and_order() -> None:
    for name in ("Шахноза Хасанова", "Хасанова Шахноза", "Shakhnoza Khasanova"):
        assert "Shakhnoza Khassanova" in values_called("person", name)


def test_a_name_of_nothing_stands_for_nothing() -> None:
    assert values_called("country", "Narnia") == values_called("topic", "labour") == ()
