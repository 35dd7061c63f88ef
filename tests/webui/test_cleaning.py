"""The report on cleaning, for people and for programs."""

import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from flask.testing import FlaskClient
from looking import hrefs, said, soup

import webui
from indexer.audit import ORDERS
from indexer.model import JudgedBlock, Kind, Record, Verdict

OPENAPI = json.loads((Path(webui.__file__).parent / "openapi.json").read_text("utf-8"))
REPEATED = Verdict(False, "repeated", "on 1,212 of 1,214 pages of this site", 1212, 1214)
MENU = Verdict(False, "menu", "a menu entry (“English”)", 1212, 1214)
NAMES = ["b.example", "сайт", "a/b", "a b?c#d%2F", 'quo"te<b>', "", "ünï", "\\x00"]


def check(plain: object, schema: str) -> None:
    described = {"$ref": f"#/components/schemas/{schema}", "components": OPENAPI["components"]}
    jsonschema.Draft202012Validator(described).validate(plain)


@pytest.fixture
def redesigned(serve: Callable[..., FlaskClient], record: Callable[..., Record]) -> FlaskClient:
    """A site of twelve pages with two templates, one page of which nothing is left and one that is left whole."""
    templates = (["Home of the network", "Our old partners", "Powered by tables"], ["Start", "Follow us", "All rights"])
    pages = [
        record(
            f"p{n}", f"Page {n}", [*(JudgedBlock(t, Kind.PARAGRAPH, 0, REPEATED) for t in templates[n % 2]), f"W{n}"]
        )
        for n in range(10)
    ]
    menu = JudgedBlock("English", Kind.ITEM, 1, MENU)
    return serve(*pages, record("empty", "Empty", [menu]), record("whole", "Whole", ["Words"], language="ru"))


# ----------------------------------------------------------------------------------------------------- programs


@pytest.mark.parametrize("order", ["", *ORDERS])
def test_the_overview_is_as_described(client: FlaskClient, order: str) -> None:
    answer = client.get(f"/api/v1/cleaning?order={order}").json
    check(answer, "Cleaning")
    assert answer["order"] == (order or "worst")


def test_a_site_is_as_described(redesigned: FlaskClient, client: FlaskClient) -> None:
    for each in client.get("/api/v1/cleaning").json["sites"]:
        check(client.get(each["links"]["self"]).json, "CleaningOfSite")
    answer = redesigned.get("/api/v1/cleaning/a.example").json
    check(answer, "CleaningOfSite")
    assert [group["documents"] for group in answer["templates"]] == [5, 5]


def test_what_is_described_is_all_that_is_sent(client: FlaskClient) -> None:
    answer = client.get("/api/v1/cleaning/a.example").json | {"more": 1}
    with pytest.raises(jsonschema.ValidationError):
        check(answer, "CleaningOfSite")


def test_the_orders_are_described() -> None:
    (parameter,) = OPENAPI["paths"]["/api/v1/cleaning"]["get"]["parameters"]
    assert parameter["schema"]["enum"] == list(ORDERS)


def test_what_the_overview_counts(client: FlaskClient) -> None:
    total = client.get("/api/v1/cleaning").json["total"]
    assert total["documents"] == 3
    assert total["removed_characters"] == len("Get Adobe Flash player" + "Our partners")
    assert total["rules"] == [{"rule": "notice", "blocks": 1}, {"rule": "repeated", "blocks": 1}]
    assert (total["removed_blocks"], total["emptied"], total["untouched"]) == (2, 0, 2)


def test_a_removed_block_says_its_support_and_where_it_stands(client: FlaskClient, seminar: Record) -> None:
    blocks = {each["text"]: each for each in client.get("/api/v1/cleaning/a.example").json["removed"]}
    partners = blocks["Our partners"]
    assert (partners["rule"], partners["support"], partners["documents"]) == ("repeated", {"on": 212, "of": 214}, 1)
    assert [each["id"] for each in partners["examples"]] == [seminar.id]


def test_a_block_comes_with_the_entry_that_keeps_it_on_its_site(client: FlaskClient) -> None:
    (entry,) = [
        each["correction"]
        for each in client.get("/api/v1/cleaning/a.example").json["removed"]
        if each["text"] == "Our partners"
    ]
    assert tomllib.loads(entry) == {"keep": [{"text": "Our partners", "site": "a.example"}]}
    shown = soup(client, "/cleaning/a.example").select("section[aria-labelledby=removed] .correct pre")
    assert entry.strip() in [pre.get_text().strip() for pre in shown]


def test_the_sites_are_in_the_order_asked_for(client: FlaskClient) -> None:
    for order, names in {"site": ["a.example", "b.example"], "untouched": ["a.example", "b.example"]}.items():
        assert [each["site"] for each in client.get(f"/api/v1/cleaning?order={order}").json["sites"]] == names


