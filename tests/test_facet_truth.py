"""Following a facet value or a year finds as many documents as are printed beside it, whatever was chosen before."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer import pipeline
from indexer.engines import IN_A_FOLDER
from indexer.schema import FACET_NAMES
from indexer.searcher import Searcher
from indexer.settings import Settings
from webui import create_app

ROUNDS = 25
QUERIES = [
    "",
    "seminar",
    "торговля людьми",
    "су OR water",
    "-Kazakhstan",
    '"of the"',
    "суд*",
    "date:>=2015",
    "title:report",
]
SEEDS = Path(__file__).parents[1] / "seeds"


@pytest.fixture(scope="module", params=IN_A_FOLDER)
def client(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    index = tmp_path_factory.mktemp("truth") / "index"
    pipeline.build(Settings(seeds=(SEEDS,), index=index, engine=request.param, workers=2))
    with Searcher(index) as searcher:
        yield create_app(searcher).test_client()


def test_what_is_printed_is_what_is_found(client: FlaskClient) -> None:
    rng, checked = random.Random(7), 0
    for _ in range(ROUNDS):
        address = "/api/v1/search?per_page=0&q=" + rng.choice(QUERIES)
        for _ in range(rng.randrange(3)):  # as a user would: by following links of the answer before
            values = [value for facet in client.get(address).json["facets"] for value in facet["values"]]
            address = rng.choice(
                [v for value in values for v in (value["toggle_url"], value["exclude_url"]) if v] or [address]
            )
        for facet in client.get(address).json["facets"]:
            followed = [*rng.sample(facet["values"], min(3, len(facet["values"]))), facet["missing_value"]]
            for value in filter(None, followed):
                assert client.get(value["url"]).json["total"] == value["count"], value["url"]
                checked += 1
    assert checked > ROUNDS * len(FACET_NAMES)


@pytest.mark.parametrize("facet", FACET_NAMES)
def test_no_document_is_lost_between_a_facets_values(client: FlaskClient, facet: str) -> None:
    answer = client.get("/api/v1/search?per_page=100").json
    counts = next(each for each in answer["facets"] if each["field"] == facet)
    with_value = sum(bool(result["facets"].get(facet)) for result in answer["results"])
    assert answer["total"] == with_value + counts["missing"]
    values = {value["value"] for result in answer["results"] for value in result["facets"].get(facet, ())}
    assert counts["distinct"] == len(values)
