import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from flask.testing import FlaskClient
from looking import said, soup

import webui
from indexer import limits
from indexer.asking import Request
from indexer.model import FacetCounts, Record
from webui.addresses import API_FACETS, BROWSE, Listing
from webui.browse import by_name, found, heading, plain

OPENAPI = json.loads((Path(webui.__file__).parent / "openapi.json").read_text("utf-8"))


def counts(*labels: str) -> FacetCounts:
    return FacetCounts("organisation", tuple((label, 1) for label in labels), len(labels), 0)


def listing(prefix: str = "", order: str = "count", page: int = 1) -> Listing:
    return Listing("organisation", Request(), prefix, order, page)


def labels(response: dict[str, object]) -> list[object]:
    return [value["label"] for value in response["values"]]


# ------------------------------------------------------------------------------------------------- order and letters


def test_names_are_sorted_by_alphabet_and_within_it_as_its_readers_sort() -> None:
    given = counts(
        "Ялта", "20 Minutes", "Émile", "«Қазақстан»", "Ұлттық", "zebra", "Кыргызстан", "اتحاد", "Delta", "ёж"
    )
    names = [value.label for value in by_name(given, "en")]
    assert names[:6] == ["Delta", "Émile", "zebra", "ёж", "Кыргызстан", "«Қазақстан»"]
    assert names[6:] == ["Ұлттық", "Ялта", "اتحاد", "20 Minutes"]


@pytest.mark.parametrize(
    ("label", "letter"),
    [("Émile", "E"), ("«қар»", "Қ"), ("2 Go", "0–9"), ("اتحاد", "Arabic"), ("最高", "Other letters"), ("→", "Signs")],
)
def test_a_value_stands_under_its_first_letter(label: str, letter: str) -> None:
    assert heading(label) == letter


@pytest.mark.parametrize("letters", ["emile", "ÉMI", "ile z", "E\u0301mile"])
def test_letters_are_found_anywhere_whatever_their_case_and_diacritics(letters: str) -> None:
    assert [value.label for value in found(counts("Émile Zola", "Other"), listing(letters))] == ["Émile Zola"]


def test_a_hundred_thousand_values_are_listed_a_page_at_a_time() -> None:
    many = counts(*(f"{chr(ord('A') + number % 26)} {number:06}" for number in range(100_000)))
    page = plain(many, listing(order="name", page=2), API_FACETS)
    assert (page["total"], len(page["values"])) == (100_000, limits.BROWSED_VALUES)
    assert [letter["label"] for letter in page["letters"]] == [chr(ord("A") + number) for number in range(26)]
    last = plain(many, listing(order="name", page=500), API_FACETS)
    assert (last["links"]["next"], labels(last)[-1]) == (None, "Z 099995")
    assert plain(many, listing("z 099995"), API_FACETS)["total"] == 1


def test_the_address_of_a_letter_leads_to_the_page_on_which_it_begins() -> None:
    many = counts(*(f"{letter}{number:03}" for letter in "AB" for number in range(limits.BROWSED_VALUES)))
    letters = plain(many, listing(order="name"), BROWSE)["letters"]
    assert [letter["url"] for letter in letters] == [
        "/browse/organisation?order=name",
        "/browse/organisation?order=name&page=2",
    ]


def test_beyond_the_end_the_page_before_is_the_last_one() -> None:
    page = plain(counts("a", "b"), listing(page=9), BROWSE)
    assert (page["values"], page["links"]["prev"]) == ([], "/browse/organisation")


# --------------------------------------------------------------------------------------------------------------- API


@pytest.mark.parametrize(
    "query", ["", "order=name", "prefix=kaz", "prefix=zz", "q=seminar&country=Iran&page=2", "sort=-date&per_page=0"]
)
def test_a_page_of_values_is_as_described(client: FlaskClient, query: str) -> None:
    response = client.get(f"/api/v1/facets/country?{query}")
    described = {"$ref": "#/components/schemas/FacetPage", "components": OPENAPI["components"]}
    jsonschema.Draft202012Validator(described).validate(response.json)


def test_every_value_leads_to_as_many_documents_as_its_count_says(client: FlaskClient) -> None:
    for query in ("", "?q=seminar&site=a.example", "?country=Iran", "?not.country=Iran&language=ru"):
        page = client.get(f"/api/v1/facets/country{query}").json
        for value in [*page["values"], page["missing_value"]]:
            assert client.get(value["url"]).json["total"] == value["count"]


def test_values_are_counted_within_the_search(client: FlaskClient) -> None:
    page = client.get("/api/v1/facets/country?q=seminar&site=a.example").json
    assert labels(page) == ["Iran", "Kazakhstan"]
    assert page["filters"][0]["remove_url"] == "/api/v1/facets/country?q=seminar"
    assert page["links"]["search"] == "/api/v1/search?q=seminar&site=a.example"


def test_a_language_is_found_by_what_it_is_called(client: FlaskClient) -> None:
    assert labels(client.get("/api/v1/facets/language?prefix=РУССК").json) == ["Russian – Русский"]


