"""Where a document stands in each of model.SORTS: by a key that ascends, then by its id."""

from datetime import datetime
from typing import Final

from indexer.limits import TITLE_CHARS
from indexer.model import Place, Shown
from indexer.words import fold

LAST_DAY: Final = 99_999_999  # stands behind every day: documents without a date come last
LAST_TITLE: Final = "\U0010ffff"


def place(sort: str, score: float, document: Shown) -> Place:
    """The place of a document that was found with this score."""
    return Place(-score if sort == "relevance" else key_of(sort, document), document.id)


def key_of(sort: str, document: Shown) -> int | str:
    """What one of the orders but relevance goes by."""
    match sort:
        case "title":
            return title_key(document.title)
        case "-first_seen":
            return -seconds(document.first_seen)
        case "-date":
            return -day(document.date.value) if document.date else 0
        case _:
            return day(document.date.value) if document.date else LAST_DAY


def title_key(title: str) -> str:
    return fold(title)[:TITLE_CHARS] or LAST_TITLE


def day(iso: str) -> int:
    """A day as YYYYMMDD."""
    return int(iso.replace("-", ""))


def seconds(iso: str) -> int:
    """A moment in seconds since 1970; 0 where there is none."""
    return int(datetime.fromisoformat(iso).timestamp()) if iso else 0
