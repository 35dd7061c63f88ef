"""What monitors, robots and browsers ask every site for: health, robots.txt, the icon."""

from dataclasses import asdict

from flask import Blueprint, Response, current_app

from webui.responses import as_json
from webui.serving import searcher

bp = Blueprint("service", __name__)

# Searches are endless combinations of the same documents; documents themselves may be read.
ROBOTS = """User-agent: *
Disallow: /search
Disallow: /ru/search
Disallow: /kk/search
Disallow: /api/
Disallow: /*?
"""


@bp.get("/healthz")
def healthz() -> Response:
    """200 while the index answers; a broken one is a 503 (by errors.py), never a healthy site that finds nothing."""
    response = as_json({"status": "ok", **asdict(searcher().status())})
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.get("/robots.txt")
def robots() -> Response:
    return Response(ROBOTS, mimetype="text/plain")


@bp.get("/favicon.ico")
def favicon() -> Response:
    """For whoever asks for the icon without reading the page that says where it is."""
    return current_app.send_static_file("favicon.svg")
