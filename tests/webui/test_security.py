import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient

from indexer.model import JudgedBlock, Record, Verdict
from webui.addresses import site_address

PATHS = [
    "/", "/search", "/search?q=a&date_from=", "/search?sort=x", "/doc/{id}", "/doc/{id}?q=UNODC&view=all",
    "/doc/{id}.txt", "/doc/{id}.json", "/doc/nope", "/help", "/healthz", "/robots.txt", "/opensearch.xml",
    "/browse", "/browse/country?order=name", "/browse/no", "/corpus", "/status", "/search.csv", "/search.jsonl?sort=x",
    "/favicon.ico", "/static/winnow.css", "/static/nope", "/api/v1/search", "/api/v1/search?x=1", "/api/v1/docs/{id}",
    "/api/v1/docs/x", "/cleaning", "/cleaning/a.example", "/cleaning/nope", "/api/v1/cleaning",
    "/api/v1/openapi.json", "/nope", "//search",
]  # fmt: skip
PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg onload=alert(1)>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    '" onfocus=alert(1) autofocus="',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "{{ 7 * 7 }}{% raw %}",
    "{0.__class__}",
    "<!--<script>",
    "]]><script>alert(1)</script>",
    "\u202e<u>x",
    "<mark onclick=alert(1)>x</mark>",
    "%3Cscript%3E",
]


class Seen(HTMLParser):
    """What a page holds that could run."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[dict[str, str | None]] = []
        self.handlers: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "script":
            self.scripts.append(dict(attrs))
        self.handlers += [name for name, _ in attrs if name.startswith("on") or name == "style"]
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action")]


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS"])
@pytest.mark.parametrize("path", PATHS)
def test_every_answer_has_the_headers(client: FlaskClient, seminar: Record, path: str, method: str) -> None:
    with client.open(path.format(id=seminar.id), method=method) as response:
        headers = response.headers
    policy = headers["Content-Security-Policy"]
    assert re.match(r"default-src 'none'; script-src 'nonce-[\w-]{20,}';", policy)
    for part in (
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "require-trusted-types-for 'script'",
        "form-action 'self'",
    ):
        assert part in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "Set-Cookie" not in headers


def test_the_nonce_is_that_of_the_page_and_never_the_same(client: FlaskClient) -> None:
    first, second = client.get("/help"), client.get("/help")
    nonce = re.search('<script nonce="([^"]+)"', first.text)
    assert nonce
    assert nonce[1] in first.headers["Content-Security-Policy"]
    assert nonce[1] not in second.text


def test_an_unchanged_page_keeps_the_policy_the_browser_has(client: FlaskClient) -> None:
    tag = client.get("/help").headers["ETag"]
    again = client.get("/help", headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert "Content-Security-Policy" not in again.headers


def hostile(payload: str, record: Callable[..., Record]) -> Record:
    """A record with the payload in every field that a page can bring."""
    chaff = JudgedBlock(payload, "paragraph", 0, Verdict(False, payload, payload, 3, 4))  # type: ignore[arg-type]
    return record(
        payload,
        f"seminar {payload}",
        [chaff, f"A seminar on {payload} was held. {payload}"],
        url=payload,
        site=payload,
        language=payload[:8],
        dates=[("2018-01-01", "2018-12-31", "year", payload, payload)],
        country=(payload, "Iran"),
        organisation=(payload,),
    )


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_a_page_or_a_reader_wrote_becomes_markup(
    serve: Callable[..., FlaskClient], record: Callable[..., Record], payload: str
) -> None:
    planted = hostile(payload, record)
    client = serve(planted, record("other", "Another seminar", ["A seminar."]))
    asked = {"q": payload, "country": payload, "not.site": payload}
    for path, query in [
        ("/", {}),
        ("/search", {}),
        ("/search", {"q": "seminar"}),
        ("/search", asked),
        ("/search", {"site": payload, "organisation": payload}),
        ("/search", {"sort": payload}),
        ("/browse", {}),
        ("/browse/organisation", {"order": "name"}),
        ("/browse/country", {**asked, "prefix": payload}),
        ("/corpus", {}),
        ("/timeline", {**asked, "by": "country"}),
        ("/together", {"rows": "organisation", "columns": "country"}),
        ("/ru/search", asked),
        ("/search", {payload: payload}),
        (f"/doc/{planted.id}", {}),
        (f"/doc/{planted.id}", {**asked, "view": "all"}),
        (f"/doc/{payload}", {}),
        ("/cleaning", {}),
        ("/cleaning", {"order": payload}),
        (site_address("/cleaning", payload), {}),
    ]:
        response = client.get(path, query_string=query)
        assert response.status_code in (200, 400, 404)
        seen = Seen()
        seen.feed(response.text)
        assert [script["src"][:8] for script in seen.scripts if script["src"]] == ["/static/"], (path, query)
        assert not seen.handlers, (path, query)
        assert not [link for link in seen.links if not re.match("/|#|https?://", link)], (path, query)
        assert not seen.tags & {"img", "iframe", "u"}
        assert "\u202e" not in response.text


@pytest.mark.parametrize("payload", PAYLOADS)
def test_in_json_it_is_a_string(serve: Callable[..., FlaskClient], record: Callable[..., Record], payload: str) -> None:
    planted = hostile(payload, record)
    response = serve(planted).get(f"/api/v1/docs/{planted.id}")
    assert response.mimetype == "application/json"
    assert response.json["title"] == f"seminar {payload}"


def test_no_page_holds_a_control_character(serve: Callable[..., FlaskClient], record: Callable[..., Record]) -> None:
    planted = record("x", "a\x07title", ["A \x1b[31mseminar with \u202e controls"])
    client = serve(planted)
    for path in ("/", "/search?q=seminar%07%00", f"/doc/{planted.id}?view=all&q=seminar", "/search?sort=%07"):
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", client.get(path).text), path


def test_another_host_is_refused_where_hosts_are_named(
    serve: Callable[..., FlaskClient], record: Callable[..., Record]
) -> None:
    client = serve(record(), trusted_hosts=("127.0.0.1", "localhost"))
    assert client.get("/", headers={"Host": "127.0.0.1:8000"}).status_code == 200
    response = client.get("/", headers={"Host": "evil.example"})
    assert response.status_code == 400
    assert response.headers["X-Content-Type-Options"] == "nosniff"
