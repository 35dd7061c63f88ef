"""What did a person write on this page? Page → Document.

`segment` cuts a page into described blocks; `SiteKnowledge` counts blocks over a site; `judge` keeps or removes each
block, with its reason, by RULES.
"""

import hashlib
from functools import cache
from typing import Final

from indexer.cleaning.judge import judge, judge_all
from indexer.cleaning.notices import files
from indexer.cleaning.rules import RULES
from indexer.cleaning.segment import segment
from indexer.cleaning.sites import SiteKnowledge, Support, fingerprints
from indexer.cleaning.trees import content as model_file

__all__ = ["READER", "RULES", "VERSION", "SiteKnowledge", "Support", "fingerprints", "judge", "judge_all", "segment"]

VERSION: str

READER: Final = "8"  # count up whenever segmentation, its features or fingerprints change: every page is read again
_CODE_VERSION = 14  # count up whenever rules or the title's choice change: stored pages are judged again


def __getattr__(name: str) -> str:
    if name == "VERSION":  # worked out when first asked for: nothing is opened at import
        return _version()
    raise AttributeError(name)


@cache
def _version() -> str:
    """Changes with the code's own number and with every data file."""
    data = "".join((*(content for _, content in files()), model_file()))
    digest = hashlib.sha256(data.encode()).hexdigest()[:8]
    return f"{_CODE_VERSION}-{digest}"
