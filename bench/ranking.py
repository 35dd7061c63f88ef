"""The weights of the ranking: chosen on two judged collections, checked on the two others, both ways round.

    python bench/ranking.py --data FOLDER       # of folders with docs.jsonl, queries.jsonl, qrels.tsv: four of them

Every setting of GRID is scored on every collection (nDCG@10, any of a query's words). Of each way to halve them, the
setting that is best on one half is scored on the other. What ships is one setting for all, so that its own row has seen
all four; the rows above it say what to expect of collections that it has not seen.
"""

import argparse
import statistics
from itertools import combinations, product
from pathlib import Path
from typing import Final

from indexer.evaluation import evaluate_search, find_judged, indexed
from indexer.query import WEIGHTS, Weights

GRID: Final = tuple(
    Weights(exact=exact, title=title, neighbours=neighbours)
    for exact, title, neighbours in product((0.0, 0.1, 0.2), (0.1, 0.2, 0.3), (0.05, 0.1))
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--engine", default="tantivy")
    arguments = parser.parse_args()
    scores: dict[str, dict[Weights, float]] = {}
    for judged in find_judged(arguments.data):
        with indexed(judged, arguments.engine) as engine:
            scores[judged.name] = {
                weights: evaluate_search(judged, engine, "any", weights).mean("ndcg") for weights in GRID
            }
    report(scores)


def report(scores: dict[str, dict[Weights, float]]) -> None:
    """One row for each half that is checked on, then what ships."""
    for chosen_on in combinations(scores, len(scores) // 2):
        checked_on = [name for name in scores if name not in chosen_on]
        best = max(GRID, key=lambda weights: statistics.fmean(scores[name][weights] for name in chosen_on))
        found = "  ".join(f"{name} {scores[name][best]:.4f}" for name in checked_on)
        print(f"chosen on {', '.join(chosen_on)}: {_short(best)}; on the others: {found}")
    shipped = {name: found[WEIGHTS] for name, found in scores.items()}
    each = "  ".join(f"{name} {score:.4f}" for name, score in shipped.items())
    print(f"as shipped: {_short(WEIGHTS)}; {each}; mean {statistics.fmean(shipped.values()):.4f}")


def _short(weights: Weights) -> str:
    return f"exact {weights.exact} title {weights.title} neighbours {weights.neighbours}"


if __name__ == "__main__":
    main()
