"""What a facet with 100,000 different values costs: a search, and looking through the values.

    python bench/facet_values.py [--values 100000] [--engine tantivy]

Small documents, each with four people whom no other has and two whom others have. CPU milliseconds in the serving
process: the first answer of a generation, then the median of nine.
"""

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from generate import seal

from indexer import generations
from indexer.contents import Entry
from indexer.engines import ENGINES, open_engine
from indexer.model import Evidence, JudgedBlock, Kind, Record, Verdict, document_id
from indexer.searcher import Searcher
from webui import create_app

PEOPLE = 4  # of each document
KEPT = Verdict(True, "content", "")
ADDRESSES = (
    "/search?q=water",
    "/search?q=water&person=Anna+17",
    "/browse",
    "/browse/person",
    "/browse/person?page=300",
    "/browse/person?prefix=berik+777",
    "/browse/person?q=rare",
    "/api/v1/facets/person?prefix=anna",
    "/api/v1/search?q=water&per_page=0",
)


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--values", type=int, default=100_000)
    options.add_argument("--engine", choices=[*ENGINES], default="tantivy")
    options = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        build(index, options.engine, options.values)
        with Searcher(index) as searcher:
            client = create_app(searcher).test_client()
            print(f"{options.values:,} values, {options.engine}{'first':>26}{'median':>10}   CPU ms")
            for address in ADDRESSES:
                times = [timed(client, address) for _ in range(10)]
                print(f"{address:46}{times[0]:10.0f}{statistics.median(times[1:]):10.1f}")


def build(index, engine, values):
    path = generations.begin(index, None)
    writer, entries = open_engine(engine, path / "engine", write=True), {}
    writer.add(noted(documents(values), entries))
    writer.close()
    seal(index, path, engine, entries)


def noted(records, entries):
    for record in records:
        entries[record.id] = Entry.of(record, "key")
        yield record


def documents(values):
    for number in range(values // PEOPLE):
        own = [f"{name} {number}" for name in ("Anna", "Berik", "Чингиз", "Ділдә")]
        shared = [f"Shared {number % 97}", f"Shared {number % 89 + 97}"]
        people = tuple(Evidence(name, name, "", -1, -1, "bench", 1.0) for name in (*own, *shared))
        text = f"A page about water, number {number}" + (", which is rare" if number % 100 == 0 else "")
        name = f"seeds/bench/{number}.txt"
        blocks = (JudgedBlock(text, Kind.PARAGRAPH, 0, KEPT),)
        yield Record(document_id(name), name, "", "bench", f"Page {number}", "en", blocks, {"person": people})


def timed(client, address):
    started = time.process_time()
    response = client.get(address)
    assert response.status_code == 200, response.status
    return (time.process_time() - started) * 1000


if __name__ == "__main__":
    main()