def test_a_facet_that_does_not_exist_is_not_found(client: FlaskClient) -> None:
    for path in ("/browse/nope", "/api/v1/facets/nope", "/browse/date", "/browse/"):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("order=best", "order"),
        ("page=0", "page"),
        ("prefix=" + "x" * 201, "prefix"),
        ("nope=1", "nope"),
        ("sort=x", "sort"),
    ],
)
def test_what_is_wrong_is_named(client: FlaskClient, query: str, parameter: str) -> None:
    response = client.get(f"/api/v1/facets/country?{query}")
    assert (response.status_code, response.json["parameter"]) == (400, parameter)


def test_a_facet_leads_to_all_its_values_where_not_all_are_listed(
    serve: Callable[..., FlaskClient], record: Callable[..., Record]
) -> None:
    client = serve(*(record(str(number), country=(f"Country {number}",)) for number in range(12)))
    facets = {facet["field"]: facet for facet in client.get("/api/v1/search?q=&sort=-date&page=1").json["facets"]}
    assert facets["country"]["more_url"] == "/api/v1/facets/country?sort=-date"
    assert facets["site"]["more_url"] is facets["date"]["more_url"] is None
    assert len(client.get(facets["country"]["more_url"]).json["values"]) == 12
    more = soup(client, "/search?q=&sort=-date").select_one(".facet .more a")
    assert (said(more), more["href"]) == ("More countries 12 in all", "/browse/country?sort=-date")


# -------------------------------------------------------------------------------------------------------------- pages


def test_all_facets_are_browsed_with_their_commonest_values(client: FlaskClient) -> None:
    page = soup(client, "/browse")
    assert [said(h2) for h2 in page.select(".overview h2")] == [
        "Sites 2",
        "Languages 2",
        "Countries 2",
        "Organisations 1",
    ]
    for a in page.select("a[href^='/']"):
        assert client.get(a["href"]).status_code == 200, a["href"]


def test_values_are_links_with_counts_and_the_unknown_comes_last(client: FlaskClient) -> None:
    page = soup(client, "/browse/country")
    assert [said(li) for li in page.select(".values li")] == [
        "Kazakhstan 2 documents",
        "Iran 1 document",
        "Not known 1 document",
    ]
    assert page.select_one(".values li a")["href"] == "/search?country=Kazakhstan"


def test_letters_are_typed_into_a_form_that_keeps_the_search(client: FlaskClient) -> None:
    page = soup(client, "/browse/country?q=seminar&language=en&sort=-date&order=name&prefix=ir")
    form = page.select_one("form.find")
    sent = {field["name"]: field["value"] for field in form.select("input")}
    assert form["action"] == "/browse/country"
    assert sent == {"q": "seminar", "language": "en", "sort": "-date", "order": "name", "prefix": "ir"}
    assert [said(bdi) for bdi in page.select(".values li bdi")] == ["Iran"]


def test_an_empty_form_leaves_nothing_in_the_address(client: FlaskClient) -> None:
    response = client.get("/browse/country?q=a&prefix=")
    assert (response.status_code, response.location) == (303, "/browse/country?q=a")


def test_from_a_search_to_its_values_and_back(client: FlaskClient) -> None:
    page = soup(client, "/browse/country?q=seminar&language=en&sort=-date&per_page=5")
    assert said(page.h1) == "Countries in the results for “seminar”"
    assert page.select_one(".back a")["href"] == "/search?q=seminar&language=en&sort=-date&per_page=5"
    assert page.select_one(".values li a")["href"] == "/search?q=seminar&language=en&country=Iran&sort=-date&per_page=5"
    assert page.select_one(".chips li a")["href"] == "/browse/country?q=seminar&sort=-date&per_page=5"


def test_a_chosen_value_can_be_removed_and_another_one_added(client: FlaskClient) -> None:
    page = soup(client, "/browse/country?country=Iran")
    chosen = page.select_one(".values a[aria-current]")
    assert (said(chosen.bdi), chosen["href"]) == ("Iran", "/search")
    assert page.select_one(".values .plus")["href"] == "/search?country=Iran&country=Kazakhstan"


def test_values_stand_under_their_letters_from_a_to_z(client: FlaskClient) -> None:
    page = soup(client, "/browse/country?order=name")
    assert [said(h3) for h3 in page.select(".values h3")] == ["I", "K"]
    assert [a["href"] for a in page.select(".letters a")] == [
        "/browse/country?order=name#at-I",
        "/browse/country?order=name#at-K",
    ]


def test_letters_that_are_in_no_value_lead_back_to_all(client: FlaskClient) -> None:
    page = soup(client, "/browse/country?prefix=zzz")
    assert said(page.select_one(".values h2")) == "No values with “zzz”"
    assert page.select_one(".values .remark a")["href"] == "/browse/country"


def test_robots_may_read_the_facets_but_not_those_of_a_search(client: FlaskClient) -> None:
    assert "X-Robots-Tag" not in client.get("/browse/country").headers
    assert not soup(client, "/browse/country").select("meta[name=robots]")
    assert "noindex" in client.get("/browse/country?q=seminar").headers["X-Robots-Tag"]
    page = soup(client, "/browse/country?q=seminar")
    assert page.select_one("meta[name=robots]")["content"] == "noindex, nofollow"
    assert all("nofollow" in a["rel"] for a in page.select(".values a, .chips a, .sort a"))
