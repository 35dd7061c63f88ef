import json
from pathlib import Path

import pytest
import tantivy

from indexer.engines.tantivy import META_LOCK, TantivyEngine
from indexer.engines.tantivy_schema import SCHEMA
from indexer.engines.tantivy_view import BUCKETS
from indexer.errors import EngineError, IndexOutdated
from indexer.model import All, Fuzzy, HasValue, Prefix, Query


@pytest.fixture
def engine(tmp_path):
    return TantivyEngine(tmp_path / "index", write=True)


def leftovers(folder: Path) -> set[str]:
    """Files that belong to no living segment, or to an older state of one."""
    segments = json.loads((folder / "meta.json").read_text())["segments"]
    states = {row["segment_id"].replace("-", ""): (row["deletes"] or {}).get("opstamp") for row in segments}
    return {file.name for file in folder.iterdir() if not file.name.startswith(".") and not living(file, states)}


def living(file: Path, states: dict[str, int | None]) -> bool:
    segment, *state, kind = file.name.split(".")
    return segment in states and (kind != "del" or state == [str(states[segment])])


def test_no_files_are_left_behind_by_many_commits(engine, record, tmp_path):
    for number in range(12):
        engine.add(record(f"{n:02}", "text") for n in range(number, number + 3))
        engine.remove([record(f"{number:02}").id])
    assert leftovers(tmp_path / "index") == {"meta.json"}


def test_more_values_than_one_aggregation_may_return_are_counted(engine, record):
    names = [f"Office {number}" for number in range(BUCKETS + 10)]
    engine.add([record("a", organisation=names[:40_000]), record("b", organisation=names[30_000:])])
    counts = engine.search(Query(All(), facets=("organisation", "country"), facet_values=1)).facets[1]
    assert (counts.values, counts.distinct, counts.missing) == ((("Office 30000", 2),), BUCKETS + 10, 0)


def test_values_beyond_one_aggregation_are_counted_under_the_query_only(engine, record):
    names = [f"Office {number}" for number in range(BUCKETS + 10)]
    engine.add([record("a", country="Iran", organisation=names), record("b", organisation="Office 1")])
    counts = engine.search(Query(HasValue("country", "Iran"), facets=("organisation",), facet_values=1)).facets[0]
    assert (counts.values, counts.distinct) == ((("Office 0", 1),), BUCKETS + 10)


def test_a_panic_is_an_engine_error(engine, record, monkeypatch):
    engine.add([record("a", "text")])
    monkeypatch.setattr(
        engine._view,
        "hits",
        lambda query: tantivy.Index(tantivy.SchemaBuilder().build()).searcher().search(tantivy.Query.all_query(), 0),
    )
    with pytest.raises(EngineError, match="Limit must be greater than 0"):
        engine.search(Query())


def test_a_second_writer_is_told_that_there_is_one(engine, record, tmp_path):
    def records():
        with pytest.raises(EngineError, match="LockBusy"):
            TantivyEngine(tmp_path / "index", write=True).add([record("b")])
        yield record("a")

    assert engine.add(records()) == 1


def test_an_index_with_other_fields_is_outdated(tmp_path):
    tantivy.Index(tantivy.SchemaBuilder().build(), str(tmp_path))
    for write in (False, True):
        with pytest.raises(IndexOutdated, match="another version of Winnow"):
            TantivyEngine(tmp_path, write)


def test_a_damaged_index_is_an_engine_error(engine, record, tmp_path):
    engine.add([record("a")])
    (tmp_path / "index" / "meta.json").write_text("{")
    with pytest.raises(EngineError, match="cannot open"):
        TantivyEngine(tmp_path / "index")


def test_another_user_may_open_the_index(engine, record, tmp_path):
    engine.add([record("a")])
    assert (tmp_path / "index" / META_LOCK).stat().st_mode & 0o777 == 0o666


def test_expansions_agree_with_tantivys_own_automaton(engine, record):
    words = "border borders bored boarder brodre orbder order bord граница границы гарница".split()
    engine.add(record(f"{n:02}", word) for n, word in enumerate(words))
    view = engine._view
    for text in ("border", "граница", "bo"):
        for distance in (1, 2):
            own = tantivy.Query.fuzzy_term_query(SCHEMA, "exact", text, distance)
            assert view.count(view.native(Fuzzy("exact", text, distance))) == view.count(own)
        prefix = tantivy.Query.fuzzy_term_query(SCHEMA, "exact", text, 0, prefix=True)
        assert view.count(view.native(Prefix("exact", text))) == view.count(prefix)
