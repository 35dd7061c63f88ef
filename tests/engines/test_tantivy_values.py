"""The numbers of values: the same as a dict of them would give, however many there are and whatever their hashes."""

import random
from pathlib import Path

import pytest

from indexer.engines.tantivy_values import AllValues, Values
from indexer.engines.terms import key


@pytest.mark.parametrize("hashed", [hash, len, lambda text: 7])
def test_each_value_has_the_number_of_its_place_while_values_come_and_go(monkeypatch: pytest.MonkeyPatch, hashed):
    monkeypatch.setattr("indexer.engines.tantivy_values.hash", hashed, raising=False)
    monkeypatch.setattr("indexer.engines.tantivy_values.FEWEST", 5)
    rng, values, known = random.Random(4), Values(), dict[str, int]()
    for _ in range(6):
        for _ in range(120):
            value = rng.choice((str.upper, str.title))(f"office {rng.randrange(200)}")
            number = values.numbered(value)
            assert known.setdefault(key(value), number) == number
            assert key(values.texts[number]) == key(value)
        assert [values.number(f"Office {n}") for n in range(200)] == [known.get(f"office {n}") for n in range(200)]
        again = Values(values.texts, values.respelt)
        assert [again.number(f"Office {n}") for n in range(200)] == [known.get(f"office {n}") for n in range(200)]
        kept = {number for number in known.values() if rng.random() < 0.5}
        values.keep(kept)
        known = {one: number for one, number in known.items() if number in kept}
        assert values.living == len(known)


def test_to_look_for_values_that_are_gone_is_due_when_there_are_twice_as_many(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("indexer.engines.tantivy_values.FEWEST", 2)
    values = Values()
    for number in range(3):
        values.numbered(f"Office {number}")
    assert not values.is_due
    values.numbered("Office 3")
    assert values.is_due
    values.keep({0, 1, 2})
    assert not values.is_due


def test_what_is_saved_is_read_again_however_many_values_there_are(tmp_path: Path):
    before = AllValues(tmp_path)
    for facet, count in (("person", 0), ("organisation", 1), ("place", 1_000), ("phrase", 2_500)):
        for number in range(count):
            before[facet].numbered(f"Қала \udcff {number}")
    before["place"].numbered("қала \udcff 7")
    before.save()
    after = AllValues(tmp_path)
    for facet, values in before.items():
        assert [*after[facet].texts] == [*values.texts]
        assert (after[facet].respelt, after[facet].living) == (values.respelt, values.living)
