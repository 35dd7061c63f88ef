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

    def __init__(self, data: dict[str, Any], names: Sequence[str]) -> None:
        """`names`: the columns of the matrices that it will be given."""
        self._scale, self._bias = float(data["scale"]), float(data["bias"])
        place = {name: position for position, name in enumerate(names)}
        column = [place[name] for name in data["columns"]]
        trees = data["trees"]
        self._depth = max(len(tree["splits"]) for tree in trees)
        filler = [0, float("inf")]  # a question that every block answers with no
        splits = [[*tree["splits"], *[filler] * (self._depth - len(tree["splits"]))] for tree in trees]
        # All questions in one list: the first of every tree, then the second of every tree …
        asked = [tree[level] for level in range(self._depth) for tree in splits]
        self._column = np.array([column[position] for position, _ in asked], np.intp)
        self._border = np.array([border for _, border in asked], np.float32)[:, None]
        self._leaves = np.zeros((len(trees), 1 << self._depth), np.float32)
        for leaves, tree in zip(self._leaves, trees, strict=True):
            leaves[: len(tree["leaves"])] = tree["leaves"]
        self._first = (np.arange(len(trees)) << self._depth)[:, None]

    def odds(self, values: NDArray[np.float32]) -> NDArray[np.float64]:
        """For each block, of a matrix (columns × blocks), the log odds that it is content."""
        answers = (values.take(self._column, axis=0) > self._border).view(np.uint8)
        levels = answers.reshape(self._depth, -1, values.shape[1])
        leaf = levels[-1]
        for level in levels[-2::-1]:
            leaf = (leaf << 1) | level
        total = self._leaves.ravel().take(leaf + self._first).sum(axis=0, dtype=np.float64)
        result: NDArray[np.float64] = self._scale * total + self._bias
        return result


FILE = "judge.json"


@cache
def load(form: str, names: tuple[str, ...], path: Path | None = None) -> Trees:
    """The model for "html" or "text" that is shipped, or the one of another file, for matrices with these columns."""
    return Trees(json.loads(path.read_text("utf-8") if path else content())[form], names)


def content() -> str:
    return (resources.files("indexer.cleaning") / FILE).read_text("utf-8")
