"""The engines alone, in one process: records a CPU second, size, and CPU milliseconds of a faceted search.

A search asks for ten records, the exact total, ten values of each facet and the years. Times are of the process (all
its threads), so other work on the machine hardly matters.

Rerun: .venv/bin/python bench/engines.py [--data reuters20k.jsonl] [--records 5000] [--queries 200] [--engines tantivy]
`--data` is a file of JSON lines with id, title, body, date (YYYY-MM-DD), and lists site, place and org; without it
records are made up.
"""

import argparse
import json
import platform
import random
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from statistics import median, quantiles

from generate import COUNTRIES, ORGANISATIONS, vocabulary

from indexer.engines import open_engine
from indexer.model import (
    All,
    And,
    Clause,
    Date,
    DateRange,
    Evidence,
    Filter,
    Fuzzy,
    JudgedBlock,
    Kind,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Record,
    Term,
    Verdict,
    document_id,
)
from indexer.schema import FACET_NAMES
from indexer.words import analyse

KEPT = Verdict(True, "content", "prose")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--records", type=int, default=5_000)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--engines", default="tantivy,whoosh,memory")
    options = parser.parse_args()
    records = list(islice(read(options.data) if options.data else made_up(), options.records))
    queries = [make(random.Random(number), records) for number in range(options.queries // 10) for make in MIX.values()]
    print(f"{date.today()}, {platform.machine()}, Python {platform.python_version()}: {len(records)} records of")
    print(f"{options.data.name if options.data else 'generated text'}, {len(queries)} queries of {len(MIX)} kinds")
    print(
        "\n| engine | records / CPU s | index, MB | first search, ms | p50, ms | p99, ms |\n|---|---|---|---|---|---|"
    )
    kinds = {name: measure(name, records, queries) for name in options.engines.split(",")}
    print(f"\nBy kind, p50 in ms\n| engine | {' | '.join(MIX)} |\n|---|{'---|' * len(MIX)}")
    for name, figures in kinds.items():
        print(f"| {name} | {' | '.join(f'{figures[kind]:.1f}' for kind in MIX)} |")


def measure(name: str, records: list[Record], queries: list[Query]) -> dict[str, float]:
    """Print the engine's row; the median by kind of query."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(name, Path(folder), write=True)
        seconds = cpu(lambda: engine.add(records))
        engine.close()
        size = sum(file.stat().st_size for file in Path(folder).iterdir()) / 1e6
        reader = open_engine(name, Path(folder))
        first = cpu(lambda: reader.search(Query(facets=FACET_NAMES))) * 1e3
        times = [cpu(lambda query=query: reader.search(query)) * 1e3 for query in queries]
        reader.close()
    p99 = quantiles(times, n=100)[98]
    print(f"| {name} | {len(records) / seconds:,.0f} | {size:.1f} | {first:.1f} | {median(times):.1f} | {p99:.1f} |")
    by_kind = defaultdict(list)
    for kind, taken in zip([*MIX] * (len(times) // len(MIX)), times, strict=True):
        by_kind[kind].append(taken)
    return {kind: median(taken) for kind, taken in by_kind.items()}


def cpu(do: Callable[[], object]) -> float:
    """CPU seconds of the whole process."""
    start = time.process_time()
    do()
    return time.process_time() - start


# --------------------------------------------------------------------------------------------------- records


def read(file: Path) -> Iterator[Record]:
    with file.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            facets = {"site": row["site"], "language": ["en"], "country": row["place"], "organisation": row["org"]}
            yield record(row["id"], row["title"], row["body"], row["date"], facets)


def made_up() -> Iterator[Record]:
    rng = random.Random(1)
    words = vocabulary(rng, 20_000)
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    for number in range(10**9):
        text = rng.choices(words, weights, k=rng.randrange(50, 250))
        day = date(2005, 1, 1) + timedelta(rng.randrange(7_000))
        facets = {"site": [f"site{int(rng.paretovariate(1)) % 300}.example"], "language": [rng.choice("enrukk")]}
        facets |= {"country": rng.sample(COUNTRIES, 2), "organisation": rng.sample(ORGANISATIONS, rng.randrange(3))}
        yield record(str(number), " ".join(text[:6]), " ".join(text), day.isoformat(), facets)


def record(name: str, title: str, text: str, day: str, facets: dict[str, list[str]]) -> Record:
    evidence = {facet: tuple(Evidence(v, v, v, 0, 0, "bench", 1.0) for v in values) for facet, values in facets.items()}
    return Record(
        id=document_id(name),
        source=f"bench/{name}",
        url="",
        site=facets["site"][0],
        title=title,
        language="en",
        blocks=(JudgedBlock(text, Kind.PARAGRAPH, 0, KEPT),),
        facets=evidence,
        dates=(Date(day, day, "day", "published", "bench"),),
    )


# --------------------------------------------------------------------------------------------------- queries


def ask(clause: Clause, *filters: Filter, dates: DateRange | None = None) -> Query:
    return Query(clause, filters, dates, facets=FACET_NAMES)


def run(rng: random.Random, records: list[Record], length: int, field: str = "stem") -> list[str]:
    """So many neighbouring words of some record."""
    while True:
        words = getattr(analyse(rng.choice(records).text, "en"), field)
        if len(words) > length:
            start = rng.randrange(len(words) - length)
            return list(words[start : start + length])


def terms(rng: random.Random, records: list[Record], count: int) -> tuple[Clause, ...]:
    """The stems of neighbouring words of one record."""
    return tuple(Term("stem", word) for word in run(rng, records, count))


def value(rng: random.Random, records: list[Record]) -> Filter:
    name = rng.choice(("site", "country"))
    while True:
        if values := rng.choice(records).facets[name]:
            return Filter(name, (values[0].value,))


def long_word(rng: random.Random, records: list[Record]) -> str:
    while True:
        if len(word := run(rng, records, 1, "exact")[0]) > 5:
            return word


def swapped(word: str) -> str:
    return word[:2] + word[3] + word[2] + word[4:]


MIX: dict[str, Callable[[random.Random, list[Record]], Query]] = {
    "1 word": lambda rng, records: ask(*terms(rng, records, 1)),
    "AND 2": lambda rng, records: ask(And(terms(rng, records, 2))),
    "AND 3": lambda rng, records: ask(And(terms(rng, records, 3))),
    "OR 4": lambda rng, records: ask(Or(terms(rng, records, 4))),
    "phrase": lambda rng, records: ask(Phrase("exact", tuple(run(rng, records, 2, "exact")))),
    "NOT": lambda rng, records: ask(And((*terms(rng, records, 1), *map(Not, terms(rng, records, 1))))),
    "prefix": lambda rng, records: ask(Prefix("exact", long_word(rng, records)[:4])),
    "fuzzy": lambda rng, records: ask(Fuzzy("exact", swapped(long_word(rng, records)), 1)),
    "filters": lambda rng, records: ask(
        *terms(rng, records, 1), value(rng, records), dates=DateRange(20100101, 20151231)
    ),
    "all": lambda rng, records: ask(All()),
}


if __name__ == "__main__":
    main()
