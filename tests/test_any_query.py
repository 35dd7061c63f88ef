"""Whatever is typed into the box is answered: 200, sensible results, and a word on how it was understood."""

import os
import random

import pytest
from flask.testing import FlaskClient

RANDOM = int(os.environ.get("WINNOW_RANDOM_QUERIES", "400"))  # 20,000: make soak
LINES = [
    *("it's", "http://a.kz/b?c", "-Kazakhstan", "seminar AND", '"unbalanced', "(open", "AND", "NOT", "a:b"),
    *("title:*202[0-4]", "seminar^", "[2018 TO 2019]", "GLO.ACT", "UNODC-led", "*", "**", "a*"),
    *(
        "(" * 1000 + "seminar" + ")" * 1000,
        "word " * 2000,
        "nul\0 and \ud800",
        "🎉 👩‍👩‍👧",
        "مرحبا بالعالم",
        "торговля людьми",
    ),
    *("date:2018-13", "'; DROP TABLE page; --"),
]
PIECES = [
    *'"()-*~^:[]{}<>!?&|\\/+.,;=%#@_ \t\n\0',
    *(
        "AND",
        "OR",
        "NOT",
        "title:",
        "date:",
        "country:",
        "2018",
        "..",
        ">=",
        "~2",
        "сем",
        "құқық",
        "seminar",
        "\u202e",
        "é",
    ),
    *("\ud800", "\U0001f600", "GLO.ACT", "trafficking", "«", "»", "“"),
]


def ask(client: FlaskClient, q: str) -> dict:
    response = client.get("/api/v1/search", query_string={"q": q.encode("utf-8", "surrogatepass"), "per_page": 1})
    assert response.status_code == 200, q
    return response.json


@pytest.mark.parametrize("line", LINES, ids=lambda line: ascii(line[:20]))
def test_each_of_these_is_answered_on_the_page_too(seeds_client: FlaskClient, line: str) -> None:
    answer = ask(seeds_client, line)
    assert answer["query"]["interpreted"] or answer["query"]["notes"]
    page = seeds_client.get("/search", query_string={"q": line.encode("utf-8", "surrogatepass")}, follow_redirects=True)
    assert page.status_code == 200


def test_random_text_is_answered(seeds_client: FlaskClient) -> None:
    rng = random.Random(3)
    for _ in range(RANDOM):
        ask(seeds_client, "".join(rng.choices(PIECES, k=rng.randrange(1, 25))))


def test_a_minus_excludes(seeds_client: FlaskClient) -> None:
    with_it, without, everything = (ask(seeds_client, q)["total"] for q in ("Kazakhstan", "-Kazakhstan", ""))
    assert 0 < with_it < everything
    assert with_it + without == everything


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("GLO.ACT", "GLO.ACT"),
        ("gloact", "GLO.ACT"),
        ("торговля людьми", "торговлей людьми"),
        ("Казахстан", "Казахстане"),
    ],
)
def test_other_forms_of_a_word_are_found(seeds_client: FlaskClient, line: str, found: str) -> None:
    answer = seeds_client.get("/api/v1/search", query_string={"q": line, "per_page": 100}).json
    texts = [seeds_client.get(result["links"]["self"]).json["text"] for result in answer["results"]]
    assert any(found in text for text in texts)


def test_a_date_that_does_not_exist_is_explained(seeds_client: FlaskClient) -> None:
    assert [note["code"] for note in ask(seeds_client, "date:2018-13")["query"]["notes"]] == ["not_a_date"]
