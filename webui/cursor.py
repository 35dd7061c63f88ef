"""Going deep without pages: a cursor names the place in an order where the next results begin.

It is opaque to programs, holds no state of ours, and stays good when documents come and go, or its own is gone.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Final

from indexer.model import Place
from webui.addresses import Pairs
from webui.i18n import _
from webui.params import BadParameter, one

LONGEST: Final = 2_000  # characters; titles, which one order goes by, have 300


def written(place: Place, sort: str) -> str:
    """The cursor of a place in an order."""
    return urlsafe_b64encode(json.dumps([sort, place.key, place.id]).encode()).decode().rstrip("=")


def read(given: Pairs, sort: str) -> Place | None:
    """The place that a program goes on from; None where it begins. Raises BadParameter."""
    value = one(given, "cursor")
    if not value:
        return None
    try:
        order, key, name = json.loads(urlsafe_b64decode((value + "=" * (-len(value) % 4)).encode()))
    except (ValueError, TypeError):
        raise wrong() from None
    expected = str if sort == "title" else (int, float)
    if order != sort or not isinstance(key, expected) or not isinstance(name, str) or len(value) > LONGEST:
        raise wrong()
    return Place(key, name)


def wrong() -> BadParameter:
    return BadParameter("bad_value", "cursor", _("This cursor is not one of this search in this order: begin anew."))
