"""What can be set, resolved once at the edge: defaults ← winnow.toml ← the command line."""

import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Final

from indexer.errors import SettingsError

CHOICES: Final = {"comments": ("drop", "keep")}


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where an engine that is not in a folder keeps its documents."""

    urls: tuple[str, ...] = ()  # any of which will do
    alias: str = "winnow"  # of the index that is served; the indices are called after it
    shards: int = 1
    replicas: int = 1  # copies of each shard, beside the first


@dataclass(frozen=True, slots=True)
class Settings:
    """Each field is a key of `winnow.toml`, and an option of the commands that use it."""

    seeds: tuple[Path, ...] = (Path("seeds"),)  # folders or files to read pages from
    index: Path = Path("index")
    overrides: Path = Path("overrides.toml")  # the owner's corrections; it need not exist unless it is named
    comments: str = "drop"  # readers' comments: "drop" them, or "keep" them as part of the text
    engine: str = "auto"  # Tantivy where it is installed, else Whoosh
    url: str = ""  # of the OpenSearch cluster; several addresses with commas between them
    alias: str = "winnow"  # what the index is called on the cluster
    shards: int = 1  # of an index on the cluster: one for each 10 to 50 GB
    replicas: int = 1  # copies of each shard, beside the first: as many nodes may be lost
    semantic: bool = False  # whether documents can be searched by meaning, too: each is embedded (extra "semantic")
    workers: int = 0  # processes that parse pages; 0: one for each core
    host: str = "127.0.0.1"
    port: int = 8000
    name: str = "Winnow"  # of the site, in its header

    @property
    def cluster(self) -> Cluster:
        urls = tuple(url.strip() for url in self.url.split(",") if url.strip())
        return Cluster(urls, self.alias, self.shards, self.replicas)


def load(file: Path | None = None, **options: object) -> Settings:
    """Settings from `file` (default: winnow.toml in the current folder, if it is there) and options that are not None.

    Raises SettingsError naming the key and what it takes.
    """
    given = _from_file(file) | {key: value for key, value in options.items() if value is not None}
    if "overrides" in given and not given["overrides"].exists():
        raise SettingsError(f"There is no {given['overrides']}, which the setting 'overrides' names")
    _refuse_unknown(given)
    beside = (file or Path()).parent / "overrides.toml"
    return replace(Settings(overrides=beside), **given)


def _refuse_unknown(given: dict[str, Any]) -> None:
    for key, choices in CHOICES.items():
        if key in given and given[key] not in choices:
            raise SettingsError(f"The setting '{key}' cannot be '{given[key]}'. Choose one of: {', '.join(choices)}")


def _from_file(file: Path | None) -> dict[str, Any]:
    path = file or Path("winnow.toml")
    if file is None and not path.exists():
        return {}
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"Cannot read the settings in {path}: {error}") from error
    return {key: _checked(path, key, value) for key, value in table.items()}


def _checked(path: Path, key: str, value: object) -> object:
    """The value in the type of its field; paths are relative to the folder of the settings file."""
    defaults = {field.name: field.default for field in fields(Settings)}
    if key not in defaults:
        raise SettingsError(f"No setting called '{key}' (in {path}). Choose from: {', '.join(defaults)}")
    folder = path.parent
    match defaults[key], value:
        case tuple(), [*paths] if paths and all(isinstance(each, str) for each in paths):
            return tuple(folder / str(each) for each in paths)
        case tuple(), str():
            return (folder / value,)
        case Path(), str():
            return folder / value
        case bool(), _:
            if isinstance(value, bool):
                return value
        case int(), int() if not isinstance(value, bool) and value >= 0:
            return value
        case str(), str() if not isinstance(defaults[key], Path):
            return value
    wanted = _WANTED.get(type(defaults[key]), "a path")
    raise SettingsError(f"The setting '{key}' in {path} takes {wanted}, not {value!r}")


_WANTED = {tuple: "a path or a list of paths", bool: "true or false", int: "a whole number", str: "a text"}
