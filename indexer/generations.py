"""Where is the index kept?  A row of immutable generations, one of which is current.

    index/
      lock                    held by the builder; says who and since when
      current                 one line: the number of the generation that is served
      catalog.sqlite3         what is known of every page (catalog.py)
      generations/<n>/
        engine/               the engine's own files
        contents              one line for each document: its key, and what cleaning did to it (contents.py)
        names                 JSON: the names of each organisation that goes by several
        translations          JSON: by id, the same page in other languages
        vectors               of each document, where it can be searched by meaning (semantic/vectors.py)
        manifest.json         written last: version, engine, and size and SHA-256 of each file

A folder without a manifest is what a killed build left: it is never served, and the next build removes it. `current`
changes by an atomic rename, after everything it names is on the disk.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO, Final, Self

from indexer import contents
from indexer.contents import Entry
from indexer.errors import IndexBusy, IndexDamaged, IndexOutdated, NoIndex
from indexer.limits import CHECKED_BYTES
from indexer.schema import FACET_NAMES
from indexer.whole import PART, sync, whole

# Of all that a generation holds: count up when words/, engines/ or contents.py change what is stored. The facets are
# its fields. A generation of another format is built anew instead of being added to.
FORMAT: Final = f"14 {' '.join(FACET_NAMES)}"

PIECE: Final = 1 << 20  # bytes of the contents that are read at once
TABLES: Final = ("names", "translations")  # files of what all documents say together
VECTORS: Final = "vectors"  # a file that a generation may have


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
        self._lock = threading.Lock()
        with contextlib.ExitStack() as stack, _undamaged(path):
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
            rest, at = b"", 0
            while piece := os.pread(self._files["contents"].fileno(), PIECE, at):
                *whole_lines, rest = (rest + piece).split(b"\n")
                yield from (line.decode("ascii") + "\n" for line in whole_lines)
                at += len(piece)
            if rest:
                raise ValueError("its last line is cut short")

    def table(self, name: str) -> dict[str, tuple[Any, ...]]:
        """As Generation.table."""
        with _undamaged(self._files[name].name):
            return {key: tuple(row) for key, row in json.loads(self._read(name)).items()}

    @property
    def vectors(self) -> BinaryIO | None:
        """The file of vectors, where there is one."""
        return self._files.get(VECTORS)

    def _read(self, name: str) -> str:
        with self._lock:
            self._files[name].seek(0)
            return self._files[name].read().decode("ascii")


@contextlib.contextmanager
def _undamaged(file: Path | str) -> Iterator[None]:
    """What is wrong with a file that is read here, as IndexDamaged."""
    try:
        yield
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise IndexDamaged(f"{file} is missing or damaged ({error}). {_WAY_OUT}") from error


def current(index: Path) -> Generation:
    """The generation that is served. Raises NoIndex, IndexDamaged or IndexOutdated."""
    return open_generation(index, current_number(index))


def current_number(index: Path) -> int:
    """The number in `current`. Raises NoIndex, IndexDamaged."""
    try:
        return int((index / "current").read_text("ascii"))
    except FileNotFoundError:
        raise NoIndex(f"There is no index in {index}/ yet. Build one: winnow build SEEDS --index {index}") from None
    except (ValueError, OSError) as error:
        raise IndexDamaged(f"{index / 'current'} cannot be read ({error}). Build again, or: winnow rollback") from error


def vectors(index: Path) -> Path:
    """Where the vectors of the current generation are, if it has any."""
    return _folder(index, _number_or_none(index) or 0) / VECTORS


def open_generation(index: Path, number: int) -> Generation:
    """A generation whose files have the sizes its manifest says. Raises IndexDamaged or IndexOutdated."""
    path = _folder(index, number)
    manifest = _read_manifest(path)
    if manifest.format != FORMAT:
        raise IndexOutdated(f"{path} has format '{manifest.format}', this Winnow reads '{FORMAT}'. Run: winnow build")
    for name, (size, _) in manifest.files.items():
        if _size(path / name) != size:
            raise IndexDamaged(f"{path / name} is missing or has another size than it was built with. {_WAY_OUT}")
    return Generation(number, path, manifest)


def check(generation: Generation) -> None:
    """Compare the digests of a generation that is small enough for it to take no second. Raises IndexDamaged.

    An engine may answer wrongly from a file with one bit turned over, and never say so.
    """
    files = generation.manifest.files
    if sum(size for size, _ in files.values()) > CHECKED_BYTES:
        return
    for name, (_, digest) in files.items():
        with _undamaged(generation.path / name):
            same = _sha256(generation.path / name) == digest
        if not same:
            raise IndexDamaged(f"{generation.path / name} is not as it was built. {_WAY_OUT}")


_WAY_OUT = "Serve the older generation (winnow rollback) or build again (winnow build)."


def verify(index: Path) -> list[str]:
    """Every file of every generation against its manifest; a line for each fault, none if all is well."""
    faults = []
    for number in numbers(index):
        path = _folder(index, number)
        try:
            manifest = _read_manifest(path)
        except IndexDamaged as error:
            faults.append(str(error))
            continue
        for name, (_, digest) in manifest.files.items():
            if _size(path / name) is None or _sha256(path / name) != digest:
                faults.append(f"{path / name} is missing or damaged")
    return faults


def numbers(index: Path) -> list[int]:
    """The whole generations, oldest first."""
    folders = (index / "generations").glob("*/manifest.json")
    return sorted(int(folder.parent.name) for folder in folders if folder.parent.name.isdigit())


def begin(index: Path, base: Generation | None) -> Path:
    """A folder for the next generation, with the files of `base` hard-linked into it, or empty.

    Engines never change a file in place, so a linked file stays as it was in the older generation.
    """
    remove_partial(index)
    taken = [int(path.name) for path in (index / "generations").glob("*") if path.name.isdigit()]
    path = _folder(index, max(taken, default=0) + 1)
    (path / "engine").mkdir(parents=True)
    if base is not None:
        _link_files(base.engine_path, path / "engine")
    return path


def finish(
    index: Path,
    path: Path,
    engine: str,
    documents: int,
    fingerprint: str = "",
    tables: Mapping[str, Mapping[str, Sequence[object]]] = MappingProxyType({}),
) -> Generation:
    """Seal the folder, where the engine's files and the contents of so many documents are, with its manifest and make
    it the current generation.

    The generation that was current stays beside it, for readers that are still opening it and for `rollback`; the
    others are removed.
    """
    for name in TABLES:
        table = json.dumps(dict(tables.get(name, {})), sort_keys=True, separators=(",", ":"))
        (path / name).write_text(table, "ascii")
    files = {str(file.relative_to(path)): file for file in sorted(path.rglob("*")) if file.is_file()}
    for file in files.values():
        file.chmod(0o644)  # tantivy makes some for the owner alone; a server may run as another user
        sync(file)
    described = {name: (file.stat().st_size, _sha256(file)) for name, file in files.items()}
    manifest = Manifest(
        FORMAT, engine, documents, datetime.now(UTC).isoformat(timespec="seconds"), described, fingerprint
    )
    sync(path / "engine")
    with whole(path / "manifest.json") as part:
        part.write_text(json.dumps(asdict(manifest), indent=1))
    sync(path.parent)
    before = _number_or_none(index)
    make_current(index, int(path.name))
    _drop_all_but(index, {int(path.name), before})
    return Generation(int(path.name), path, manifest)


def make_current(index: Path, number: int) -> None:
    """Serve this generation from now on."""
    with whole(index / "current") as part:
        part.write_text(f"{number}\n")


def rollback(index: Path) -> int:
    """Serve the newest whole generation older than the current one; its number. Raises NoIndex if there is none."""
    now = current_number(index)
    older = [number for number in numbers(index) if number < now]
    if not older:
        raise NoIndex(f"{index}/ holds no generation older than {now} to go back to")
    make_current(index, older[-1])
    return older[-1]


def remove_partial(index: Path) -> None:
    """Remove what killed builds left: generations without a manifest, and a `current` that was not finished."""
    for part in index.glob(f"current.*{PART}"):
        part.unlink(missing_ok=True)
    for path in (index / "generations").glob("*"):
        if not (path / "manifest.json").exists():
            shutil.rmtree(path, ignore_errors=True)


@contextlib.contextmanager
def locked(index: Path) -> Iterator[None]:
    """Hold the builder's lock. Raises IndexBusy naming the holder. The system frees it when a builder dies."""
    index.mkdir(parents=True, exist_ok=True)
    with (index / "lock").open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise IndexBusy(f"{index}/ is being built by {file.read().strip()}. Wait for it to end.") from None
        file.truncate(0)
        file.write(f"process {os.getpid()} since {datetime.now(UTC).isoformat(timespec='seconds')}")
        file.flush()
        yield


def _folder(index: Path, number: int) -> Path:
    return index / "generations" / str(number)


def _read_manifest(path: Path) -> Manifest:
    try:
        table = json.loads((path / "manifest.json").read_text("utf-8"))
        files = {str(name): (int(size), str(digest)) for name, (size, digest) in table.pop("files").items()}
        return Manifest(**table, files=files)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise IndexDamaged(f"{path / 'manifest.json'} is missing or damaged ({error}). {_WAY_OUT}") from error


def _link_files(old: Path, new: Path) -> None:
    for file in old.rglob("*"):
        if file.is_file() and not file.name.endswith(".lock"):
            target = new / file.relative_to(old)
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(file, target)
            except OSError:  # a file system without hard links
                shutil.copy2(file, target)


def _number_or_none(index: Path) -> int | None:
    with contextlib.suppress(NoIndex, IndexDamaged):
        return current_number(index)
    return None


def _drop_all_but(index: Path, kept: set[int | None]) -> None:
    for number in set(numbers(index)) - kept:
        (_folder(index, number) / "manifest.json").unlink()  # first, so that a half-removed one is never served
        shutil.rmtree(_folder(index, number), ignore_errors=True)


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
