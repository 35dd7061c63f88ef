"""Random questions to all engines: the same documents, counts and orders from each."""

import os
import random
from dataclasses import replace
from itertools import combinations

import pytest

from indexer.engines import ENGINES, IN_A_FOLDER, Engine, open_engine
from indexer.model import (
    SORTS,
    All,
    And,
    Clause,
    DateRange,
    Filter,
    Fuzzy,
    HasValue,
    Ids,
    Not,
    Nothing,
    Or,
    Phrase,
    Preferring,
    Prefix,
    Query,
    Term,
    document_id,
)
from indexer.query import Name, other_name
from indexer.schema import FACET_NAMES, MISSING

DOCUMENTS = 150
# "all engines answer alike": so many questions on each commit, and 2,000 in `make soak`
SEEDS = range(int(os.environ.get("WINNOW_DIFFERENTIAL", "320")))
ON_A_CLUSTER = range(int(os.environ.get("WINNOW_DIFFERENTIAL_CLUSTER", "60")))  # a question takes 50 ms there
CLEAR = 1.25  # Tantivy keeps lengths in one byte (12 % off at most), so scores that are nearer may swap places

WORDS = "border borders bordure control controls kontrol gold golden old cold coal seminar seminars a of the in".split()
WORDS += "контроль контроля граница границы қазақ GLO.ACT UNODC-led it's 2018 x1 Émile emile ёлка елка".split()
FORMS = [*WORDS, "glo", "act", "unodc", "led", "gloact", "unodcled", "absent"]
VALUES = {name: ["one", "another", "a third"] for name in FACET_NAMES} | {
    "site": ["a.example", "b.example", "c.example"],
    "language": ["en", "ru", "kk"],
    "country": ["Iran", "iran", "Kazakhstan", "Peru", 'Côte "d\'Ivoire"'],
    "person": ["Aigul", "Berik", "Chingiz", "Dana"],
    "organisation": ["WHO", "who", "Who", "OSCE", "UN Women", *(f"Office {n}" for n in range(20))],
}
NOT_LISTED = {"Chingiz", "Dana"}


@pytest.fixture(scope="module")
def records(record):
    rng = random.Random(7)

    def one(number: int):
        chosen = {name: rng.sample(values, rng.randrange(3)) for name, values in VALUES.items()}
        facets = {name: ["~" * (value in NOT_LISTED) + value for value in values] for name, values in chosen.items()}
        first = rng.choice(["", f"{rng.randrange(2009, 2024)}-{rng.randrange(1, 13):02}-01"])
        last = max(first, f"{rng.randrange(2009, 2024)}-12-31") if first and rng.random() < 0.3 else first
        text = " ".join(rng.choices(WORDS, k=rng.choice([0, 3, 10, 60])))
        title = " ".join(rng.choices(WORDS, k=rng.randrange(4)))
        language, seen = (
            rng.choice(["en", "ru", "kk", ""]),
            rng.choice(["", f"2024-0{rng.randrange(1, 10)}-01T00:00:00Z"]),
        )
        return record(f"{number:03}", text, title, (first, last), language, seen, **facets)

    return [one(number) for number in range(DOCUMENTS)]


@pytest.fixture(scope="module")
def engines(records, tmp_path_factory):
    """Each engine, filled by the same additions, replacements and removals."""
    opened = {name: open_engine(name, tmp_path_factory.mktemp(name), write=True) for name in IN_A_FOLDER}
    for engine in opened.values():
        fill(engine, records)
    yield opened
    for engine in opened.values():
        engine.close()


@pytest.fixture(scope="module")
def opensearch(records, cluster, tmp_path_factory):
    """The same on a cluster, in two shards."""
    folder = tmp_path_factory.mktemp("opensearch")
    engine = open_engine("opensearch", folder, write=True, cluster=replace(cluster, shards=2))
    fill(engine, records)
    yield engine
    engine.close()


@pytest.fixture(params=ENGINES)
def name(request) -> str:
    return request.param


@pytest.fixture
def engine(name, engines, request) -> Engine:
    return engines.get(name) or request.getfixturevalue("opensearch")


