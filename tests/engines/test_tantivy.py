import json
import random
import sys
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
import tantivy

from indexer.engines.counting import BUCKETS
from indexer.engines.expansion import Vocabulary
from indexer.engines.memory import MemoryEngine
from indexer.engines.tantivy import META_LOCK, TantivyEngine
from indexer.engines.tantivy_values import FILE
from indexer.errors import EngineError, IndexOutdated
from indexer.limits import DISTINCT
from indexer.model import All, And, Filter, Fuzzy, HasValue, Not, Or, Phrase, Preferring, Prefix, Query, Term


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
    assert leftovers(tmp_path / "index") == {"meta.json", FILE}


def test_more_values_than_one_aggregation_may_return_are_counted(engine, record):
    names = [f"Office {number}" for number in range(BUCKETS + 10)]
    engine.add([record("a", organisation=names[:40_000]), record("b", organisation=names[30_000:])])
    counts = engine.search(
        Query(All(), facets=("organisation", "country"), facet_values=1, distinct=sys.maxsize)
    ).facets[1]
    assert (counts.values, counts.distinct, counts.missing) == ((("Office 30000", 2),), BUCKETS + 10, 0)


def test_values_beyond_one_aggregation_are_counted_under_the_query_only(engine, record):
    names = [f"Office {number}" for number in range(BUCKETS + 10)]
    engine.add([record("a", country="Iran", organisation=names), record("b", organisation="Office 1")])
    counts = engine.search(
        Query(HasValue("country", "Iran"), facets=("organisation",), facet_values=1, distinct=sys.maxsize)
    ).facets[0]
    assert (counts.values, counts.distinct) == ((("Office 0", 1),), BUCKETS + 10)


def test_of_many_values_the_listed_are_counted_exactly_whatever_is_left_out(engine, record):
    filler = [f"Office {number:04}" for number in range(3_000)]
    for half, who in (("a", "WHO"), ("b", "who")):  # in two segments, neither of which tells all of its values
        engine.add(record(f"{half}{n}", organisation=[*filler[n::2], who]) for n in range(2))
        engine.add(record(f"{half}x{n}", organisation=["Court", who]) for n in range(3))
    query = Query(All(), facets=("organisation",), facet_values=2)
    counts = engine.counts(query).facets[0]
    assert (counts.values, counts.distinct, counts.missing) == ((("WHO", 10), ("Court", 6)), DISTINCT, 0)
    chosen = Filter("organisation", ("OFFICE 1234",), exclude=True)
    assert ("Office 1234", 2) in engine.counts(replace(query, filters=(chosen,))).facets[0].values


def test_where_many_values_are_as_frequent_the_first_by_name_are_listed(engine, record):
    engine.add([record("a", organisation=[f"Office {number:04}" for number in range(1_999, -1, -1)])])
    counts = engine.counts(Query(All(), facets=("organisation",), facet_values=2)).facets[0]
    assert counts.values == (("Office 0000", 1), ("Office 0001", 1))


def test_a_panic_is_an_engine_error(engine, record, monkeypatch):
    engine.add([record("a", "text")])
    monkeypatch.setattr(
        engine._view,
        "hits",
        lambda query: tantivy.Index(tantivy.SchemaBuilder().build()).searcher().search(tantivy.Query.all_query(), 0),
    )
    with pytest.raises(EngineError, match="Limit must be greater than 0"):
        engine.search(Query())


@pytest.mark.parametrize("order", ["0123456", "6543210", "0120123", "0123401"])  # of the ids
def test_many_documents_are_committed_in_parts_and_each_is_there_once(order, engine, record, monkeypatch):
    monkeypatch.setattr("indexer.engines.tantivy.COMMITTED_AT_ONCE", 2)
    names = sorted("abcdefg", key=lambda name: record(name).id)
    assert engine.add(record(names[int(n)], f"text w{place}") for place, n in enumerate(order)) == len(order)
    assert engine.search(Query(All())).total == len({*order})
    for n in {*order}:
        (hit,) = engine.search(Query(Term("exact", f"w{order.rindex(n)}"))).hits
        assert hit.id == record(names[int(n)]).id


def test_an_error_after_parts_were_committed_changes_nothing(engine, record, monkeypatch):
    monkeypatch.setattr("indexer.engines.tantivy.SAMPLE", 1)  # so many are taken before the first is put
    monkeypatch.setattr("indexer.engines.tantivy.COMMITTED_AT_ONCE", 2)

    def records():
        yield from sorted(map(record, "abcde"), key=lambda each: each.id)
        raise RuntimeError("no more")

    with pytest.raises(RuntimeError, match="no more"):
        engine.add(records())
    assert engine.search(Query(All())).total == 0
    assert engine.add(map(record, "cab")) == 3
    assert engine.search(Query(All())).total == 3


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


def test_its_automaton_finds_what_the_vocabulary_of_other_engines_does(engine, record):
    words = "border borders bored boarder brodre orbder order bord граница границы гарница".split()
    engine.add(record(f"{n:02}", word) for n, word in enumerate(words))
    view, vocabulary = engine._view, Vocabulary(sorted(words))
    for text in ("border", "граница", "bo"):
        for clause in (Fuzzy("exact", text, 1), Fuzzy("exact", text, 2), Prefix("exact", text)):
            assert view.count(view.native(clause)) == len(vocabulary.expand(clause))


