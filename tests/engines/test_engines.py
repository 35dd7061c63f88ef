from concurrent.futures import ThreadPoolExecutor

import pytest

from indexer.engines import ENGINES, chosen, open_engine
from indexer.errors import EngineError
from indexer.model import Fuzzy, Or, Phrase, Query, Term
from indexer.schema import FACET_NAMES


def test_an_unknown_engine_is_named_with_those_there_are(tmp_path):
    with pytest.raises(
        EngineError, match=r"No engine called 'x'\. Choose one of: tantivy, whoosh, memory, opensearch\."
    ):
        open_engine("x", tmp_path)


def test_a_missing_package_is_named(tmp_path, monkeypatch):
    def without(path, write, cluster):
        raise ModuleNotFoundError("No module named 'tantivy'", name="tantivy")

    monkeypatch.setattr("indexer.engines.ENGINES", {**ENGINES, "tantivy": without})
    with pytest.raises(EngineError, match="needs the package 'tantivy'"):
        open_engine("tantivy", tmp_path)


def test_many_threads_may_search_while_one_writes(open_index, record):
    engine = open_index(*(record(f"{n:03}", f"gold w{n % 7} silver", country=f"C{n % 5}") for n in range(200)))
    loose, fuzzy = Phrase("exact", ("gold", "silver"), 1), Fuzzy("exact", "glod", 1)
    questions = [Query(Or((Term("exact", f"w{n % 7}"), loose, fuzzy)), facets=FACET_NAMES) for n in range(60)]
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(engine.search, question) for question in questions]
        engine.add([record("new", "gold silver")])
        totals = {future.result().total for future in asked}
    assert totals <= {200, 201}
    assert engine.search(questions[0]).total == 201


def test_where_tantivy_is_not_installed_whoosh_is_taken(monkeypatch):
    assert chosen("auto") == "tantivy"
    monkeypatch.setattr("indexer.engines.find_spec", lambda name: None)
    assert (chosen("auto"), chosen("memory")) == ("whoosh", "memory")
