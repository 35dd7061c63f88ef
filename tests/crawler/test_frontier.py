from pathlib import Path

import pytest

from indexer.crawler.frontier import Frontier, Lead, Outcome, Page
from indexer.errors import SourceError

START = "http://a.example/"
PAGE = Page(etag='"1"', modified="", digest="d1", captured="2026-01-01T00:00:00Z", links=("http://a.example/b",))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "site" / ".crawl.sqlite3"


def begun(path: Path, *starts: str) -> Frontier:
    frontier = Frontier(path)
    frontier.begin(starts or (START,))
    return frontier


def test_a_crawl_begins_with_its_starts(path: Path) -> None:
    assert [visit.url for visit in begun(path).waiting(10)] == [START]


def test_an_address_is_met_once(path: Path) -> None:
    frontier = begun(path)
    frontier.meet([Lead("http://a.example/b", 1), Lead("http://a.example/b", 3)])
    assert [(visit.url, visit.depth) for visit in frontier.waiting(10)] == [(START, 0), ("http://a.example/b", 1)]


def test_what_is_done_does_not_wait_and_its_leads_do(path: Path) -> None:
    frontier = begun(path)
    (start,) = frontier.waiting(10)
    frontier.done(start, Outcome.NEW, "", PAGE, [Lead("http://a.example/b", 1)])
    assert [visit.url for visit in frontier.waiting(10)] == ["http://a.example/b"]


def test_a_crawl_that_was_not_finished_goes_on_where_it_was(path: Path) -> None:
    frontier = begun(path)
    (start,) = frontier.waiting(10)
    frontier.done(start, Outcome.NEW, "", PAGE, [Lead("http://a.example/b", 1)])
    frontier.close()
    again = Frontier(path)
    assert again.begin([START]) is True
    assert [visit.url for visit in again.waiting(10)] == ["http://a.example/b"]


def test_the_next_crawl_asks_for_all_pages_known_with_what_is_known_of_them(path: Path) -> None:
    frontier = begun(path, START, "http://a.example/gone")
    gone, start = sorted(frontier.waiting(10), key=lambda visit: visit.url, reverse=True)
    frontier.done(start, Outcome.NEW, "", PAGE)
    frontier.done(gone, Outcome.SKIPPED, "status 404")
    frontier.finish()
    assert frontier.begin([START]) is False
    (known,) = frontier.waiting(10)
    assert (known.url, known.live, known.etag, known.digest, known.links) == (START, True, '"1"', "d1", PAGE.links)


def test_an_address_that_is_refused_is_counted_and_never_waits(path: Path) -> None:
    frontier = begun(path)
    frontier.meet([Lead("http://a.example/x.pdf", 1, refused="not a page")])
    assert frontier.counts() == {("", ""): 1, ("skipped", "not a page"): 1}
    assert frontier.examples(Outcome.SKIPPED, "not a page", 3) == ["http://a.example/x.pdf"]


def test_a_file_that_is_no_frontier_is_named(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"this is no database, but a text that is long enough" * 20)
    with pytest.raises(SourceError, match=r"\.crawl\.sqlite3 cannot be used .* Remove it"):
        Frontier(path)
