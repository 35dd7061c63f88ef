"""What a document says on its own, as small as the corpus needs it: its values without their evidence, and its phrases.

Findings are made from a record right after it was enriched, kept in the catalog, and read at every build in which the
corpus has changed.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from indexer.corpus.traces import Trace
from indexer.enrichment import Phrase, Phrases
from indexer.model import Evidence, Record
from indexer.words import fold

# How a value was found, where that alone makes it worth listing: the owner of the vocabulary knows it, or the page
# itself says what it is, by a role ("director Aliya Serikova") or a kind ("NGO “Bright Path”").
_TELLING: Final[Mapping[str, frozenset[str]]] = {
    "organisation": frozenset({"known name", "explained acronym", "quoted name"}),
    "person": frozenset({"title", "role", "office"}),
}


NO_PHRASES: Final = Phrases()
NO_TRACE: Final = Trace()


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
    phrases: Phrases = NO_PHRASES
    trace: Trace = NO_TRACE

    def encoded(self) -> bytes:
        """A line of JSON, then the keys of all phrases; `decoded` gives the same findings."""
        row = (self.site, self.language, self.values, self.phrases.stressed, self.phrases.names, self.trace.row())
        line = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        return line + b"\n" + self.phrases.keys

    @staticmethod
    def decoded(data: bytes) -> "Findings":
        line, _, keys = data.partition(b"\n")
        site, language, values, stressed, names, trace = json.loads(line.decode("utf-8", "surrogatepass"))
        phrases = Phrases(tuple(map(Phrase._make, stressed)), keys, tuple(names))
        return Findings(site, language, tuple(map(Found._make, values)), phrases, Trace.of_row(trace))


def findings_of(record: Record, phrases: Phrases = NO_PHRASES, trace: Trace = NO_TRACE) -> Findings:
    """What the record, of one document alone, says to the corpus."""
    title = fold(record.title)
    values = (
        Found(facet, each.value, each.label, each.method, _is_telling(facet, each, title))
        for facet, found in record.facets.items()
        for each in found
    )
    return Findings(record.site, record.language, tuple(values), phrases, trace)


def _is_telling(facet: str, value: Evidence, title: str) -> bool:
    """Whether the value is worth listing for this document alone; of a closed vocabulary every one is."""
    if facet not in _TELLING or value.method in _TELLING[facet]:
        return True
    return bool(value.surface) and fold(value.surface) in title
