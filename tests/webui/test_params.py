from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import limits
from indexer.asking import UNASKED, Request
from indexer.model import SORTS, Filter
from indexer.schema import FACET_NAMES
from webui.addresses import BROWSE, SEARCH, Listing, address, listing_address, pairs, to_pairs
from webui.params import ORDERS, BadParameter, has_empties, listing, parse

TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40)
VALUES = st.lists(
    st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20),
    min_size=1,
    max_size=3,
    unique=True,
)
YEARS = st.sampled_from(["1999", "2018", "2018-10", "2018-10-09"])


@st.composite
def requests(draw: st.DrawFn) -> Request:
    kinds = [(name, exclude) for name in FACET_NAMES for exclude in (False, True)]
    filters = tuple(Filter(name, tuple(draw(VALUES)), exclude) for name, exclude in kinds if draw(st.booleans()))
    while sum(len(f.values) for f in filters) > limits.FILTERS:
        filters = filters[1:]
    first, last = sorted((draw(YEARS), draw(YEARS)))
    return Request(
        q=draw(TEXT),
        filters=filters,
        date_from=draw(st.sampled_from(["", first])),
        date_to=draw(st.sampled_from(["", last])),
        sort=draw(st.sampled_from(SORTS)),
        page=draw(st.integers(1, 100)),
        per_page=draw(st.integers(0, 100)),
        not_also=draw(st.sampled_from([(), UNASKED])),
    )


def at(query: str) -> Request:
    return parse(pairs(query))


@given(requests())
def test_a_request_comes_back_from_its_address(request: Request) -> None:
    assert at(urlsplit(address(SEARCH, request)).query) == request


@given(requests(), TEXT, st.sampled_from(ORDERS), st.integers(1, 1000))
def test_the_values_asked_for_come_back_from_their_address(
    request: Request, prefix: str, order: str, page: int
) -> None:
    asked = Listing("country", replace(request, page=1), prefix.strip(), order, page)
    assert listing("country", pairs(urlsplit(listing_address(BROWSE, asked)).query)) == asked


@given(st.binary(max_size=60))
def test_any_q_is_taken(raw: bytes) -> None:
    query = "q=" + "".join(f"%{byte:02x}" for byte in raw)
    asked = at(query)
    assert at(urlsplit(address(SEARCH, asked)).query) == asked


@given(st.text(max_size=80))
def test_any_address_is_read_or_refused_by_name(query: str) -> None:
    refused = None
    try:
        at(query)
    except BadParameter as error:
        refused = error.parameter
    assert refused is None or refused in [name for name, _ in pairs(query)]


def test_parameters_stand_in_one_order_without_empty_and_default_ones() -> None:
    asked = at("page=1&sort=relevance&per_page=10&date_from=&country=Iran&not.site=x&country=Kazakhstan&q=a+b")
    assert address(SEARCH, asked) == "/search?q=a+b&not.site=x&country=Iran&country=Kazakhstan"


def test_nothing_asked_is_a_plain_address() -> None:
    assert address(SEARCH, Request()) == "/search"


def test_a_repeated_value_is_one() -> None:
    assert at("country=Iran&country=Iran").filters == (Filter("country", ("Iran",)),)


def test_control_characters_and_bytes_that_are_no_text_are_replaced() -> None:
    assert at("q=a%00b%ff").q == "a b�"


def test_a_query_is_cut_one_character_beyond_the_limit() -> None:
    assert len(at("q=" + "a" * 5000).q) == limits.QUERY_CHARS + 1


@pytest.mark.parametrize(
    ("query", "code", "parameter"),
    [
        ("fcet=x", "unknown_parameter", "fcet"),
        ("all.country=x", "unknown_parameter", "all.country"),
        ("sort=newest", "bad_value", "sort"),
        ("page=0", "bad_value", "page"),
        ("page=-0", "bad_value", "page"),
        ("page=1e9", "bad_value", "page"),
        ("page=%D9%A1", "bad_value", "page"),
        ("page=1_0", "bad_value", "page"),
        ("per_page=101", "bad_value", "per_page"),
        ("per_page=+5", "bad_value", "per_page"),
        ("page=2&page=3", "repeated_parameter", "page"),
        ("page=101&per_page=100", "too_deep", "page"),
        ("date_from=2018-13", "bad_value", "date_from"),
        ("date_from=2018-02-30", "bad_value", "date_from"),
        ("date_to=18", "bad_value", "date_to"),
        ("date_to=2018-1", "bad_value", "date_to"),
        ("date_from=0000", "bad_value", "date_from"),
        ("date_from=2019&date_to=2018", "bad_value", "date_from"),
        ("site=" + "x" * 201, "bad_value", "site"),
        ("&".join(f"site={n}" for n in range(21)), "too_many_filters", "site"),
    ],
)
def test_what_is_wrong_is_named(query: str, code: str, parameter: str) -> None:
    with pytest.raises(BadParameter) as raised:
        at(query)
    assert (raised.value.code, raised.value.parameter) == (code, parameter)


def test_what_is_allowed_is_said() -> None:
    with pytest.raises(BadParameter) as raised:
        at("sort=newest")
    assert raised.value.allowed == SORTS


@pytest.mark.parametrize(
    "query", ["date_from=2018&date_to=2018", "date_from=2018-05&date_to=2018", "date_to=2018-02-28"]
)
def test_a_range_within_a_year_is_a_range(query: str) -> None:
    assert to_pairs(at(query)) == pairs(query)


def test_what_a_plain_form_sends_for_empty_fields_is_seen() -> None:
    assert has_empties(pairs("q=a&date_from="))
    assert not has_empties(pairs("q="))
