"""The page as it was captured, read again from its file and made harmless: for a sandboxed frame.

Three layers, each enough alone: only tags and attributes that do nothing are left (markup.harmless); the policy of the
answer allows nothing to be loaded or run; the frame is sandboxed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Final

from indexer import limits
from indexer.errors import PageError, WinnowError
from indexer.model import Page, Raw, Record
from indexer.sources.decode import decode
from indexer.sources.files import Found, printable
from indexer.sources.readers import read
from indexer.sources.walk import walk

POLICY: Final = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox"
# Tags that nest; those that are never closed, or need not be, are left out.
NESTING: Final = re.compile(
    r"<(/?)(?!(?:area|br|col|dd|dt|hr|img|input|li|link|meta|option|p|td|th|tr|wbr)\b)[a-z]", re.I
)
DEEPEST: Final = 2_000
LARGEST: Final = 64 * limits.MB  # of a file that is read through for one page: about 2 s for a web archive


class NotAtHand(WinnowError):
    """The file a page was read from is gone, has changed or is too large to be read for one page."""


def captured(record: Record, seeds: Sequence[Path]) -> Page:
    """The page as it lies in its file now. Raises NotAtHand."""
    for raw in islice(pages(record.source, seeds), 1):
        try:
            page = decode(raw)
        except PageError as error:
            raise NotAtHand from error
        if page.id == record.id and depth(page) <= DEEPEST:
            return page
    raise NotAtHand


def depth(page: Page) -> int:
    """How deeply its tags are nested, at most: 100,000 of them, one in another, hold the sanitiser for 20 seconds."""
    level = deepest = 0
    for tag in NESTING.finditer(page.text) if page.format == "html" else ():
        level = max(0, level + (-1 if tag[1] else 1))
        deepest = max(deepest, level)
    return deepest


def pages(source: str, seeds: Sequence[Path]) -> Iterator[Raw]:
    """What a source names. Its file is looked for where the index was built from, and nowhere else."""
    name = source.partition("#")[0]
    for path in filter(None, (beneath(root, name) for root in seeds)):
        if path.stat().st_size > LARGEST:
            continue
        for found in walk(path):
            if isinstance(found, Found):
                whole = read(replace(found, name=name))
                yield from (raw for raw in whole if isinstance(raw, Raw) and raw.source == source)


def beneath(root: Path, name: str) -> Path | None:
    """The file of that name below a root, or None: never one outside of it, nor through a symbolic link."""
    first, _slash, rest = name.partition("/")
    root = root.resolve()
    if printable(root.name) != first:
        return None
    path = root / rest if rest else root
    inside = path == root or (path.resolve() == path and path.is_relative_to(root))
    return path if inside and path.is_file() else None
