"""The values of facets as numbers, which Tantivy counts: of texts it looks up each in a dictionary, which took three
quarters of counting the facets of a search that finds little.

They stand in a file beside Tantivy's own: for each facet its values, a value's number being its place. Spellings that
differ in case only are one value. The list only grows; it may hold values that no document has any more.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from indexer.engines.terms import key
from indexer.errors import EngineError
from indexer.schema import FACET_NAMES
from indexer.whole import whole

FILE: Final = "values.json"


@dataclass(slots=True)
class Values:
    """The values of one facet."""

    texts: list[str] = field(default_factory=list)  # each in the spelling that was met first
    respelt: dict[str, list[str]] = field(default_factory=dict)  # the other spellings of a value, by the first one
    _numbers: dict[str, int] = field(default_factory=dict)  # by the value's key

    def number(self, value: str) -> int | None:
        """The value's number, whatever its case; None where no document has had it."""
        return self._numbers.get(key(value))

    def numbered(self, value: str) -> int:
        """The number of a value that a document has."""
        number = self._numbers.setdefault(key(value), len(self.texts))
        if number == len(self.texts):
            self.texts.append(value)
        elif self.is_respelt(value, number) and value not in self.respelt.setdefault(self.texts[number], []):
            self.respelt[self.texts[number]].append(value)
        return number

    def is_respelt(self, value: str, number: int) -> bool:
        """Whether the value with the number was met in another spelling first."""
        return value != self.texts[number]


class AllValues(dict[str, Values]):
    """The values of all facets that stand in one index."""

    def __init__(self, folder: Path) -> None:
        super().__init__({facet: Values() for facet in FACET_NAMES})
        self._file = folder / FILE
        for facet, (texts, respelt) in (_read(self._file) if self._file.exists() else {}).items():
            self[facet] = Values(texts, respelt, {key(text): number for number, text in enumerate(texts)})

    def save(self) -> None:
        """Into another file that then takes the place of this one, so that a hard link to this one keeps its bytes."""
        with whole(self._file) as part:
            part.write_text(json.dumps({facet: (values.texts, values.respelt) for facet, values in self.items()}))


def _read(file: Path) -> dict[str, tuple[list[str], dict[str, list[str]]]]:
    try:
        return dict(json.loads(file.read_text("ascii")))
    except ValueError as error:
        raise EngineError(f"{file} cannot be read: {error}") from error
