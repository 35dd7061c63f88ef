"""Trains the judge of the cleaning and writes indexer/cleaning/judge.json.

    pip install catboost rapidfuzz resiliparse
    python bench/train_cleaning.py --data DIR --out indexer/cleaning/judge.json [--folds]

Trained on what is free to train on: pages/wcxb_dev (CC-BY-4.0), pages/scrapinghub (MIT), sites/idrc (CC BY 4.0).
A block's label is the share of its words that an alignment (longest common subsequence) finds in the page's truth.
Each page is used alone, as if its site were known (boilerplate blocks marked as repeated at random), with parts of it
cut out, and, for HTML, as pages were written before there were classes and sections. Plain text is made of the same
pages: as a whole-page dump, and as resiliparse leaves them.

Two models that differ by chance alone were up to .02 apart on the pages of a set, .03 on sixty of them, .04 on the
worst site: before a change is believed, train several of each, take the mean of their odds, and compare page by page.
So tried and not kept: where a block stands to the containers of the longest text, of the title and of most prose (six
sets .917 → .921, but the worst site .94 and .90 in two trainings); how many containers of a page begin alike (.921
again).
"""

import argparse
import datetime
import json
import random
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import numpy as np
from catboost import CatBoostClassifier, Pool
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from indexer.cleaning import SiteKnowledge, fingerprints, segment
from indexer.cleaning.columns.described import Site
from indexer.cleaning.comments import is_forum
from indexer.cleaning.features import AT, numbers_of
from indexer.cleaning.judge import numbers
from indexer.cleaning.matrix import names
from indexer.cleaning.sites import alone
from indexer.errors import PageError
from indexer.model import Page, Segments

SEED = 7
WORD = re.compile(r"\w+")
DEPTH = 6
TREES = {"html": 160, "text": 140}
RATE = 0.14
FOLDS = 5
MOST_TOKENS = 40_000


@dataclass
class Example:
    """A page with what is known of its site and, for each block, the share of its words that is in the truth."""

    segments: Segments
    site: Site | None
    labels: NDArray[np.float64]
    fold: int
    group: str


def words(text: str) -> list[str]:
    return WORD.findall(text.lower())


def labels(segments: Segments, truth: str) -> NDArray[np.float64]:
    """For each block the share of its words that the alignment matches."""
    counts = [len(words(block.text)) for block in segments.blocks]
    page = [word for block in segments.blocks for word in words(block.text)][:MOST_TOKENS]
    found = np.zeros(sum(counts) + 1)
    for op in LCSseq.opcodes(page, words(truth)[:MOST_TOKENS]):
        if op.tag == "equal":
            found[op.src_start : op.src_end] = 1
    running = np.concatenate(([0.0], np.cumsum(found)))
    ends = np.cumsum(counts)
    starts = ends - counts
    return (running[ends] - running[starts]) / np.maximum(counts, 1)


def weights(example: Example) -> NDArray[np.float64]:
    """A block weighs about what it adds to its page's F1; readers' comments nothing: a rule decides over them."""
    size = np.array([len(words(block.text)) for block in example.segments.blocks], float)
    true = (size * example.labels).sum()
    weight = np.minimum((size + 1) / (true + 60), 1.0) ** 0.7
    if not is_forum(example.segments):
        weight[["comment" in block.hints for block in example.segments.blocks]] = 0
    return weight


def segmented(text: str, form: str, source: str, url: str = "", site: str = "") -> Segments | None:
    try:
        return segment(Page(source=source, format=form, text=text, url=url, site=site))
    except PageError:
        return None


def fold_of(group: str, folds: int = FOLDS) -> int:
    return random.Random(group).randrange(folds)


def dumps(markup: str, whole: Segments) -> list[str]:
    """A page as plain text: all of it, and what another extractor leaves."""
    from resiliparse.extract.html2text import extract_plain_text

    left = extract_plain_text(markup, main_content=True, alt_texts=False)
    return ["\n\n".join(block.text for block in whole.blocks), left]


_NAMES = re.compile(r"""\s(?:class|id|role|itemprop|itemtype|property)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)""", re.I)
_SECTIONS = re.compile(r"<(/?)(?:article|main|section|aside|nav|header|footer|figure)\b", re.I)
_PARAGRAPHS = re.compile(r"</p>\s*<p\b[^>]*>", re.I)


def bare(markup: str) -> str:
    """The page as an old one: no names, no sections, and in every third the paragraphs parted by line breaks only."""
    plain = _SECTIONS.sub(r"<\1div", _NAMES.sub("", markup))
    return _PARAGRAPHS.sub("<br>", plain) if len(markup) % 3 == 0 else plain


