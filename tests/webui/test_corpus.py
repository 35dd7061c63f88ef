import json
from pathlib import Path

import jsonschema
from flask.testing import FlaskClient
from looking import said, soup

import webui

OPENAPI = json.loads((Path(webui.__file__).parent / "openapi.json").read_text("utf-8"))


def test_the_numbers_are_as_described(client: FlaskClient) -> None:
    described = {"$ref": "#/components/schemas/Stats", "components": OPENAPI["components"]}
    jsonschema.Draft202012Validator(described).validate(client.get("/api/v1/stats").json)


def test_each_facet_says_how_many_documents_have_a_value(client: FlaskClient) -> None:
    coverage = {each["field"]: each for each in client.get("/api/v1/stats").json["coverage"]}
    assert coverage["country"] == {"field": "country", "label": "Country", "documents": 2, "missing": 1, "distinct": 2}
    assert (coverage["date"]["documents"], coverage["date"]["missing"]) == (2, 1)


def test_the_values_lead_to_lists_of_their_documents(client: FlaskClient) -> None:
    for facet in client.get("/api/v1/stats").json["facets"]:
        for value in facet["values"]:
            answer = client.get(value["url"]).json
            assert len(answer["results"]) == answer["total"] == value["count"]


def test_the_corpus_is_shown_by_year_site_language_and_facet(client: FlaskClient) -> None:
    page = soup(client, "/corpus")
    assert said(page.h1) == "3 documents"
    assert [a["aria-label"] for a in page.select(".years svg a")] == ["2018: 1 document", "2019: 1 document"]
    rows = {said(tr.th): said(tr) for tr in page.select(".tables tbody tr")}
    assert rows["a.example"] == "a.example2 67%"
    assert rows["Country"] == "Country2 67%2"
    assert rows["Date"] == "Date2 67%2 years"


def test_every_link_of_the_corpus_works(client: FlaskClient) -> None:
    for a in soup(client, "/corpus").select("a[href^='/']"):
        assert client.get(a["href"]).status_code == 200, a["href"]


def test_the_state_of_the_index_is_told(client: FlaskClient) -> None:
    facts = {said(row.dt): said(row.dd) for row in soup(client, "/status").select(".facts > div")}
    assert (facts["Documents"], facts["Generation"], facts["Engine"]) == ("3", "1", "memory")
    assert set(facts["Languages"].split(", ")) == {"English", "Russian – Русский"}


def test_every_page_leads_to_what_there_is(client: FlaskClient) -> None:
    page = soup(client, "/help")
    assert [a["href"] for a in page.select(".menu a")] == ["/browse", "/corpus", "/help"]
    assert "/status" in [a["href"] for a in page.select("footer a")]


def test_they_take_no_parameters(client: FlaskClient) -> None:
    for path in ("/browse", "/corpus", "/status", "/api/v1/stats"):
        assert client.get(path + "?q=a").status_code == 400
