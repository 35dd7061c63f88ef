"""The same documents and the same questions on Tantivy and on OpenSearch, one node of it on this machine.

Both are asked as the site asks them: ten hits with snippets, the exact total, eight facets and the years. The questions
go to each in turn, after as many that warm them up. CPU is Winnow's own, and beside it what the node says it has spent;
p50 and p99 are by the wall clock, the way to the node included.

Rerun: .venv/bin/python bench/cluster.py [--records 20000] [--questions 220] [--url http://127.0.0.1:9200]
Without an address it starts the cluster of the tests (tests/opensearch), with a heap of 512 MB.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from engines import questions
from generate import rows
from peers import Winnow
from processes import machine

from indexer.engines import open_engine
from indexer.engines.opensearch_client import connect
from indexer.settings import Cluster

sys.path.append(str(Path(__file__).parents[1] / "tests" / "opensearch"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--questions", type=int, default=220)
    parser.add_argument("--url")
    options = parser.parse_args()
    given = list(rows(options.records))
    print(f"{machine()}: {options.records} made-up records, {options.questions} questions to each\n")
    with tempfile.TemporaryDirectory() as folder, nodes(options.url) as cluster:
        peers = [Peer("tantivy", Path(folder, "tantivy"), cluster), Peer("opensearch", Path(folder, "away"), cluster)]
        for peer in peers:
            peer.index(given)
        asked = list(islice(questions(given), 2 * options.questions))
        for peer in peers:
            for question in asked[options.questions :]:
                peer.ask(question)
            peer.forget()
        for question in asked[: options.questions]:
            totals = {peer.ask(question) for peer in peers}
            assert len(totals) == 1, question
        print("| | records / CPU s | p50, ms | p99, ms | Winnow's CPU ms | the node's CPU ms |\n|---|" + "--:|" * 5)
        for peer in peers:
            print(peer.row(options.records))
        peers[1].delete()


@contextmanager
def nodes(url: str | None) -> Iterator[Cluster]:
    if url:
        yield Cluster((url,), "winnow-bench", replicas=0)
        return
    from opensearch_cluster import OpenSearchCluster, absent

    if reason := absent():
        sys.exit(reason)
    with OpenSearchCluster(options=["-XX:+UseSerialGC"]) as started:
        yield Cluster(started.urls, "winnow-bench", replicas=0)


class Peer(Winnow):
    """Winnow on one of its engines, and what it has spent."""

    def __init__(self, name: str, folder: Path, cluster: Cluster) -> None:
        self.name, self.client = name, connect(cluster.urls)
        self.open = lambda write=False: open_engine(name, folder, write, cluster)
        self.forget()

    def index(self, given: list[dict[str, Any]]) -> None:
        before = time.process_time(), self.spent_away()
        super().index(given)
        self.indexing = time.process_time() - before[0] + (self.spent_away() - before[1]) / 1000
        self.start()

    def ask(self, question: dict[str, Any]) -> int:
        away = self.spent_away()
        clock, here = time.perf_counter(), time.process_time()
        total = int(self.answer(question))
        self.took.append((time.perf_counter() - clock) * 1000)
        self.here += (time.process_time() - here) * 1000
        self.away += self.spent_away() - away
        return total

    def forget(self) -> None:
        self.took, self.here, self.away = list[float](), 0.0, 0.0

    def spent_away(self) -> float:
        """CPU milliseconds of the node so far."""
        if self.name == "tantivy":
            return 0.0
        told = self.client.nodes.stats(metric="process")["nodes"].values()
        return float(sum(node["process"]["cpu"]["total_in_millis"] for node in told))

    def row(self, records: int) -> str:
        asked = len(self.took)
        figures = [
            f"{records / self.indexing:,.0f}",
            f"{median(self.took):.1f}",
            f"{quantiles(self.took, n=100)[98]:.1f}",
        ]
        return f"| {self.name} | {' | '.join([*figures, f'{self.here / asked:.1f}', f'{self.away / asked:.1f}'])} |"

    def delete(self) -> None:
        self.client.indices.delete(index="winnow-bench-*")


if __name__ == "__main__":
    main()
