"""Texts by hashes."""

import numpy as np

from indexer.corpus.lookup import Lookup, hashed


def test_each_text_is_found_under_its_hash_and_nothing_under_others() -> None:
    rows = {f"name {n}": f"текст {n}" * (n % 3) for n in range(100)}
    lookup = Lookup.of(sorted(zip(hashed(rows).tolist(), rows.values(), strict=True)))
    assert lookup.find(hashed(rows)) == [*rows.values()]
    assert lookup.find(hashed(["name 100", "name 7", ""])) == [None, "текст 7", None]


def test_nothing_is_found_in_an_empty_one() -> None:
    assert Lookup.of(()).find(hashed(["a"])) == [None]
    assert Lookup.of([(1, "a")]).find(np.zeros(0, np.uint64)) == []
