"""What this app serves: the searcher and the seeds that create_app was given."""

from pathlib import Path
from typing import Final, cast

from flask import current_app

from indexer.searcher import Searcher

SEARCHER: Final = "winnow.searcher"
SEEDS: Final = "winnow.seeds"


def searcher() -> Searcher:
    """The searcher of the app that answers now."""
    return cast(Searcher, current_app.extensions[SEARCHER])


def seeds() -> tuple[Path, ...]:
    """The folders that the index was built from; none where the app was not told."""
    return cast(tuple[Path, ...], current_app.extensions[SEEDS])
