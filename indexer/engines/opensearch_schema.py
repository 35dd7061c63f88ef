"""The fields of an OpenSearch index, and a record as a document of it.

OpenSearch is given words that are analysed already, joined by spaces: its own analysis only splits at these. What comes
back of a document is what the other engines store; the words are indexed and not kept (`_source` leaves them out).
"""

import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Any, Final

from indexer.engines import bm25
from indexer.engines.analysed import Analysed
from indexer.engines.codec import decode, decode_shown, packed
from indexer.engines.terms import GAP, NO_YEAR, UNLISTED, YEAR, key, utf8
from indexer.limits import QUERY_CHARS
from indexer.model import TEXT_FIELDS, Record, Shown
from indexer.schema import FACET_NAMES, MISSING
from indexer.settings import Cluster

VALUED: Final = (*FACET_NAMES, UNLISTED)
STORED: Final = ("shown", "rest")  # see codec

_VALUE_CHARS: Final = 8_191  # Lucene takes 32,766 bytes; a longer value is shown, and found by no filter
_WORDS: Final = {"type": "text", "analyzer": "words", "position_increment_gap": GAP, "index_options": "positions"}
_COUNTED_WORDS: Final = {"type": "text", "analyzer": "words", "index_options": "freqs"}
_WHOLE: Final = {"type": "keyword", "ignore_above": _VALUE_CHARS}
_FOUND_ONLY: Final = {**_WHOLE, "doc_values": False}
_KEPT: Final = {"type": "binary"}

_FIELDS: Final[Mapping[str, object]] = {
    **dict.fromkeys(STORED, _KEPT),
    "id": {"type": "keyword"},
    **{name: _WORDS if positions else _COUNTED_WORDS for name, positions in TEXT_FIELDS.items()},
    **{f"value_{name}": _WHOLE for name in VALUED},  # counted as they are spelt, found by their keys
    **{f"key_{name}": _FOUND_ONLY for name in VALUED},
    f"value_{YEAR}": {"type": "short"},
    "first_day": {"type": "integer"},
    "last_day": {"type": "integer"},
    "seen": {"type": "long"},
    "title": {"type": "keyword"},
}
LAYOUT: Final = hashlib.sha256(json.dumps(_FIELDS, sort_keys=True).encode()).hexdigest()[:16]


def mappings() -> dict[str, object]:
    return {
        "dynamic": "strict",
        "_meta": {"winnow": LAYOUT},
        "_source": {"includes": list(STORED)},
        "properties": dict(_FIELDS),
    }


def index_settings(cluster: Cluster, version: tuple[int, ...]) -> dict[str, object]:
    """Of a new index. It is refreshed when all documents are in it, so no search ever sees a part of them."""
    # BM25 with the factor k1 + 1, as the other engines have it: the default until 3.0 gave it another name.
    kind = "LegacyBM25" if version >= (3,) else "BM25"
    tokenizer = {"type": "whitespace", "max_token_length": 2 * QUERY_CHARS}  # in UTF-16 units
    return {
        "number_of_shards": cluster.shards,
        "number_of_replicas": cluster.replicas,
        "refresh_interval": "-1",
        "similarity": {"default": {"type": kind, "k1": bm25.K1, "b": bm25.B}},
        "analysis": {
            "tokenizer": {"words": tokenizer},
            "analyzer": {"words": {"type": "custom", "tokenizer": "words"}},
        },
    }


def document(analysed: Analysed) -> dict[str, object]:
    """What is indexed and stored of a record."""
    terms, parts = analysed.terms, packed(*analysed.parts)
    row: dict[str, object] = {name: b64encode(data).decode() for name, data in zip(STORED, parts, strict=True)}
    row |= {"id": utf8(analysed.id), "seen": terms.seen, "title": utf8(terms.title)}
    row |= {name: [utf8(" ".join(run)) for run in runs] for name, runs in terms.text.items()}
    for name in VALUED:
        row[f"value_{name}"] = [utf8(value) for value in terms.values[name]]
        row[f"key_{name}"] = [utf8(key(value)) for value in terms.values[name]]
    row[f"value_{YEAR}"] = [NO_YEAR if year == MISSING else int(year) for year in terms.values[YEAR]]
    return row | (dict(zip(("first_day", "last_day"), terms.days, strict=True)) if terms.days else {})


def shown(source: Mapping[str, Any]) -> Shown:
    """What results show, from what a search brings back."""
    return decode_shown(b64decode(source["shown"]))


def record(source: Mapping[str, Any]) -> Record:
    return decode(*(b64decode(source[name]) for name in STORED))
