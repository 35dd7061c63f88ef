"""Lists of words with their forms, and how many of the forms a stemmer brings together."""

from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent

Families = list[list[str]]


@pytest.fixture
def families() -> Callable[[str], Families]:
    """The words of a language, each with its forms, the base form first."""

    def read(language: str) -> Families:
        lines = (HERE / f"inflections_{language}.txt").read_text("utf-8").splitlines()
        return [line.split() for line in lines if not line.startswith("#")]

    return read


@pytest.fixture
def united(families: Callable[[str], Families]) -> Callable[[str, Callable[[str], str]], float]:
    """The share of forms that get the same stem as their base form."""

    def share(language: str, stemmed: Callable[[str], str]) -> float:
        pairs = [(base, form) for base, *forms in families(language) for form in forms]
        return sum(stemmed(base) == stemmed(form) for base, form in pairs) / len(pairs)

    return share
