from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from indexer.settings import Cluster, Settings


@pytest.fixture
def settings(cluster: Cluster, seeds: Path, index: Path) -> Settings:
    """Of a build on the cluster, under an alias that no other test has."""
    alias = f"winnow-{uuid4().hex[:8]}"
    url = ",".join(cluster.urls)
    return Settings(seeds=(seeds,), index=index, engine="opensearch", url=url, alias=alias, replicas=0, workers=1)


@pytest.fixture
def client(settings: Settings) -> Iterator[object]:
    """A client of the cluster; what the test leaves there is deleted."""
    from indexer.engines.opensearch_client import connect

    client = connect(settings.cluster.urls)
    yield client
    client.indices.delete(index=f"{settings.alias}-*", params={"ignore_unavailable": "true"})
    client.close()
