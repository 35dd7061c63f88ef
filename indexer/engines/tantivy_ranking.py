"""The hits of a Tantivy search in a full order, and that order from any place on."""

from collections.abc import Sequence
from operator import itemgetter
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from tantivy import DocAddress, Searcher

from indexer.engines.tantivy_schema import ID_PARTS, coarse, id_parts
from indexer.model import Place

Row = tuple[float | str, int, int, DocAddress]  # what the order goes by, both parts of the id, where the document is

_BY_PLACE: Final = itemgetter(0, 1, 2)


def in_order(searcher: Searcher, found: Sequence[tuple[Any, DocAddress]], order: str) -> list[Row]:
    """What a search by the field `order` (by score: "") has found, equals ordered by id."""
    addresses = [address for _, address in found]
    ids = (searcher.fast_field_values(part, addresses) for part in ID_PARTS)
    keys = (key if order else -key for key, _ in found)
    return sorted(zip(keys, *ids, addresses, strict=True), key=_BY_PLACE)


def id_of(row: Row) -> str:
    """The id of the document: its parts put together again."""
    return (row[1].to_bytes(8) + row[2].to_bytes(8)).rstrip(b"\0").decode()


class Ranking:
    """All that a search has found, in order, as arrays: 32 bytes a document."""

    def __init__(self, rows: Sequence[Row], order: str) -> None:
        self._order = order
        kind = object if order == "by_title" else np.uint64 if order else np.float64
        self._keys: npt.NDArray[Any] = np.array([row[0] for row in rows], kind)
        self._ids = [np.array([row[part] for row in rows], np.uint64) for part in (1, 2)]
        self._addresses = np.array([(row[3].segment_ord, row[3].doc) for row in rows], np.uint32).reshape(-1, 2)

    def after(self, place: Place, limit: int) -> list[Row]:
        """The rows that come after the place, whether or not a document is still there."""
        start = self._position(place)
        stop = min(start + limit, len(self._keys))
        return [self._row(at) for at in range(start, stop)]

    def _row(self, at: int) -> Row:
        segment, doc = map(int, self._addresses[at])
        return self._keys[at].item() if self._order != "by_title" else self._keys[at], 0, 0, DocAddress(segment, doc)

    def _position(self, place: Place) -> int:
        """How many rows come before the end of the place. A document is known by its id: a score is not the same to the
        last bit in every search."""
        parts = [np.uint64(part) for part in id_parts(place.id)]
        same = np.flatnonzero((self._ids[0] == parts[0]) & (self._ids[1] == parts[1]))
        if len(same):
            return int(same[0]) + 1
        first, last = 0, len(self._keys)
        for column, value in zip((self._keys, *self._ids), (coarse(self._order, place), *parts), strict=True):
            within = column[first:last]
            first, last = (first + int(np.searchsorted(within, value, side)) for side in ("left", "right"))
        return last
