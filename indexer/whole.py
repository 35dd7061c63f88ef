"""Files that are whole or not there, also after a power cut; and what is told when they cannot be written."""

import errno
import os
import re
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from indexer.errors import BuildFailed, EngineError

PART: Final = ".part"  # the end of a name that no finished file has
_FULL: Final = re.compile(r"no space left|disk is full|quota exceeded", re.IGNORECASE)  # SQLite's and Tantivy's words


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A name to write a file under; it becomes `path` in one step when the block ends well, and goes if it does not.

    Two that write the same file at once do not meet. Of one that is killed a part stays, which is of no use.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{uuid.uuid4().hex}{PART}")
    try:
        yield part
        sync(part)
        part.replace(path)
        sync(path.parent)
    finally:
        part.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Have a file's bytes, or a folder's names, on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def writing(folder: Path, then: str) -> Iterator[None]:
    """Tell of a full disk, a folder without rights and the like in one line, which `then` ends. Raises BuildFailed."""
    try:
        yield
    except (OSError, sqlite3.OperationalError, EngineError) as error:
        full = (isinstance(error, OSError) and error.errno == errno.ENOSPC) or _FULL.search(str(error))
        why = "the disk is full" if full else str(error)
        raise BuildFailed(f"{folder}/ could not be written: {why}. {then}") from error
