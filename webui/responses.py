"""Plain data → JSON as this site sends it."""

import json
from collections.abc import Mapping

from flask import Response


def as_json(plain: Mapping[str, object], mimetype: str = "application/json") -> Response:
    """JSON in UTF-8, in the order of the data. A lone surrogate, which UTF-8 cannot hold, becomes "?"."""
    body = json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return Response(body + b"\n", mimetype=mimetype)
