"""Winnow on each of its engines beside the engines themselves, all doing the same work: indexing, and faceted searches.

Each is a process of its own (`peers.py`), asked in turn, so that what else the machine does falls on all alike. A
search gives the ten best with titles and snippets, the exact total, ten values of each of eight facets, and the years.
Times are CPU milliseconds of the process. FTS5 and Xapian 1.4 have no fuzzy words: these are left out for them.

Rerun: .venv/bin/python bench/engines.py [--records 20000] [--questions 110] [--peers …] [--data reuters20k.jsonl]
`--data` is a file of JSON lines with id, title, body, date (YYYY-MM-DD), and lists site, place, topic, person and org,
of whose sentences rows are made; without it they are made up: a Zipf vocabulary of 100,000 words, 200 words a row.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from generate import mixed, rows
from peers import FACETS, PEERS
from processes import machine

from indexer.words import is_stop_word

KINDS = ("1", "2", "3", "4", "or", "phrase", "not", "prefix", "fuzzy", "filter", "dates", "all")
WORDS = {"1": 1, "2": 2, "3": 3, "4": 4, "or": 4, "phrase": 2, "not": 2, "all": 0}  # of a question; others have one
SYSTEM_PYTHON = "/usr/bin/python3"  # Debian's python3-xapian is there, and on no package index


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--questions", type=int, default=len(KINDS) * 10)
    parser.add_argument("--peers", default=",".join(PEERS))
    options = parser.parse_args()
    given = list(made(options.data, options.records))
    kept = sum(len(row["text"].encode()) for row in given) / 1e6
    text = options.data.name if options.data else "made-up text"
    print(f"{machine()}: {len(given)} rows of {text}, {kept:.0f} MB; {options.questions} questions\n")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "rows")
        file.write_text("".join(json.dumps(row) + "\n" for row in given), "utf-8")
        peers = [Peer(name, Path(folder, name.replace(" ", "-")), file) for name in options.peers.split(",")]
        there = [peer for peer in peers if not peer.absent]
        for question in islice(questions(given), options.questions):
            for peer in there:
                peer.ask(question)
        for question in hostile(given):
            for peer in there:
                if peer.name.startswith("winnow"):
                    peer.ask(question)
        tell(peers, kept)


class Peer:
    """One of PEERS, its process and its figures."""

    def __init__(self, name: str, folder: Path, file: Path) -> None:
        self.name, self.spent, self.absent = name, defaultdict[str, list[float]](list), ""
        self.calls: list[float] = []
        python = SYSTEM_PYTHON if name == "xapian" else sys.executable
        command = [python, str(Path(__file__).with_name("peers.py")), name, str(folder), str(file)]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self.indexed, self.started = self.hear(), {} if self.absent else self.hear()

    def ask(self, question: dict[str, Any]) -> None:
        assert self.process.stdin
        print(json.dumps(question), file=self.process.stdin, flush=True)
        heard = self.hear()
        if heard["spent"] is not None:
            self.spent[question["kind"]].append(heard["spent"])
        if heard["call"] is not None and question["kind"] != "hostile":
            self.calls.append(heard["call"])

    def hear(self) -> dict[str, Any]:
        """What the process says next; if it has ended instead, it is absent."""
        assert self.process.stdout
        assert self.process.stderr
        if line := self.process.stdout.readline():
            return dict(json.loads(line))
        self.absent = self.process.stderr.read().strip().splitlines()[-1]
        if not self.absent.startswith("ModuleNotFoundError"):
            raise RuntimeError(f"{self.name}: {self.absent}")
        return {}

    def end(self) -> float:
        """Ends the process; the most memory it took, in MB."""
        assert self.process.stdin
        self.process.stdin.close()
        peak = float(self.hear()["peak"])
        self.process.wait()
        return peak


def tell(peers: list[Peer], kept: float) -> None:
    print("| | records / CPU s | index / text | peak MB | open, ms | p50, ms | p99 | worst | engine call, p50 | p99 |")
    print("|---|" + "--:|" * 9)
    for peer in peers:
        if peer.absent:
            print(f"| {peer.name} | left out: {peer.absent} |")
            continue
        times = [each for kind, some in peer.spent.items() if kind != "hostile" for each in some]
        figures = [
            f"{peer.indexed['records'] / peer.indexed['seconds']:,.0f}",
            f"{peer.indexed['megabytes'] / kept:.2f}",
            f"{peer.end():.0f}",
            f"{peer.started['start']:.0f}",
            *(f"{each:.1f}" for each in (median(times), quantiles(times, n=100)[98], max(times))),
            *(f"{each:.1f}" for each in ((median(peer.calls), quantiles(peer.calls, n=100)[98]) if peer.calls else ())),
        ]
        print(f"| {peer.name} | {' | '.join(figures)} |")
    for peer in peers:
        if worst := peer.spent.get("hostile"):
            usual = median(each for kind, some in peer.spent.items() if kind != "hostile" for each in some)
            print(
                f"\n{peer.name}, worst of {len(worst)} hostile: {max(worst):.0f} ms, {max(worst) / usual:.0f} times p50"
            )
    print(f"\nBy kind, p50 in ms\n| | {' | '.join(KINDS)} |\n|---|{'--:|' * len(KINDS)}")
    for peer in peers:
        cells = [f"{median(peer.spent[kind]):.1f}" if peer.spent[kind] else "" for kind in KINDS]
        print(f"| {peer.name} | {' | '.join(cells)} |")


# --------------------------------------------------------------------------------------------------- questions


def made(data: Path | None, count: int) -> Iterator[dict[str, Any]]:
    """So many rows: of the sentences of a file, or made up."""
    return mixed([*read(data)], count) if data else rows(count)


def read(file: Path) -> Iterator[dict[str, Any]]:
    names = {"country": "place", "topic": "topic", "person": "person", "organisation": "org"}
    with file.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            facets = {name: row.get(names.get(name, ""), []) for name in FACETS}
            facets |= {"site": row["site"], "language": ["en"]}
            yield {"id": row["id"], "title": row["title"], "text": row["body"], "day": row["date"], "facets": facets}


def questions(given: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Questions of each kind in turn, of neighbouring words of the rows."""
    rng = random.Random(4)
    for kind in cycle(KINDS):
        row = rng.choice(given)
        words = [word for word in row["text"].lower().split() if word.isalpha() and len(word) > 3]
        words = [word for word in words if not is_stop_word(word)]  # some engines look for none
        if len(words) < 6:
            continue
        start = rng.randrange(len(words) - 4)
        question = {"kind": kind, "words": words[start : start + WORDS.get(kind, 1)]}
        question |= {"facet": "", "value": "", "first": "", "last": ""}
        if kind == "filter":
            name = rng.choice([name for name in FACETS if row["facets"][name]])
            question |= {"facet": name, "value": row["facets"][name][0]}
        if kind == "dates":
            question |= {"first": "2010-01-01", "last": "2015-12-31"}
        yield question


def hostile(given: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Fifty questions made to take long: of many words, beginnings and spellings, deep, loose and of everything."""
    rng = random.Random(5)
    for _ in range(5):
        words = [word for row in rng.sample(given, 4) for word in row["text"].lower().split() if word.isalpha()][:64]
        begun, spelt = [f"{word[:3]}*" for word in words], [f"{word}~2" for word in words]
        for q in (
            " OR ".join(words),
            " ".join(words[:12]),
            " OR ".join(begun[:32]),
            " ".join(begun[:8]),
            " OR ".join(spelt[:32]),
            " ".join(f"{word[:3]}~2" for word in words[:8]),
            f'"{" ".join(words[:4])}"~20',
            "(" * 18 + " OR ".join(begun[:4]) + ")" * 18,
            " ".join(f"-{word}" for word in words[:32]),
            f"({' OR '.join(words[:30])}) {' '.join(f'-{each}' for each in begun[:8])}",
        ):
            yield {"kind": "hostile", "q": q[:1_000], "words": [], "facet": "", "value": "", "first": "", "last": ""}


if __name__ == "__main__":
    main()
