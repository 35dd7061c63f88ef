"""What does a generation say of each document?  What it was derived from, and how much of it cleaning kept.

A generation's `contents` is a line of JSON for each document, in the order of the ids:

    ["035d1f23602ae978","<key>","a.example","en",2210,845,{"notice":1,"repeated":6}]
"""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

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


def encode(contents: Mapping[str, Entry]) -> str:
    """The lines, in ASCII. The same contents make the same text."""
    return "".join(_line(id_, entry) for id_, entry in sorted(contents.items()))


def decode(text: str) -> dict[str, Entry]:
    """Document id → entry, in the order of the ids. Raises ValueError or TypeError where the text is no contents.

    About 80 ms for 10,000 documents.
    """
    return {id_: Entry(*entry) for id_, *entry in map(json.loads, text.splitlines())}


def _line(id_: str, entry: Entry) -> str:
    fields = (id_, entry.key, entry.site, entry.language, entry.kept, entry.removed, dict(sorted(entry.rules.items())))
    return json.dumps(fields, separators=(",", ":")) + "\n"
