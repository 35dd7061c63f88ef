import json
import re
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import webui
from indexer.model import Record, Skipped
from indexer.schema import FACET_NAMES
from webui.addresses import LISTING, NAMES
from webui.documents import explained, skipped
from webui.params import RESULT_FIELDS, SHAPING

OPENAPI = json.loads((Path(webui.__file__).parent / "openapi.json").read_text("utf-8"))
SEARCHES = [
    "",
    "q=seminar",
    "q=seminar&country=Kazakhstan&not.language=ru&date_from=2018",
    "q=nothing-like-it&country=Iran",
    "page=99",
    "per_page=0",
    "sort=-date",
    "country=_missing",
]


def check(response: TestResponse, schema: str) -> None:
    """The body is what openapi.json says."""
    described = {"$ref": f"#/components/schemas/{schema}", "components": OPENAPI["components"]}
    jsonschema.Draft202012Validator(described).validate(response.json)


@pytest.mark.parametrize("query", SEARCHES)
def test_answers_are_as_described(client: FlaskClient, query: str) -> None:
    response = client.get(f"/api/v1/search?{query}")
    assert response.mimetype == "application/json"
    check(response, "Answer")


def test_documents_are_as_described(client: FlaskClient, records: tuple[Record, ...]) -> None:
    for record in records:
        check(client.get(f"/api/v1/docs/{record.id}"), "Document")


def test_health_is_as_described(client: FlaskClient) -> None:
    check(client.get("/healthz"), "Health")


@pytest.mark.parametrize("path", ["search?sort=x", "search?nope=1", "docs/none", "docs/none?x=1", "nope"])
def test_problems_are_as_described(client: FlaskClient, path: str) -> None:
    response = client.get(f"/api/v1/{path}")
    assert response.mimetype == "application/problem+json"
    check(response, "Problem")


def test_the_description_lists_every_parameter_in_order() -> None:
    for path in ("/api/v1/search", "/search.csv", "/search.jsonl"):
        listed = [one["$ref"].rpartition("/")[2] for one in OPENAPI["paths"][path]["get"]["parameters"]]
        assert tuple(listed) == (*NAMES, *SHAPING) if path == "/api/v1/search" else NAMES
    given = OPENAPI["paths"]["/api/v1/facets/{name}"]["get"]["parameters"]
    assert given[0]["schema"]["enum"] == list(FACET_NAMES)
    assert tuple(one.get("name") or one["$ref"].rpartition("/")[2] for one in given[1:]) == LISTING


def test_whatever_the_description_refers_to_is_in_it() -> None:
    for name in set(re.findall(r'"#/components/([^"]+)"', json.dumps(OPENAPI))):
        kind, _, key = name.partition("/")
        assert key in OPENAPI["components"][kind], name


def test_every_described_path_is_served(client: FlaskClient, seminar: Record) -> None:
    assert client.get("/api/v1/openapi.json").json == OPENAPI
    for path in OPENAPI["paths"]:
        assert client.get(path.format(id=seminar.id, site=seminar.site, name="country")).status_code == 200


def test_the_examples_of_the_description_work(client: FlaskClient) -> None:
    for name, parameter in OPENAPI["components"]["parameters"].items():
        for value in [parameter.get("example"), *(e["value"] for e in parameter.get("examples", {}).values())]:
            assert client.get("/api/v1/search", query_string={name: value} if value else {}).status_code == 200


def test_what_a_result_says(client: FlaskClient, seminar: Record) -> None:
    answer = client.get("/api/v1/search?q=seminar+UNODC").json
    assert answer["total"] == 1
    result = answer["results"][0]
    assert result["id"] == seminar.id
    assert result["date"] == {
        "value": "2018-10-09",
        "end": "2018-10-10",
        "precision": "day",
        "kind": "event",
        "source": "text",
    }
    assert result["facets"]["country"] == [
        {"value": "Kazakhstan", "label": "Kazakhstan"},
        {"value": "Iran", "label": "Iran"},
    ]
    assert result["links"] == {"self": f"/api/v1/docs/{seminar.id}", "html": f"/doc/{seminar.id}"}


def test_snippets_are_text_with_offsets(client: FlaskClient) -> None:
    snippets = client.get("/api/v1/search?q=UNODC").json["results"][0]["snippets"]
    body = next(s for s in snippets if s["field"] == "body")
    assert [body["text"][start:end] for start, end in body["marks"]] == ["UNODC"]


