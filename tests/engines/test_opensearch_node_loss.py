"""A cluster of three nodes loses one, in the middle of a build and of searches."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from opensearch_cluster import OpenSearchCluster, absent

pytest.importorskip("opensearchpy", reason="no opensearch-py: pip install 'winnow-search[opensearch]'")

from indexer.engines import open_engine
from indexer.engines.opensearch_client import connect
from indexer.errors import EngineError
from indexer.model import Query, Term
from indexer.settings import Cluster

DOCUMENTS = 3_000
LOST_AFTER = 1_000


@pytest.fixture(scope="module")
def nodes() -> Iterator[OpenSearchCluster]:
    if reason := absent():
        pytest.skip(reason)
    with OpenSearchCluster(3) as started:
        yield started


@pytest.fixture
def cluster(nodes) -> Cluster:
    return Cluster(nodes.urls, "winnow-tests", shards=3, replicas=1)


@pytest.fixture
def engine(cluster, tmp_path):
    opened = open_engine("opensearch", tmp_path / "index", True, cluster)
    yield opened
    opened.close()


def records(record, first=0, last=DOCUMENTS, at=-1, then=lambda: None):
    for number in range(first, last):
        if number == at:
            then()
        yield record(f"{number:05}", f"gold {number} " + "and more of the same " * 40)


def test_a_build_and_searches_go_on_without_a_node_and_nothing_is_lost(engine, nodes, record, tmp_path, cluster):
    engine.add(records(record, last=LOST_AFTER))
    reader = open_engine("opensearch", tmp_path / "index", cluster=cluster)
    found, done = list[int](), Event()

    def search() -> None:
        while not done.is_set():
            found.append(reader.counts(Query(Term("exact", "gold"))).total)

    with ThreadPoolExecutor(1) as pool:
        searching = pool.submit(search)
        try:
            rest = records(record, LOST_AFTER, at=2 * LOST_AFTER, then=lambda: nodes.tell("close 1"))
            assert engine.add(rest) == DOCUMENTS - LOST_AFTER
        finally:
            done.set()
        searching.result()
    reader.close()
    assert {*found} == {LOST_AFTER}
    assert engine.counts(Query()).total == DOCUMENTS
    ids = {hit.id for hit in engine.hits(Query(limit=DOCUMENTS))}
    assert ids == {each.id for each in records(record)}
    nodes.tell("start 1")


def test_a_search_of_an_index_that_has_lost_a_shard_is_an_error_and_not_a_part(engine, nodes, record):
    engine.add(records(record, last=30))
    client = connect(nodes.urls[:1])
    client.indices.put_settings(index=engine._place.index, body={"index.number_of_replicas": 0})
    homes = {row["node"] for row in client.cat.shards(index=engine._place.index, format="json")}
    assert len(homes) > 1
    nodes.tell("close 2")
    with pytest.raises(EngineError, match="OpenSearch failed while"):
        engine.counts(Query())
    nodes.tell("start 2")
