"""Scores as a table for people and as plain dicts for programs."""

import statistics
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, Final

from indexer.evaluation.cleaning import WINNOW, Evaluation, Miss, PageScore, SetScore
from indexer.evaluation.scores import Score, mean

_FIRST_WORDS: Final = 12  # of a block
_BLOCKS: Final = 8  # of a page that are listed
_FAULTS: Final = 10  # pages that are listed
_HEAD: Final = ("set", "", "by", "pages", "P", "R", "F1", "leaked", "lost", "absent", "ms", "worst")
_LEGEND: Final = (
    "leaked: words of template a page; lost: pages with under half of the truth kept; absent: pages that hold under "
    "half of it themselves; ms: CPU, median"
)
_LEFT: Final = frozenset({0, 1, 2, 11})  # columns of words


def as_text(found: Evaluation, misses: int = 0) -> str:
    """The table; under it the `misses` pages that came out worst, with what went wrong."""
    rows = [_HEAD, *map(_row, found.sets), *_mean_rows(found)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(map(_padded, row, widths, range(len(row)))).rstrip() for row in rows]
    lines += ["", _LEGEND]
    lines += _kinds(found)
    lines += [f"not installed: {', '.join(found.missing)}"] if found.missing else []
    lines += _faults(found)
    for one, page in found.misses(misses):
        lines += ["", *_missed(one, page)]
    return "\n".join(lines)


def _padded(cell: str, width: int, column: int) -> str:
    return cell.ljust(width) if column in _LEFT else cell.rjust(width)


def _row(one: SetScore) -> tuple[str, ...]:
    worst = f"{one.worst.score.f1:.3f} {one.worst.name}"
    leaked = "-" if one.leaked is None else f"{one.leaked:.1f}"
    numbers = (str(len(one.pages)), *_cells(one.score), leaked, str(one.lost), str(one.absent), f"{one.ms:.1f}")
    return (one.name, one.variant, one.by, *numbers, worst)


def _mean_rows(found: Evaluation) -> Iterator[tuple[str, ...]]:
    for (variant, by), sets in found.groups().items():
        if len(sets) < 2:
            continue
        worst = min(sets, key=lambda one: one.score.f1)
        leaked = [one.leaked for one in sets if one.leaked is not None]
        numbers = (str(sum(len(one.pages) for one in sets)), *_cells(mean(one.score for one in sets)))
        counts = (str(sum(one.lost for one in sets)), str(sum(one.absent for one in sets)))
        more = (f"{statistics.fmean(leaked):.1f}" if leaked else "-", *counts)
        ms = f"{statistics.fmean(one.ms for one in sets):.1f}"
        yield (f"mean of {len(sets)}", variant, by, *numbers, *more, ms, f"{worst.score.f1:.3f} {worst.name}")


def _cells(score: Score) -> tuple[str, str, str]:
    return f"{score.precision:.3f}", f"{score.recall:.3f}", f"{score.f1:.3f}"


def _kinds(found: Evaluation) -> Iterator[str]:
    """F1 by kind of page, where the index of a collection tells it."""
    for by, kinds in _by_kind(found).items():
        cells = (f"{kind} {statistics.fmean(f1s):.3f} ({len(f1s)})" for kind, f1s in sorted(kinds.items()))
        yield f"F1 by page type, {by}: {', '.join(cells)}"


def _faults(found: Evaluation) -> list[str]:
    """The pages that score nothing whatever is kept of them, and why: most likely a slip in the labels."""
    faults = [
        f"scores nothing: {page.fault}: {one.name}/{one.variant}/{page.name}"
        for one in found.sets
        for page in one.pages
        if one.by == WINNOW and page.fault
    ]
    more = len(faults) - _FAULTS
    return faults if more <= 0 else [*faults[:_FAULTS], f"… and {more} more"]


def _by_kind(found: Evaluation) -> dict[str, dict[str, list[float]]]:
    kinds = defaultdict[str, dict[str, list[float]]](lambda: defaultdict(list))
    for one in found.sets:
        for page in one.pages:
            if page.kind:
                kinds[one.by][page.kind].append(page.score.f1)
    return kinds


def _missed(one: SetScore, page: PageScore) -> Iterator[str]:
    precision, recall, f1 = _cells(page.score)
    yield f"{f1}  {one.name} {one.variant} {page.name}  P {precision} R {recall}" + (page.fault and f"  {page.fault}")
    for label, misses in (("lost   ", page.misses.lost), ("left in", page.misses.left_in)):
        for miss in misses[:_BLOCKS]:
            yield f"  {label} {miss.words:4} words [{miss.rule}: {miss.reason}] {_first_words(miss.text)}"
        if len(misses) > _BLOCKS:
            yield f"  {label} … and {len(misses) - _BLOCKS} shorter blocks"
    if page.misses.nowhere:
        yield f"  {page.misses.nowhere} words of the truth are in no block of the page: are they spelt as there?"


def _first_words(text: str) -> str:
    words = text.split()
    return " ".join(words[:_FIRST_WORDS]) + " …" * (len(words) > _FIRST_WORDS)


# ------------------------------------------------------------------------------------------------ for programs


def as_plain(found: Evaluation, misses: int = 0) -> dict[str, Any]:
    """All of it; `leaked` is null for single pages."""
    return {
        "sets": [_plain_set(one) for one in found.sets],
        "means": [_plain_mean(*key, sets) for key, sets in found.groups().items()],
        "types": _plain_kinds(found),
        "missing": list(found.missing),
        "misses": [_plain_page(one, page) for one, page in found.misses(misses)],
    }


def _plain_set(one: SetScore) -> dict[str, Any]:
    return {
        "set": one.name,
        "variant": one.variant,
        "by": one.by,
        "pages": len(one.pages),
        **_rounded(one.score),
        "leaked": None if one.leaked is None else round(one.leaked, 2),
        "lost": one.lost,
        "absent": one.absent,
        "ms": round(one.ms, 2),
        "worst": {"page": one.worst.name, "f1": round(one.worst.score.f1, 4)},
    }


def _plain_mean(variant: str, by: str, sets: Sequence[SetScore]) -> dict[str, Any]:
    worst = min(sets, key=lambda one: one.score.f1)
    return {
        "variant": variant,
        "by": by,
        "sets": len(sets),
        **_rounded(mean(one.score for one in sets)),
        "worst": {"set": worst.name, "f1": round(worst.score.f1, 4)},
    }


def _plain_kinds(found: Evaluation) -> list[dict[str, Any]]:
    return [
        {"by": by, "type": kind, "pages": len(f1s), "f1": round(statistics.fmean(f1s), 4)}
        for by, kinds in _by_kind(found).items()
        for kind, f1s in sorted(kinds.items())
    ]


def _plain_page(one: SetScore, page: PageScore) -> dict[str, Any]:
    return {
        "set": one.name,
        "variant": one.variant,
        "page": page.name,
        **_rounded(page.score),
        "fault": page.fault,
        "lost": [_plain_miss(miss) for miss in page.misses.lost],
        "left_in": [_plain_miss(miss) for miss in page.misses.left_in],
        "nowhere": page.misses.nowhere,
    }


def _plain_miss(miss: Miss) -> dict[str, Any]:
    return {"text": miss.text, "rule": miss.rule, "reason": miss.reason, "words": miss.words}


def _rounded(score: Score) -> dict[str, float]:
    return {name: round(value, 4) for name, value in score._asdict().items()}
