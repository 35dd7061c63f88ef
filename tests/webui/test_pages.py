import re
from collections.abc import Callable
from html import unescape
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from looking import hrefs, said, soup

from indexer.model import JudgedBlock, Record, document_id
from indexer.query import EXAMPLES
from webui import paging

# ----------------------------------------------------------------------------------------------------- search


def test_the_heading_says_what_is_shown_of_how_many(client: FlaskClient) -> None:
    assert said(soup(client, "/search?q=UNODC").h1) == "Showing 1–1 of 1 result for “UNODC”"
    assert said(soup(client, "/search?per_page=2&page=2").h1) == "Showing 3–3 of 3 results for everything"


def test_the_box_keeps_the_words_and_has_a_label(client: FlaskClient) -> None:
    page = soup(client, '/search?q="a"&country=Iran')
    assert page.select_one("#q")["value"] == '"a"'
    assert said(page.select_one("label[for=q]")) == "Search the pages"
    assert hrefs(page, "a.clear") == ["/search?country=Iran"]


def test_a_query_read_otherwise_is_shown_as_it_was_understood(client: FlaskClient) -> None:
    assert "Understood as" in said(soup(client, "/search?q=seminar+AND").main)
    assert "Understood as" not in said(soup(client, "/search?q=seminar").main)


def test_notes_on_the_query_are_shown(client: FlaskClient) -> None:
    notes = client.get("/api/v1/search", query_string={"q": "(open"}).json["query"]["notes"]
    assert notes
    assert all(note["message"] in said(soup(client, "/search?q=(open").main) for note in notes)


def test_each_filter_is_a_chip_that_removes_it(client: FlaskClient) -> None:
    page = soup(client, "/search?q=seminar&country=Kazakhstan&not.language=ru&date_from=2018&date_to=2018")
    chips = {said(a): a["href"] for a in page.select(".chips li a")}
    assert list(chips) == [
        "Remove filter Language: not Russian – Русский",
        "Remove filter Country: Kazakhstan",
        "Remove filter Date: 2018",
    ]
    assert chips["Remove filter Country: Kazakhstan"] == "/search?q=seminar&not.language=ru&date_from=2018&date_to=2018"
    assert hrefs(page, ".chips .all") == ["/search?q=seminar"]


def test_facets_are_groups_of_labelled_boxes_with_counts(client: FlaskClient) -> None:
    facet = soup(client, "/search?country=Iran").select_one("fieldset:has(input[name=country])")
    assert said(facet.legend) == "Country 1 selected"
    assert [said(label) for label in facet.select("label")] == [
        "Kazakhstan, 2 documents",
        "Iran, 1 document",
        "Not known, 1 document",
    ]
    assert [box["value"] for box in facet.select("input[checked]")] == ["Iran"]


def test_boxes_ticked_and_sent_make_the_address(client: FlaskClient) -> None:
    page = soup(client, "/search?q=seminar&country=Iran&not.site=b.example&sort=-date&per_page=5")
    fields = page.select("input[form=search], #search input")
    sent = {field["name"] for field in fields if field.get("type") != "checkbox" or field.has_attr("checked")}
    assert sent == {"q", "country", "not.site", "sort", "per_page", "date_from", "date_to"}


def test_a_facet_with_one_value_for_all_is_hidden_unless_chosen(client: FlaskClient) -> None:
    assert not soup(client, "/search?q=title:report").select("input[name=organisation]:not([value=_missing])")
    assert not soup(client, "/search?q=UNODC").select("input[name=site]")
    assert soup(client, "/search?q=UNODC&site=a.example").select("input[name=site]")


def test_an_excluded_value_is_shown_and_can_be_taken_back(client: FlaskClient) -> None:
    page = soup(client, "/search?not.country=Iran")
    excluded = page.select_one(".facet li.out")
    assert said(excluded.s) == "Iran"
    assert excluded.select_one("input[type=hidden]")["name"] == "not.country"
    assert hrefs(page, ".facet li.out .minus") == ["/search"]


