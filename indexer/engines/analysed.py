"""A record as engines take it: its terms, and what is stored of it.

To make it is most of the work of indexing. It needs no engine and no other record, so many processes can share it
(derive.analysed).
"""

from dataclasses import dataclass
from typing import Self

from indexer.engines.codec import written
from indexer.engines.terms import Terms, terms_of
from indexer.model import Record


@dataclass(frozen=True, slots=True)
class Analysed:
    """A record with all that an engine asks of it."""

    id: str
    terms: Terms
    parts: tuple[bytes, bytes]  # what is shown, and the rest: see codec.packed

    @classmethod
    def of(cls, record: Record) -> Self:
        return cls(record.id, terms_of(record), written(record))
