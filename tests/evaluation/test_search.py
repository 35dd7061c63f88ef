import json
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.engines import IN_A_FOLDER
from indexer.errors import SourceError
from indexer.evaluation import check_run, evaluate_search, find_judged, indexed, search_as_plain, search_as_text

DOCS = {"a": "a dam on the river", "b": "the dam was repaired", "c": "a market in the village", "d": "rivers and dams"}
Collect = Callable[..., Path]


@pytest.fixture
def collect(tmp_path: Path) -> Collect:
    """Writes a judged collection of four documents."""

    def write(judgments: str, queries: dict[str, str] | None = None, file: str = "judgments.tsv") -> Path:
        rows = [{"id": name, "title": "", "body": body} for name, body in DOCS.items()]
        (tmp_path / "docs.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
        (tmp_path / file).write_text(judgments, "utf-8")
        if queries:
            rows = [{"id": name, "text": text} for name, text in queries.items()]
            (tmp_path / "queries.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
        return tmp_path

    return write


def scored(folder: Path, words: str = "any", engine: str = "memory"):
    (judged,) = find_judged(folder)
    with indexed(judged, engine) as opened:
        return evaluate_search(judged, opened, words)


@pytest.mark.parametrize("engine", IN_A_FOLDER)
def test_good_documents_in_front_score_1_on_every_engine(collect: Collect, engine: str) -> None:
    (query,) = scored(collect("market village\tc\t1\n"), engine=engine).queries
    assert (query.ndcg, query.recall, query.mrr) == (1.0, 1.0, 1.0)


def test_a_good_document_that_is_not_found_costs_recall(collect: Collect) -> None:
    (query,) = scored(collect("market\tc\t1\nmarket\ta\t1\n")).queries
    assert (query.recall, query.mrr) == (0.5, 1.0)
    assert 0.5 < query.ndcg < 1


def test_a_better_document_counts_more_than_a_good_one(collect: Collect) -> None:
    texts = {"q": "repaired dam"}
    best_first = scored(collect("q\tb\t3\nq\ta\t1\n", texts)).mean("ndcg")
    best_last = scored(collect("q\tb\t1\nq\ta\t3\n", texts)).mean("ndcg")
    assert best_last < best_first


def test_queries_are_asked_with_any_or_with_all_words(collect: Collect) -> None:
    folder = collect("1\tc\t1\n", {"1": "market dam", "2": "never judged"}, "qrels.tsv")
    assert scored(folder, "any").mean("recall") == 1
    assert scored(folder, "all").mean("recall") == 0


def test_a_run_is_compared_with_an_earlier_one_query_by_query(collect: Collect) -> None:
    now = scored(collect("market\tc\t1\n"))
    before = search_as_plain([now], "any")
    before["collections"][0]["queries"][0]["ndcg"] = 0.5
    text = search_as_text([now], "any", before)
    assert "better 1, worse 0, of 1 queries" in text
    assert "+0.500 → 1.000  market" in text


def test_a_run_that_was_asked_otherwise_is_not_compared(collect: Collect, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="--words all"):
        check_run({"words": "all", "collections": []}, tmp_path / "run.json", "any")
    with pytest.raises(SourceError, match="no earlier run"):
        check_run([], tmp_path / "run.json", "any")


@pytest.mark.parametrize(
    ("judgments", "says"),
    [
        ("market\n", "a query or a document is missing"),
        ("market\tc\tgood\n", "'good' is no number"),
        ("market\tc\t0\n", "judges no document to be good"),
    ],
)
def test_bad_judgments_are_named_with_their_line(collect: Collect, judgments: str, says: str) -> None:
    with pytest.raises(SourceError, match=says):
        find_judged(collect(judgments))


def test_a_folder_without_judgments_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"judgments\.tsv"):
        find_judged(tmp_path)
    with pytest.raises(SourceError, match="no folder"):
        find_judged(tmp_path / "none")