def fill(engine: Engine, records) -> None:
    engine.add(records[:70])
    engine.add(records[60:110])
    engine.remove(record.id for record in records[20:40])
    engine.add(records[30:35] + records[110:])


def random_clause(rng: random.Random, depth: int = 3) -> Clause:
    if depth and rng.random() < 0.5:
        parts = tuple(random_clause(rng, depth - 1) for _ in range(rng.randrange(1, 4)))
        ranked = Preferring(parts[0], parts[1:])
        return rng.choice([And(parts), Or(parts), ranked, Not(parts[0]), And((parts[0], Not(parts[-1])))])
    field = rng.choice(["exact", "stem", "joined", "sound", "title_exact", "title_stem", "title_joined"])
    forms = [form.lower() for form in rng.choices(FORMS, k=3)]
    facet = rng.choice(FACET_NAMES)
    leaves = [
        Term(field, forms[0]),
        Term(field, forms[0], boost=2.5),
        Term("stem", rng.choice(["border", "control", "seminar", "контрол", "границ"])),
        Phrase(
            field.replace("joined", "exact").replace("sound", "stem"),
            tuple(forms[: rng.randrange(2, 4)]),
            rng.choice([0, 0, 1, 2, 5]),
        ),
        Prefix(field, forms[0][: rng.randrange(1, 5)]),
        Fuzzy(field, forms[0], rng.choice([1, 2])),
        HasValue(facet, rng.choice([*VALUES[facet], MISSING, "absent"])),
        DateRange(*random_days(rng)),
        random_name(rng, forms),
        rng.choice([All(), Nothing()]),
        random_ids(rng),
    ]
    return rng.choice([*leaves, *leaves[:6]])


def random_points(rng: random.Random, depth: int = 2) -> Clause:
    """A clause that gives whole points, so that many documents score alike."""
    if depth:
        parts = tuple(random_points(rng, depth - 1) for _ in range(rng.randrange(2, 5)))
        unscored = HasValue("country", rng.choice(VALUES["country"]))
        return rng.choice(
            [Or(parts), Or(parts), And(parts[:2]), Preferring(parts[0], parts), And((parts[0], unscored))]
        )
    text = rng.choice(FORMS).lower()
    return rng.choice([Prefix("exact", text[: rng.randrange(1, 5)]), Fuzzy(rng.choice(["exact", "stem"]), text, 2)])


def random_name(rng: random.Random, forms: list[str]) -> Clause:
    """Another name of an organisation, of one word or several."""
    name = Name(tuple(forms[: rng.randrange(1, 4)]), tuple(rng.sample(VALUES["organisation"], 2)))
    return other_name(name, ("en", "ru"))


def random_ids(rng: random.Random) -> Clause:
    """Some documents by their ids, and one that is not there."""
    names = dict.fromkeys(f"{rng.randrange(DOCUMENTS + 10):03}" for _ in range(3))
    return Ids(tuple(((name + document_id(name))[:16], rng.choice([1e-30, 0.5, 3.0])) for name in names))


def random_days(rng: random.Random) -> tuple[int | None, int | None]:
    day = [rng.choice([None, rng.randrange(2008, 2025) * 10_000 + rng.randrange(1, 13) * 100 + 1]) for _ in "ab"]
    return day[0], day[1]


def random_filters(rng: random.Random) -> tuple[Filter, ...]:
    chosen = [(name, rng.random() < 0.3) for name in FACET_NAMES if rng.random() < 0.25]
    return tuple(
        Filter(name, tuple(rng.sample([*VALUES[name], MISSING, "absent"], rng.randrange(1, 4))), exclude)
        for name, exclude in chosen
    )


