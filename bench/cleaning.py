"""The figures that cleaning is held to, on the development data, in one table: reached or not.

    python bench/cleaning.py --data DIR --folds FILE [--limit N] [--details]

DIR holds `sites/` and `pages/`. The judge was trained on pages/wcxb_dev, pages/scrapinghub and sites/idrc; FILE is the
model of `train_cleaning.py --folds`: each page of these is judged by a model that has not seen its host (or its site),
so nothing in the table is scored by a model that was trained on it. `--details`: all sets and page types too.
"""

import argparse
import statistics
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from train_cleaning import fold_of

from indexer import evaluation
from indexer.cleaning import Support, judge_all
from indexer.cleaning.trees import load
from indexer.evaluation import Evaluation, SetScore
from indexer.evaluation.cleaning import WINNOW
from indexer.evaluation.labelled import SINGLE, VARIANTS
from indexer.model import Document, Segments
from indexer.workers import Workers

TRAINED = {"wcxb_dev", "scrapinghub", "idrc"}
LEFT_OUT = {"kaz-sdg"}  # a stress case: field labels with values; not in the means
KEEPING = {"cleaneval", "wcxb_dev"}  # sets whose truth holds readers' comments
LABELS = {"pages": "HTML", "text": "whole-page text", "text_rp": "seed-like text"}
REACH = {"pages": (0.980, 0.93), "text": (0.955, 0.80), "text_rp": (0.945, 0.80)}  # mean F1, worst site
GAIN, SHORT, LEAK, LOST, RATIO = 0.03, 0.01, 3.0, 0.005, 2.0
KEPT_APART = {"wcxb_dev": 0.93, "cleaneval": 0.95, "dragnet": 0.94, "l3s_gn1": 0.95, "scrapinghub": 0.97}


class Row(NamedTuple):
    """One line of the table."""

    what: str
    found: str
    wanted: str
    reached: bool


def judge_unseen(folds: Path, comments: str, pages: Iterable[tuple[Segments, Support]]) -> Iterator[Document]:
    """The documents, each by the model that was trained without its page's host."""
    for file, some in groupby(pages, key=partial(unseen, folds)):
        sys.modules["indexer.cleaning.judge"].load = partial(_load, file)  # type: ignore[attr-defined]
        yield from judge_all(some, comments)


def unseen(folds: Path, page: tuple[Segments, Support]) -> Path | None:
    """The file of that model; None where the one that is shipped has not seen the page."""
    segments, _ = page
    if not TRAINED & set(Path(segments.source).parts):
        return None
    group = segments.site if segments.site in TRAINED else urlsplit(segments.url).hostname
    return folds.with_suffix(f".{fold_of(group or Path(segments.source).stem)}.{segments.format}.json")


def _load(file: Path | None, form: str, names: tuple[str, ...]) -> object:
    return load(form, names, file)


# ------------------------------------------------------------------------------------------------------ the rows


def sites(found: Evaluation) -> Iterator[Row]:
    for variant, (mean, worst) in REACH.items():
        f1s = [one.score.f1 for one in found.groups().get((variant, WINNOW), [])]
        if f1s:
            label = f"sites, {LABELS[variant]}: mean F1 / worst site"
            value = f"{statistics.fmean(f1s):.3f} / {min(f1s):.3f}"
            wanted = f"{mean:.3f} / {worst:.2f}"
            yield Row(label, value, wanted, statistics.fmean(f1s) >= mean and min(f1s) >= worst)


def waste(found: Evaluation) -> Iterator[Row]:
    """Template words left in, and pages whose text is lost, by variant."""
    for variant in REACH:
        own = found.groups().get((variant, WINNOW), [])
        pages = [page for one in own for page in one.pages]
        if not pages:
            continue
        leak = statistics.fmean(one.leaked or 0 for one in own)
        yield Row(f"template words left in, {LABELS[variant]}", f"{leak:.1f}", f"<= {LEAK:.0f}", leak <= LEAK)
        lost, absent = sum(page.lost for page in pages), sum(page.absent for page in pages)
        label = f"under half of the text kept, {LABELS[variant]} ({len(pages)} pages)"
        value = f"{lost} (and {absent} hold less than half of it)" if absent else str(lost)
        yield Row(label, value, f"<= {LOST * len(pages):.0f}", lost <= LOST * len(pages))


