"""One index of a cluster: what is asked of it, and its answers as hits and counts.

The index of a generation never changes, so one can read on from any place of an order without keeping anything open on
the cluster: `search_after` is enough. Only one answer that takes several requests is held together by a point in time.
"""

from collections.abc import Iterator
from hashlib import sha256
from itertools import islice
from typing import Any, Final, NamedTuple

from opensearchpy import OpenSearch, exceptions

from indexer.engines.clauses import narrowed, unscored
from indexer.engines.opensearch_client import asked_again
from indexer.engines.opensearch_counts import OpenSearchCounting
from indexer.engines.opensearch_query import native
from indexer.engines.opensearch_schema import record, shown
from indexer.engines.order import LAST_DAY, place
from indexer.engines.terms import utf8
from indexer.limits import PAGE_TIMES_SIZE
from indexer.model import Clause, Hit, Place, Query, Record, Results

WINDOW: Final = PAGE_TIMES_SIZE  # hits that one request reaches: `index.max_result_window` as OpenSearch has it
HELD: Final = "2m"  # how long a point in time stays after each request


class Order(NamedTuple):
    """What hits are sorted by."""

    field: str
    descending: bool = True
    missing: int | str = "_last"

    def sort(self) -> list[dict[str, Any]]:
        first: dict[str, int | str] = {"order": "desc" if self.descending else "asc"}
        if self.field not in ("_score", "id"):
            first["missing"] = self.missing
        return [{self.field: first}, *([] if self.field == "id" else [{"id": {"order": "asc"}}])]

    def after(self, last: Place) -> list[float | str]:
        """The values of `sort` at a place."""
        key = -last.key if self.descending and not isinstance(last.key, str) else last.key
        return (
            [utf8(last.id)]
            if self.field == "id"
            else [key if isinstance(key, float | int) else utf8(key), utf8(last.id)]
        )


BY_ID: Final = Order("id", descending=False)
BY_SCORE: Final = Order("_score")
ORDERS: Final = {
    "date": Order("first_day", descending=False, missing=LAST_DAY),
    "-date": Order("first_day", missing=0),
    "-first_seen": Order("seen", missing=0),
    "title": Order("title", descending=False),
}


class View:
    """One index, open for questions."""

    def __init__(self, client: OpenSearch, index: str, shards: int) -> None:
        self.index, self._client = index, client
        # Words are weighed by the whole index: each shard by itself has other numbers of documents that have them.
        self._how = {"search_type": "dfs_query_then_fetch"} if shards > 1 else {}
        self._counting = OpenSearchCounting(self._anywhere)

    def get(self, id: str) -> Record | None:
        """The record with the id."""
        found = asked_again(lambda: self._document(id))
        return record(found["_source"]) if found["found"] else None

    def counts(self, query: Query) -> Results:
        return self._counting.counts(query)

    def hits(self, query: Query) -> tuple[Hit, ...]:
        """The hits asked for."""
        if not query.limit:
            return ()
        clause = narrowed(query)
        order = ORDERS.get(query.sort, BY_ID if unscored(clause) else BY_SCORE)
        last = order.after(query.after) if query.after else None
        rows = self._rows(clause, order, last, query.offset, query.limit)
        return tuple(_hit(query.sort, row) for row in rows)

    def _rows(
        self, clause: Clause, order: Order, last: list[Any] | None, offset: int, limit: int
    ) -> Iterator[dict[str, Any]]:
        asked = {"query": native(clause), "sort": order.sort(), "_source": ["shown"], "track_total_hits": False}
        if last is None and offset + limit <= WINDOW:
            return iter(self._searched(asked | {"from": offset, "size": limit}, clause))
        if not offset and limit <= WINDOW:
            return iter(self._searched(asked | {"size": limit, "search_after": last}, clause))
        return islice(self._every_row(asked, last, clause), offset, offset + limit)

    def _every_row(self, asked: dict[str, Any], last: list[Any] | None, clause: Clause) -> Iterator[dict[str, Any]]:
        with PointInTime(self._client, self.index, _same_copies(clause), self._how) as point:
            while True:
                since = {} if last is None else {"search_after": last}
                rows = point.search(asked | since | {"size": WINDOW})
                yield from rows
                if len(rows) < WINDOW:
                    return
                last = rows[-1]["sort"]

    def _searched(self, body: dict[str, Any], clause: Clause) -> list[dict[str, Any]]:
        where = {"index": self.index, "preference": _same_copies(clause), "allow_partial_search_results": "false"}
        rows: list[dict[str, Any]] = self._search(body, where)["hits"]["hits"]
        return rows

    def _anywhere(self, body: dict[str, Any]) -> dict[str, Any]:
        """Counts and single documents are the same on every copy."""
        return self._search(body, {"index": self.index, "allow_partial_search_results": "false"})

    def _search(self, body: dict[str, Any], where: dict[str, Any]) -> dict[str, Any]:
        """An answer from all shards: one from a part of them is an error."""
        answer: dict[str, Any] = asked_again(lambda: self._client.search(body=body, **where, **self._how))
        return answer

    def _document(self, id: str) -> dict[str, Any]:
        """A document, whose `found` may be false. By mget, which takes any id; what it cannot read is an error."""
        (row,) = self._client.mget(body={"ids": [utf8(id)]}, index=self.index)["docs"]
        if error := row.get("error"):
            raise exceptions.TransportError("N/A", error["type"], {"error": error})
        return dict(row)


class PointInTime:
    """What a search of several requests is held together by. A context manager.

    It is lost with a node that it is on; another is as good, because the index never changes.
    """

    def __init__(self, client: OpenSearch, index: str, copies: str, how: dict[str, str]) -> None:
        self._client, self._how = client, how
        self._where = {"index": index, "keep_alive": HELD, "preference": copies}
        self._id = ""

    def __enter__(self) -> "PointInTime":
        return self

    def __exit__(self, *_: object) -> None:
        if self._id:
            self._client.delete_pit(body={"pit_id": [self._id]}, ignore=404)

    def search(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        return asked_again(lambda: self._rows(body))

    def _rows(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        self._id = self._id or self._client.create_pit(**self._where)["pit_id"]
        held = {"pit": {"id": self._id, "keep_alive": HELD}}
        try:
            rows: list[dict[str, Any]] = self._client.search(body=body | held, **self._how)["hits"]["hits"]
        except exceptions.NotFoundError:
            self._id = ""
            raise
        return rows


def _same_copies(clause: Clause) -> str:
    """Has all pages of a search answered by the same copies of the shards: removed documents that one copy still holds
    weigh words a little otherwise than on another."""
    return sha256(repr(clause).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _hit(sort: str, row: dict[str, Any]) -> Hit:
    score = float(row["_score"] or 0) if sort == "relevance" else 0.0
    document = shown(row["_source"])
    return Hit(document.id, score, document, place(sort, score, document))
