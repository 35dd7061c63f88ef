"""How many of the documents that a Tantivy query matches have each value of a facet: see `counting`."""

from collections.abc import Iterable, Mapping
from typing import Any

from tantivy import Query as Native
from tantivy import Searcher

from indexer.engines.codec import decode_shown
from indexer.engines.counting import Counting
from indexer.engines.tantivy_schema import SCHEMA
from indexer.engines.terms import key, utf8
from indexer.model import Shown


class TantivyCounting(Counting[Native]):
    """Counts over one state of the index."""

    each_has, in_segment = "id_high", "segment_size"

    def __init__(self, searcher: Searcher) -> None:
        super().__init__()
        self._searcher = searcher

    def aggregate(self, native: Native, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        return self._searcher.aggregate(native, dict(asked))

    def walk(self, native: Native | None, name: str) -> Iterable[tuple[str, int]]:
        return self._searcher.terms_with_prefix(f"value_{name}", "", native)

    def having(self, name: str, value: str) -> Shown | None:
        asked = Native.term_query(SCHEMA, f"key_{name}", utf8(key(value)), "basic")
        hits = self._searcher.search(asked, 1, False).hits
        return decode_shown(self._searcher.doc(hits[0][1]).get_first("shown") or b"") if hits else None
