"""Where is it kept, how is it found?   Record → index; Query → Results

An engine keeps records in one folder and answers queries over them. `ENGINES` lists them; `contract` in the tests is
run against each, so a query means the same on every one. An engine's package is imported when the engine is opened.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from indexer.engines.base import Engine
from indexer.engines.remembering import Remembering
from indexer.errors import EngineError
from indexer.generation import Generation
from indexer.settings import Cluster

__all__ = ["AUTO", "ENGINES", "IN_A_FOLDER", "Engine", "Remembering", "chosen", "elsewhere", "missing", "open_engine"]

AUTO: Final = "auto"  # the setting for: Tantivy where it is installed, else Whoosh, which is pure Python


def _memory(path: Path, write: bool, _: Cluster) -> Engine:
    from indexer.engines.memory import MemoryEngine

    return MemoryEngine(path, write)


def _tantivy(path: Path, write: bool, _: Cluster) -> Engine:
    from indexer.engines.tantivy import TantivyEngine

    return TantivyEngine(path, write)


def _whoosh(path: Path, write: bool, _: Cluster) -> Engine:
    from indexer.engines.whoosh import WhooshEngine

    return WhooshEngine(path, write)


def _opensearch(path: Path, write: bool, cluster: Cluster) -> Engine:
    from indexer.engines.opensearch import OpenSearchEngine

    return OpenSearchEngine(path, write, cluster)


ENGINES: Final[Mapping[str, Callable[[Path, bool, Cluster], Engine]]] = {
    "tantivy": _tantivy,
    "whoosh": _whoosh,
    "memory": _memory,
    "opensearch": _opensearch,
}
IN_A_FOLDER: Final = ("tantivy", "whoosh", "memory")  # those that need nothing else

_NOWHERE: Final = Cluster()


def chosen(name: str) -> str:
    """The engine that a setting stands for. Tantivy has no wheel for Windows on ARM nor for free-threaded Python."""
    if name != AUTO:
        return name
    return "tantivy" if find_spec("tantivy") else "whoosh"


def open_engine(name: str, path: Path, write: bool = False, cluster: Cluster = _NOWHERE) -> Engine:
    """The engine over the folder; with `write`, the folder is made where there is none.

    `cluster` says where an engine that is not in a folder keeps its documents; without an address, it is where they
    were put when the folder was written.

    Raises NoIndex where there is nothing to read, IndexOutdated where another version wrote it, EngineError for a name
    that is not in ENGINES and for an engine whose package is not installed.
    """
    if name not in ENGINES:
        raise EngineError(f"No engine called {name!r}. Choose one of: {', '.join(ENGINES)}.")
    with _packages(name):
        return ENGINES[name](path, write, cluster)


@contextmanager
def elsewhere(index: Path, engine: str, cluster: Cluster) -> Iterator[None]:
    """Generations are made, dropped or made current inside: what they keep outside of the index folder follows them."""
    if engine != "opensearch" and not _names_a_cluster(index):
        yield
        return
    with _packages("opensearch"):
        from indexer.engines.opensearch_follow import following
    with following(index, cluster):
        yield


def missing(generation: Generation, cluster: Cluster = _NOWHERE) -> list[str]:
    """What a generation keeps outside of the index folder and is not there: a line for each fault."""
    if generation.manifest.engine != "opensearch":
        return []
    with _packages("opensearch"):
        from indexer.engines.opensearch_follow import missing
    return missing(generation, cluster)


def _names_a_cluster(index: Path) -> bool:
    return any(index.glob("generations/*/engine/cluster.json"))


@contextmanager
def _packages(engine: str) -> Iterator[None]:
    try:
        yield
    except ModuleNotFoundError as error:
        raise EngineError(f"The engine {engine!r} needs the package {error.name!r}, which is not installed.") from error
