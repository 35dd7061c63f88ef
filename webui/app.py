"""The web UI put together."""

from collections.abc import Sequence
from pathlib import Path

from flask import Flask

from indexer.asking import Request
from indexer.searcher import Searcher
from webui import (
    addresses,
    api,
    caching,
    corrections,
    dates,
    errors,
    export,
    feeds,
    i18n,
    labels,
    load,
    overviews,
    pages,
    reader,
    refine,
    security,
    service,
)
from webui.markup import counted, highlighted, link, repeated, said, slot, tidy, values_in
from webui.phrases import phrase
from webui.serving import SEARCHER, SEEDS

YEAR_SECONDS = 365 * 24 * 3600


def create_app(
    searcher: Searcher, *, title: str = "Winnow", trusted_hosts: Sequence[str] = (), seeds: Sequence[Path] = ()
) -> Flask:
    """A WSGI app that serves what the searcher finds.

    `title` is what the site is called. With `trusted_hosts`, a request for another host is refused: on loopback this
    keeps a page of another site from reading the index through a name that it points at this machine (DNS rebinding).
    `seeds` are the folders that the index was built from: pages are shown as captured from there, or not at all.
    """
    app = Flask(__name__)
    app.extensions.update({SEARCHER: searcher, SEEDS: tuple(seeds)})
    app.config.update(TRUSTED_HOSTS=list(trusted_hosts) or None, SEND_FILE_MAX_AGE_DEFAULT=YEAR_SECONDS)
    dress(app, title)
    i18n.remember(app)
    security.protect(app)
    errors.register(app)
    load.bound(app, errors.busy(app))
    for blueprint in (pages.bp, reader.bp, reader.files, overviews.bp, feeds.bp, export.bp, api.bp, service.bp):
        app.register_blueprint(blueprint)
    for language in i18n.OTHERS:
        for blueprint in (pages.bp, reader.bp, overviews.bp, feeds.bp):
            app.register_blueprint(blueprint, name=f"{blueprint.name}-{language}", url_prefix=f"/{language}")
    return app


def dress(app: Flask, title: str) -> None:
    """Give the templates what they need, and have all that they print tidied."""
    app.jinja_env.finalize = tidy
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.newstyle_gettext = True  # type: ignore[attr-defined]  # values are given to `said`, which escapes them
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        site_title=title,
        build=caching.build,
        corrections=corrections,
        labels=labels,
        dates=dates,
        i18n=i18n,
        phrase=phrase,
        to=i18n.local,
        switch=addresses.switch,
        _=said,
        gettext=said,
        ngettext=counted,
        refine=refine,
        highlighted=highlighted,
        repeated=repeated,
        slot=slot,
        values_in=values_in,
        link=link,
        address=addresses.address,
        listing_address=addresses.listing_address,
        to_pairs=addresses.to_pairs,
        cleaning_address=addresses.cleaning_address,
        site_address=addresses.site_address,
        anything=Request(),
    )