@pytest.mark.parametrize("name", NAMES)
def test_a_site_of_any_name_has_an_address(
    serve: Callable[..., FlaskClient], record: Callable[..., Record], name: str
) -> None:
    client = serve(record("x", "Words", ["Some words"], site=name))
    (site,) = client.get("/api/v1/cleaning").json["sites"]
    assert client.get(site["links"]["self"]).json["site"] == name
    assert client.get(site["links"]["html"]).status_code == 200


def test_an_empty_index_has_an_empty_report(serve: Callable[..., FlaskClient]) -> None:
    client = serve()
    check(client.get("/api/v1/cleaning").json, "Cleaning")
    assert "no documents yet" in said(soup(client, "/cleaning").main)


# ------------------------------------------------------------------------------------------------------- people


def test_every_site_is_a_row_that_leads_to_it(client: FlaskClient) -> None:
    page = soup(client, "/cleaning?order=site")
    rows = [[said(cell) for cell in row.select("th, td")] for row in page.select("tbody tr")]
    assert rows == [
        ["a.example", "2", "13%", "0", "1", "notice 1, repeated 1"],
        ["b.example", "1", "0%", "0", "1", "nothing"],
    ]
    assert [a["href"] for a in page.select("tbody th a")] == ["/cleaning/a.example", "/cleaning/b.example"]


def test_the_number_of_documents_finds_as_many(client: FlaskClient) -> None:
    for link in soup(client, "/cleaning").select("tbody td a"):
        assert client.get("/api/v1" + str(link["href"])).json["total"] == int(said(link))


def test_the_order_is_a_link(client: FlaskClient) -> None:
    page = soup(client, "/cleaning?order=removed")
    assert [said(a) for a in page.select(".sort [aria-current]")] == ["share removed"]
    assert [a["href"] for a in page.select(".sort a")][:2] == ["/cleaning", "/cleaning?order=removed"]
    assert len(page.select(".sort a")) == len(ORDERS)


def test_a_site_is_shown_with_its_blocks_and_documents(redesigned: FlaskClient) -> None:
    page = soup(redesigned, "/cleaning/a.example")
    assert said(page.h1) == "What cleaning removed from a.example"
    assert "The site’s template seems to have changed" in said(page.select_one("section.remark"))
    assert said(page.select_one("section[aria-labelledby=emptied] ul")) == "Empty"
    assert said(page.select_one("section[aria-labelledby=untouched] ul")) == "Whole"
    assert [said(th) for th in page.select("tbody th")] == ["English", "Russian – Русский"]
    first = page.select_one("section[aria-labelledby=removed] li")
    assert "repeated on 1,212 of 1,214 pages of this site; removed from 5 of 12 documents looked at" in said(first)
    assert "; on 1,212 of 1,214 pages of this site; removed from 1 of" in said(page.main)


def test_every_link_of_the_report_works(redesigned: FlaskClient) -> None:
    for path in ("/cleaning", "/cleaning/a.example"):
        for link in soup(redesigned, path).select("a[href^='/'], link[href^='/']"):
            with redesigned.get(str(link["href"])) as response:
                assert response.status_code == 200, link


def test_every_page_and_what_is_removed_from_a_document_lead_to_the_report(
    client: FlaskClient, seminar: Record
) -> None:
    assert "/cleaning" in [a["href"] for a in soup(client, "/help").select(".bottom a")]
    chaff = soup(client, f"/doc/{seminar.id}").select_one("section.chaff")
    assert "/cleaning/a.example" in [a["href"] for a in chaff.select("a")]


def test_an_unknown_site_is_not_found(client: FlaskClient) -> None:
    assert client.get("/cleaning/nowhere.example").status_code == 404
    problem = client.get("/api/v1/cleaning/nowhere.example")
    assert (problem.status_code, problem.json["code"]) == (404, "no_such_site")


def test_a_page_of_the_report_stays_light_however_many_sites_there_are(
    serve: Callable[..., FlaskClient], record: Callable[..., Record]
) -> None:
    client = serve(*(record(f"p{n}", f"Page {n}", ["Words"], site=f"s{n:04}.example") for n in range(1000)))
    page = soup(client, "/cleaning?order=site&page=2")
    assert [said(th) for th in page.select("tbody th")] == [f"s{n:04}.example" for n in range(100, 200)]
    assert hrefs(page, ".pages a[rel~=prev], .pages a[rel~=next]") == [
        "/cleaning?order=site",
        "/cleaning?order=site&page=3",
    ]
    assert len(page.find_all()) <= 1500
    assert hrefs(soup(client, "/cleaning?page=11", 404), ".remark a") == ["/cleaning?page=10"]
    assert len(client.get("/api/v1/cleaning").json["sites"]) == 1000