def pages(data: Path, name: str, form: str) -> list[Example]:
    folder, found = data / "pages" / name, []
    for line in (folder / "index.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        markup = (folder / row["html"]).read_text("utf-8", errors="replace").replace("\0", "")
        truth = (folder / row["text"]).read_text("utf-8", errors="replace")
        url = row.get("url") or ""
        group = urlsplit(url).hostname or row["id"]
        whole = segmented(markup, "html", row["id"], url)
        if whole is None:
            continue
        if form == "html":
            made = [whole, segmented(bare(markup), "html", row["id"])]
        else:
            made = [segmented(text, "text", row["id"]) for text in dumps(markup, whole)]
        found += [Example(s, None, labels(s, truth), fold_of(group), group) for s in made if s]
    return found


def site(data: Path, name: str, form: str) -> list[Example]:
    """The pages of a real site, with the counts of all of it and with those of ten of its pages."""
    found = []
    for variant in ("pages",) if form == "html" else ("text", "text_rp"):
        paths = sorted((data / "sites" / name / variant).iterdir())
        segments = {p.stem: segmented(p.read_text("utf-8", errors="replace"), form, p.stem, site=name) for p in paths}
        prints = {stem: fingerprints(s) for stem, s in segments.items() if s}
        known = SiteKnowledge.of(list(prints.values()))
        for stem, one in segments.items():
            truth = data / "sites" / name / "truth" / f"{stem}.txt"
            if one and truth.exists():
                few = [prints[stem], *random.Random(stem).sample(list(prints.values()), 9)]
                marks = labels(one, truth.read_text("utf-8"))
                for knowledge in (known, SiteKnowledge.of(few)):
                    support = knowledge.support(prints[stem])
                    count = len(one.blocks)
                    site_ = Site(list(support.levels[:count]), list(map(bool, support.repeated[:count])), True)
                    found.append(Example(one, site_, marks, fold_of(name), name))
    return found


_TEMPLATE_HINTS = {"nav", "header", "footer", "side", "share", "consent", "account", "form", "partner", "tool"}
_OWN_HINTS = {"related", "byline", "comment", "tags", "pager", "media"}


def with_site(example: Example, seed: int) -> Example:
    """The same page as if its site were known: most boilerplate repeated, in runs as templates are; little content."""
    chance = random.Random(f"{example.segments.source} {seed}")
    general = chance.uniform(0.4, 0.9)
    levels, repeated, run = [], [], False
    for block, label in zip(example.segments.blocks, example.labels, strict=True):
        hints = set(block.hints)
        if label > 0.5:
            marked = chance.random() < 0.008
        elif hints & _OWN_HINTS and not hints & {"nav", "footer"}:
            marked = chance.random() < 0.3
        elif hints & _TEMPLATE_HINTS:
            marked = chance.random() < 0.93
        else:
            run = chance.random() < general if chance.random() < 0.4 else run
            marked = run
        repeated.append(marked)
        levels.append(
            chance.choice((3, 4, 5, 6, 6, 6) if label <= 0.5 else (3, 3, 4))
            if marked
            else chance.choice((0, 0, 0, 1, 2))
            if chance.random() < 0.15
            else 0
        )
    return replace(example, site=Site(levels, repeated, True))


def cropped(example: Example) -> Example | None:
    """The same page with less text, or less around it: most of the training pages have long texts, many pages have not.

    It came in together with new columns; what it adds alone was not measured.
    """
    chance = random.Random(f"{example.segments.source} {example.segments.format} cropped")
    text = example.labels > 0.5
    kept, places = np.ones(len(text), bool), np.flatnonzero(text)
    if chance.random() < 0.6 and len(places) > 4:
        count = max(1, int(len(places) * chance.uniform(0.05, 0.6)))
        first = chance.choice((0, 0, 0, chance.randrange(len(places) - count + 1)))
        kept[places] = False
        kept[places[first : first + count]] = True
    if chance.random() < 0.6:
        for run in np.split(np.arange(len(text)), np.flatnonzero(np.diff(text)) + 1):
            kept[run] &= bool(text[run[0]]) or chance.random() < 0.6
    if kept.all() or kept.sum() < 3:
        return None
    return replace(example, segments=without(example.segments, kept), labels=example.labels[kept])


def without(segments: Segments, kept: NDArray[np.bool_]) -> Segments:
    """The page without some of its blocks; its containers shrink."""
    moved = np.concatenate(([0], np.cumsum(kept)))
    raw = numbers_of(segments)[:, kept]
    raw[AT["start_1"] :] = moved[raw[AT["start_1"] :].astype(int)]
    blocks = (block for block, stays in zip(segments.blocks, kept, strict=True) if stays)
    return replace(segments, blocks=tuple(blocks), numbers=raw.tobytes())


class Table(NamedTuple):
    """The blocks of many pages."""

    x: NDArray[np.float32]
    y: NDArray[np.float64]
    weight: NDArray[np.float64]
    fold: NDArray[np.int64]  # of the block's host; -1 for what every fold trains with
    page: NDArray[np.int64]  # its number; the pages that a fold is scored with, else -1
    words: NDArray[np.float64]


def table(examples: list[Example], scored: int) -> Table:
    """`scored`: how many of the first examples are pages as they are."""
    size = [len(example.labels) for example in examples]
    y = np.concatenate([example.labels for example in examples])
    page = [number if number < scored else -1 for number in range(len(examples))]
    return Table(
        np.concatenate([numbers(e.segments, alone(e.segments), e.site).T for e in examples]),
        y,
        np.concatenate([weights(example) for example in examples]),
        np.repeat([example.fold for example in examples], size),
        np.repeat(page, size),
        np.concatenate([[len(words(b.text)) for b in e.segments.blocks] for e in examples]).astype(float),
    )


def fit(table: Table, rows: NDArray[np.bool_], form: str) -> CatBoostClassifier:
    model = CatBoostClassifier(
        iterations=TREES[form], depth=DEPTH, learning_rate=RATE, l2_leaf_reg=6, loss_function="CrossEntropy",
        border_count=64, rsm=0.4, bootstrap_type="Bernoulli", subsample=0.7, random_seed=SEED, thread_count=2,
        verbose=False, allow_writing_files=False,
    )  # fmt: skip
    y = table.y[rows]
    sure = np.where(y > 0.85, 1.0, np.where(y < 0.15, 0.0, y))
    model.fit(Pool(table.x[rows], sure, weight=table.weight[rows]))
    return model


def f1(model: CatBoostClassifier, table: Table, rows: NDArray[np.bool_]) -> float:
    """Mean word F1 of the pages, by the labels of their blocks, at even odds."""
    kept = model.predict(table.x[rows], prediction_type="RawFormulaVal") > 0
    page, true = table.page[rows], table.words[rows] * table.y[rows]
    found = [np.bincount(page, values) for values in (true * kept, true, table.words[rows] * kept)]
    common, wanted, output = (values[np.unique(page)] for values in found)
    return float(np.mean(2 * common / np.maximum(wanted + output, 1)))


def exported(names: Sequence[str], model: CatBoostClassifier, scratch: Path) -> dict[str, object]:
    """The trees as plain lists: for each the columns and borders of its splits, and its leaves."""
    model.save_model(str(scratch), format="json")
    data = json.loads(scratch.read_text())
    scratch.unlink()
    used: list[str] = []
    trees = []
    for tree in data["oblivious_trees"]:
        splits = []
        for split in tree["splits"]:
            name = names[split["float_feature_index"]]
            if name not in used:
                used.append(name)
            splits.append([used.index(name), float(f"{split['border']:.6g}")])
        trees.append({"splits": splits, "leaves": [round(value, 4) for value in tree["leaf_values"]]})
    scale, bias = data["scale_and_bias"]
    return {"columns": used, "scale": scale, "bias": bias[0] if isinstance(bias, list) else bias, "trees": trees}


def examples_for(data: Path, form: str) -> tuple[list[Example], int]:
    """All examples, and how many of the first are pages as they are."""
    single = pages(data, "wcxb_dev", form) + pages(data, "scrapinghub", form)
    cut = [crop for example in single if (crop := cropped(example))]
    cut = [with_site(e, SEED) if random.Random(e.group).random() < 0.4 else e for e in cut]
    return single + [with_site(e, SEED) for e in single] + cut + site(data, "idrc", form), len(single)


def trained(data: Path, form: str, out: Path, folds: Iterable[int]) -> dict[str, object]:
    """The model of a format, with the scores of its folds; for each fold OUT.<fold>.<format>.json is written too."""
    blocks = table(*examples_for(data, form))
    print(form, blocks.page.max() + 1, "pages,", len(blocks.y), "blocks with their variants", flush=True)
    scores = []
    for fold in folds:
        model = fit(blocks, blocks.fold != fold, form)
        scores.append(round(f1(model, blocks, (blocks.fold == fold) & (blocks.page >= 0)), 4))
        print(form, "fold", fold, scores[-1], flush=True)
        one = exported(names(form), model, out.with_suffix(f".{form}.tmp"))
        write(out.with_suffix(f".{fold}.{form}.json"), {form: one})
    model = fit(blocks, np.ones(len(blocks.y), bool), form)
    return {**exported(names(form), model, out.with_suffix(f".{form}.tmp")), "folds": scores}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--folds", action="store_true", help="also write OUT.<fold>.<format>.json without its hosts")
    arguments = parser.parse_args()
    folds = range(FOLDS if arguments.folds else 0)
    models = {form: trained(arguments.data, form, arguments.out, folds) for form in TREES}
    write(arguments.out, {"provenance": provenance(), **models})


def provenance() -> dict[str, object]:
    return {
        "script": "bench/train_cleaning.py", "date": datetime.date.today().isoformat(), "seed": SEED,
        "data": ["pages/wcxb_dev (CC-BY-4.0)", "pages/scrapinghub (MIT)", "sites/idrc (CC BY 4.0)"],
    }  # fmt: skip


def write(path: Path, data: dict[str, object]) -> None:
    path.write_text(json.dumps(data, separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
