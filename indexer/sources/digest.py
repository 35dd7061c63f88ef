"""Has a file changed since it was read? By its bytes: a file's times are wrong after a copy, a checkout, a restore."""

import hashlib
from pathlib import Path

from indexer.sources.files import opened
from indexer.sources.sidecar import sidecar_of


def digest(path: Path) -> str:
    """SHA-256 (64 hex digits) of a file's bytes and of its side-car's, if it has one.

    Raises PageError where the file cannot be read.
    """
    with opened(path) as file:
        own = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]  # typeshed: BinaryIO has readinto
    beside = sidecar_of(path)
    return hashlib.sha256(own.encode() + b"\n" + beside).hexdigest() if beside else own
