"""Gradient-boosted oblivious trees, evaluated in numpy for many blocks at once.

An oblivious tree asks the same question at all nodes of a level, so a tree of depth 6 is six comparisons and one table
of 64 leaves (Kohavi 1994; Prokhorenkova et al., CatBoost, 2018). `bench/train_cleaning.py` writes the file.
"""

import json
from collections.abc import Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

AT_ONCE: Final = 256  # blocks: the answers to all questions of a model about them stay in a core's cache


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
        self._leaves = np.zeros((len(trees), 1 << self._depth))
        for leaves, tree in zip(self._leaves, trees, strict=True):
            leaves[: len(tree["leaves"])] = tree["leaves"]
        self._first = (np.arange(len(trees)) << self._depth)[:, None]
        self._worth = 1 << np.arange(self._depth, dtype=np.uint8)  # of a yes to the first question, to the second …

    def odds(self, values: NDArray[np.float32]) -> NDArray[np.float64]:
        """For each block, of a matrix (columns × blocks), the log odds that it is content."""
        parts = range(0, values.shape[1], AT_ONCE)
        return np.concatenate([self._odds(values[:, start : start + AT_ONCE]) for start in parts])

    def _odds(self, values: NDArray[np.float32]) -> NDArray[np.float64]:
        answers = (values.take(self._column, axis=0) > self._border).view(np.uint8)
        levels = answers.reshape(self._depth, -1, values.shape[1])
        leaf = np.einsum("qtb,q->tb", levels, self._worth)  # a third of the time of shifting and joining bits
        total = self._leaves.take(leaf + self._first).sum(axis=0)
        result: NDArray[np.float64] = self._scale * total + self._bias
        return result


FILE: Final = "judge.json"


@cache
def load(form: str, names: tuple[str, ...], path: Path | None = None) -> Trees:
    """The model for "html" or "text" that is shipped, or the one of another file, for matrices with these columns."""
    return Trees(json.loads(path.read_text("utf-8") if path else content())[form], names)


def content() -> str:
    return (resources.files("indexer.cleaning") / FILE).read_text("utf-8")
