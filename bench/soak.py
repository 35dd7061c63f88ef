"""A server under mixed searches while builds add, change and drop pages beneath it: does anything grow or fail?

Rerun: .venv/bin/python bench/soak.py [--minutes 120] [--pages 2000] [--pause 0.05]

Printed: requests and failures by status, the server's memory in each tenth of the time, the folder's size against one
fresh build of the same pages, and how many generations were served.
"""

import argparse
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from statistics import mean
from threading import Event, Thread
from urllib.parse import urlencode

from generate import COUNTRIES, SYLLABLES, write_pages
from processes import machine

WINNOW = [sys.executable, "-c", "from indexer.cli import main; main()"]
PATHS = ("/search", "/api/v1/search", "/browse", "/browse/country", "/corpus", "/cleaning", "/status", "/search.csv")
SITE_PAGES = 100  # pages that one build adds, changes or drops


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=120)
    parser.add_argument("--pages", type=int, default=2_000)
    parser.add_argument("--pause", type=float, default=0.05, help="seconds between two requests of a client")
    options = parser.parse_args()
    print(f"{machine()}: {options.minutes:g} minutes, {options.pages} pages")
    with tempfile.TemporaryDirectory() as folder:
        seeds, index = Path(folder, "pages"), Path(folder, "index")
        write_pages(seeds, options.pages)
        build(seeds, index)
        with server(index) as (pid, address):
            report(*soak(seeds, index, pid, address, options.minutes * 60, options.pause))
        print(
            f"disk         {size(index) / size(fresh(seeds, Path(folder, 'fresh'))):.2f} x a fresh build (reach: 2.2)"
        )


def soak(
    seeds: Path, index: Path, pid: int, address: str, seconds: float, pause: float
) -> tuple[Counter[int], list[float], int]:
    """Statuses of all answers, the server's memory in MB once a second, and how many builds ran."""
    statuses, memory, builds, done = Counter[int](), list[float](), 0, Event()
    clients = [Thread(target=ask, args=(address, statuses, done, pause, seed)) for seed in range(2)]
    for client in clients:
        client.start()
    gauge = Thread(target=watch_memory, args=(pid, memory, done))
    gauge.start()
    end, rng = time.monotonic() + seconds, random.Random(3)
    while time.monotonic() < end:
        change(seeds, rng, builds)
        build(seeds, index, "--prune")
        builds += 1
        done.wait(5)
    done.set()
    for thread in (*clients, gauge):
        thread.join()
    return statuses, memory, builds


def change(seeds: Path, rng: random.Random, number: int) -> None:
    """Three sites of the corpus come and go, with other pages each time they come."""
    site = seeds / f"site-soak-{number % 3}.example"
    if site.exists():
        shutil.rmtree(site)
        return
    write_pages(seeds / f"new-{number}", SITE_PAGES, seed=rng.randrange(10**6))
    next((seeds / f"new-{number}").iterdir()).rename(site)
    (seeds / f"new-{number}").rmdir()


def ask(address: str, statuses: Counter[int], done: Event, pause: float, seed: int) -> None:
    rng = random.Random(seed)
    while not done.wait(pause):
        words = ["".join(rng.choices(SYLLABLES, k=2)) for _ in range(rng.randrange(3))]
        path = rng.choice(PATHS)
        query = urlencode({"q": " OR ".join(words), "country": rng.choice(COUNTRIES)}) if "search" in path else ""
        try:
            with urllib.request.urlopen(f"{address}{path}?{query}", timeout=60) as response:  # noqa: S310
                response.read()
                statuses[response.status] += 1
        except urllib.error.HTTPError as error:
            statuses[error.code] += 1
        except (OSError, HTTPException):
            statuses[0] += 1  # no answer, or one that broke off


def watch_memory(pid: int, memory: list[float], done: Event) -> None:
    while not done.wait(1):
        status = Path(f"/proc/{pid}/status").read_text()
        own = re.search(r"RssAnon:\s+(\d+)", status)  # without the files of the index, which the system may take back
        assert own
        memory.append(int(own[1]) / 1024)


def report(statuses: Counter[int], memory: list[float], builds: int) -> None:
    tenths = [mean(memory[len(memory) * n // 10 :][: len(memory) // 10]) for n in range(10)]
    first, last = tenths[1], tenths[-1]
    failed = sum(count for status, count in statuses.items() if status == 0 or status >= 500)
    print(f"requests     {statuses.total()}, failed {failed}, by status {json.dumps(dict(statuses))}")
    print(f"builds       {builds}")
    print(f"memory       {' '.join(f'{each:.0f}' for each in tenths)} MB in each tenth of the time")
    print(f"growth       {last / first - 1:+.1%} from the second to the last (reach: +10 %)")


def build(seeds: Path, index: Path, *options: str) -> None:
    subprocess.run([*WINNOW, "build", str(seeds), "--index", str(index), *options], check=True, capture_output=True)


def fresh(seeds: Path, index: Path) -> Path:
    build(seeds, index)
    return index


def size(folder: Path) -> int:
    """Bytes on the disk; a file with two names counts once."""
    files = {(file.stat().st_ino, file.stat().st_size) for file in folder.rglob("*") if file.is_file()}
    return sum(length for _, length in files)


@contextmanager
def server(index: Path) -> Iterator[tuple[int, str]]:
    process = subprocess.Popen(
        [*WINNOW, "serve", "--index", str(index), "--port", "0"], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout
        found = re.search(r"(http://\S+)/ ", process.stdout.readline())
        assert found
        yield process.pid, found[1]
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    main()
