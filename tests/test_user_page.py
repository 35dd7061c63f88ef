"""The page that Winnow was asked for comes out right: `seeds/000_138dfad177e984e4.txt`, among the other seeds."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from indexer.model import document_id

ID = document_id("seeds/000_138dfad177e984e4.txt")
COUNTRIES = {
    *("Kazakhstan", "Kyrgyzstan", "Tajikistan", "Turkmenistan", "Uzbekistan", "Afghanistan", "Iran", "Pakistan"),
    "United Kingdom",
}


@pytest.fixture(scope="module")
def page(seeds_client: FlaskClient) -> dict[str, Any]:
    return seeds_client.get(f"/api/v1/docs/{ID}").json


@pytest.mark.parametrize("notice", ["get adobe flash player", "our partners", "user login"])
def test_its_notices_find_nothing_of_it(seeds_client: FlaskClient, notice: str) -> None:
    answer = seeds_client.get("/api/v1/search", query_string={"q": f'"{notice}"', "per_page": 100}).json
    assert ID not in {result["id"] for result in answer["results"]}


def test_its_page_shows_what_was_removed_and_by_which_rule(seeds_client: FlaskClient, page: dict[str, Any]) -> None:
    removed = {block["text"]: block["rule"] for block in page["blocks"] if not block["kept"]}
    assert removed == {"Get Adobe Flash player": "notice", "Our partners": "partners", "User login": "login"}
    html = seeds_client.get(f"/doc/{ID}").text
    assert all(text in html and rule in html for text, rule in removed.items())


def test_title_and_all_five_paragraphs_stay(page: dict[str, Any]) -> None:
    assert page["title"].startswith("Regional seminar «International and regional cooperation")
    kept = [block for block in page["blocks"] if block["kept"]]
    assert [block["kind"] for block in kept] == ["title"] + ["paragraph"] * 5
    assert kept[1]["text"].startswith("From October 9 – 10, 2018")
    assert kept[5]["text"].endswith("curb trafficking in persons and smuggling of migrants.")


def test_its_date_is_the_event(page: dict[str, Any]) -> None:
    date = page["dates"][0]
    assert (date["value"], date["end"], date["precision"], date["kind"]) == ("2018-10-09", "2018-10-10", "day", "event")
    assert "October 9 – 10, 2018" in page["text"][date["start"] : date["end_offset"]]


def test_its_countries_and_organisations_each_have_their_span(page: dict[str, Any]) -> None:
    countries, organisations = page["facets"]["country"], page["facets"]["organisation"]
    assert {each["value"] for each in countries} == COUNTRIES
    assert {each["value"] for each in organisations} >= {"UNODC", "CARICC", "GLO.ACT", "Sana Sezim", "Western Union"}
    for each in (*countries, *organisations):
        assert page["text"][each["start"] : each["end"]] == each["surface"]
