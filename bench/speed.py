"""CPU time of cleaning a page, stage by stage, against resiliparse's main-content extraction.

    pip install resiliparse
    python bench/speed.py --data DIR [--pages N]

DIR holds labelled folders (sites/<site>/pages) and collections (pages/<set>/html). Of each page, extraction and all
stages are run in turn, ROUNDS times, so that a busy machine slows both alike; the best round of each counts. Pages are
judged BATCH at once, as a build does, and each is charged by its blocks. The ratio is that of the medians over the
pages. What the lexicon said of a text is forgotten before each round: a page of a known site costs less.
"""

import argparse
import random
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from indexer.cleaning import fingerprints, judge_all, notices, segment
from indexer.cleaning.events import pieces_fast, suspicious
from indexer.cleaning.metadata import MetaReader
from indexer.cleaning.sites import alone
from indexer.cleaning.walk import Walk
from indexer.errors import PageError
from indexer.evaluation.extractors import OTHERS
from indexer.model import Page, Segments
from indexer.words import detect
from indexer.workers import BATCH

ROUNDS = 3
SEED = 7
OTHER = "resiliparse"
STAGES = {
    "segment": "markup to blocks: the next six, and metadata",
    "scan": "which parser the page needs",
    "parse": "the tree in normal form",
    "walk": "tags and texts to pieces",
    "blocks": "pieces to blocks and elements",
    "numbers": "what the judge is told of blocks",
    "language": "of the whole text",
    "fingerprints": "of blocks, for the site's counts",
    "judge": "blocks kept or removed, with reasons",
    "all": "segment, fingerprints and judge",
}
Result = TypeVar("Result")


class Clock:
    """The best CPU time of each stage on one page, in milliseconds."""

    def __init__(self) -> None:
        self.best: dict[str, float] = defaultdict(lambda: float("inf"))

    def run(self, stage: str, work: Callable[[], Result]) -> Result:
        start = time.process_time_ns()
        result = work()
        self.best[stage] = min(self.best[stage], (time.process_time_ns() - start) / 1e6)
        return result


def measure(markup: str, clock: Clock) -> Segments:
    """One round over one page but for its judging."""
    clock.run(OTHER, lambda: OTHERS[OTHER].extract(markup))
    segments = clock.run("segment", lambda: segment(Page(source="page", format="html", text=markup)))
    clock.run("fingerprints", lambda: fingerprints(segments))
    clock.run("scan", lambda: suspicious(markup))
    pieces = clock.run("parse", lambda: pieces_fast(markup))
    walk = Walk(MetaReader())
    clock.run("walk", lambda: walk.read(pieces))
    clock.run("blocks", walk.found.blocks)
    clock.run("numbers", walk.found.numbers)
    clock.run("language", lambda: detect("\n".join(block.text for block in segments.blocks)[:8_000]))
    return segments


def times(markups: Sequence[str]) -> Iterator[dict[str, float]]:
    """For each page the best time of each stage, but for pages that are not read at the first look."""
    clocks = {markup: Clock() for markup in markups if is_ordinary(markup)}
    for _ in range(ROUNDS):
        notices._said.clear()
        judged = {markup: measure(markup, clock) for markup, clock in clocks.items()}
        batch, pages = Clock(), [(one, alone(one)) for one in judged.values()]
        batch.run("judge", lambda pages=pages: list(judge_all(pages)))
        of_block = batch.best["judge"] / sum(len(one.blocks) for one in judged.values())
        for markup, clock in clocks.items():
            clock.best["judge"] = min(clock.best["judge"], of_block * len(judged[markup].blocks))
    for clock in clocks.values():
        yield clock.best | {"all": sum(clock.best[stage] for stage in ("segment", "fingerprints", "judge"))}


def is_ordinary(markup: str) -> bool:
    """Whether the page has text, and the fast parser shows it at once: of 200 pages 199 (no notes are written)."""
    try:
        return not segment(Page(source="page", format="html", text=markup)).notes
    except PageError:
        return False


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--pages", type=int, default=200)
    options = parser.parse_args()
    paths = sorted([*options.data.glob("sites/*/pages/*"), *options.data.glob("pages/*/html/*")])
    chosen = random.Random(SEED).sample(paths, min(options.pages, len(paths)))
    pages = [path.read_text("utf-8", errors="replace").replace("\0", "") for path in chosen]
    rows = [row for start in range(0, len(pages), BATCH) for row in times(pages[start : start + BATCH])]
    base = statistics.median(row[OTHER] for row in rows)
    print(f"{len(rows)} pages; {OTHER} {base:.2f} ms\n\nstage          ms  ratio")
    for stage, what in STAGES.items():
        median = statistics.median(row[stage] for row in rows)
        print(f"{stage:12} {median:5.2f}  {median / base:5.2f}  {what}")


if __name__ == "__main__":
    main()
