from flask.testing import FlaskClient

from webui.copies import Run, differences


def runs(here: str, there: str) -> list[tuple[str, str]]:
    return [(run.kind, run.text) for run in differences(here, there)]


def test_the_words_of_one_and_of_the_other_are_told() -> None:
    assert runs("on 3 May in Taraz", "on 4 May in Taraz") == [
        ("both", "on"),
        ("here", "3"),
        ("there", "4"),
        ("both", "May in Taraz"),
    ]


def test_only_what_stands_around_a_difference_is_shown() -> None:
    words = [f"w{number}" for number in range(40)]
    (before, gone, after) = differences(" ".join(words), " ".join(words[:20] + words[21:]))
    assert before == Run("both", "… w14 w15 w16 w17 w18 w19")
    assert (gone, after) == (Run("here", "w20"), Run("both", "w21 w22 w23 w24 w25 w26 …"))


def test_the_same_words_have_no_differences() -> None:
    assert runs("a b\n\nc", "a b c") == []


def test_long_texts_are_compared_from_their_beginning() -> None:
    assert runs("a " * 3000 + "b", "a " * 3000 + "c") == []


# ------------------------------------------------------------------------------------------------------ over HTTP


def press(client: FlaskClient) -> tuple[dict, dict]:
    """The press release and its correction, the one that stands first first."""
    results = client.get('/api/v1/search?q="shelter agreement"&per_page=100').json["results"]
    (first,) = (result for result in results if result["duplicates"])
    (second,) = (result for result in results if result["duplicate_of"] == first["id"])
    return first, second


def test_results_name_their_near_duplicates(seeds_client: FlaskClient) -> None:
    first, second = press(seeds_client)
    assert (first["duplicates"], second["duplicates"]) == (1, 0)
    assert first["duplicate_of"] is None
    assert first["duplicate_links"] == [{name: second[name] for name in first["duplicate_links"][0]}]


def test_the_page_of_results_folds_them_and_counts_them(seeds_client: FlaskClient) -> None:
    first, second = press(seeds_client)
    page = seeds_client.get('/search?q="shelter agreement"&per_page=100').text
    found = seeds_client.get('/api/v1/search?q="shelter agreement"&per_page=100').json
    assert page.count("<li value=") == found["total"] - 1
    assert "1 more like this" in page
    assert f"/doc/{second['id']}" in page[page.index("1 more like this") :]
    assert f"/doc/{second['id']}" not in page[: page.index("1 more like this")]
    assert f"/doc/{first['id']}" in page


def test_exports_are_not_folded(seeds_client: FlaskClient) -> None:
    lines = seeds_client.get('/search.jsonl?q="shelter agreement"').text
    assert all(result["id"] in lines for result in press(seeds_client))


def test_a_document_tells_its_near_duplicates_and_the_words_that_differ(seeds_client: FlaskClient) -> None:
    first, second = press(seeds_client)
    page = seeds_client.get(f"/doc/{first['id']}").text
    part = page[page.index('id="copies"') :]
    part = part[: part.index("</section>")]
    assert f"/doc/{second['id']}" in part
    assert part.count("<del>") + part.count("<ins>") >= 2
    similar = seeds_client.get(f"/api/v1/docs/{first['id']}/similar").json["results"]
    assert second["id"] not in {result["id"] for result in similar}


def test_a_document_without_near_duplicates_has_no_list_of_them(seeds_client: FlaskClient) -> None:
    results = seeds_client.get("/api/v1/search?q=seminar").json["results"]
    alone = next(one for one in results if not one["duplicates"] and not one["duplicate_of"])
    assert 'id="copies"' not in seeds_client.get(f"/doc/{alone['id']}").text
