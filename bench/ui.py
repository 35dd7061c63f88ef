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
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from indexer import pipeline
from indexer.search import Request
from indexer.searcher import Searcher
from indexer.settings import Settings
from webui import create_app

ROOT = Path(__file__).parents[1]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
MODES: dict[str, dict[str, Any]] = {
    "light": {"viewport": WIDE},
    "dark": {"viewport": WIDE, "color_scheme": "dark"},
    "320 px": {"viewport": NARROW},
    "right-to-left": {"viewport": WIDE},
    "no JavaScript": {"viewport": WIDE, "java_script_enabled": False},
}
SMALL = """() => [...document.querySelectorAll('a, button, input:not([type=hidden]), select, summary')]
  .filter((e) => e.checkVisibility({visibilityProperty: true}) && !e.closest('.vh, .skip'))
  .filter((e) => !(e.closest('p, li, dd, legend, td') && getComputedStyle(e).display === 'inline'))
  .map((e) => (e.closest('label') ?? e).getBoundingClientRect())
  .filter((box) => box.width < 24 || box.height < 24).length"""
SHIFT = """() => new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((e) => { sum += e.value; }))
    .observe({type: 'layout-shift', buffered: true});
  setTimeout(() => resolve(sum), 300);
})"""
STORED = "() => document.cookie.length + localStorage.length + sessionStorage.length"
OPEN = "document.querySelectorAll('details').forEach((each) => { each.open = true; })"


def main() -> None:
    print("| figure | measured | reach |\n|---|--:|--:|")
    for name, value, reach in figures():
        print(f"| {name} | {value} | {reach} |", flush=True)


def figures() -> Iterator[tuple[str, str, str]]:
    """(figure, measured, to be reached), the quick ones first."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as (root, paths), sync_playwright() as started:
        browser = started.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield from search_page(browser, root)
        yield from privacy(browser, root, paths)
        yield from accessibility(browser, root, paths)
        browser.close()
    yield suite("attacks that run or let a request leave", "0", "tests/browser/test_hostile.py")
    yield suite("schemathesis failures, all operations", "0", "tests/webui/test_contract.py")
    yield suite("pages with English left (ru, kk)", "0", "tests/webui/test_languages.py", "-k", "no_english")


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


Row = tuple[str, str, str]


def accessibility(browser: Any, root: str, paths: list[str]) -> Iterator[Row]:
    """Violations of axe's rules by mode, and targets too small for a finger at any width."""
    small = 0
    for mode, options in MODES.items():
        page, violations = browser.new_page(base_url=root, bypass_csp=True, **options), 0
        for path in paths:
            page.goto(path)
            if mode == "right-to-left":
                page.evaluate("document.documentElement.dir = 'rtl'")
            page.evaluate(OPEN)
            violations += Axe().run(page, options={"runOnly": TAGS}).violations_count
            small += page.evaluate(SMALL)
        page.close()
        yield f"axe violations, {len(paths)} pages, {mode}", str(violations), "0"
    yield "targets under 24 px, all modes", str(small), "0"


def search_page(browser: Any, root: str) -> Iterator[Row]:
    """What a search page weighs: itself, its style and its script, gzipped."""
    page, seen = browser.new_page(base_url=root, viewport=WIDE), []
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
    context = browser.new_context(base_url=root)
    page, outside, stored = context.new_page(), [], 0
    page.on("request", lambda request: None if request.url.startswith(root) else outside.append(request.url))
    for path in paths:
        page.goto(path)
        page.evaluate(OPEN)
        stored += page.evaluate(STORED)
    yield "third-party requests", str(len(outside)), "0"
    yield "cookies and local storage", str(stored + len(context.cookies())), "0"
    context.close()


def suite(name: str, reach: str, *arguments: str) -> Row:
    """The failures of tests, and how many there are."""
    command = [sys.executable, "-m", "pytest", *arguments, "-p", "no:cacheprovider"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    counts = {what: int(count) for count, what in re.findall(r"(\d+) (passed|failed|error|skipped)", said)}
    failed = counts.get("failed", 0) + counts.get("error", 0)
    return name, f"{failed} of {failed + counts.get('passed', 0)} tests", reach


if __name__ == "__main__":
    main()
