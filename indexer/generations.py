"""Where is the index kept?  A row of immutable generations, one of which is current.

    index/
      lock                    held by the builder; says who and since when
      current                 one line: the number of the generation that is served
      catalog.sqlite3         what is known of every page (catalog.py)
      generations/<n>/        one of them: generation.py

A folder without a manifest is what a killed build left: it is never served, and the next build removes it. `current`
changes by an atomic rename, after everything it names is on the disk.
"""

import contextlib
import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from indexer.errors import IndexBusy, IndexDamaged, IndexOutdated, NoIndex
from indexer.generation import FORMAT, TABLES, VECTORS, WAY_OUT, Generation, Manifest, read_manifest, sha256, size_of
from indexer.whole import PART, sync, whole


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
    manifest = read_manifest(path)
    if manifest.format != FORMAT:
        raise IndexOutdated(f"{path} has format '{manifest.format}', this Winnow reads '{FORMAT}'. Run: winnow build")
    for name, (size, _) in manifest.files.items():
        if size_of(path / name) != size:
            raise IndexDamaged(f"{path / name} is missing or has another size than it was built with. {WAY_OUT}")
    return Generation(number, path, manifest)


def verify(index: Path) -> list[str]:
    """Every file of every generation against its manifest; a line for each fault, none if all is well."""
    faults = []
    for number in numbers(index):
        path = _folder(index, number)
        try:
            manifest = read_manifest(path)
        except IndexDamaged as error:
            faults.append(str(error))
            continue
        for name, (_, digest) in manifest.files.items():
            if size_of(path / name) is None or sha256(path / name) != digest:
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
    described = {name: (file.stat().st_size, sha256(file)) for name, file in files.items()}
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
