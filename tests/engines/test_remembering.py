from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from threading import Event
from unittest.mock import Mock

import pytest

from indexer.engines import Remembering, open_engine
from indexer.errors import EngineError
from indexer.model import Filter, Query, Term


def test_other_pages_and_orders_of_a_search_count_nothing_again(tmp_path, record, monkeypatch):
    engine = open_engine("memory", tmp_path, write=True)
    engine.add([record("a", "gold", country="Iran"), record("b", "gold")])
    asked = []
    count = engine.counts
    monkeypatch.setattr(engine, "counts", lambda query: asked.append(query) or count(query))
    served = Remembering(engine)
    query = Query(Term("exact", "gold"), facets=("country",))
    first, other = served.search(query), served.search(replace(query, sort="title", offset=1))
    assert len(asked) == 1
    assert (first.total, first.facets) == (other.total, other.facets)
    assert [len(found.hits) for found in (first, other)] == [2, 1]


def test_a_total_is_told_of_the_same_documents_as_the_counts(tmp_path, record):
    engine = open_engine("memory", tmp_path, write=True)
    engine.add([record("a", "gold", country="Iran"), record("b", "gold")])
    query = Query(Term("exact", "gold"), (Filter("country", ("Iran",)),), limit=0)
    assert Remembering(engine).total(query) == engine.counts(query).total == 1


def test_hits_and_counts_are_had_at_once_and_nobody_waits_in_line(tmp_path, record, monkeypatch):
    engine = open_engine("memory", tmp_path, write=True)
    engine.add([record("a", "gold", country="Iran"), record("b", "gold")])
    hits, started = engine.hits, Event()
    count = engine.counts
    monkeypatch.setattr(engine, "counts", lambda query: started.set() or count(query))
    monkeypatch.setattr(engine, "hits", lambda query: started.wait(10) and hits(query))
    query = Query(Term("exact", "gold"), facets=("country",))
    with closing(Remembering(engine)) as served:
        assert served.search(query) == engine.search(query)
        with ThreadPoolExecutor(8) as readers:
            words = [Query(Term("exact", "gold"), offset=offset) for offset in range(64)]
            assert [*readers.map(served.search, words)] == [*map(engine.search, words)]


def test_what_goes_wrong_while_counting_is_raised(tmp_path, record, monkeypatch):
    engine = open_engine("memory", tmp_path, write=True)
    monkeypatch.setattr(engine, "counts", Mock(side_effect=EngineError("a panic")))
    with closing(Remembering(engine)) as served, pytest.raises(EngineError, match="panic"):
        served.search(Query())
