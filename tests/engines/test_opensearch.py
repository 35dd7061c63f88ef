"""What is particular to OpenSearch of what every engine does (tests/engines)."""

import pytest

from indexer.engines import open_engine
from indexer.engines.opensearch_client import connect
from indexer.engines.opensearch_view import PointInTime
from indexer.errors import EngineError, IndexOutdated
from indexer.model import All, Filter, Fuzzy, Or, Phrase, Query, Term
from indexer.words import near

WORDS = "a b ab ba abc acb bac abd xabc ab1 bc aa cab dabc abcd acbd badc xyz ы ыж".split()


@pytest.fixture
def engine(cluster, tmp_path):
    opened = open_engine("opensearch", tmp_path / "index", True, cluster)
    yield opened
    opened.close()


def ids(engine, clause):
    return "".join(sorted(hit.id[0] for hit in engine.hits(Query(clause, limit=100))))


@pytest.mark.parametrize("distance", [1, 2])
def test_fuzzy_words_are_those_within_so_many_edits_however_short(engine, record, distance):
    engine.add(record(f"{n:02}", word) for n, word in enumerate(WORDS))
    for text in ("a", "ab", "ba", "abc", "abcd", "abcde", "ы", "a.b"):
        found = {hit.record.body for hit in engine.hits(Query(Fuzzy("exact", text, distance), limit=100))}
        assert found == {word for word in WORDS if near(text, word, distance)}


def test_hits_beyond_the_window_of_one_request_are_read_in_several(engine, record, monkeypatch):
    monkeypatch.setattr("indexer.engines.opensearch_view.WINDOW", 3)
    engine.add(record(letter, "x " * number) for number, letter in enumerate("abcdefgh", 1))
    for sort in ("relevance", "title"):
        whole = engine.hits(Query(Term("exact", "x"), sort=sort, limit=100))
        assert len(whole) == 8
        assert engine.hits(Query(Term("exact", "x"), sort=sort, offset=4, limit=2)) == whole[4:6]
        assert engine.hits(Query(Term("exact", "x"), sort=sort, after=whole[1].place, limit=100)) == whole[2:]


def test_a_point_in_time_that_is_lost_is_replaced(engine, record, cluster):
    engine.add(record(letter) for letter in "abc")
    client = connect(cluster.urls)
    body = {"query": {"match_all": {}}, "sort": ["id"]}
    with PointInTime(client, engine._place.index, "any", {}) as point:
        before = [row["_id"] for row in point.search(body)]
        client.delete_all_pits()
        assert [row["_id"] for row in point.search(body)] == before
        assert len(before) == 3
    client.close()


def test_values_beyond_those_of_one_request_are_walked_through(engine, record, monkeypatch):
    monkeypatch.setattr("indexer.engines.counting.BUCKETS", 20)
    monkeypatch.setattr("indexer.engines.opensearch_counts.WALKED_AT_ONCE", 7)
    engine.add(record(f"{n:02}", person=[f"P{n:02}", "Everyone" if n % 2 else "everyone"]) for n in range(30))
    counts = engine.counts(Query(facets=("person",), facet_values=2, distinct=1_000)).facets[0]
    assert (counts.values, counts.distinct) == ((("Everyone", 30), ("P00", 1)), 31)
    chosen = engine.counts(Query(filters=(Filter("person", ("p29",)),), facets=("person",), facet_values=1, distinct=2))
    assert chosen.facets[0].values == (("Everyone", 30), ("P29", 1))


def test_a_query_of_many_loose_phrases_is_answered(engine, record):
    engine.add([record("a", " ".join(f"w{n} x y z" for n in range(70)))])
    loose = [Phrase("exact", (f"w{n}", "y", "z", f"w{n + 1}"), 60) for n in range(60)]
    assert ids(engine, Or(tuple(loose))) == "a"


def test_a_removed_index_is_an_error_in_one_line(engine, record, cluster):
    engine.add([record("a")])
    engine._client.indices.delete(index=engine._place.index)
    with pytest.raises(EngineError, match="while searching: 404 index_not_found_exception no such index"):
        engine.hits(Query(All()))


def test_an_index_with_other_fields_is_outdated(engine, cluster, tmp_path):
    body = {"_meta": {"winnow": "another"}}
    engine._client.indices.put_mapping(index=engine._place.index, body=body)
    with pytest.raises(IndexOutdated, match="another version of Winnow"):
        open_engine("opensearch", tmp_path / "index", cluster=cluster)
