"""OpenSearch: a cluster of machines, for what one does not hold (https://opensearch.org; extra `opensearch`).

The folder holds one small file that names the cluster and an index of it (`opensearch_place`). An index is written
once: a change clones it, which shares its segments, changes the clone, and names that one instead, so a change is made
whole or not at all, and a generation can be gone back to. What is added is refreshed and closed for writing before it
is named; OpenSearch writes each change to the disks of all copies of a shard before it says that it has it.

One difference to the other engines: a word is weighed by the documents that have anything in its field. Limits: a facet
value of more than 8,191 characters is found by no filter.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path
from typing import Final

from opensearchpy import OpenSearch

from indexer.engines import opensearch_place as places
from indexer.engines.analysed import Analysed
from indexer.engines.base import Engine
from indexer.engines.clauses import check
from indexer.engines.opensearch_bulk import send
from indexer.engines.opensearch_client import check_health, connect, failures, version
from indexer.engines.opensearch_place import Place
from indexer.engines.opensearch_schema import LAYOUT, document, index_settings, mappings
from indexer.engines.opensearch_view import View
from indexer.errors import EngineError, IndexDamaged, IndexOutdated, NoIndex
from indexer.model import Hit, Query, Record, Results
from indexer.settings import Cluster

_SECONDS: Final = 600  # for an index to be made, or to become searchable: what is tried twice here fails


class OpenSearchEngine(Engine):
    """See the module."""

    def __init__(self, path: Path, write: bool, cluster: Cluster) -> None:
        self._path, self._write, self._cluster = path, write, cluster
        found = places.read(path)
        if found is None and not write:
            raise NoIndex(f"No index in {path}: build one first.")
        self._client = connect(cluster.urls or (found.urls if found else ()))
        self._version = version(self._client)
        self._place = self._own(found)
        if found is None:
            path.mkdir(parents=True, exist_ok=True)
            with self._next_index():
                pass
        self._view = self._opened()

    def put(self, documents: Iterable[Analysed]) -> int:
        actions = ((each.id, document(each)) for each in documents)
        with self._next_index() as name, failures("adding documents"):
            return send(self._client, name, actions)[0]

    def remove(self, ids: Iterable[str]) -> int:
        rest = iter(dict.fromkeys(ids))
        first = next(rest, None)
        if first is None:
            return 0
        with self._next_index() as name, failures("removing documents"):
            return send(self._client, name, ((one, None) for one in chain([first], rest)))[1]

    def get(self, id: str) -> Record | None:
        with failures("getting a document"):
            return self._view.get(id)

    def hits(self, query: Query) -> tuple[Hit, ...]:
        check(query)
        with failures("searching"):
            return self._view.hits(query)

    def counts(self, query: Query) -> Results:
        check(query)
        with failures("counting"):
            return self._view.counts(query)

    def close(self) -> None:
        if self._write and self._place.others:
            self._drop_others()
            places.write(self._path, self._place)
        self._client.close()

    def _own(self, found: Place | None) -> Place:
        """What the folder says from now on: what another folder owns is only read."""
        folder = str(self._path.resolve())
        if found and found.folder == folder:
            return found
        base = found.index if found else ""
        return Place(self._cluster.urls or (found.urls if found else ()), base, folder, base)

    def _opened(self) -> View:
        """The index, which must be there, whole, and of this version of Winnow."""
        name = self._place.index
        with failures("opening the index"):
            if not self._client.indices.exists(index=name):
                raise IndexDamaged(f"The cluster has no index {name}, which {self._path} names: build again.")
            (told,) = self._client.indices.get(index=name).values()
        if told["mappings"].get("_meta", {}).get("winnow") != LAYOUT:
            raise IndexOutdated(f"{name} was written by another version of Winnow: build again.")
        settings = told["settings"]["index"]
        check_health(self._client, name, int(settings["number_of_replicas"]))
        return View(self._client, name, int(settings["number_of_shards"]))

    @contextmanager
    def _next_index(self) -> Iterator[str]:
        """The name of an index to change; at the end the folder names it, or it is gone if anything is raised."""
        if not self._write:
            raise EngineError(f"The index in {self._path} is open for reading only.")
        self._drop_others()
        name = places.new_name(self._cluster.alias)
        self._place = self._place.beginning(name)
        places.write(self._path, self._place)
        try:
            with failures("making an index"):
                self._make(name)
            yield name
            with failures("closing an index for writing"):
                self._client.indices.refresh(index=name, request_timeout=_SECONDS)
                self._client.indices.add_block(index=name, block="write")
        except BaseException:
            with suppress(Exception):
                self._client.indices.delete(index=name)
            raise
        self._place = self._place.becoming(name)
        places.write(self._path, self._place)
        self._view = self._opened()

    def _make(self, name: str) -> None:
        if self._place.index:
            open_again = {"index.blocks.write": None, "index.number_of_replicas": self._cluster.replicas}
            self._client.indices.clone(
                index=self._place.index, target=name, body={"settings": open_again}, request_timeout=_SECONDS
            )
        else:
            body = {"settings": index_settings(self._cluster, self._version), "mappings": mappings()}
            self._client.indices.create(index=name, body=body, request_timeout=_SECONDS)
        check_health(self._client, name, self._cluster.replicas)

    def _drop_others(self) -> None:
        """The indices that were left, but not before the next change: searches may be asking them still."""
        drop(self._client, self._place.others)
        self._place = self._place.alone()


def drop(client: OpenSearch, names: Iterable[str]) -> None:
    """Delete the indices, those that there are."""
    with failures("deleting an index that nothing uses"):
        for name in names:
            client.indices.delete(index=name, params={"ignore_unavailable": "true"})
