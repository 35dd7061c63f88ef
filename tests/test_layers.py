"""Imports point one way: each part may use only parts of the layers above it in this list."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LAYERS = [
    {"indexer.errors", "indexer.model", "indexer.schema", "indexer.limits", "indexer.zstandard"},
    {
        "indexer.words",
        "indexer.settings",
        "indexer.contents",
        "indexer.overrides",
        "indexer.addresses",
        "indexer.orphans",
        "indexer.rows",
        "indexer.whole",
        "indexer.memory",
        "indexer.sharing",
        "indexer.texts",
    },
    {
        "indexer.sources",
        "indexer.crawler",
        "indexer.cleaning",
        "indexer.enrichment",
        "indexer.query",
        "indexer.catalog",
        "indexer.generation",
        "indexer.generations",
        "indexer.workers",
        "indexer.progress",
    },
    {"indexer.engines", "indexer.report", "indexer.scan", "indexer.audit", "indexer.corpus", "indexer.value_names"},
    {
        "indexer.completion",
        "indexer.initials",
        "indexer.months",
        "indexer.semantic",
        "indexer.similar",
        "indexer.synonyms",
        "indexer.wording",
        "indexer.reading",
        "indexer.supports",
    },
    {"indexer.derive", "indexer.asking"},
    {"indexer.shards", "indexer.ways_on"},
    {"indexer.pipeline", "indexer.search", "indexer.searcher", "indexer.evaluation"},
    {"webui", "indexer.watching", "indexer.executors"},
    {"indexer.cli"},
]
# Within a layer nothing is imported but from these.
SHARED_WITHIN_LAYER = {
    "indexer.errors",
    "indexer.model",
    "indexer.schema",
    "indexer.limits",
    "indexer.search",
    "indexer.generation",
}
RANK = {part: rank for rank, parts in enumerate(LAYERS) for part in parts}
MODULES = [path for package in ("indexer", "webui") for path in sorted((ROOT / package).rglob("*.py"))]


def part_of(module: str) -> str | None:
    """The entry of LAYERS that a module belongs to: "indexer.words.stemming" → "indexer.words"."""
    names = module.split(".")
    candidates = (".".join(names[:length]) for length in range(len(names), 0, -1))
    return next((name for name in candidates if name in RANK), None)


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=str(module), names=names, level=0):
                yield from (f"{module}.{alias.name}" for alias in names)


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_one_way(path: Path) -> None:
    here = part_of(name_of(path))
    if here is None:
        assert name_of(path) == "indexer", f"{path} is in no layer"
        return
    for module in imports_of(path):
        there = part_of(module)
        if there is None or there == here:
            continue
        if RANK[there] == RANK[here]:
            assert there in SHARED_WITHIN_LAYER, f"{here} imports {module} of its own layer"
        else:
            assert RANK[there] < RANK[here], f"{here} imports {module} from a later layer"
