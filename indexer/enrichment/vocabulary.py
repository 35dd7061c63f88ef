"""The vocabulary: text files that a speaker of the language can edit, each read once, when it is first needed."""

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).with_name("data")


def rows(name: str) -> Iterator[tuple[str, ...]]:
    """The lines of a file as columns (cut at tabs, white space stripped), without empty lines and `#` comments."""
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield tuple(column.strip() for column in line.split("\t"))


def alternatives(column: str) -> list[str]:
    """A column that holds several names: "USA | United States" → ["USA", "United States"]."""
    return [name.strip() for name in column.split(" | ") if name.strip()]


@cache
def word_lists(name: str) -> dict[str, frozenset[str]]:
    """A file of `list`, `language`, `words`: the words of all languages by list."""
    lists: dict[str, frozenset[str]] = {}
    for role, _, words in rows(name):
        lists[role] = lists.get(role, frozenset()) | frozenset(words.split())
    return lists


@cache
def digest() -> str:
    """Changes with any of the files: 12 hex digits."""
    hashed = hashlib.sha256()
    for path in sorted(DATA.iterdir()):
        hashed.update(path.name.encode() + path.read_bytes())
    return hashed.hexdigest()[:12]
