"""Headers of every response, errors included, that make a browser distrust whatever slipped into a page."""

import secrets
from typing import Final

from flask import Flask, Response, g, request

from webui import i18n

# Scripts run only with the nonce of their response, nothing may be turned from text into script (Trusted Types), and
# the page may speak to nobody but its own server, and be framed by nobody.
POLICY: Final = "; ".join((
    "default-src 'none'",
    "script-src 'nonce-{nonce}'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
))  # fmt: skip

HEADERS: Final = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"),
)


def protect(app: Flask) -> None:
    """Put the headers on all that the app answers."""
    app.after_request(with_headers)
    app.context_processor(lambda: {"nonce": nonce})


def nonce() -> str:
    """The nonce of this response: made when it is first asked for."""
    if "nonce" not in g:
        g.nonce = new_nonce()
    return str(g.nonce)


def new_nonce() -> str:
    return secrets.token_urlsafe(16)


def with_headers(response: Response) -> Response:
    response.headers.update(HEADERS)
    # Not of a 304: it would replace the policy, and so the nonce, of the page that the browser holds.
    if response.status_code != 304:
        response.headers.setdefault("Content-Security-Policy", POLICY.format(nonce=nonce()))
    if request.query_string or i18n.bare(request.path).startswith(("/search", "/api/")):
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
    if request.path.startswith("/api/"):
        response.headers["Access-Control-Allow-Origin"] = "*"  # nothing here depends on who asks: no cookies, no log-in
    return response
