"""Programs may rely on openapi.json: whatever it allows is answered as it says, and what it forbids is refused."""

import json
import os
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

import webui
from indexer import limits
from indexer.schema import FACET_NAMES

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed (group: contract)")
hypothesis = pytest.importorskip("hypothesis")

PATHS = sorted(json.loads((Path(webui.__file__).parent / "openapi.json").read_text("utf-8"))["paths"])
EXAMPLES = int(os.environ.get("WINNOW_CONTRACT_EXAMPLES", "20"))  # 500 of each take ten minutes
FILTERS = {name for facet in FACET_NAMES for name in (facet, f"not.{facet}")}


def fits(query: dict[str, object] | None) -> bool:
    """What JSON Schema cannot state and the description states in words: limits over several parameters, cursors."""
    query = query or {}
    if query.get("cursor"):  # only an answer's own are good, and none can be made up
        return False
    values = [value for name in FILTERS for value in as_list(query.get(name, []))]
    paged = [query.get("page", 1), query.get("per_page", 10)]
    if all(isinstance(each, int) for each in paged) and paged[0] * paged[1] > limits.PAGE_TIMES_SIZE:
        return False
    return len(values) <= limits.FILTERS and in_order(query.get("date_from"), query.get("date_to"))


def as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def in_order(first: object, last: object) -> bool:
    if not (isinstance(first, str) and isinstance(last, str)):
        return True
    shared = min(len(first), len(last))
    return first[:shared] <= last[:shared]


@schemathesis.hook
def filter_query(context: object, query: dict[str, object] | None) -> bool:
    return fits(query)


@pytest.mark.parametrize("path", PATHS)
def test_the_description_is_held(app: Flask, path: str) -> None:
    """Requests made of the description: none may be answered otherwise than it says."""
    operation = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)[path]["GET"]

    @hypothesis.given(case=operation.as_strategy())
    @hypothesis.settings(max_examples=EXAMPLES, suppress_health_check=list(hypothesis.HealthCheck))
    def held(case: schemathesis.Case) -> None:
        case.call_and_validate()

    held()


def test_the_limits_over_several_parameters_are_refused_with_their_names(client: FlaskClient) -> None:
    many = "&".join(f"site={number}.example" for number in range(limits.FILTERS + 1))
    for query, code in ((many, "too_many_filters"), ("page=101&per_page=100", "too_deep")):
        problem = client.get(f"/api/v1/search?{query}")
        assert (problem.status_code, problem.json["code"]) == (400, code)
