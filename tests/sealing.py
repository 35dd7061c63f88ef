"""Generations as a build leaves them, for tests that put documents into an engine themselves."""

from collections.abc import Mapping
from pathlib import Path

from indexer import generations
from indexer.contents import Entry, Writer
from indexer.derive import Tables
from indexer.generation import Generation


def seal(index: Path, path: Path, engine: str, entries: Mapping[str, Entry], **tables: Tables) -> Generation:
    """The generation of the entries' documents, which the engine's files are in `path` for, made current."""
    with Writer(path / "contents") as lines:
        for id_, entry in sorted(entries.items()):
            lines.add(id_, entry)
    return generations.finish(index, path, engine, lines.added, **tables)
