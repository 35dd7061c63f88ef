"""Which files below a folder hold pages?

Only regular files that lie inside the folder: a symbolic link may lead out of it or in a circle, a FIFO holds its
reader for ever. What is passed over is named, but for what is no page by design (dot files, side-cars).
"""

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from indexer.errors import PageError, SourceError
from indexer.model import Skipped
from indexer.sources.files import Found, opened, printable, refusal
from indexer.sources.readers import READERS
from indexer.sources.sidecar import SUFFIX
from indexer.sources.sniff import is_html

# Scrapers keep the query in the name ("index.php?id=3", "page.asp@id=5"): what follows a known suffix is ignored.
_QUERY: Final = re.compile(r"(\.[a-z]+[0-9]?)(?:[?@&;#,=]|%3f|%26).*", re.DOTALL)
_COPIES: Final = ("~", ".bak", ".orig", ".old", ".tmp", ".part", ".swp")  # of editors and unfinished downloads
_NOT_PAGES: Final = frozenset({"robots.txt"})
_SNIFFED_BYTES: Final = 4_096

# A folder that a mirroring tool named after the host: "www.example.org", "example.org:8080". A plain name that ends
# in one of these words is not taken for a host.
_HOST: Final = re.compile(
    r"(?:(?:[a-z0-9-]+\.)+(?!files$|html?$|old$|bak$|git$|data$|zip$)[a-z]{2,}|\d{1,3}(?:\.\d{1,3}){3})(?:[:+]\d+)?",
    re.IGNORECASE,
)


_Place = tuple[Path, tuple[str, ...]]  # a path, and the printable names from the root to it


def walk(root: Path) -> Iterator[Found | Skipped]:
    """The files with pages below a folder (or the one file given), and what was passed over, in their names' order.

    A name is the root's own name and the path below it. Raises SourceError where there is nothing at `root`.
    """
    try:
        root = root.resolve(strict=True)  # a link given by the user is followed; one met inside is not
    except (OSError, RuntimeError) as error:
        raise SourceError(f"There is nothing to read at {printable(str(root))}.") from error
    pending: list[_Place] = [(root, (root.name or "root",))]
    while pending:
        path, parts = pending.pop()
        try:
            if _is_folder(path):
                pending += reversed(_children(path, parts))  # a stack: the first by name is taken next
            elif len(parts) == 1 or not _is_hidden(parts[-1]):
                yield _found(path, parts)
        except OSError as error:
            yield _skipped(parts, refusal(error))
        except PageError as error:
            yield _skipped(parts, error)


def _is_folder(path: Path) -> bool:
    return stat.S_ISDIR(path.lstat().st_mode)


def _children(folder: Path, parts: tuple[str, ...]) -> list[_Place]:
    """What lies in a folder, sorted as the whole names will be: a folder's name counts with its slash."""
    with os.scandir(folder) as entries:
        listed = [(printable(entry.name) + "/" * entry.is_dir(follow_symlinks=False), entry.name) for entry in entries]
    return [(folder / name, (*parts, shown.rstrip("/"))) for shown, name in sorted(listed) if not name.startswith(".")]


def _is_hidden(name: str) -> bool:
    return name.startswith(".") or name.lower().endswith(SUFFIX) or name in _NOT_PAGES


def _found(path: Path, parts: tuple[str, ...]) -> Found:
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        raise PageError("symbolic link")
    if not stat.S_ISREG(mode):
        raise PageError("not a regular file")
    return Found(path=path, name="/".join(parts), site=_site(path, parts), reader=_reader(path))


def _reader(path: Path) -> str:
    """The key of READERS for a file, by its name or, where that says nothing, by its first bytes."""
    with opened(path) as file:  # whatever the name: a file that cannot be read is named now
        name = path.name.lower()
        if suffix := _known_suffix(name):
            return suffix
        head = file.read(_SNIFFED_BYTES)
    if not head:
        raise PageError("empty")
    if is_html(head) and not name.endswith(_COPIES):
        return ".html"
    raise PageError("unknown format")


def _known_suffix(name: str) -> str:
    """The longest suffix of the (lower-case) name that is in READERS, or ""."""
    for shown in (name, _QUERY.sub(r"\1", name)):
        suffixes = Path(shown).suffixes
        for suffix in ("".join(suffixes[-2:]), "".join(suffixes[-1:])):
            if suffix in READERS:
                return suffix
    return ""


def _site(path: Path, parts: tuple[str, ...]) -> str:
    """The nearest folder that is named like a host, else the folder that the file lies in."""
    folders = parts[:-1] or (printable(path.parent.name),)
    hosts = [name for name in reversed(folders) if _HOST.fullmatch(name)]
    return hosts[0].lower().removeprefix("www.") if hosts else folders[-1]


def _skipped(parts: tuple[str, ...], error: PageError) -> Skipped:
    return Skipped("/".join(parts), error.reason, error.detail)