def test_facets_are_listed_in_their_order_the_years_last(client: FlaskClient) -> None:
    facets = client.get("/api/v1/search").json["facets"]
    assert [facet["field"] for facet in facets] == [*FACET_NAMES, "date"]
    assert [(v["value"], v["count"]) for v in facets[-1]["values"]] == [("2018", 1), ("2019", 1)]
    assert facets[-1]["missing"] == 1


@pytest.mark.parametrize("query", SEARCHES)
def test_the_link_of_a_value_finds_as_many_as_its_count_says(client: FlaskClient, query: str) -> None:
    for facet in client.get(f"/api/v1/search?{query}").json["facets"]:
        values = facet["values"] + [facet["missing_value"]] * bool(facet["missing_value"])
        for value in values:
            assert client.get(value["url"]).json["total"] == value["count"], (facet["field"], value)


def test_a_chosen_value_is_taken_away_by_its_toggle(client: FlaskClient) -> None:
    facets = client.get("/api/v1/search?country=Iran&country=Kazakhstan").json["facets"]
    values = {v["value"]: v for v in facets[FACET_NAMES.index("country")]["values"]}
    assert values["Iran"]["selected"]
    assert values["Iran"]["toggle_url"] == "/api/v1/search?country=Kazakhstan"
    assert values["Iran"]["url"] == "/api/v1/search?country=Iran"


def test_each_filter_says_what_it_is_and_how_to_be_rid_of_it(client: FlaskClient) -> None:
    filters = client.get("/api/v1/search?q=a&country=Iran&not.language=ru&date_from=2018").json["filters"]
    assert [tuple(each.values()) for each in filters] == [
        ("language", "ru", "Russian – Русский", "not_in", "/api/v1/search?q=a&country=Iran&date_from=2018"),
        ("country", "Iran", "Iran", "in", "/api/v1/search?q=a&not.language=ru&date_from=2018"),
        ("date", "2018..", "from 2018", "range", "/api/v1/search?q=a&not.language=ru&country=Iran"),
    ]


def test_pages_lead_to_one_another(client: FlaskClient) -> None:
    links = [client.get(f"/api/v1/search?page={page}&per_page=1").json["links"] for page in (1, 2, 3, 99)]
    assert [link["next"] and link["next"][15:] for link in links] == [
        "page=2&per_page=1",
        "page=3&per_page=1",
        None,
        None,
    ]
    assert [link["prev"] and link["prev"][15:] for link in links] == [
        None,
        "per_page=1",
        "page=2&per_page=1",
        "page=3&per_page=1",
    ]
    assert links[0]["html"] == "/search?per_page=1"


def test_nothing_per_page_is_facets_only(client: FlaskClient) -> None:
    answer = client.get("/api/v1/search?per_page=0").json
    assert (answer["total"], answer["results"], answer["links"]["next"]) == (3, [], None)


def test_what_is_removed_is_told_with_its_reason(client: FlaskClient, seminar: Record) -> None:
    document = client.get(f"/api/v1/docs/{seminar.id}").json
    partners = next(block for block in document["blocks"] if block["text"] == "Our partners")
    assert (partners["kept"], partners["rule"], partners["support"]) == (False, "repeated", {"on": 212, "of": 214})
    assert "Our partners" not in document["text"]


def test_evidence_stands_where_its_offsets_say(client: FlaskClient, seminar: Record) -> None:
    document = client.get(f"/doc/{seminar.id}.json").json
    unodc, date = document["facets"]["organisation"][0], document["dates"][0]
    assert document["text"][unodc["start"] : unodc["end"]] == unodc["surface"] == "UNODC"
    assert document["text"][date["start"] : date["end_offset"]] == date["surface"] == "October 9 – 10, 2018"


def test_the_text_alone_is_plain(client: FlaskClient, seminar: Record) -> None:
    response = client.get(f"/doc/{seminar.id}.txt")
    assert (response.mimetype, response.text) == ("text/plain", seminar.text)


def test_anyone_may_read_the_api_but_no_credentials_are_taken(client: FlaskClient) -> None:
    for path in ("/api/v1/search", "/api/v1/search?sort=x", "/api/nope"):
        headers = client.get(path).headers
        assert headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in headers
    assert "Access-Control-Allow-Origin" not in client.get("/search").headers


def test_json_is_sent_as_it_is_written(client: FlaskClient) -> None:
    body = client.get("/api/v1/search?q=торговля").data
    assert "Отчёт о торговле людьми".encode() in body


