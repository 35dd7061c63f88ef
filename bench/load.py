"""`winnow serve` under load, on made-up records: JSON and pages, one client and eight, and the load of many users.

A user asks once in ten seconds, so a hundred of them ask ten times a second. Every question is another one: what the
server remembers hardly helps. Times are of the clock, so they need a quiet machine; CPU is the server's own.

Rerun: .venv/bin/python bench/load.py [--records 20000] [--requests 300] [--engine tantivy] [--index DIR] [--data FILE]
With `--index`, the index is kept there, and built only where there is none yet. With `--data`, a file as `engines.py`
takes it, the records are made of its sentences.
"""

import argparse
import http.client
import json
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlencode

from engines import made, questions
from generate import record, seal
from peers import Winnow
from processes import cpu_seconds, machine
from product import server

from indexer import generations
from indexer.contents import Entry
from indexer.engines import open_engine
from indexer.model import Record

USER_SECONDS = 10  # between two questions of one user
SECONDS = 10  # of each load
ASKED_OF = 20_000  # rows that questions are made of


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--requests", type=int, default=300)
    parser.add_argument("--engine", default="tantivy")
    parser.add_argument("--index", type=Path)
    parser.add_argument("--data", type=Path)
    options = parser.parse_args()
    given = list(islice(made(options.data, options.records), ASKED_OF))
    text = options.data.name if options.data else "made-up text"
    print(f"{machine()}: {options.records} records of {text}, {options.engine}\n")
    asked = [address(each) for each in islice(questions(given), 6 * options.requests + 200)]
    with tempfile.TemporaryDirectory() as folder:
        index = options.index or Path(folder, "index")
        if not index.exists():
            build(index, options.engine, made(options.data, options.records))
        start = time.perf_counter()
        with server(index) as (port, pid):
            print(f"start to first answer: {first(port, start):.2f} s, {cpu_seconds(pid):.2f} CPU s; {resident(pid)}")
            for path in asked[:50]:
                timed(port, "/api/v1/search" + path)
            batches = iter(range(50, len(asked), options.requests))
            print("\n| | p50, ms | p99, ms | CPU ms/request | refused |\n|---|--:|--:|--:|--:|")
            for label, clients, path in ASKING:
                at = next(batches)
                tell(label, *run(port, pid, clients, [path + each for each in asked[at : at + options.requests]]))
            for users in (10, 100):
                at = next(batches)
                tell(f"JSON, {users} users", *paced(port, pid, users, ["/api/v1/search" + each for each in asked[at:]]))
            print(f"\nat the end: {resident(pid)}")


ASKING = (
    ("JSON, 1 client", 1, "/api/v1/search"),
    ("JSON, 8 clients", 8, "/api/v1/search"),
    ("page, 1 client", 1, "/search"),
)


def build(index: Path, engine: str, given: Iterable[Mapping[str, object]]) -> None:
    """A generation of the records, as a build of pages would leave it."""
    entries = {}

    def noted(records: Iterable[Record]) -> Iterator[Record]:
        for each in records:
            entries[each.id] = Entry.of(each, "bench")
            yield each

    with generations.locked(index):
        path = generations.begin(index, None)
        writer = open_engine(engine, path / "engine", write=True)
        writer.add(noted(map(record, given)))
        writer.close()
        seal(index, path, engine, entries)


def address(question: dict[str, str]) -> str:
    asked = [("q", Winnow.query(question))]
    asked += [(question["facet"], question["value"])] if question["facet"] else []
    asked += [("date_from", question["first"]), ("date_to", question["last"])] if question["first"] else []
    return "?" + urlencode(asked)


def first(port: int, start: float) -> float:
    timed(port, "/api/v1/search")
    return time.perf_counter() - start


def timed(port: int, path: str) -> tuple[float, int]:
    """Milliseconds and the status."""
    start = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", path)
    response = connection.getresponse()
    response.read()
    connection.close()
    return (time.perf_counter() - start) * 1000, response.status


def run(port: int, pid: int, clients: int, paths: list[str]) -> tuple[list[tuple[float, int]], float]:
    """Each client asks as soon as it is answered."""
    spent = cpu_seconds(pid)
    with ThreadPoolExecutor(clients) as pool:
        answers = list(pool.map(lambda path: timed(port, path), paths))
    return answers, (cpu_seconds(pid) - spent) / len(answers) * 1000


def paced(port: int, pid: int, users: int, paths: list[str]) -> tuple[list[tuple[float, int]], float]:
    """So many users ask once in USER_SECONDS each, whether or not others are answered."""
    spent, start, pause = cpu_seconds(pid), time.perf_counter(), USER_SECONDS / users
    with ThreadPoolExecutor(64) as pool:
        asked = []
        for number, path in enumerate(paths[: int(SECONDS / pause)]):
            time.sleep(max(0, start + number * pause - time.perf_counter()))
            asked.append(pool.submit(timed, port, path))
        answers = [each.result() for each in asked]
    return answers, (cpu_seconds(pid) - spent) / len(answers) * 1000


def tell(label: str, answers: list[tuple[float, int]], cpu: float) -> None:
    statuses = Counter(status for _, status in answers)
    assert set(statuses) <= {200, 503}, json.dumps(statuses)
    cuts = quantiles([spent for spent, _ in answers], n=100)
    print(f"| {label} | {cuts[49]:.1f} | {cuts[98]:.1f} | {cpu:.1f} | {statuses[503]} |", flush=True)


def resident(pid: int) -> str:
    """What a process has in memory, by Linux's own account: its own, and pages of files, which Linux takes back."""
    status = Path(f"/proc/{pid}/status").read_text()
    own, files = (int(status.split(f"Rss{part}:")[1].split()[0]) / 1000 for part in ("Anon", "File"))
    return f"resident {own:.0f} MB, and {files:.0f} MB of files"


if __name__ == "__main__":
    main()
