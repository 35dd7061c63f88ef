"""Many documents into an index, or out of it, as fast as the cluster takes them.

The client's own helper tries again what was refused with 429 (the queue is full); a cluster that loses a node refuses
with 503 what it will take as soon as another copy of the shard has taken over, so both are tried again here. Each
document has its id, so what is sent twice is there once.
"""

import json
import time
from collections.abc import Iterable, Iterator
from typing import Any, Final

from opensearchpy import OpenSearch, exceptions

from indexer.engines.opensearch_client import passes, refused_for_now
from indexer.errors import EngineError
from indexer.limits import MB

CHUNK_BYTES: Final = 5 * MB  # the usual advice is 5 to 15 MB
_SECONDS: Final = 120  # for one chunk
_WAITS: Final = (0.5, 1, 2, 4, 8, 16, 32, 32)  # seconds before each further try: 95 in all

Action = tuple[str, dict[str, object] | None]  # id, and the document; None: to be removed


def send(client: OpenSearch, index: str, actions: Iterable[Action]) -> tuple[int, int]:
    """How many documents were written, and how many removed. Raises EngineError where one is refused for good."""
    written = removed = 0
    for chunk in _chunks(actions):
        for result in _accepted(client, index, chunk):
            written += result in ("created", "updated")
            removed += result == "deleted"
    return written, removed


def _chunks(actions: Iterable[Action]) -> Iterator[list[bytes]]:
    chunk, size = list[bytes](), 0
    for action in actions:
        lines = _lines(*action)
        if chunk and size + len(lines) > CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
        chunk.append(lines)
        size += len(lines)
    if chunk:
        yield chunk


def _lines(id: str, document: dict[str, object] | None) -> bytes:
    head = {"delete" if document is None else "index": {"_id": id}}
    rows = [head] if document is None else [head, document]
    return b"".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" for row in rows)


def _accepted(client: OpenSearch, index: str, chunk: list[bytes]) -> Iterator[str]:
    """What became of each: "created", "updated", "deleted" or "not_found"."""
    for wait in (*_WAITS, None):
        refused = []
        for lines, item in zip(chunk, _answered(client, index, chunk), strict=True):
            if refused_for_now(item["status"]) and wait is not None:
                refused.append(lines)
            elif "error" in item:
                raise EngineError(f"OpenSearch refuses the document {item['_id']}: {item['error']['reason']}")
            else:
                yield item["result"]
        if not refused:
            return
        chunk = refused
        time.sleep(wait or 0)


def _answered(client: OpenSearch, index: str, chunk: list[bytes]) -> list[dict[str, Any]]:
    """One item for each; where the whole request was refused, all are."""
    try:
        answer = client.bulk(body=b"".join(chunk), index=index, request_timeout=_SECONDS)
    except exceptions.TransportError as error:
        lost = isinstance(error, exceptions.ConnectionError) and not isinstance(error, exceptions.SSLError)
        if not lost and not passes(error):
            raise
        reason = {"reason": f"the cluster cannot take it now ({error.error})"}
        return [{"status": 503, "_id": "", "error": reason}] * len(chunk)
    return [item for row in answer["items"] for item in row.values()]
