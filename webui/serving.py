"""What this app serves: the searcher that create_app was given."""

from typing import Final, cast

from flask import current_app

from indexer.searcher import Searcher

SEARCHER: Final = "winnow.searcher"


def searcher() -> Searcher:
    """The searcher of the app that answers now."""
    return cast(Searcher, current_app.extensions[SEARCHER])