def singles(found: Evaluation) -> Iterator[Row]:
    """Single pages: the mean of the sets, each set and each page type, against the best extractor there."""
    scores = {
        by: {one.name: one.score.f1 for one in sets if one.variant == SINGLE}
        for by, sets in _by_extractor(found).items()
        if any(one.variant == SINGLE for one in sets)
    }
    if not scores:
        return
    means = {by: statistics.fmean(of.values()) for by, of in scores.items()}
    best = max((by for by in means if by != WINNOW), key=means.__getitem__)
    label = f"single pages, mean of {len(scores[WINNOW])} sets ({best} {means[best]:.3f})"
    yield Row(label, f"{means[WINNOW]:.3f}", f"{means[best] + GAIN:.3f}", means[WINNOW] >= means[best] + GAIN)
    yield from _against_best("set", scores)
    yield from _against_best("page type", _types(found))


def _by_extractor(found: Evaluation) -> dict[str, list[SetScore]]:
    grouped = defaultdict[str, list[SetScore]](list)
    for (_, by), sets in found.groups().items():
        grouped[by] += sets
    return grouped


def _types(found: Evaluation) -> dict[str, dict[str, float]]:
    f1s = defaultdict[str, dict[str, list[float]]](lambda: defaultdict(list))
    for one in found.sets:
        for page in one.pages:
            if page.kind:
                f1s[one.by][page.kind].append(page.score.f1)
    return {by: {kind: statistics.fmean(values) for kind, values in of.items()} for by, of in f1s.items()}


def _against_best(label: str, scores: dict[str, dict[str, float]]) -> Iterator[Row]:
    for name, f1 in sorted(scores[WINNOW].items()):
        best = max((by for by in scores if by != WINNOW), key=lambda by: scores[by][name])
        wanted = scores[best][name] - SHORT
        yield Row(
            f"  {label} {Path(name).name} ({best} {scores[best][name]:.3f})", f"{f1:.3f}", f"{wanted:.3f}", f1 >= wanted
        )


def speed(found: Evaluation) -> Iterator[Row]:
    ms = {
        by: statistics.median(page.ms for one in sets if one.variant in (SINGLE, VARIANTS[0]) for page in one.pages)
        for by, sets in _by_extractor(found).items()
    }
    if "resiliparse" in ms:
        ratio = ms[WINNOW] / ms["resiliparse"]
        label = f"CPU a page against resiliparse ({ms[WINNOW]:.1f} / {ms['resiliparse']:.1f} ms)"
        yield Row(label, f"{ratio:.1f}", f"<= {RATIO:.0f}", ratio <= RATIO)


def with_comments(found: Evaluation, kept: Evaluation) -> Iterator[Row]:
    """Single pages once more, with the setting for readers' comments that each set's truth follows."""
    own = {one.name: one for one in found.sets if one.by == WINNOW and one.variant == SINGLE}
    own |= {one.name: one for one in kept.sets}
    for name, wanted in KEPT_APART.items():
        f1 = next((one.score.f1 for one in own.values() if Path(one.name).name == name), None)
        if f1 is not None:
            setting = 'comments = "keep"' if name in KEEPING else 'comments = "drop"'
            yield Row(f"{name}, {setting} (wanted of its pages kept apart)", f"{f1:.3f}", f"{wanted:.2f}", f1 >= wanted)


def table(rows: Sequence[Row]) -> str:
    widths = [max(len(str(row[column])) for row in rows) for column in range(3)]
    lines = (
        f"{what:{widths[0]}}  {found:>{widths[1]}}  {wanted:>{widths[2]}}  {'reached' if reached else 'NOT reached'}"
        for what, found, wanted, reached in rows
    )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--folds", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=0, help="pages of each set")
    parser.add_argument("--details", action="store_true")
    options = parser.parse_args()
    sets = [
        one
        for folder in ("sites", "pages")
        if (options.data / folder).is_dir()
        for one in evaluation.find(options.data / folder, options.limit)
    ]
    with Workers() as workers:
        run = partial(evaluation.evaluate, workers=workers, left_out=LEFT_OUT)
        found = run(sets, others=True, judge=partial(judge_unseen, options.folds, "drop"))
        keeping = [one for one in sets if Path(one.name).name in KEEPING]
        kept = run(keeping, judge=partial(judge_unseen, options.folds, "keep"))
    if options.details:
        print(evaluation.as_text(found), end="\n\n")
    print(table([*sites(found), *waste(found), *singles(found), *speed(found), *with_comments(found, kept)]))


if __name__ == "__main__":
    main()