def test_links_that_filter_are_not_for_robots(client: FlaskClient) -> None:
    page = soup(client, "/search?q=seminar&country=Iran")
    filtering = page.select(".facet a, .chips a, .years a, .sort a, .pages a")
    assert len(filtering) > 10
    assert all("nofollow" in a["rel"] for a in filtering)
    assert page.select_one("meta[name=robots]")["content"] == "noindex, nofollow"


def test_what_forms_send_for_empty_fields_is_dropped_from_the_address(client: FlaskClient) -> None:
    response = client.get("/search?q=abc&date_from=&date_to=&country=Iran")
    assert (response.status_code, response.location) == (303, "/search?q=abc&country=Iran")


def test_a_hit_says_where_when_and_in_which_language(client: FlaskClient, seminar: Record) -> None:
    page = soup(client, "/search?q=UNODC")
    hit = page.select_one(".hits > li")
    assert hrefs(page, ".hits h2 a") == [f"/doc/{seminar.id}?q=UNODC"]
    assert said(hit.select_one(".about")) == "a.example event 9–10 Oct 2018 English"
    assert said(hit.select_one(".named")) == "Organisations UNODC Countries Kazakhstan, Iran"
    assert [said(mark) for mark in hit.select(".snippet mark")] == ["UNODC"]


def test_each_text_says_its_language_and_finds_its_direction(client: FlaskClient) -> None:
    page = soup(client, "/search?q=Казахстан")
    assert {(tag["lang"], tag["dir"]) for tag in page.select(".hits h2, .snippet")} == {("ru", "auto")}


def test_hits_are_numbered_on_from_the_page_before(client: FlaskClient) -> None:
    assert soup(client, "/search?per_page=2&page=2").select_one("ol.hits")["start"] == "3"


def test_paging_says_where_one_is(client: FlaskClient) -> None:
    page = soup(client, "/search?per_page=1&page=2")
    pager = page.select_one("nav[aria-label='Pages of results']")
    assert [said(a) for a in pager.select("a")] == ["Previous page", "Page 1", "Page 2", "Page 3", "Next page"]
    assert [said(a) for a in pager.select("[aria-current=page]")] == ["Page 2"]


