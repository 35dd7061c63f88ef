"""The web UI as a browser sees it, on the seeds: accessibility, weight, stillness, targets, privacy, safety, languages.

Rerun: .venv/bin/python bench/ui.py     (needs Chromium and: pip install --group browser --group contract)
"""

import gzip
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import waitress
from playwright.sync_api import sync_playwright

from indexer import pipeline
from indexer.asking import Request
from indexer.searcher import Searcher
from indexer.settings import Settings
from webui import create_app

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "tests"))
from browsing import LOOKS, OPEN, SHIFT, SMALL, axe_faults, visits, with_axe  # noqa: E402 - the tests' own instruments

STORED = "() => document.cookie.length + localStorage.length + sessionStorage.length"


def main() -> None:
    print("| figure | measured | reach |\n|---|--:|--:|")
    for name, value, reach in figures():
        print(f"| {name} | {value} | {reach} |", flush=True)


Row = tuple[str, str, str]


def figures() -> Iterator[Row]:
    """(figure, measured, to be reached)."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as (root, paths), sync_playwright() as started:
        browser = started.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield from search_page(browser, root)
        yield from privacy(browser, root, paths)
        yield from accessibility(browser, root, paths)
        browser.close()
    yield from attacks()
    yield suite(
        "keyboard only: tests that fail", "tests/browser/test_use.py", "-k", "keyboard or key or slash or clear"
    )
    yield suite("schemathesis, all operations: tests that fail", "tests/webui/test_contract.py")
    yield suite("English left on ru and kk pages: tests that fail", "tests/webui/test_languages.py", "-k", "english")


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """The seeds, indexed and served: the address of the site, and a path of every kind of page."""
    seeds = ROOT / "seeds"
    pipeline.build(Settings(seeds=(seeds,), index=folder / "index", workers=2))
    with Searcher(folder / "index") as searcher:
        server = waitress.create_server(create_app(searcher, seeds=[seeds]), host="127.0.0.1", port=0)
        thread = threading.Thread(target=server.run)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.effective_port}", every_kind(searcher)
        finally:
            server.close()
            thread.join(10)


def every_kind(searcher: Searcher) -> list[str]:
    hit = searcher.search(Request("seminar")).hits[0].id
    pages = ["/", "/search?q=seminar", "/search?q=seminar&country=Kazakhstan&date_from=2008", "/search?q=zebra",
             f"/doc/{hit}?q=seminar", f"/doc/{hit}?q=seminar&view=all", "/browse", "/browse/country",
             "/browse/person?order=name", "/timeline", "/together", "/corpus", "/status", "/help", "/cleaning",
             "/search?sort=x", "/nope"]  # fmt: skip
    return [*pages, "/ru/search?q=seminar", f"/ru/doc/{hit}?q=seminar", "/kk/", "/kk/help"]


def search_page(browser: Any, root: str) -> Iterator[Row]:
    """What a search page weighs: itself, its style and its script, gzipped."""
    page, seen = browser.new_page(base_url=root), []
    page.on("requestfinished", lambda request: seen.append(request.url))
    page.goto("/search?q=seminar")
    asked = [url for url in seen if "favicon" not in url]
    yield "search page: gzip KB", f"{sum(map(zipped, asked)) / 1024:.1f}", "≤ 30"
    yield "search page: requests", str(len(asked)), "≤ 3"
    yield "search page: DOM nodes", str(page.evaluate("document.querySelectorAll('*').length")), "≤ 1,500"
    yield "search page: layout shift", f"{page.evaluate(SHIFT):.3f}", "0"
    page.close()


def zipped(url: str) -> int:
    with urllib.request.urlopen(url) as response:  # noqa: S310 - the site that is measured
        return len(gzip.compress(response.read()))


def privacy(browser: Any, root: str, paths: list[str]) -> Iterator[Row]:
    """Requests to others, and what is kept in the browser."""
    context, outside, stored = browser.new_context(base_url=root), [], 0
    context.on("request", lambda request: None if request.url.startswith(root) else outside.append(request.url))
    for together in visits(context, paths):
        for _, page in together:
            page.evaluate(OPEN)
            stored += page.evaluate(STORED)
    yield "third-party requests", str(len(outside)), "0"
    yield "characters in cookies and local storage", str(stored + len(context.cookies())), "0"
    context.close()


def accessibility(browser: Any, root: str, paths: list[str]) -> Iterator[Row]:
    """What axe finds in each look and without a script, and targets too small for a finger in any of them."""
    faults: dict[str, list[object]] = {look: [] for look in (*LOOKS, "no JavaScript")}
    small: list[str] = []
    for script in (True, False):
        context = browser.new_context(base_url=root, bypass_csp=True)
        context.set_default_timeout(60_000)
        if not script:  # axe itself needs timers, which a browser without JavaScript has not: the site's is kept away
            context.route("**/*.js*", lambda route: route.abort())
        for together in visits(context, paths):
            with_axe(together)
            for look in LOOKS if script else ("light",):
                faults[look if script else "no JavaScript"] += axe_faults(together, look)
                small += [target for _, page in together for target in page.evaluate(SMALL)]
        context.close()
    yield from ((f"axe violations, {len(paths)} pages, {look}", str(len(found)), "0") for look, found in faults.items())
    yield "targets under 24 px, in all of these", str(len(small)), "0"


def attacks() -> Iterator[Row]:
    """What tests/browser/test_hostile.py counts, with the policy in force."""
    planted = len((ROOT / "tests/browser/attacks.txt").read_text("utf-8").split("\n")) - 1
    with tempfile.NamedTemporaryFile(suffix=".xml") as file:
        _, failed, _ = suite(
            "", "tests/browser/test_hostile.py", f"--junitxml={file.name}", "-o", "junit_family=xunit1"
        )
        counted = re.findall(r'<property name="(ran|left)" value="(\d+)"', Path(file.name).read_text("utf-8"))
    for name, what in (("ran", "run"), ("left", "let a request leave")):
        numbers = [int(number) for each, number in counted if each == name]
        yield f"{planted} attacks in every field: those that {what}", str(sum(numbers)) if numbers else failed, "0"


def suite(name: str, *arguments: str) -> Row:
    """The failures of tests, and how many there are."""
    command = [sys.executable, "-m", "pytest", *arguments, "-p", "no:cacheprovider"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    counts = {what: int(count) for count, what in re.findall(r"(\d+) (passed|failed|error|skipped)", said)}
    failed = counts.get("failed", 0) + counts.get("error", 0)
    return name, f"{failed} of {failed + counts.get('passed', 0)}", "0"


if __name__ == "__main__":
    main()
