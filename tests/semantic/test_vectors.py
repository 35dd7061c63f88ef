"""The file of vectors, and what is near in it."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from indexer.semantic.model import SIZE, Vector
from indexer.semantic.vectors import NONE, Vectors, row

Open = Callable[..., Vectors]


def vector(*numbers: float) -> Vector:
    """A vector of length 1 that begins so."""
    whole = np.zeros(SIZE, np.float32)
    whole[: len(numbers)] = numbers
    return whole / np.linalg.norm(whole)


@pytest.fixture
def opened(tmp_path: Path) -> Open:
    def write(*rows: bytes) -> Vectors:
        (tmp_path / "vectors").write_bytes(b"".join(rows))
        with (tmp_path / "vectors").open("rb") as file:
            return Vectors(file)

    return write


def ids(found: tuple[tuple[str, float], ...]) -> str:
    return "".join(id_ for id_, _ in found)


def test_the_nearest_come_first_and_equals_by_id(opened: Open) -> None:
    vectors = opened(
        row("a", "en", 1, vector(1, 1)),
        row("b", "en", 2, vector(1, 0.1)),
        row("c", "en", 3, vector(1, 0.1)),
        row("d", "en", 4, vector(0, 1)),
    )
    assert ids(vectors.nearest(vector(1), 10, 0.5)) == "bca"
    assert ids(vectors.nearest(vector(1), 2, 0.5)) == "bc"
    assert vectors.nearest(vector(0, 0, 1), 10, 0.5) == ()


def test_a_document_is_as_near_as_it_is_nearer_than_others_of_its_language(opened: Open) -> None:
    english = [row(f"e{n}", "en", n, vector(1, 0.1 + n / 100)) for n in range(5)]
    russian = [row(f"r{n}", "ru", n, vector(1, 1 - n / 5)) for n in range(5)]
    found = opened(*english, *russian).nearest(vector(1), 3, 0.5)
    assert [id_ for id_, _ in found] == ["r4", "r3", "r2"]  # r2 lies further off than any English one


def test_a_vector_keeps_its_direction_in_whole_numbers(opened: Open) -> None:
    numbers = np.random.default_rng(1).normal(size=SIZE).astype(np.float32)
    (near,) = opened(row("a", "en", 1, numbers)).nearest(numbers / np.linalg.norm(numbers), 1, 0.999)
    assert near[0] == "a"


def test_a_document_without_a_vector_is_near_nothing(opened: Open) -> None:
    vectors = opened(NONE, row("b", "en", 2, vector(1)))
    assert ids(vectors.nearest(vector(1), 10, 0.1)) == "b"
    assert [(id_, digest) for id_, digest, _ in vectors.rows()] == [("b", 2)]


def test_a_row_is_read_back_as_it_was_written(opened: Open) -> None:
    written = row("035d1f23602ae978", "kk", 2**64 - 1, vector(1, 2, 3))
    assert [*opened(written).rows()] == [("035d1f23602ae978", 2**64 - 1, written)]


def test_a_file_that_is_not_of_rows_is_refused(opened: Open) -> None:
    with pytest.raises(ValueError, match="multiple"):
        opened(b"nonsense")
