"""Opening files that nobody here controls: only regular files, never through a symbolic link, never blocking."""

import errno
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from indexer.errors import PageError
from indexer.limits import MB

# O_NOFOLLOW: a symbolic link put in place of the file after it was listed is refused.
# O_NONBLOCK: a FIFO put there does not hold us for ever. Systems that have neither have no FIFOs in folders either.
_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)

_REASONS: Final = {
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
    errno.ENOENT: "gone",
    errno.ELOOP: "symbolic link",
    errno.ENXIO: "not a regular file",
    errno.ENAMETOOLONG: "name too long",
}

_UNPRINTABLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Found:
    """A file that holds pages, and how to read it."""

    path: Path
    name: str  # "seeds/site/page.html": printable, so bytes that are not UTF-8 stand as "\\xff"
    site: str  # of pages without an address
    reader: str  # a key of READERS


def printable(name: str) -> str:
    """A file's name as it can be stored and shown: no undecodable bytes, no newlines, always the same for one file."""
    decoded = os.fsencode(name).decode("utf-8", "backslashreplace")
    return _UNPRINTABLE.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), decoded)


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The file, open for reading. Raises PageError where it is not a regular file or cannot be read."""
    try:
        descriptor = os.open(path, _FLAGS)
    except (OSError, ValueError) as error:
        raise refusal(error) from error
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise PageError("not a regular file")
        try:
            yield file
        except OSError as error:
            raise refusal(error) from error


def refusal(error: OSError | ValueError) -> PageError:
    """The operating system's refusal in the report's words."""
    if isinstance(error, OSError) and error.errno is not None:
        return PageError(_REASONS.get(error.errno, "unreadable"), error.strerror or "")
    return PageError("unreadable", str(error))


def size_of(file: BinaryIO) -> int:
    return os.fstat(file.fileno()).st_size


def megabytes(size: int) -> str:
    """A size for people: "50.0 MB"."""
    return f"{size / MB:.1f} MB"