def random_query(seed: int) -> Query:
    rng = random.Random(seed)
    return Query(
        random_clause(rng),
        random_filters(rng),
        DateRange(*random_days(rng)) if rng.random() < 0.2 else None,
        rng.choice(SORTS),
        limit=DOCUMENTS,
        facets=FACET_NAMES,
        facet_values=rng.choice([3, 100]),
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_all_engines_find_and_count_the_same(engines, seed):
    query = random_query(seed)
    expected, *others = (engines[name].search(query) for name in ("memory", "whoosh", "tantivy"))
    for results in others:
        assert {hit.id for hit in results.hits} == {hit.id for hit in expected.hits}
        assert (results.total, results.years, results.undated) == (expected.total, expected.years, expected.undated)
        assert results.facets == expected.facets
    assert [hit.record for hit in others[0].hits] == [hit.record for hit in expected.hits]
    if query.sort != "relevance":
        assert others[1].hits == expected.hits


@pytest.mark.parametrize("seed", ON_A_CLUSTER)
def test_opensearch_finds_and_counts_the_same(engines, opensearch, seed):
    query = random_query(seed)
    expected, found = engines["tantivy"].search(query), opensearch.search(query)
    assert {hit.id for hit in found.hits} == {hit.id for hit in expected.hits}
    assert (found.total, found.years, found.undated) == (expected.total, expected.years, expected.undated)
    assert found.facets == expected.facets
    if query.sort != "relevance":
        assert found.hits == expected.hits


def test_the_top_ten_of_opensearch_are_alike(engines, opensearch):
    shared = []
    for seed in ON_A_CLUSTER:
        query = Query(random_query(seed).clause, limit=10)
        expected, found = ({hit.id for hit in engine.hits(query)} for engine in (engines["tantivy"], opensearch))
        shared += [len(expected & found) / len(expected)] if expected else []
    overlap = sum(shared) / len(shared)
    print(f"mean overlap of the top ten over {len(shared)} queries: {overlap:.3f}")  # noqa: T201
    assert overlap >= 0.95


def test_clear_cut_rankings_are_the_same_and_the_top_ten_alike(engines):
    shared = []
    for seed in SEEDS:
        query = Query(random_query(seed).clause, limit=10)
        expected, found = (engines[name].search(query).hits for name in ("memory", "tantivy"))
        rank = {hit.id: place for place, hit in enumerate(found)}
        for better, worse in combinations([hit for hit in expected if hit.id in rank], 2):
            if better.score > CLEAR * worse.score:
                assert rank[better.id] < rank[worse.id], (
                    query.clause,
                    better.score,
                    worse.score,
                    found[rank[better.id]].score,
                    found[rank[worse.id]].score,
                )
        shared += [len(rank.keys() & {hit.id for hit in expected}) / len(expected)] if expected else []
    overlap = sum(shared) / len(shared)
    print(f"mean overlap of the top ten over {len(shared)} queries: {overlap:.3f}")  # noqa: T201
    assert overlap >= 0.95


def test_what_scores_alike_is_ordered_alike(engines):
    for seed in SEEDS:
        rng = random.Random(seed)
        query = Query(random_points(rng), limit=rng.randrange(1, 12), offset=rng.randrange(8))
        expected, *others = (engines[name].hits(query) for name in ("memory", "whoosh", "tantivy"))
        for hits in others:
            assert [(hit.id, hit.score) for hit in hits] == [(hit.id, hit.score) for hit in expected]


def test_following_a_value_finds_what_its_count_says(engine, name):
    for seed in range({"memory": 8, "opensearch": 1}.get(name, 40)):  # these are slow
        query = random_query(seed)
        for counts in engine.counts(query).facets:
            others = tuple(chosen for chosen in query.filters if chosen.field != counts.field)
            for value, count in (*counts.values, (MISSING, counts.missing)):
                followed = Query(query.clause, (*others, Filter(counts.field, (value,))), query.dates, limit=0)
                assert engine.counts(followed).total == count


def test_every_page_of_every_order_is_a_piece_of_the_whole(engine):
    for seed in range(60):
        query = random_query(seed)
        page = Query(query.clause, query.filters, query.dates, query.sort, offset=seed % 13, limit=1 + seed % 7)
        whole = engine.hits(query)
        assert engine.hits(page) == whole[page.offset : page.offset + page.limit]
        if page.offset < len(whole):
            rest = replace(page, offset=0, after=whole[page.offset].place)
            assert engine.hits(rest) == whole[page.offset + 1 :][: page.limit]