@pytest.mark.parametrize(
    ("page", "last", "numbers"),
    [
        (1, 0, []),
        (1, 1, [1]),
        (1, 9, [1, 2, 3, None, 9]),
        (5, 9, [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        (50, 99, [1, None, 48, 49, 50, 51, 52, None, 99]),
        (500, 9, [1, None, 9]),
    ],
)
def test_near_pages_and_the_ends_can_be_gone_to(page: int, last: int, numbers: list[int | None]) -> None:
    assert paging.numbers(page, last) == numbers


def test_beyond_the_end_a_link_leads_to_the_last_page(client: FlaskClient) -> None:
    page = soup(client, "/search?per_page=2&page=40", 404)
    assert not page.select(".hits")
    assert "/search?page=2&per_page=2" in hrefs(page, ".remark a")


def test_no_results_lead_on(client: FlaskClient) -> None:
    page = soup(client, "/search?q=UNODC&country=Iran&language=ru")
    assert said(page.h1) == "No results for “UNODC”"
    ways = {said(li): str(li.a["href"]) for li in page.select(".onward li:has(.count)")}
    assert ways["Without the filter Language 1 result"] == "/search?q=UNODC&country=Iran"
    for label, href in ways.items():
        total = client.get("/api/v1" + href).json["total"]
        assert label.endswith(f" {total} result{'s' * (total != 1)}")


def test_few_results_lead_on_too(client: FlaskClient) -> None:
    page = soup(client, "/search?q=trafficking&country=Iran&date_from=2018")
    assert [said(li) for li in page.select(".onward li")] == ["Documents like “Regional seminar in Almaty” 1 document"]
    assert hrefs(page, ".onward li a") == [
        f"/doc/{document_id('seminar')}?q=trafficking&country=Iran&date_from=2018#similar"
    ]
    answer = client.get("/api/v1/search?q=trafficking&country=Iran&date_from=2018").json
    (way,) = answer["suggestions"]
    assert len(client.get(way["url"]).json["results"]) == way["total"] == 1


def test_a_document_without_a_title_is_called_by_its_first_words(
    serve: Callable[..., FlaskClient], record: Callable[..., Record]
) -> None:
    client = serve(record("a", "", ["It rained on the first day, and so the court met in the school of the village."]))
    first_words = "It rained on the first day, and so the court met in"
    assert said(soup(client, "/search?q=school").select_one(".hits h2")) == first_words
    (result,) = client.get("/api/v1/search?q=school&fields=title,heading").json["results"]
    assert (result["title"], result["heading"]) == ("", first_words)


def test_counts_only_can_be_asked_for(client: FlaskClient) -> None:
    page = soup(client, "/search?q=UNODC&per_page=0")
    assert said(page.h1) == "1 result for “UNODC”"
    assert "/search?q=UNODC" in hrefs(page, ".remark a")


def test_years_are_bars_that_lead_to_them_and_a_table(client: FlaskClient) -> None:
    page = soup(client, "/search")
    assert [(a["aria-label"], a["href"]) for a in page.select(".years svg a")] == [
        ("2018: 1 document", "/search?date_from=2018&date_to=2018"),
        ("2019: 1 document", "/search?date_from=2019&date_to=2019"),
    ]
    assert [said(cell) for cell in page.select(".years tbody tr > *")] == ["2018", "1", "2019", "1"]
    assert "1 without a date" in said(page.select_one(".years figcaption"))


def test_every_link_of_a_search_page_works(client: FlaskClient) -> None:
    page = soup(client, "/search?q=seminar&country=Iran&not.language=ru&date_from=2018")
    for href in {*hrefs(page, "a[href^='/']"), *hrefs(page, "link[href^='/']")}:
        with client.get(href) as response:
            assert response.status_code == 200, href


# --------------------------------------------------------------------------------------------------- documents


def test_a_document_is_read_with_its_structure(client: FlaskClient, seminar: Record) -> None:
    page = soup(client, f"/doc/{seminar.id}")
    assert said(page.h1) == "Regional seminar in Almaty"
    assert [tag.name for tag in page.select(".text > *, .text .scroll > *")] == ["p", "h2", "ul", "div", "table"]
    assert "Get Adobe" not in said(page.select_one(".text"))


def test_metadata_comes_with_the_sentence_it_rests_on(client: FlaskClient, seminar: Record) -> None:
    facts = {said(row.dt): row.dd for row in soup(client, f"/doc/{seminar.id}").select(".facts > div")}
    assert said(facts["Date"]).startswith("9–10 October 2018 (event) Why?")
    assert said(facts["Date"].q) == "From October 9 – 10, 2018, a seminar on trafficking was held by UNODC."
    assert [said(mark) for mark in facts["Organisation"].select("mark")] == ["UNODC"]
    assert "gazetteer, 95% sure" in said(facts["Countries"])
    assert said(facts["Published at"].a) == seminar.url


def test_removed_blocks_are_told_with_rule_reason_and_support(client: FlaskClient, seminar: Record) -> None:
    section = soup(client, f"/doc/{seminar.id}").select_one("section.chaff")
    assert said(section.h2) == "Removed from this page: 2 blocks"
    for lines in section.select(".correct"):
        lines.decompose()
    assert [said(li) for li in section.select("li")] == [
        "Get Adobe Flash playernotice a notice: Flash player",
        "Our partnersrepeated on 212 of 214 pages of this site",
    ]


def test_removed_blocks_can_be_seen_in_their_place(client: FlaskClient, seminar: Record) -> None:
    page = soup(client, f"/doc/{seminar.id}?q=UNODC&view=all")
    assert [said(tag) for tag in page.select(".text .removed del")] == ["Get Adobe Flash player", "Our partners"]
    assert f"/doc/{seminar.id}?q=UNODC" in hrefs(page, ".tools a")
    assert f"/doc/{seminar.id}?view=all" in hrefs(soup(client, f"/doc/{seminar.id}"), ".tools a")


def test_highlights_lead_from_one_to_the_next(client: FlaskClient, seminar: Record) -> None:
    page = soup(client, f"/doc/{seminar.id}?q=trafficking")
    assert [mark["id"] for mark in page.select(".text mark[id]")] == ["m1", "m2", "m3"]
    assert "#m1" in hrefs(page, ".tools a")
    assert hrefs(page, "#m2 a") == ["#m1", "#m3", "#matches"]
    assert [(a["rel"], a["aria-keyshortcuts"]) for a in page.select("#m2 a[rel]")] == [(["prev"], "p"), (["next"], "n")]


def test_the_way_back_is_the_search_as_it_was(client: FlaskClient, seminar: Record) -> None:
    search = "?q=UNODC&country=Iran&sort=-date&per_page=5"
    (href,) = hrefs(soup(client, f"/search{search}"), ".hits h2 a")
    assert href == f"/doc/{seminar.id}{search}"
    assert hrefs(soup(client, href), ".back a") == [f"/search{search}"]
    assert not soup(client, f"/doc/{seminar.id}").select(".back")


def test_only_addresses_of_the_web_become_links(client: FlaskClient, records: tuple[Record, ...]) -> None:
    page = soup(client, f"/doc/{records[2].id}")
    assert "javascript:alert(1)" in said(page.select_one(".facts"))
    assert not [href for href in hrefs(page, "a") if "javascript" in href]
    (source,) = soup(client, f"/doc/{records[0].id}").select(".facts a[href^=http]")
    assert set(source["rel"]) == {"noopener", "noreferrer", "nofollow"}


def test_a_bare_document_has_a_page(serve: Callable[..., FlaskClient], record: Callable[..., Record]) -> None:
    empty = record("empty", site="", language="")
    client = serve(empty)
    assert said(soup(client, f"/doc/{empty.id}").h1)
    assert soup(client, "/search").select(".hits li")
    assert soup(client, "/").h1


def test_a_table_in_the_removed_part_is_shown_whole(
    serve: Callable[..., FlaskClient], record: Callable[..., Record], piece: Callable[..., JudgedBlock], seminar: Record
) -> None:
    chaff = JudgedBlock("a | b", seminar.blocks[-1].kind, 0, seminar.blocks[0].verdict)
    page = soup(serve(record("t", blocks=[chaff])), f"/doc/{record('t').id}?view=all")
    assert said(page.select_one(".text del")) == "a | b"


# ---------------------------------------------------------------------------------------------------- the rest


def test_the_front_page_leads_into_everything(client: FlaskClient) -> None:
    page = soup(client, "/")
    assert said(page.h1) == "3 pages, winnowed"
    assert "/search?country=Kazakhstan" in hrefs(page, ".overview a")
    assert len(page.select(".newest .hits > li")) == 3
    for href in hrefs(page, "a[href^='/']"):
        assert client.get(href).status_code == 200, href


def test_the_help_shows_every_example_and_each_can_be_run(client: FlaskClient) -> None:
    links = hrefs(soup(client, "/help"), ".guide td a")
    assert len(links) == len(EXAMPLES)
    for link in links:
        assert client.get(link).status_code == 200


def test_browsers_can_add_the_site_to_their_search_engines(client: FlaskClient) -> None:
    xml = client.get("/opensearch.xml")
    assert xml.mimetype == "application/opensearchdescription+xml"
    template = unescape(re.search('template="([^"]*)"', xml.text)[1])
    assert urlsplit(template).netloc == "localhost"
    assert client.get(urlsplit(template.replace("{searchTerms}", "x")).path).status_code == 200


def test_robots_are_kept_from_searches_but_not_from_documents(client: FlaskClient, seminar: Record) -> None:
    assert "Disallow: /search" in client.get("/robots.txt").text
    assert "X-Robots-Tag" in client.get("/search").headers
    assert "X-Robots-Tag" in client.get(f"/doc/{seminar.id}?q=x").headers
    assert "X-Robots-Tag" not in client.get(f"/doc/{seminar.id}").headers


def test_the_site_can_have_a_name(serve: Callable[..., FlaskClient], record: Callable[..., Record]) -> None:
    client = serve(record(), title="Court <pages>")
    assert said(soup(client, "/help").select_one(".brand")) == "Court <pages>"
    assert "Court &lt;pages&gt;" in client.get("/opensearch.xml").text


def test_every_icon_asked_for_is_there(client: FlaskClient) -> None:
    for path in ("/favicon.ico", *hrefs(soup(client, "/"), "link[rel=icon]")):
        with client.get(path) as response:
            assert response.mimetype == "image/svg+xml"
