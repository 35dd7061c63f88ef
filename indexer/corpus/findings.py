"""What a document says on its own, as small as the corpus needs it: its values without their evidence.

Findings are made from a record right after it was enriched, kept in the catalog, and read at every build in which the
corpus has changed.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from indexer.model import Evidence, Record
from indexer.words import fold

# How a value was found, where that alone makes it worth listing: the owner of the vocabulary knows it, or the page
# itself says what it is, by a role ("director Aliya Serikova") or a kind ("NGO “Bright Path”").
_TELLING: Final[Mapping[str, frozenset[str]]] = {
    "organisation": frozenset({"known name", "explained acronym", "quoted name"}),
    "person": frozenset({"title", "role", "office"}),
}


class Found(NamedTuple):
    """One value of a document."""

    facet: str
    value: str
    label: str
    method: str
    telling: bool  # worth listing, whatever other documents say


@dataclass(frozen=True, slots=True)
class Findings:
    """The values of a document of facets that other documents have a say in."""

    site: str
    language: str
    values: tuple[Found, ...]

    def encoded(self) -> bytes:
        """As JSON; `decoded` gives the same findings."""
        row = (self.site, self.language, self.values)
        return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")

    @staticmethod
    def decoded(data: bytes) -> "Findings":
        site, language, values = json.loads(data.decode("utf-8", "surrogatepass"))
        return Findings(site, language, tuple(map(Found._make, values)))


def findings_of(record: Record) -> Findings:
    """What the record, of one document alone, says to the corpus."""
    title = fold(record.title)
    values = (
        Found(facet, each.value, each.label, each.method, _is_telling(facet, each, title))
        for facet, found in record.facets.items()
        for each in found
    )
    return Findings(record.site, record.language, tuple(values))


def _is_telling(facet: str, value: Evidence, title: str) -> bool:
    """Whether the value is worth listing for this document alone; of a closed vocabulary every one is."""
    if facet not in _TELLING or value.method in _TELLING[facet]:
        return True
    return bool(value.surface) and fold(value.surface) in title
