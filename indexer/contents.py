"""What does a generation say of each document?  What it was derived from, and how much of it cleaning kept.

A generation's `contents` is a line of JSON for each document, in the order of the ids:

    ["035d1f23602ae978","<key>","a.example","en",2210,845,{"notice":1,"repeated":6}]
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from indexer.model import Kind, Record


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of a generation."""

    key: str  # digest of all that the document was derived from
    site: str
    language: str
    kept: int  # characters of the kept blocks, the title aside: it is kept whatever else goes
    removed: int  # characters of the removed blocks
    rules: Mapping[str, int]  # removed blocks by rule

    @staticmethod
    def of(record: Record, key: str) -> "Entry":
        """The entry of a document that was derived from what `key` stands for."""
        gone = [block for block in record.blocks if not block.verdict.kept]
        body = [block for block in record.blocks if block.verdict.kept and block.kind is not Kind.TITLE]
        return Entry(
            key,
            record.site,
            record.language,
            sum(len(block.text) for block in body),
            sum(len(block.text) for block in gone),
            Counter(block.verdict.rule for block in gone),
        )


def line_of(id: str, entry: Entry) -> str:
    """The document's line, in ASCII. The same entry makes the same line."""
    fields = (id, entry.key, entry.site, entry.language, entry.kept, entry.removed, dict(sorted(entry.rules.items())))
    return json.dumps(fields, separators=(",", ":")) + "\n"


def parse(line: str) -> tuple[str, Entry]:
    """(document id, entry) of a line. Raises ValueError or TypeError where it is none. About 8 µs."""
    id_, *entry = json.loads(line)
    return id_, Entry(*entry)


class Writer:
    """Writes the lines of documents that come in the order of their ids, between those that stay as they were.

    No line is kept, so a million documents take no more memory than one. What is written is whole when the block of
    `with` ends without an error.
    """

    def __init__(self, file: Path, staying: Iterable[str] = ()) -> None:
        """`staying`: lines of other documents, in the order of the ids too."""
        self._file = file.open("w", encoding="ascii")
        self._staying = iter(staying)
        self._next = next(self._staying, "")
        self.added = self.stayed = 0  # documents so far

    def __enter__(self) -> Self:
        return self

    def __exit__(self, failure: object, *_: object) -> None:
        with self._file:
            if not failure:
                self._stay_before("")

    def add(self, id: str, entry: Entry) -> None:
        """Write the line of a document whose id comes behind those that were added before."""
        line = line_of(id, entry)
        self._stay_before(line)
        self._file.write(line)
        self.added += 1

    def _stay_before(self, line: str) -> None:
        """Write the lines that stay and come before one; all that are left where there is none. A line begins with its
        id, so lines are ordered as ids are."""
        while self._next and (not line or self._next < line):
            self._file.write(self._next)
            self.stayed += 1
            self._next = next(self._staying, "")
