"""What every page must pass, whatever file it came from."""

from indexer.errors import PageError
from indexer.limits import PAGE_BYTES
from indexer.model import Raw
from indexer.sources.files import megabytes
from indexer.sources.sniff import binary_kind


def checked(raw: Raw) -> Raw:
    """The page itself. Raises PageError where it is too large, empty or no text."""
    if len(raw.body) > PAGE_BYTES:
        raise too_large(len(raw.body))
    if not raw.body or raw.body.isspace():
        raise PageError("empty")
    if kind := binary_kind(raw.body):
        raise PageError("not text", kind)
    return raw


def too_large(size: int) -> PageError:
    return PageError("too large", f"{megabytes(size)}; at most {megabytes(PAGE_BYTES)}")
