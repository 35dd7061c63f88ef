"""Pictures of a search: every mark leads to as many documents as it says, and a table says the same."""

import re

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from indexer.asking import Request
from webui import pictures


def drawn(client: FlaskClient, path: str) -> BeautifulSoup:
    response = client.get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.text, "lxml")


@pytest.mark.parametrize(
    "query", ["", "q=seminar", "country=Kazakhstan&not.language=ru", "date_from=2018&date_to=2018"]
)
@pytest.mark.parametrize("path", ["/together?rows=organisation&columns=country", "/together?rows=site&columns=country",
                                  "/timeline?by=language", "/timeline?by=country"])  # fmt: skip
def test_every_mark_leads_to_as_many_documents_as_it_says(client: FlaskClient, path: str, query: str) -> None:
    for mark in drawn(client, f"{path}&{query}").select("svg a:not([aria-current])"):
        count = int(re.search(r": (\d+) document", mark["aria-label"])[1])
        assert client.get("/api/v1" + mark["href"]).json["total"] == count, mark["aria-label"]


def test_the_table_says_the_same(client: FlaskClient) -> None:
    page = drawn(client, "/together?rows=site&columns=country")
    marks = {a["aria-label"]: a["href"] for a in page.select("svg a")}
    assert marks
    assert {a["aria-label"]: a["href"] for a in page.select("table a")} == marks


def test_who_appears_with_whom(client: FlaskClient) -> None:
    page = drawn(client, "/together?rows=organisation&columns=country")
    assert {a["aria-label"] for a in page.select("svg a")} == {
        "UNODC, Kazakhstan: 1 document",
        "UNODC, Iran: 1 document",
    }


def test_years_stand_on_one_scale(client: FlaskClient) -> None:
    page = drawn(client, "/timeline?by=language")
    widths = {svg["width"] for svg in page.select(".lines svg")}
    assert len(widths) == 1
    assert [h.a.text for h in page.select(".lines h2")] == ["English", "Russian – Русский"]


def test_nothing_to_draw_is_said(client: FlaskClient) -> None:
    for path in ("/together?rows=country&columns=country", "/together?q=zebra", "/timeline?q=zebra"):
        assert drawn(client, path).select_one(".remark")


def test_the_search_goes_along(client: FlaskClient) -> None:
    page = drawn(client, "/search?q=seminar&country=Kazakhstan")
    links = [a["href"] for a in page.select(".export a")]
    assert "/timeline?q=seminar&country=Kazakhstan" in links
    fields = {
        field["name"]: field["value"]
        for field in drawn(client, next(link for link in links if link.startswith("/together"))).select(".choose input")
    }
    assert fields == {"q": "seminar", "country": "Kazakhstan"}


def test_an_unknown_kind_is_refused(client: FlaskClient) -> None:
    assert client.get("/timeline?by=colour").status_code == 400
    assert client.get("/together?rows=colour").status_code == 400


class Counting:
    """A searcher that counts how often it is asked."""

    def __init__(self, searcher: object) -> None:
        self.searcher, self.asked = searcher, 0

    def search(self, request: Request) -> object:
        self.asked += 1
        return self.searcher.search(request)  # type: ignore[attr-defined]


def test_the_engine_is_asked_a_few_times_only(client: FlaskClient) -> None:
    counting = Counting(client.application.extensions["winnow.searcher"])
    pictures.together(counting, Request(), "organisation", "country")  # type: ignore[arg-type]
    pictures.timeline(counting, Request(), "country")  # type: ignore[arg-type]
    assert counting.asked <= 2 * (pictures.ROWS + 1)
