"""The whole product on generated pages: pages a second for a build, milliseconds for a faceted search over HTTP.

Rerun: .venv/bin/python bench/product.py [--pages 10000] [--engines tantivy,whoosh] [--requests 300]
"""

import argparse
import http.client
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlencode

from generate import COUNTRIES, pages, write_pages
from processes import cpu_seconds, machine, run

WINNOW = [str(Path(sys.executable).with_name("winnow"))]
COLUMNS = ["build, pages/s", "pages/CPU s", "again, s", "index, MB", "JSON p50, ms", "p99, ms", "CPU ms/request"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--engines", default="tantivy,whoosh")
    parser.add_argument("--requests", type=int, default=300)
    options = parser.parse_args()
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        seeds = Path(folder, "pages")
        size = write_pages(seeds, options.pages)
        print(f"{options.pages} pages, {size / 1e6:.0f} MB, 8 facet values a facet, {options.requests} requests\n")
        print("| " + " | ".join(["engine", *COLUMNS]) + " |")
        print("|---" + "|--:" * len(COLUMNS) + "|")
        for engine in options.engines.split(","):
            row = [*build(seeds, Path(folder, engine), engine, options.pages)]
            row += search(Path(folder, engine), addresses(options.requests))
            print(f"| {engine} | " + " | ".join(row) + " |", flush=True)


def build(seeds: Path, index: Path, engine: str, count: int) -> Iterator[str]:
    """Build twice, the second time with nothing new."""
    command = [*WINNOW, "build", str(seeds), "--index", str(index), "--engine", engine]
    wall, cpu = timed(command)
    again, _ = timed(command)
    size = sum(file.stat().st_size for file in (index / "generations").rglob("*") if file.is_file())
    yield f"{count / wall:.0f}"
    yield f"{count / cpu:.0f}"
    yield f"{again:.1f}"
    yield f"{size / 1e6:.0f}"


def timed(command: list[str]) -> tuple[float, float]:
    """Wall and CPU seconds of a command and its processes."""
    start = time.perf_counter()
    cpu, *_ = run(command)
    return time.perf_counter() - start, cpu


def addresses(count: int) -> list[str]:
    """Searches of one to three words, a third of them with a country chosen, a third with years."""
    rng = random.Random(2)
    words = sorted(set(re.findall(r"[a-z]{4,}", "".join(pages(50, seed=1)))))
    found = []
    for number in range(count):
        query = [("q", " OR ".join(rng.choices(words, k=rng.randrange(1, 4))))]
        query += [("country", rng.choice(COUNTRIES))] if number % 3 == 1 else []
        query += [("date_from", "2010"), ("date_to", "2019")] if number % 3 == 2 else []
        found.append("/api/v1/search?" + urlencode(query))
    return found


def search(index: Path, asked: list[str]) -> Iterator[str]:
    """One client, one request after the other."""
    with server(index) as (port, pid):
        connection = http.client.HTTPConnection("127.0.0.1", port)
        for address in asked[:20]:
            ask(connection, address)
        cpu = cpu_seconds(pid)
        times = [ask(connection, address) for address in asked]
        cpu = cpu_seconds(pid) - cpu
    cuts = quantiles(times, n=100)
    yield f"{cuts[49] * 1000:.1f}"
    yield f"{cuts[98] * 1000:.1f}"
    yield f"{cpu / len(asked) * 1000:.1f}"


def ask(connection: http.client.HTTPConnection, address: str) -> float:
    start = time.perf_counter()
    connection.request("GET", address)
    response = connection.getresponse()
    answer = json.loads(response.read())
    assert response.status == 200, answer
    return time.perf_counter() - start


@contextmanager
def server(index: Path) -> Iterator[tuple[int, int]]:
    """`winnow serve` on a free port: (port, process id)."""
    command = [*WINNOW, "serve", "--index", str(index), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        line = process.stdout.readline()
        try:
            yield int(re.search(r":(\d+)/", line)[1]), process.pid
        finally:
            process.terminate()


if __name__ == "__main__":
    main()
