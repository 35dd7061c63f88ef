"""What generations leave on the cluster: an alias to the index that is served, and no index that nothing uses.

The folders are the truth, the cluster follows them: a build or a rollback that is killed before the cluster has
followed is served as the folders say, and the next one sets the cluster right.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from opensearchpy import OpenSearch

from indexer import generations
from indexer.engines import opensearch_place as places
from indexer.engines.opensearch import drop
from indexer.engines.opensearch_client import connect, failures
from indexer.engines.opensearch_place import Place
from indexer.errors import EngineError
from indexer.generation import Generation
from indexer.settings import Cluster


@contextmanager
def following(index: Path, cluster: Cluster) -> Iterator[None]:
    """Lets generations be made, dropped and made current, and then the cluster follow."""
    before = list(_places(index))
    made_here = {name for place, own in before if own for name in (place.index, *place.others) if name}
    if cluster.urls:
        _refuse_foreign(connect(cluster.urls), cluster.alias, made_here | {place.index for place, _ in before})
    yield
    after = list(_places(index))
    urls = cluster.urls or next((place.urls for place, _ in (*after, *before)), ())
    with failures("following the generations"):
        client = connect(urls)
        _point(client, index)
        drop(client, sorted(made_here - {place.index for place, _ in after}))


def missing(generation: Generation, cluster: Cluster) -> list[str]:
    """A line where the cluster has not what the manifest says."""
    place, wanted = places.read(generation.engine_path), generation.manifest.documents
    if place is None:
        return [f"{generation.engine_path / places.FILE} is missing"]
    client = connect(cluster.urls or place.urls)
    with failures(f"verifying generation {generation.number}"):
        if not client.indices.exists(index=place.index):
            return [f"generation {generation.number}: the cluster has no index {place.index}"]
        there = client.count(index=place.index)
    if there["_shards"]["successful"] < there["_shards"]["total"] or there["count"] != wanted:
        return [f"generation {generation.number}: {place.index} has {there['count']} of {wanted} documents"]
    return []


def _places(index: Path) -> Iterator[tuple[Place, bool]]:
    """What each generation says, and whether it was made in this folder: in a copy of it, nothing may be deleted that
    the first still uses."""
    for folder in sorted((index / "generations").glob("*/engine")):
        if place := places.read(folder):
            yield place, place.folder == str(folder.resolve())


def _refuse_foreign(client: OpenSearch, alias: str, owned: set[str]) -> None:
    with failures("looking the alias up"):
        pointed = client.indices.get_alias(name=alias) if client.indices.exists_alias(name=alias) else {}
    if pointed and owned.isdisjoint(pointed):
        raise EngineError(
            f"The alias '{alias}' points to {', '.join(pointed)}, which is not of this index folder. "
            "Choose another name with --alias, or delete that index."
        )


def _point(client: OpenSearch, index: Path) -> None:
    """Have the alias point to the index of the current generation and to no other, in one step."""
    current = places.read(generations.current(index).engine_path)
    if current is None:
        return
    alias = places.alias_of(current.index)
    pointed = client.indices.get_alias(name=alias) if client.indices.exists_alias(name=alias) else {}
    gone = [{"remove": {"index": name, "alias": alias}} for name in pointed if name != current.index]
    client.indices.update_aliases(body={"actions": [*gone, {"add": {"index": current.index, "alias": alias}}]})
