"""Whole crawls of a site on loopback, by the command."""

import gzip
import os
import re
import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from indexer import pipeline
from indexer.asking import Request
from indexer.searcher import Searcher
from indexer.settings import Settings

pytest.importorskip("scrapy", reason="the crawler is an extra: pip install 'winnow-search[crawl]'")

Crawl = Callable[..., "subprocess.CompletedProcess[str]"]
Start = Callable[..., "subprocess.Popen[str]"]
Page = Callable[..., str]
PAGES = int(os.environ.get("WINNOW_CRAWL_PAGES", "60"))  # 1,000 by `make soak`


def warcs(into: Path) -> list[Path]:
    return sorted(into.rglob("*.warc.gz"))


def contents(into: Path, index: Path) -> dict[str, tuple[str, str]]:
    """Title and text by address, of an index brought up to date with a folder."""
    pipeline.build(Settings(seeds=(into,), index=index, workers=1))
    with Searcher(index) as searcher:
        return {record.url: (record.title, record.text) for record in searcher.records(Request())}


def test_pages_are_followed_and_all_else_is_told(site: Any, page: Page, crawl: Crawl, tmp_path: Path) -> None:
    other = "http://elsewhere.example/"
    site.answers = {
        "/": page(
            0, "/a?utm_source=x#part", "/moved", "/out", "/file", "/private/x", "/calendar/2030", "/missing", other
        ),
        "/a": page(1, "/"),
        "/b": page(2),
        "/moved": (301, {"Location": "/b"}, b""),
        "/out": (302, {"Location": "http://169.254.169.254/latest/meta-data"}, b""),
        "/file": (200, {"Content-Type": "application/pdf"}, b"%PDF-" + bytes(100_000)),
        "/robots.txt": (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /private/\n"),
    }
    report = crawl(tmp_path / "seeds", site.url + "/").stdout
    assert "3 new, 0 changed, 0 not modified, 0 gone" in report
    for told in (
        "calendar",
        "redirect",
        "redirect to another site",
        "robots.txt",
        "type application/pdf",
        "status 404",
    ):
        assert f"1 {told}: {site.url}" in report
    assert set(contents(tmp_path / "seeds", tmp_path / "index")) == {f"{site.url}/{path}" for path in ("", "a", "b")}
    assert "/private/x" not in site.asked
    assert site.asked.count("/a") == 1


def test_a_sitemap_leads_to_pages_that_nothing_links_to(site: Any, page: Page, crawl: Crawl, tmp_path: Path) -> None:
    locations = f"<url><loc>{site.url}/hidden</loc></url><url><loc>http://elsewhere.example/</loc></url>"
    index = f"<sitemapindex><sitemap><loc>{site.url}/pages.xml.gz</loc></sitemap></sitemapindex>"
    site.answers = {
        "/": page(0),
        "/hidden": page(1),
        "/map.xml": (200, {"Content-Type": "text/xml"}, index.encode()),
        "/pages.xml.gz": (
            200,
            {"Content-Type": "application/gzip"},
            gzip.compress(f"<urlset>{locations}</urlset>".encode()),
        ),
        "/robots.txt": (200, {"Content-Type": "text/plain"}, f"Sitemap: {site.url}/map.xml".encode()),
    }
    assert "2 new" in crawl(tmp_path, site.url + "/").stdout
    assert "/hidden" in site.asked


def test_no_spelling_of_a_private_address_is_spoken_to(site: Any, page: Page, crawl: Crawl, tmp_path: Path) -> None:
    site.answers = {"/": page(0)}
    names = ("127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1")
    done = crawl(tmp_path, *(f"http://{name}:{site.host.partition(':')[2]}/" for name in names), allow="192.0.2.0/24")
    assert done.stdout.count("error    1 not a public address") == len(names)
    assert (done.returncode, site.asked, warcs(tmp_path)) == (1, [], [])


def has_ipv6() -> bool:
    with suppress(OSError), socket.create_server(("::1", 0), family=socket.AF_INET6):
        return True
    return False


@pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6")
@pytest.mark.parametrize("site", ["::1"], indirect=True)
def test_a_site_that_has_only_ipv6_is_spoken_to_where_that_is_allowed(
    site: Any, page: Page, crawl: Crawl, tmp_path: Path
) -> None:
    site.answers = {"/": page(0, "/a"), "/a": page(1)}
    assert "error    1 not a public address" in crawl(tmp_path, site.url + "/", allow="127.0.0.0/8").stdout
    assert site.asked == []
    assert "2 new" in crawl(tmp_path, site.url + "/", allow="::1/128").stdout


def test_where_robots_txt_fails_nothing_is_asked_for(site: Any, page: Page, crawl: Crawl, tmp_path: Path) -> None:
    site.answers = {"/": page(0), "/robots.txt": (500, {}, b"")}
    assert "1 robots.txt" in crawl(tmp_path, site.url + "/").stdout
    assert set(site.asked) == {"/robots.txt"}


def test_a_bound_stops_a_crawl_and_the_next_one_goes_on(site: Any, page: Page, crawl: Crawl, tmp_path: Path) -> None:
    site.answers = {"/": page(0, *(f"/{n}" for n in range(1, 6)))} | {f"/{n}": page(n) for n in range(1, 6)}
    first = crawl(tmp_path, site.url + "/", "--pages", "2").stdout
    assert re.search(r"waiting  4 addresses: stopped at 2 pages; the same command goes on", first)
    assert "6 new" in crawl(tmp_path, site.url + "/").stdout
    assert sorted(path for path in site.asked if path != "/robots.txt" and "sitemap" not in path) == sorted(
        site.answers
    )


def test_what_is_no_address_and_a_site_that_gives_nothing_are_errors(crawl: Crawl, site: Any, tmp_path: Path) -> None:
    assert "'ftp://a.example' is no address to crawl" in crawl(tmp_path, "ftp://a.example").stderr
    done = crawl(tmp_path, site.url + "/")
    assert done.returncode == 1
    assert "Not one page came of it" in done.stderr


@pytest.mark.parametrize(
    ("status", "told", "left"),
    [
        (301, "1 new, 0 changed, 1 not modified, 1 gone", {"/", "/new"}),
        (308, "1 new, 0 changed, 1 not modified, 1 gone", {"/", "/new"}),
        (302, "error    1 redirect for now, status 302", {"/", "/new", "/old"}),
        (307, "error    1 redirect for now, status 307", {"/", "/new", "/old"}),
    ],
)
def test_a_page_that_has_moved_for_good_leaves_its_old_address(
    site: Any, page: Page, crawl: Crawl, tmp_path: Path, status: int, told: str, left: set[str]
) -> None:
    site.answers = {"/": page(0, "/old"), "/old": page(1)}
    crawl(tmp_path / "seeds", site.url + "/")
    contents(tmp_path / "seeds", tmp_path / "index")
    site.answers |= {"/old": (status, {"Location": "/new"}, b""), "/new": page(1)}
    assert told in crawl(tmp_path / "seeds", site.url + "/").stdout
    assert set(contents(tmp_path / "seeds", tmp_path / "index")) == {site.url + path for path in left}


def test_killed_resumed_and_crawled_again_it_has_exactly_the_right_pages(
    site: Any, page: Page, crawl: Crawl, start: Start, tmp_path: Path
) -> None:
    """Killed once and resumed, then again after changes: the index equals that of one fresh crawl, from scratch."""
    into, third = tmp_path / "seeds", max(2, PAGES // 100)
    links = {n: [f"/{(n * 7 + step) % PAGES}" for step in range(1, 6)] for n in range(PAGES)}
    site.answers = {f"/{n}": page(n, *links[n]) for n in range(PAGES)} | {"/": page(PAGES, "/1")}
    running = start(into, site.url + "/")
    while len(site.asked) < PAGES // 2:
        time.sleep(0.05)
    running.kill()
    running.communicate()
    resumed = crawl(into, site.url + "/").stdout
    assert "went on where it was stopped" in resumed
    assert f"{PAGES + 1} new" in resumed
    assert len(contents(into, tmp_path / "index")) == PAGES + 1
    for n in range(third):
        site.answers[f"/{n + 10}"] = page(n + 10, *links[n + 10], edition=2)
        site.answers[f"/new{n}"] = page(2 * PAGES + n)
        del site.answers[f"/{n + 30}"]
    site.answers["/"] = page(PAGES, "/1", *(f"/new{n}" for n in range(third)))
    again = crawl(into, site.url + "/").stdout
    assert f"{third} new, {third + 1} changed, {PAGES - 2 * third} not modified, {third} gone" in again
    crawl(tmp_path / "anew", site.url + "/")
    assert contents(into, tmp_path / "index") == contents(tmp_path / "anew", tmp_path / "from scratch")