def test_the_spelling_that_most_of_the_documents_found_have_is_shown(engine, record):
    engine.add([record("a", country="Iran", organisation="who")])
    engine.add(record(name, organisation="WHO") for name in "bc")
    query = Query(facets=("organisation",))
    assert engine.counts(query).facets[0].values == (("WHO", 3),)
    assert engine.counts(replace(query, clause=HasValue("country", "Iran"))).facets[0].values == (("who", 1),)


def test_values_that_cannot_be_read_are_an_engine_error(engine, record, tmp_path):
    engine.add([record("a")])
    (tmp_path / "index" / FILE).write_text("{")
    with pytest.raises(EngineError, match="values"):
        TantivyEngine(tmp_path / "index")


def test_what_finds_most_documents_is_counted_like_what_finds_few(engine, record, monkeypatch):
    monkeypatch.setattr("indexer.engines.tantivy_counts._SPARED", 0)

    def one(number: int):
        names = {"country": "Iran" if number % 3 else ("Iran", "Chad"), "person": f"Person {number}"}
        return record(f"{number:03}", "word" if number % 10 else "other", date=f"{1700 + number}-01-01", **names)

    engine.add(one(number) for number in range(300))
    engine.remove([one(number).id for number in range(5)])
    chosen = Filter("site", ("absent",), exclude=True)
    query = Query(Term("exact", "word"), (chosen,), facets=("country", "topic", "person"), facet_values=2)
    told = engine.counts(query)
    few = engine.counts(replace(query, filters=(chosen, Filter("country", ("chad",)))))
    assert (told.total, few.total, few.facets[0].missing, told.undated) == (266, 89, 89, 0)
    assert (told.facets[0].missing, told.facets[1].values) == (266, (("Iran", 266), ("Chad", 89)))
    assert (told.facets[2].values, told.facets[2].distinct) == ((("Person 101", 1), ("Person 102", 1)), DISTINCT)
    assert [year for year, _ in told.years] == [1700 + n for n in range(5, 300) if n % 10]


def test_documents_that_were_removed_are_not_counted_among_those_with_a_word(engine, record):
    query = Query(Term("exact", "word"))
    engine.add(record(f"{number}", "word") for number in range(4))
    assert engine.total(query) == 4
    engine.remove([record("1").id])
    assert engine.total(query) == 3


@pytest.mark.parametrize("neighboured", [20, 300])
def test_the_best_with_phrases_of_frequent_words_are_the_same_however_they_are_found(
    engine, record, monkeypatch, neighboured
):
    rng = random.Random(6)
    engine.add(record(f"{n:03}", " ".join(rng.choices("abcdef", k=rng.randrange(3, 30)))) for n in range(250))
    engine.remove([record(f"{n:03}").id for n in range(30)])
    monkeypatch.setattr("indexer.engines.tantivy_view.NEIGHBOURED", neighboured)
    for one, other, third in permutations("abcdef", 3):
        words = tuple(Term("exact", word) for word in (one, other, third))
        phrases = tuple(Phrase("exact", pair, boost=0.5) for pair in ((one, other), (other, third)))
        query = Query(And((Preferring(rng.choice([And, Or])(words), phrases), Not(Term("exact", "x")))), limit=7)
        monkeypatch.setattr("indexer.engines.tantivy_view.FREQUENT", 10_000)
        expected = engine.hits(query)
        monkeypatch.setattr("indexer.engines.tantivy_view.FREQUENT", 1)
        found = engine.hits(query)
        assert [hit.id for hit in found] == [hit.id for hit in expected]
        assert [hit.score for hit in found] == pytest.approx([hit.score for hit in expected])


def test_values_that_no_document_has_any_more_leave_their_places_to_others(
    tmp_path: Path, record, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("indexer.engines.tantivy_values.FEWEST", 2)
    engine = TantivyEngine(tmp_path / "index", write=True)
    for batch in range(20):
        engine.add(record(f"{n}", organisation=[f"Office {batch} {n}", "OSCE"]) for n in range(3))
    texts, *_ = json.loads((tmp_path / "index" / FILE).read_text())["organisation"]
    assert len(texts) <= 10
    for each in (engine, TantivyEngine(tmp_path / "index")):
        (counts,) = each.counts(Query(facets=("organisation",))).facets
        assert counts.values == (("OSCE", 3), ("Office 19 0", 1), ("Office 19 1", 1), ("Office 19 2", 1))


def test_counts_are_those_of_the_other_engine_while_values_come_and_go(
    tmp_path: Path, record, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("indexer.engines.tantivy_values.FEWEST", 1)
    rng = random.Random(3)
    engines = TantivyEngine(tmp_path / "tantivy", write=True), MemoryEngine(tmp_path / "memory", write=True)
    names = [rng.choice((str.upper, str.title))(f"office {n // 2}") for n in range(80)]
    for turn in range(40):
        some = [record(f"{rng.randrange(12)}", person=rng.sample(names[turn : turn + 30], 3)) for _ in range(3)]
        gone = [record(f"{rng.randrange(12)}").id]
        for engine in engines:
            engine.remove(gone)
            engine.add(some)
        asked = Query(facets=("person",), facet_values=100)
        assert engines[0].counts(asked).facets == engines[1].counts(asked).facets
        value = rng.choice(names[turn : turn + 30])
        chosen = Query(filters=(Filter("person", (value,)),), facets=("person",), facet_values=100)
        assert engines[0].counts(chosen) == engines[1].counts(chosen)