@pytest.mark.parametrize(
    "q", ["it's", "-Kazakhstan", '"unbalanced', "(" * 1000, "a" * 10_000, "\x00", "🎉 ‮abc", "*", "'; DROP TABLE x--"]
)
def test_nothing_that_is_typed_is_an_error(client: FlaskClient, q: str) -> None:
    for path in ("/api/v1/search", "/search"):
        assert client.get(path, query_string={"q": q}).status_code == 200


def test_a_query_that_is_too_long_is_cut_and_a_note_says_so(client: FlaskClient) -> None:
    notes = client.get("/api/v1/search", query_string={"q": "seminar " * 1000}).json["query"]["notes"]
    assert notes


def test_a_page_that_could_not_be_read_has_the_shape_of_one_that_could(record: Callable[..., Record]) -> None:
    plain = skipped(Skipped("seeds/big.html", "too large", "50 MB"))
    assert plain.keys() == explained(record()).keys()
    assert plain["skipped"] == "too large (50 MB)"


def test_a_program_gets_the_fields_it_asks_for(client: FlaskClient) -> None:
    results = client.get("/api/v1/search?fields=title,date&per_page=2").json["results"]
    assert [list(result) for result in results] == [["id", "title", "date"]] * 2
    problem = client.get("/api/v1/search?fields=title,colour").json
    assert (problem["parameter"], problem["allowed"]) == ("fields", list(RESULT_FIELDS))


def test_a_result_says_why_it_was_found(client: FlaskClient) -> None:
    (result,) = client.get("/api/v1/search?q=trafficking+country:Iran+-zebra&explain=1").json["results"]
    assert result["explain"]["score"] == result["score"]
    assert result["explain"]["parts"] == [
        {"part": "trafficking", "in_title": 0, "in_text": 3},
        {"part": "country:Iran", "in_title": 0, "in_text": 0},
    ]
    assert "explain" not in client.get("/api/v1/search?q=trafficking").json["results"][0]


def test_a_program_goes_as_deep_as_it_likes(client: FlaskClient) -> None:
    for order in ("relevance", "title", "-date", "-first_seen"):
        whole = [hit["id"] for hit in client.get(f"/api/v1/search?sort={order}").json["results"]]
        seen, address = [], f"/api/v1/search?per_page=1&sort={order}&fields=title"
        while address:
            page = client.get(address).json
            seen += [hit["id"] for hit in page["results"]]
            assert page["total"] == len(whole)
            address = page["links"]["cursor"]
        assert seen == whole, order


def test_links_go_on_in_the_shape_that_was_asked_for(client: FlaskClient) -> None:
    first = client.get("/api/v1/search?per_page=1&fields=title").json["links"]
    assert first["self"] == "/api/v1/search?per_page=1&fields=title"
    second = client.get(first["next"]).json
    assert [hit.keys() for hit in second["results"]] == [{"id", "title"}]
    assert client.get(second["links"]["prev"]).json["links"] == first


def test_from_a_cursor_the_next_page_is_the_next_cursor(client: FlaskClient) -> None:
    first = client.get("/api/v1/search?per_page=1").json
    links = client.get(first["links"]["cursor"]).json["links"]
    assert links["self"] == first["links"]["cursor"]
    assert links["next"] == links["cursor"] != links["self"]
    assert links["prev"] is None


@pytest.mark.parametrize("cursor", ["x", "bnVsbA", "W10", "WyJkYXRlIiwgMSwgImEiXQ", "é"])
def test_a_cursor_of_another_search_is_refused(client: FlaskClient, cursor: str) -> None:
    problem = client.get("/api/v1/search", query_string={"cursor": cursor})
    assert (problem.status_code, problem.json["parameter"]) == (400, "cursor")


def test_what_is_about_to_be_typed_is_suggested(seeds_client: FlaskClient) -> None:
    found = seeds_client.get("/api/v1/suggest?q=kaz").json["suggestions"]
    assert {"kind": "value", "facet": "country", "text": "Kazakhstan"}.items() <= found[0].items()
    assert seeds_client.get(found[0]["url"]).json["total"] == found[0]["total"]


def test_documents_about_the_same_are_told(seeds_client: FlaskClient) -> None:
    (first, *_) = seeds_client.get("/api/v1/search?q=seminar").json["results"]
    similar = seeds_client.get(f"/api/v1/docs/{first['id']}/similar").json
    assert similar["id"] == first["id"]
    assert similar["results"]
    assert first["id"] not in {result["id"] for result in similar["results"]}
    assert "Similar documents" in seeds_client.get(f"/doc/{first['id']}").text
