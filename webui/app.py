"""The web UI put together."""

from collections.abc import Sequence

from flask import Flask

from indexer.search import Request
from indexer.searcher import Searcher
from webui import (
    api,
    caching,
    corrections,
    errors,
    export,
    labels,
    overviews,
    pages,
    params,
    refine,
    security,
    service,
)
from webui.markup import highlighted, link, tidy
from webui.serving import SEARCHER

YEAR_SECONDS = 365 * 24 * 3600


def create_app(searcher: Searcher, *, title: str = "Winnow", trusted_hosts: Sequence[str] = ()) -> Flask:
    """A WSGI app that serves what the searcher finds.

    `title` is what the site is called. With `trusted_hosts`, a request for another host is refused: on loopback this
    keeps a page of another site from reading the index through a name that it points at this machine (DNS rebinding).
    """
    app = Flask(__name__)
    app.extensions[SEARCHER] = searcher
    app.config.update(TRUSTED_HOSTS=list(trusted_hosts) or None, SEND_FILE_MAX_AGE_DEFAULT=YEAR_SECONDS)
    dress(app, title)
    security.protect(app)
    errors.register(app)
    for blueprint in (pages.bp, overviews.bp, export.bp, api.bp, service.bp):
        app.register_blueprint(blueprint)
    return app


def dress(app: Flask, title: str) -> None:
    """Give the templates what they need, and have all that they print tidied."""
    app.jinja_env.finalize = tidy
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        site_title=title,
        build=caching.build,
        corrections=corrections,
        labels=labels,
        refine=refine,
        highlighted=highlighted,
        link=link,
        address=params.address,
        listing_address=params.listing_address,
        to_pairs=params.to_pairs,
        cleaning_address=params.cleaning_address,
        site_address=params.site_address,
        anything=Request(),
    )
