"""Searching by meaning: what it finds that words do not, across languages and within one.

    python bench/semantic.py                          # translations of the seeds' pages; 1 CPU minute
    python bench/semantic.py --sites FOLDER           # and of labelled sites in it, of pages X and ru_X; 3 minutes
    python bench/semantic.py --judged FOLDER --cache FOLDER   # judged collections (winnow eval search)

Across languages: each page that has a translation is asked for by its title, without numbers, and by its first
sentence. Right answers are its translations; the page itself is left out of the results. Asked as people ask: all
words, or any of them, without and with `also=meaning`; and beside Winnow, fused (below) and by meaning alone.

Within one: nDCG@10 of words alone; of these first, then what is near in meaning, as Winnow ranks; of both by
reciprocal-rank fusion (Cormack, Clarke & Büttcher 2009, k = 60), which Winnow does not; and of meaning alone. Asked for
all of a query's words, and for any. To embed 1,000 documents takes up to 110 CPU seconds, so their vectors are kept.
"""

import argparse
import json
import re
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import log2
from pathlib import Path
from shutil import copytree
from typing import Final

import numpy as np

from indexer import generations, pipeline
from indexer.asking import Request
from indexer.engines import Engine
from indexer.evaluation import find_judged, indexed
from indexer.evaluation.judged import Judged
from indexer.generation import VECTORS
from indexer.model import Query, Record, in_body
from indexer.query import Word, any_of, parse, plan
from indexer.searcher import Searcher
from indexer.semantic import Meaning, model, said
from indexer.semantic.building import Passage
from indexer.semantic.meaning import LEAST
from indexer.semantic.vectors import Vectors, row
from indexer.settings import Settings
from indexer.words import part_tokens

ROOT: Final = Path(__file__).parents[1]
TOP: Final = 10
DEPTH: Final = 100  # hits of each ranking that are fused
RRF_K: Final = 60
WAYS: Final = ("all words", "any word", "then meaning", "fused", "meaning")  # of ranking
SHORT: Final = 8  # characters: a shorter title is no question
SENTENCE: Final = 30  # likewise
_FILE: Final = re.compile(r"(ru_)?(.+)-[0-9a-f]{6}\.html")  # of a labelled site


# ------------------------------------------------------------------------------------------------ across languages


def across(sites: Path | None) -> None:
    """Build an index of the seeds and the sites, ask for each translated page, print the table."""
    with tempfile.TemporaryDirectory() as folder:
        pages = Path(folder, "pages")
        copytree(ROOT / "seeds", pages / "seeds")
        for site in sorted(sites.iterdir()) if sites else ():
            if any((site / "pages").glob("ru_*.html")):
                copytree(site / "pages", pages / site.name)
        chosen = Settings(seeds=tuple(sorted(pages.iterdir())), index=Path(folder, "index"), semantic=True)
        pipeline.build(chosen)
        with Searcher(chosen.index) as searcher:
            file = generations.current(chosen.index).path / VECTORS
            with file.open("rb") as vectors:
                meaning = Meaning(Vectors(vectors))
            report(searcher, meaning, {record.source: record for record in searcher.records(Request())})


def report(searcher: Searcher, meaning: Meaning, records: Mapping[str, Record]) -> None:
    """The table, a row for each pair of languages that is asked ten times or more, and one for all."""
    pairs = translations(records)
    ranks = defaultdict[str, list[list[int]]](list)
    questions = [(record, text) for record in records.values() if record.id in pairs for text in asked_of(record)]
    for record, text in questions:
        found = [[id_ for id_ in each if id_ != record.id] for each in rankings(searcher, meaning, text)]
        for id_, language in pairs[record.id].items():
            row = [each.index(id_) + 1 if id_ in each else 0 for each in found]
            ranks["all"].append(row)
            ranks[f"{record.language} → {language}"].append(row)
    print(f"{len(records)} pages, {len(pairs)} of them translated, {len(questions)} questions; MRR, recall@{TOP}")
    print(f"{'pair':<9}{'asked':>6}" + "".join(f"{way:>16}" for way in WAYS))
    for pair, rows in sorted(ranks.items(), key=lambda each: -len(each[1])):
        if len(rows) >= TOP:
            scores = "".join(f"{mrr(each):>10.3f}{recall(each):>6.3f}" for each in zip(*rows, strict=True))
            print(f"{pair:<9}{len(rows):>6}{scores}")


def rankings(searcher: Searcher, meaning: Meaning, text: str) -> Iterator[list[str]]:
    """Ids by each of WAYS: all but the last two as Winnow answers, and these beside it."""
    either = " OR ".join(token.text for token in part_tokens(text))
    asked = (Request(text), Request(either), Request(text, also=("meaning",)))
    found = (searcher.search(replace(each, per_page=DEPTH)).hits for each in asked)
    words, any_word, both = ([hit.id for hit in hits] for hits in found)
    near = [id_ for id_, _ in meaning.near(said(parse(text).tree))]
    yield from (words, any_word, both, fused(words, near), near)


