import os
from pathlib import Path

import pytest
from whoosh import fields, index

from indexer.engines.whoosh import WhooshEngine
from indexer.errors import EngineError, IndexOutdated
from indexer.model import Query, Term


@pytest.fixture
def engine(tmp_path):
    return WhooshEngine(tmp_path / "index", write=True)


def test_an_index_with_other_fields_is_outdated(tmp_path):
    index.create_in(str(tmp_path), fields.Schema(body=fields.TEXT))
    for write in (False, True):
        with pytest.raises(IndexOutdated, match="another version of Winnow"):
            WhooshEngine(tmp_path, write)


def test_a_second_writer_is_told_that_there_is_one(engine, record, tmp_path):
    def records():
        with pytest.raises(EngineError, match="another writer has it open"):
            WhooshEngine(tmp_path / "index", write=True).add([record("b")])
        yield record("a")

    assert engine.add(records()) == 1


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Whoosh leaves the file open
def test_a_damaged_index_is_an_engine_error(engine, record, tmp_path):
    engine.add([record("a", "text")])
    next((tmp_path / "index").glob("_MAIN_*.toc")).write_bytes(b"junk")
    with pytest.raises(EngineError, match="Whoosh failed"):
        WhooshEngine(tmp_path / "index")


def test_files_are_synced_before_add_returns(engine, record, monkeypatch):
    synced = []
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(Path(f"/proc/self/fd/{handle}").readlink().suffix))
    engine.add([record("a", "text")])
    assert {".seg", ".toc"} <= set(synced)


def test_merged_segments_keep_columns_and_positions(engine, record):
    for number in range(12):
        engine.add([record(f"{number:02}", "one two three", f"Title {number}", f"20{number:02}-01-01")])
    found = engine.search(Query(Term("title_exact", "title"), sort="-date", limit=3))
    assert (found.total, [hit.record.title for hit in found.hits]) == (12, ["Title 11", "Title 10", "Title 9"])
