"""Every file of a generation damaged in every way: it is found out, never answered from."""

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer import generations, pipeline
from indexer.errors import IndexFault
from indexer.settings import Settings

Answer = Callable[[Path], tuple[int, list[str]]]
MUTATIONS = int(os.environ.get("WINNOW_MUTATIONS", "40"))  # 500 by `make soak`


def flip(path: Path, rng: random.Random) -> None:
    data = bytearray(path.read_bytes())
    data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    replace(path, bytes(data))


def cut(path: Path, rng: random.Random) -> None:
    data = path.read_bytes()
    replace(path, data[: rng.randrange(len(data))])


def remove(path: Path, rng: random.Random) -> None:
    path.unlink()


def replace(path: Path, data: bytes) -> None:
    """Written as a new file: the older generation has the old one under a hard link."""
    path.unlink()
    path.write_bytes(data)


DAMAGE = (flip, cut, remove)


@pytest.fixture
def two_generations(seeds: Path, index: Path, write_site: Callable[..., Path]) -> Path:
    """An index whose older generation has 12 documents, and the current one 15."""
    pipeline.build(Settings(seeds=(seeds,), index=index, workers=1))
    write_site(seeds / "hill.example", 3, first=100)
    pipeline.build(Settings(seeds=(seeds,), index=index, workers=1))
    return index


def test_no_damage_is_answered_from(two_generations: Path, tmp_path: Path, answer: Answer, figure) -> None:
    rng, right, found, harmless = random.Random(7), answer(two_generations), 0, 0
    for number in range(MUTATIONS):
        copy = tmp_path / f"copy-{number}"
        shutil.copytree(two_generations, copy)
        current = generations.current(copy)
        path = rng.choice([each for each in sorted(current.path.rglob("*")) if each.is_file() and each.stat().st_size])
        damage = DAMAGE[number % len(DAMAGE)]
        damage(path, rng)
        faults = generations.verify(copy)
        try:
            assert answer(copy) == right, f"{damage.__name__} of {path.name} is answered from"
            harmless += 1
        except IndexFault:
            found += 1
            assert faults or not (current.path / "manifest.json").exists(), f"{damage.__name__} of {path.name}"
            assert generations.rollback(copy) == 1
            assert answer(copy)[0] == 12
        shutil.rmtree(copy)
    assert found > MUTATIONS * 0.8
    figure("damaged file", f"{MUTATIONS} mutations: {found} refused, {harmless} changed no answer, 0 answered wrongly")
