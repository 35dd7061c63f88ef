"""How a build grows with the corpus: pages a CPU second, peak memory and disk at 1,000, 10,000 and 100,000 pages; and
what each step costs that shards are made in, with what a million pages and more would take at that rate.

Pages are HTML of 50 KB in WARC files of 1,000, four sites a file, made up as they are written: a template a site, a
Zipf vocabulary, people and organisations of which there are more the more pages there are. Each size is built by a
command of its own, with one worker on one core and with two on two.

Rerun: .venv/bin/python bench/growth.py [--pages 1000,10000,100000] [--workers 1,2] [--steps 10000] [--folder FOLDER]
"""

import argparse
import gzip
import random
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from itertools import accumulate
from pathlib import Path

from generate import COUNTRIES, MONTHS, vocabulary
from processes import machine, run

WINNOW = [str(Path(sys.executable).with_name("winnow"))]
COLUMNS = ["pages", "workers", "pages/CPU s", "CPU s", "the builder's", "s", "peak MB", "the builder's"]
COLUMNS += ["peak MB without mapped files", "catalog MB", "index MB"]
PAGES_A_FILE, PAGES_A_SITE = 1_000, 250
MANY = (10**6, 10**7, 10**8)  # pages
SCRIPT = (
    "<script>"
    + "window.dataLayer = window.dataLayer || []; function track(a, b) { return a + b; }\n" * 260
    + "</script>"
)
STYLE = "<style>" + ".menu-item > a:hover { padding: 1px 2px; background: #fafafa }\n" * 200 + "</style>"
ROLES = ["director", "spokeswoman", "judge", "professor", "minister", "head of department", "coordinator", "lawyer"]
GIVEN = ["Aliya", "Daniyar", "Maria", "John", "Gulnara", "Peter", "Saule", "Ahmad", "Elena", "Nurlan", "Anna", "Omar"]
KINDS = ["Foundation", "University", "Ministry of", "Institute", "Association", "Centre", "Agency", "Committee"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", default="1000,10000,100000")
    parser.add_argument("--workers", default="1,2")
    parser.add_argument("--steps", type=int, default=10_000, help="pages whose shards are made step by step; 0: none")
    parser.add_argument("--folder", type=Path, help="to keep what is made in (default: none of it is kept)")
    options = parser.parse_args()
    print(machine())
    print("| " + " | ".join(COLUMNS) + " |\n" + "|--:" * len(COLUMNS) + "|")
    with tempfile.TemporaryDirectory() as made:
        folder = options.folder or Path(made)
        for count in (int(number) for number in options.pages.split(",") if number):
            seeds = write_files(folder / f"pages-{count}", count)
            for workers in options.workers.split(","):
                row = measured(seeds, folder / f"index-{count}-{workers}", count, workers)
                print("| " + " | ".join(row) + " |", flush=True)
        if options.steps:
            table(steps(write_files(folder / f"pages-{options.steps}", options.steps), folder / "steps"), options.steps)


def measured(seeds: Path, index: Path, count: int, workers: str) -> Iterator[str]:
    """A row of the table."""
    start = time.perf_counter()
    command = [*WINNOW, "build", str(seeds), "--index", str(index), "--workers", workers]
    taken = run(command, cores=int(workers))
    wall = time.perf_counter() - start
    yield from (f"{count:,}", workers, f"{count / taken.cpu:.0f}", f"{taken.cpu:.0f}", f"{taken.own_cpu:.0f}")
    yield f"{wall:.0f}"
    yield from (f"{each / 1e6:.0f}" for each in (taken.peak, taken.own_peak, taken.unmapped))
    yield from (f"{size(index / name) / 1e6:.0f}" for name in ("catalog.sqlite3", "generations"))


def steps(seeds: Path, folder: Path) -> Iterator[tuple[str, float, int, int]]:
    """(step, CPU seconds, peak bytes, bytes written) of each step of shards."""
    work, index = folder / "work", folder / "index"
    commands = {
        "map": (["map", *map(str, sorted(seeds.iterdir())), "--work", str(work)], work / "pages"),
        "reduce": (["reduce", "--work", str(work)], work / "supports"),
        "derive": (["derive", "--work", str(work)], work / "documents"),
        "build --from": (["build", "--from", str(work), "--index", str(index)], index),
    }
    for step, (command, written) in commands.items():
        taken = run([*WINNOW, *command])
        yield step, taken.cpu, taken.peak, size(written)


def table(rows: Iterable[tuple[str, float, int, int]], count: int) -> None:
    """What a page costs in each step, and so many of them."""
    print(f"\n{count:,} pages in shards of {PAGES_A_FILE:,}, a page:\n")
    print("| step | CPU ms | KB written | peak MB | " + " | ".join(f"{of:,} pages" for of in MANY) + " |")
    print("|---|--:|--:|--:" + "|--:" * len(MANY) + "|")
    for step, cpu, peak, written in rows:
        costs = [f"{cpu / count * of / 3600:,.1f} CPU h, {written / count * of / 1e9:,.0f} GB" for of in MANY]
        row = [step, f"{1000 * cpu / count:.1f}", f"{written / count / 1000:.1f}", f"{peak / 1e6:.0f}", *costs]
        print("| " + " | ".join(row) + " |", flush=True)


def size(path: Path) -> int:
    return sum(file.stat().st_size for file in [path, *path.rglob("*")] if file.is_file())


# ------------------------------------------------------------------------------------------------- pages


def write_files(folder: Path, count: int) -> Path:
    """Write `count` pages as WARC files into the folder, which it returns; none where they are there."""
    if folder.exists():
        return folder
    folder.mkdir(parents=True)
    made = pages(count)
    for number in range(0, count, PAGES_A_FILE):
        with gzip.open(folder / f"pages-{number // PAGES_A_FILE:05}.warc.gz", "wb", compresslevel=1) as file:
            for url, html in (next(made) for _ in range(min(PAGES_A_FILE, count - number))):
                file.write(archived(url, html.encode()))
    return folder


def archived(url: str, html: bytes) -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-01-01T00:00:00Z\r\n"
    return (
        f"{head}Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n".encode()
        + http
        + b"\r\n\r\n"
    )


def pages(count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """(address, HTML) one after the other; the same for the same seed, and the first ones whatever the count."""
    rng = random.Random(seed)
    words = vocabulary(rng, 100_000, longest=6)
    text = rng.choices(words, cum_weights=zipf(len(words)), k=2_000_000)
    names = [f"{rng.choice(GIVEN)} {rng.choice(words).capitalize()}" for _ in range(200_000)]
    bodies = [
        f"{rng.choice(words).capitalize()} {rng.choice(words).capitalize()} {rng.choice(KINDS)}" for _ in range(100_000)
    ]
    spoken = rng.choices(names, cum_weights=zipf(len(names)), k=500_000)
    met = rng.choices(bodies, cum_weights=zipf(len(bodies)), k=500_000)
    for number in range(count):
        site = number // PAGES_A_SITE
        if number % PAGES_A_SITE == 0:
            menu = [" ".join(rng.choices(words, k=2)).title() for _ in range(40)]
            start, end = template(menu)
        at = rng.randrange(len(text) - 600)
        body = article(rng, text[at : at + rng.randrange(200, 600)], spoken, met)
        yield f"http://site-{site:05}.example/page/{number}", start + body + end


def zipf(count: int) -> list[float]:
    """Cumulated weights of so many ranks."""
    return list(accumulate(1 / rank for rank in range(1, count + 1)))


def template(menu: list[str]) -> tuple[str, str]:
    """What stands before and after the text on each page of a site."""
    items = "".join(
        f'<li class="menu-item level-1"><a href="/section/{n}">{entry}</a></li>\n' for n, entry in enumerate(menu)
    )
    start = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{menu[0]}</title>
{STYLE}{SCRIPT}</head><body>
<div id="header"><a href="/">{menu[0]}</a><ul class="nav">{items}</ul></div><div id="content">"""
    end = f"""</div><div class="sidebar"><h3>Our partners</h3><ul>{items}</ul></div>
<div id="footer"><p>© {menu[0]}. All rights reserved.</p><ul>{items}</ul></div></body></html>"""
    return start, end


def article(rng: random.Random, words: list[str], names: list[str], bodies: list[str]) -> str:
    """A title, a day, and paragraphs of 60 words in which somebody says something."""
    day = f"{rng.randrange(1, 29)} {rng.choice(MONTHS)} {rng.randrange(2005, 2025)}"
    paragraphs = "".join(
        f"<p>{' '.join(words[at : at + 60]).capitalize()} in {rng.choice(COUNTRIES)}, said {rng.choice(ROLES)} "
        f"{rng.choice(names)} of the {rng.choice(bodies)}.</p>\n"
        for at in range(8, len(words), 60)
    )
    return f'<h1>{" ".join(words[:8]).capitalize()}</h1><p class="date">{day}</p>\n{paragraphs}'


if __name__ == "__main__":
    main()
