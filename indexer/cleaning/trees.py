"""Gradient-boosted oblivious trees, evaluated in numpy for all blocks of a page at once.

An oblivious tree asks the same question at all nodes of a level, so a tree of depth 6 is six comparisons and one table
of 64 leaves (Kohavi 1994; Prokhorenkova et al., CatBoost, 2018). `bench/train_cleaning.py` writes the file.
"""

import json
from collections.abc import Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


class Trees:
    """One trained model."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.columns: tuple[str, ...] = tuple(data["columns"])
        self._scale, self._bias = float(data["scale"]), float(data["bias"])
        trees = data["trees"]
        depth = max(len(tree["splits"]) for tree in trees)
        filler = [0, float("inf")]  # a question that every block answers with no
        splits = [[*tree["splits"], *[filler] * (depth - len(tree["splits"]))] for tree in trees]
        self._column = np.array([[column for column, _ in tree] for tree in splits], np.intp)
        self._border = np.array([[border for _, border in tree] for tree in splits], np.float32)
        self._powers = (1 << np.arange(depth)).astype(np.int32)
        self._leaves = np.zeros((len(trees), 1 << depth))
        for leaves, tree in zip(self._leaves, trees, strict=True):
            leaves[: len(tree["leaves"])] = tree["leaves"]
        self._rows = (np.arange(len(trees), dtype=np.int32) << depth)[:, None]

    def probability(self, names: Sequence[str], values: NDArray[np.float32]) -> NDArray[np.float64]:
        """For each block, of a matrix (columns × blocks), the probability that it is content."""
        place = {name: position for position, name in enumerate(names)}
        chosen = values[[place[name] for name in self.columns]]
        leaf = np.zeros((len(self._rows), chosen.shape[1]), np.int32)
        for level, power in enumerate(self._powers):
            leaf += (chosen[self._column[:, level]] > self._border[:, level, None]) * power
        total = self._scale * self._leaves.ravel()[leaf + self._rows].sum(axis=0) + self._bias
        result: NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(total, -20, 20)))
        return result


FILE = "judge.json"


@cache
def load(form: str, path: Path | None = None) -> Trees:
    """The model for "html" or "text" that is shipped, or the one of another file."""
    return Trees(json.loads(path.read_text("utf-8") if path else content())[form])


def content() -> str:
    return (resources.files("indexer.cleaning") / FILE).read_text("utf-8")
