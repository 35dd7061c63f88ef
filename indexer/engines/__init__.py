"""Where is it kept, how is it found?   Record → index; Query → Results

An engine keeps records in one folder and answers queries over them. `ENGINES` lists them; `contract` in the tests is
run against each, so a query means the same on every one. An engine's package is imported when the engine is opened.
"""

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from indexer.engines.base import Engine
from indexer.engines.remembering import Remembering
from indexer.errors import EngineError

__all__ = ["AUTO", "ENGINES", "Engine", "Remembering", "chosen", "open_engine"]

AUTO: Final = "auto"  # the setting for: Tantivy where it is installed, else Whoosh, which is pure Python


def _memory(path: Path, write: bool) -> Engine:
    from indexer.engines.memory import MemoryEngine

    return MemoryEngine(path, write)


def _tantivy(path: Path, write: bool) -> Engine:
    from indexer.engines.tantivy import TantivyEngine

    return TantivyEngine(path, write)


def _whoosh(path: Path, write: bool) -> Engine:
    from indexer.engines.whoosh import WhooshEngine

    return WhooshEngine(path, write)


ENGINES: Final[Mapping[str, Callable[[Path, bool], Engine]]] = {
    "tantivy": _tantivy,
    "whoosh": _whoosh,
    "memory": _memory,
}


def chosen(name: str) -> str:
    """The engine that a setting stands for. Tantivy has no wheel for Windows on ARM nor for free-threaded Python."""
    if name != AUTO:
        return name
    return "tantivy" if find_spec("tantivy") else "whoosh"


def open_engine(name: str, path: Path, write: bool = False) -> Engine:
    """The engine over the folder; with `write`, the folder is made where there is none.

    Raises NoIndex where there is nothing to read, IndexOutdated where another version wrote it, EngineError for a name
    that is not in ENGINES and for an engine whose package is not installed.
    """
    if name not in ENGINES:
        raise EngineError(f"No engine called {name!r}. Choose one of: {', '.join(ENGINES)}.")
    try:
        return ENGINES[name](path, write)
    except ModuleNotFoundError as error:
        raise EngineError(f"The engine {name!r} needs the package {error.name!r}, which is not installed.") from error
