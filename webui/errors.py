"""From errors to HTTP: the only file that knows status codes.

Programs (the API, `.json`, exports, /healthz) get problem+json (RFC 9457) with `code`, `parameter` and `allowed`;
people get a page in the usual layout that says what to do. Neither shows a path, an engine's message or a trace: those
are logged.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from flask import Flask, Response, current_app, render_template, request
from werkzeug.datastructures import Headers
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.http import HTTP_STATUS_CODES

from indexer import errors
from indexer.asking import Request
from webui import addresses, i18n, params, security
from webui.i18n import _, mark
from webui.params import BadParameter
from webui.responses import as_json

RETRY_SECONDS: Final = "5"


@dataclass(frozen=True)
class Problem:
    """What went wrong, for people and for programs."""

    status: int
    code: str  # stable, for programs
    detail: str  # a sentence or two: what it is, and the way out
    parameter: str | None = None
    allowed: tuple[str, ...] = ()
    way_out: str = ""  # an address that works

    @property
    def title(self) -> str:
        return HTTP_STATUS_CODES.get(self.status, "Error")


def of_page(page: int, last: int) -> int:
    """The status of a page of results or values: beyond the last one there is none, though it says where that is."""
    return 404 if 0 < last < page else 200


NO_INDEX: Final = Problem(
    503, "no_index", mark("There is no index yet. Whoever runs this site makes it with: winnow build")
)
OUTDATED: Final = Problem(
    503, "index_outdated", mark("Another version of Winnow made the index. Bring it up to date: winnow build")
)
DAMAGED: Final = Problem(
    503, "index_damaged", mark("The index cannot be read. Whoever runs this site runs: winnow verify")
)
ENGINE: Final = Problem(
    503, "engine_failed", mark("The search engine did not answer. Your search is all right; try again.")
)
BUSY: Final = replace(ENGINE, code="busy")  # said by load.py
NO_DOCUMENT: Final = Problem(
    404, "no_such_document", mark("There is no document with this id. It may have left the index.")
)
NO_SITE: Final = Problem(
    404, "no_such_site", mark("No document comes from a site of this name. It may have left the index.")
)
BUG: Final = Problem(500, "internal", mark("Something went wrong here, and it is not your search. It has been logged."))

# Most specific first; the message of the error itself is logged, not shown.
PROBLEMS: Final[tuple[tuple[type[Exception], Problem], ...]] = (
    (errors.NoSuchDocument, NO_DOCUMENT),
    (errors.NoSuchSite, NO_SITE),
    (errors.NoIndex, NO_INDEX),
    (errors.IndexOutdated, OUTDATED),
    (errors.IndexFault, DAMAGED),
    (errors.EngineError, ENGINE),
    (Exception, BUG),
)

# What stands above it for people.
HEADINGS: Final = {
    400: mark("This address asks for something that is not there"),
    404: mark("Not found"),
    500: mark("Something went wrong"),
    503: mark("Not available just now"),
}

# What people are told of the errors that Flask itself raises.
HTTP: Final = {
    400: Problem(400, "bad_request", mark("This request cannot be understood.")),
    404: Problem(404, "not_found", mark("There is no page at this address.")),
    405: Problem(405, "method_not_allowed", mark("Pages here can only be read: use GET or HEAD.")),
}


def register(app: Flask) -> None:
    app.register_error_handler(BadParameter, bad_parameter)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(SecurityError, untrusted_host)
    for kind, problem in PROBLEMS:
        app.register_error_handler(kind, handler(problem))


def handler(problem: Problem) -> Callable[[Exception], Response]:
    def handle(error: Exception) -> Response:
        if problem.status >= 500:
            current_app.logger.error("%s at %r: %r", problem.code, request.path, error, exc_info=error)
        return answer(problem)

    return handle


def bad_parameter(error: BadParameter) -> Response:
    way_out = addresses.without(request.path, addresses.pairs(request.query_string), error.parameter)
    return answer(Problem(400, error.code, str(error), error.parameter, error.allowed, way_out))


def http_error(error: HTTPException) -> Response:
    """Flask's own errors, with their headers: a 405 says in Allow what is allowed."""
    status = error.code or 500
    if status < 400:  # a redirect, e.g. to the same address without a doubled slash
        return Response(status=status, headers=error.get_headers())
    problem = HTTP.get(status, Problem(status, "http_error", error.name))
    allowed = tuple(sorted(getattr(error, "valid_methods", None) or ()))
    response = answer(replace(problem, allowed=allowed))
    if allowed:
        response.headers["Allow"] = ", ".join(allowed)
    return response


def untrusted_host(_error: SecurityError) -> Response:
    """In plain words, without the layout: for a host that is not ours there are no addresses to link to."""
    text = "This site does not answer under this host name.\n"
    return Response(text, status=400, mimetype="text/plain")


def busy(app: Flask) -> Callable[[str], Response]:
    """What those are answered, by the path that they asked for, whom a loaded site does not answer.

    It is made once for programs and once for each language, without the words that were asked for: cheap. Only the
    nonce is new each time.
    """

    @cache
    def made(path: str) -> tuple[bytes, Headers, str]:
        host = (app.config["TRUSTED_HOSTS"] or ["localhost"])[0].lstrip(".")
        with app.test_request_context(path, base_url=f"http://{host}"):
            response = app.process_response(answer(BUSY))
            return response.get_data(), response.headers, security.nonce()

    def told(path: str) -> Response:
        language = i18n.of(path)
        body, headers, nonce = made("/api/" if for_programs(path) else i18n.local("/search", language))
        fresh = security.new_nonce()
        renewed = [(name, value.replace(nonce, fresh)) for name, value in headers]
        return Response(body.replace(nonce.encode(), fresh.encode()), BUSY.status, renewed)

    return told


# ---------------------------------------------------------------------------------------------------------- answers


def for_programs(path: str) -> bool:
    """Is the address one that programs read? It says so itself; no header changes what an address answers."""
    return path.startswith("/api/") or path.endswith((".json", ".jsonl", ".csv")) or path == "/healthz"


def answer(problem: Problem) -> Response:
    response = problem_json(problem) if for_programs(request.path) else page(problem)
    response.status_code = problem.status
    response.headers["Cache-Control"] = "no-store"
    if problem.status == 503:
        response.headers["Retry-After"] = RETRY_SECONDS
    return response


def page(problem: Problem) -> Response:
    asked = Request(params.words(addresses.pairs(request.query_string)))
    heading = _(HEADINGS.get(problem.status, problem.title))
    html = render_template("error.html", problem=problem, heading=heading, asked=asked)
    return Response(html, mimetype="text/html")


def problem_json(problem: Problem) -> Response:
    plain = {
        "type": "about:blank",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
        "code": problem.code,
        "parameter": problem.parameter,
        "allowed": list(problem.allowed),
    }
    return as_json(plain, "application/problem+json")