def translations(records: Mapping[str, Record]) -> dict[str, dict[str, str]]:
    """Id → ids and languages of the same page in others: by the truth of the seeds, by the names of sites' files."""
    found = defaultdict[str, dict[str, str]](dict)
    truth = json.loads((ROOT / "tests/seeds_truth.json").read_text("utf-8"))
    named = {**records, **{record.url: record for record in records.values() if record.url}}
    groups = [[name, *told["translations"]] for name, told in truth.items() if told.get("translations")]
    same = defaultdict[tuple[str, str], list[str]](list)
    for source, record in records.items():
        if match := _FILE.fullmatch(Path(source).name):
            same[record.site, match[2]].append(source)
    for group in (*groups, *same.values()):
        there = [named[name] for name in group if name in named]
        for one in there:
            found[one.id] |= {other.id: other.language for other in there if other.language != one.language}
    return {id_: others for id_, others in found.items() if others}


def asked_of(record: Record) -> Iterator[str]:
    """The title without its numbers, by which translations would be found, and the first sentence."""
    yield from (text for text in [" ".join(re.sub(r"[\d.]+", " ", record.title).split())] if len(text) > SHORT)
    sentences = re.split(r"(?<=[.!?])\s+", " ".join(block.text for block in record.blocks if in_body(block)))
    yield from [text[:300] for text in sentences if len(text) > SENTENCE][:1]


def mrr(ranks: Sequence[int]) -> float:
    return statistics.fmean(1 / rank if rank else 0.0 for rank in ranks)


def recall(ranks: Sequence[int]) -> float:
    return statistics.fmean(0 < rank <= TOP for rank in ranks)


# --------------------------------------------------------------------------------------------- within one language


def within(data: Path, cache: Path) -> None:
    """nDCG@10 on each judged collection, a row for each way of ranking."""
    rows = defaultdict[str, list[float]](list)
    collections = find_judged(data)
    for judged in collections:
        with indexed(judged, "tantivy") as engine:
            for way, ndcg in ways(judged, engine, vectors(judged, cache)).items():
                rows[way].append(ndcg)
    print(f"{'nDCG@10':<34}" + "".join(f"{judged.name:>11}" for judged in collections) + f"{'mean':>11}")
    for way, scores in rows.items():
        print(f"{way:<34}" + "".join(f"{score:>11.4f}" for score in (*scores, statistics.fmean(scores))))


def ways(judged: Judged, engine: Engine, near: Vectors) -> dict[str, float]:
    """The mean of each way of ranking over the queries."""
    scores = defaultdict[str, list[float]](list)
    languages = sorted({hit.record.language for hit in engine.hits(Query(limit=DEPTH))})
    for id_, text in judged.queries.items():
        meant = [name for name, _ in near.nearest(model.embedder().query(text), DEPTH, LEAST)]
        rankings = {"meaning alone": meant}
        either = any_of([Word(token.text) for token in part_tokens(text)])
        for asked, tree in (("all words", parse(text).tree), ("any word", either)):
            worded = [hit.id for hit in engine.hits(Query(plan(tree, languages), limit=DEPTH))]
            rankings |= {
                asked: worded,
                f"{asked}, then meaning": [*worded, *(name for name in meant if name not in worded)],
                f"{asked}, fused with meaning": fused(worded, meant),
            }
        for way, found in rankings.items():
            scores[way].append(ndcg([judged.gains[id_].get(name, 0.0) for name in found], judged.gains[id_].values()))
    return {way: statistics.fmean(each) for way, each in scores.items()}


def fused(*rankings: Sequence[str]) -> list[str]:
    """By the sum of 1 / (k + rank) over the rankings."""
    scores = defaultdict[str, float](float)
    for ranking in rankings:
        for rank, name in enumerate(ranking, 1):
            scores[name] += 1 / (RRF_K + rank)
    return sorted(scores, key=lambda name: (-scores[name], name))


def ndcg(found: Sequence[float], gains: Iterable[float]) -> float:
    return dcg(found) / dcg(sorted(gains, reverse=True))


def dcg(gains: Sequence[float]) -> float:
    return sum(gain / log2(place + 1) for place, gain in enumerate(gains[:TOP], 1))


def vectors(judged: Judged, cache: Path) -> Vectors:
    """The vectors of the documents, as an index has them."""
    passages = list(map(Passage.of, judged.records()))
    kept = cache / f"{judged.name}.npy"
    if not kept.exists():
        cache.mkdir(parents=True, exist_ok=True)
        np.save(kept, np.array([model.embedder().passage(passage.text) for passage in passages]))
    made = zip(passages, np.load(kept), strict=True)
    with tempfile.TemporaryFile() as file:
        file.writelines(row(one.id, one.language, one.digest, vector) for one, vector in made)
        file.flush()
        return Vectors(file)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sites", type=Path)
    parser.add_argument("--judged", type=Path)
    parser.add_argument("--cache", type=Path, default=Path(".data/vectors"))
    arguments = parser.parse_args()
    if arguments.judged:
        within(arguments.judged, arguments.cache)
    else:
        across(arguments.sites)


if __name__ == "__main__":
    main()
