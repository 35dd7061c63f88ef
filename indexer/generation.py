"""What does one generation hold, and is it whole?   A folder → its manifest, contents and tables

    engine/               the engine's own files
    contents              one line for each document: its key, and what cleaning did to it (contents.py)
    names                 JSON: the names of each organisation that goes by several
    translations          JSON: by id, the same page in other languages
    vectors               of each document, where it can be searched by meaning (semantic/vectors.py)
    manifest.json         written last: version, engine, and size and SHA-256 of each file

`generations.py` keeps the row of them.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final, Self

from indexer import contents
from indexer.contents import Entry
from indexer.errors import IndexDamaged
from indexer.limits import CHECKED_BYTES
from indexer.schema import FACET_NAMES

# Of all that a generation holds: count up when words/, engines/ or contents.py change what is stored. The facets are
# its fields. A generation of another format is built anew instead of being added to.
FORMAT: Final = f"14 {' '.join(FACET_NAMES)}"

PIECE: Final = 1 << 20  # bytes of a file that are read at once
TABLES: Final = ("names", "translations")  # files of what all documents say together
VECTORS: Final = "vectors"  # a file that a generation may have
WAY_OUT: Final = "Serve the older generation (winnow rollback) or build again (winnow build)."


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation holds, and how to tell that it is whole."""

    format: str
    engine: str
    documents: int
    built_at: str  # ISO 8601, UTC
    files: Mapping[str, tuple[int, str]]  # path below the generation → (bytes, SHA-256)
    fingerprint: str = ""  # of all that its documents were derived from; see derive.fingerprint


@dataclass(frozen=True, slots=True)
class Generation:
    """A whole generation, checked by its manifest."""

    number: int
    path: Path
    manifest: Manifest

    @property
    def engine_path(self) -> Path:
        return self.path / "engine"

    @property
    def has_vectors(self) -> bool:
        return VECTORS in self.manifest.files

    def contents(self) -> Iterator[tuple[str, Entry]]:
        """(document id, what it was derived from and what cleaning did to it), in the order of the ids. Raises
        IndexDamaged."""
        with Files(self.path) as files:
            yield from files.contents()

    def lines(self) -> Iterator[str]:
        """The same as it is written. Raises IndexDamaged."""
        with Files(self.path) as files:
            yield from files.lines()

    def table(self, name: str) -> dict[str, tuple[Any, ...]]:
        """One of TABLES: key → its row. Raises IndexDamaged."""
        with Files(self.path) as files:
            return files.table(name)


class Files:
    """The files of a generation that are not the engine's, open: they can be read when a builder has removed it since.

    Raises IndexDamaged where one is missing. Safe from many threads.
    """

    def __init__(self, path: Path) -> None:
        with ExitStack() as stack, _undamaged(path):
            names = ("contents", *TABLES, *((VECTORS,) if (path / VECTORS).exists() else ()))
            self._files: dict[str, BinaryIO] = {name: stack.enter_context((path / name).open("rb")) for name in names}
            self._close = stack.pop_all().close

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of them."""
        self._close()

    def contents(self) -> Iterator[tuple[str, Entry]]:
        """As Generation.contents."""
        with _undamaged(self._files["contents"].name):
            yield from map(contents.parse, self.lines())

    def lines(self) -> Iterator[str]:
        """As Generation.lines. Nothing is read at once but a piece."""
        with _undamaged(self._files["contents"].name):
            rest = b""
            for piece in self._pieces("contents"):
                *whole_lines, rest = (rest + piece).split(b"\n")
                yield from (line.decode("ascii") + "\n" for line in whole_lines)
            if rest:
                raise ValueError("its last line is cut short")

    def table(self, name: str) -> dict[str, tuple[Any, ...]]:
        """As Generation.table."""
        with _undamaged(self._files[name].name):
            return {key: tuple(row) for key, row in json.loads(b"".join(self._pieces(name))).items()}

    @property
    def vectors(self) -> BinaryIO | None:
        """The file of vectors, where there is one."""
        return self._files.get(VECTORS)

    def _pieces(self, name: str) -> Iterator[bytes]:
        """A file from its beginning, without its position, which many threads share."""
        at = 0
        while piece := os.pread(self._files[name].fileno(), PIECE, at):
            yield piece
            at += len(piece)


def check(generation: Generation) -> None:
    """Compare the digests of a generation that is small enough for it to take no second. Raises IndexDamaged.

    An engine may answer wrongly from a file with one bit turned over, and never say so.
    """
    files = generation.manifest.files
    if sum(size for size, _ in files.values()) > CHECKED_BYTES:
        return
    for name, (_, digest) in files.items():
        with _undamaged(generation.path / name):
            same = sha256(generation.path / name) == digest
        if not same:
            raise IndexDamaged(f"{generation.path / name} is not as it was built. {WAY_OUT}")


def read_manifest(path: Path) -> Manifest:
    """The manifest in the folder of a generation. Raises IndexDamaged where there is none, or it is damaged."""
    try:
        table = json.loads((path / "manifest.json").read_text("utf-8"))
        files = {str(name): (int(size), str(digest)) for name, (size, digest) in table.pop("files").items()}
        return Manifest(**table, files=files)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise IndexDamaged(f"{path / 'manifest.json'} is missing or damaged ({error}). {WAY_OUT}") from error


@contextmanager
def _undamaged(file: Path | str) -> Iterator[None]:
    """What is wrong with a file that is read here, as IndexDamaged."""
    try:
        yield
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise IndexDamaged(f"{file} is missing or damaged ({error}). {WAY_OUT}") from error


def size_of(path: Path) -> int | None:
    """Bytes of a file; None where it cannot be looked at."""
    try:
        return path.stat().st_size
    except OSError:
        return None


def sha256(path: Path) -> str:
    """Of what is in a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
