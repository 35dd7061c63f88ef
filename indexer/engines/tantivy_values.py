"""The values of facets as numbers, which Tantivy counts: of texts it looks up each in a dictionary, which took three
quarters of counting the facets of a search that finds little.

They stand in a file beside Tantivy's own: for each facet its values, a value's number being its place. Spellings that
differ in case only are one value. Values that no document has any more stay, until the list has grown to twice what it
was when they were last looked for: then their places are free for others.
"""

import json
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np

from indexer.engines.terms import key
from indexer.errors import EngineError
from indexer.schema import FACET_NAMES
from indexer.texts import Texts
from indexer.whole import whole

FILE: Final = "values.json"
FEWEST: Final = 1_000  # values of a facet: for fewer, neither those are looked for that are gone nor an order is made
_TIMES: Final = 2  # as many values as documents had when that was done are worth doing it again
_FREE: Final = ""  # stands for a value at a place that is free
_WRITTEN_AT_ONCE: Final = 1_000  # values
_RECENT: Final = 0.1  # of all values: when so many were met since, they are put into the order of the others


class Numbers:
    """The numbers of values, by their keys: 12 bytes each, where a dict of both takes 100.

    The hashes of the keys stand in ascending order, and beside them the numbers; which of several values with one hash
    is meant is seen from the texts. Values that were met lately are in a dict.
    """

    def __init__(self, texts: Texts) -> None:
        """`texts`: every value at the place that is its number. What is put there later is told by `add`."""
        self._texts = texts
        self._recent = dict[str, int]()
        self.find_all()

    def __len__(self) -> int:
        return len(self._hashes) + len(self._recent)

    def find_all(self) -> None:
        """Number anew what stands in the texts now."""
        self._recent.clear()
        self._hashes, self._numbers = array("q"), array("I")
        self._put_in_order((hash(key(text)), number) for number, text in enumerate(self._texts) if text != _FREE)

    def get(self, wanted: str) -> int | None:
        """The number of the value with the key."""
        if wanted in self._recent:
            return self._recent[wanted]
        hashed = hash(wanted)
        for place in range(bisect_left(self._hashes, hashed), len(self._hashes)):
            if self._hashes[place] != hashed:
                break
            if key(self._texts[self._numbers[place]]) == wanted:
                return self._numbers[place]
        return None

    def add(self, new: str, number: int) -> None:
        """Remember the number of a value with a new key."""
        self._recent[new] = number
        if len(self._recent) > max(FEWEST, _RECENT * len(self._hashes)):
            self._put_in_order((hash(one), number) for one, number in self._recent.items())
            self._recent.clear()

    def _put_in_order(self, some: Iterable[tuple[int, int]]) -> None:
        """Take in (hash, number) of some values."""
        for hashed, number in some:
            self._hashes.append(hashed)
            self._numbers.append(number)
        order = np.argsort(np.frombuffer(self._hashes, np.int64), kind="stable")
        self._hashes = array("q", np.frombuffer(self._hashes, np.int64)[order].tobytes())
        self._numbers = array("I", np.frombuffer(self._numbers, np.uint32)[order].tobytes())


@dataclass(slots=True)
class Values:
    """The values of one facet."""

    texts: Texts = field(default_factory=Texts)  # each in the spelling that was met first, or _FREE
    respelt: dict[str, list[str]] = field(default_factory=dict)  # the other spellings of a value, by the first one
    living: int = 0  # values that documents had when those were last looked for that none has
    _numbers: Numbers = field(init=False)
    _free: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self._numbers = Numbers(self.texts)
        self._free = [number for number, text in enumerate(self.texts) if text == _FREE]

    def number(self, value: str) -> int | None:
        """The value's number, whatever its case; None where no document has had it."""
        return self._numbers.get(key(value))

    def numbered(self, value: str) -> int:
        """The number of a value that a document has."""
        number = self.number(value)
        if number is None:
            return self._placed(value)
        if self.is_respelt(value, number) and value not in self.respelt.setdefault(self.texts[number], []):
            self.respelt[self.texts[number]].append(value)
        return number

    def _placed(self, value: str) -> int:
        number = self._free.pop() if self._free else len(self.texts)
        if number < len(self.texts):
            self.texts[number] = value
        else:
            self.texts.append(value)
        self._numbers.add(key(value), number)
        return number

    def is_respelt(self, value: str, number: int) -> bool:
        """Whether the value with the number was met in another spelling first."""
        return value != self.texts[number]

    @property
    def is_due(self) -> bool:
        """Whether to look for values that no document has any more."""
        return len(self._numbers) >= _TIMES * max(self.living, FEWEST)

    def keep(self, numbers: Collection[int]) -> None:
        """Forget all values but those with these numbers."""
        for number, text in enumerate(self.texts):
            if text != _FREE and number not in numbers:
                self.respelt.pop(text, None)
                self.texts[number] = _FREE
                self._free.append(number)
        self._numbers.find_all()
        self.living = len(numbers)


class AllValues(dict[str, Values]):
    """The values of all facets that stand in one index."""

    def __init__(self, folder: Path) -> None:
        super().__init__({facet: Values() for facet in FACET_NAMES})
        self._file = folder / FILE
        for facet, row in (_read(self._file) if self._file.exists() else {}).items():
            self[facet] = Values(*row)

    def save(self) -> None:
        """Into another file that then takes the place of this one, so that a hard link to this one keeps its bytes."""
        with whole(self._file) as part, part.open("w", encoding="ascii") as file:
            file.write("{")
            for number, (facet, values) in enumerate(self.items()):
                file.write(f"{',' * (number > 0)}\n{json.dumps(facet)}: [[")
                file.writelines(_listed(values.texts))
                file.write(f"], {json.dumps(values.respelt)}, {values.living}]")
            file.write("\n}\n")


def _listed(texts: Texts) -> Iterator[str]:
    """The texts as JSON has them in a list, some at a time: 1.3 million as one text took 70 MB more."""
    rest, between = iter(texts), ""
    while some := list(islice(rest, _WRITTEN_AT_ONCE)):
        yield between + json.dumps(some)[1:-1]
        between = ", "


def _read(file: Path) -> dict[str, tuple[Texts, dict[str, list[str]], int]]:
    try:
        rows = json.loads(file.read_text("ascii"))
        return {facet: (Texts(texts), respelt, living) for facet, (texts, respelt, living) in rows.items()}
    except ValueError as error:
        raise EngineError(f"{file} cannot be read: {error}") from error
