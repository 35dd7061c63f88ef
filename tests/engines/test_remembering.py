from dataclasses import replace

from indexer.engines import Remembering, open_engine
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
