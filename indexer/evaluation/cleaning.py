"""What is kept of labelled pages, against what should be.

The pages of a site are cut and counted together, by site and language as a build does; those with a truth are judged
and scored. The pages of a collection are judged each alone.

*Leaked*: words of lines that stand on LEAK_SHARE of the site's pages, are not in the truth, and are found in the
output. *Lost*: pages with less than half of the truth kept, but for those that are *absent*: less than half of their
truth stands on the page as it was given, so nothing could keep it. *Milliseconds*: CPU time from markup to kept text,
without reading and decoding.
"""

import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from indexer import overrides
from indexer.cleaning import SiteKnowledge, Support, fingerprints, judge_all, segment
from indexer.cleaning.events import stripped
from indexer.errors import PageError
from indexer.evaluation.extractors import OTHERS
from indexer.evaluation.labelled import VARIANTS, Labelled, LabelledSet, stem
from indexer.evaluation.scores import Counts, Score, mean, score, tokens
from indexer.model import Document, JudgedBlock, Page, Segments
from indexer.overrides import Corrections, Overrides
from indexer.workers import Workers

WINNOW: Final = "winnow"
LEAK_SHARE: Final = 0.3
LOST: Final = 0.5  # share of the truth below which a page counts as lost

Judge = Callable[[Sequence[tuple[Segments, Support]]], Iterable[Document]]  # as cleaning.judge_all

_NOTHING_SAID: Final = Overrides()


@dataclass(frozen=True, slots=True)
class Miss:
    """A block that went the wrong way: more than half of its words are missed, or too much."""

    text: str
    rule: str
    reason: str
    words: int


@dataclass(frozen=True, slots=True)
class Misses:
    """What went wrong on a page."""

    lost: tuple[Miss, ...] = ()  # blocks that should have been kept, longest first
    left_in: tuple[Miss, ...] = ()  # blocks that should have been removed, longest first
    nowhere: int = 0  # words of the truth that stand in no block of the page


@dataclass(frozen=True, slots=True)
class PageScore:
    """How one page came out."""

    name: str
    kind: str
    score: Score
    leaked: int = 0  # words
    lost: bool = False
    absent: bool = False  # not lost: less than half of the truth is on the page as it was given
    ms: float = 0.0
    fault: str = ""  # why there is no text at all, or nothing to compare it with
    misses: Misses = Misses()  # of Winnow only


@dataclass(frozen=True, slots=True)
class SetScore:
    """How the pages of one set came out of one extractor."""

    name: str
    variant: str
    by: str  # "winnow", or the name of another extractor
    pages: tuple[PageScore, ...]

    @property
    def score(self) -> Score:
        return mean(page.score for page in self.pages)

    @property
    def leaked(self) -> float | None:
        """Words a page; None for single pages, whose template is not known."""
        return statistics.fmean(page.leaked for page in self.pages) if self.variant in VARIANTS else None

    @property
    def lost(self) -> int:
        return sum(page.lost for page in self.pages)

    @property
    def absent(self) -> int:
        return sum(page.absent for page in self.pages)

    @property
    def ms(self) -> float:
        return statistics.median(page.ms for page in self.pages)

    @property
    def worst(self) -> PageScore:
        return min(self.pages, key=lambda page: page.score.f1)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All scores, and what they leave out."""

    sets: tuple[SetScore, ...]
    missing: tuple[str, ...] = ()  # extractors that are not installed
    left_out: frozenset[str] = frozenset()  # names of sets that are not in the means

    def groups(self) -> dict[tuple[str, str], list[SetScore]]:
        """The sets of each variant and extractor that are averaged."""
        found = defaultdict[tuple[str, str], list[SetScore]](list)
        for one in self.sets:
            if Path(one.name).name not in self.left_out:
                found[one.variant, one.by].append(one)
        return found

    def misses(self, most: int) -> list[tuple[SetScore, PageScore]]:
        """The pages that came out worst of Winnow, worst first."""
        pages = [(one, page) for one in self.sets if one.by == WINNOW for page in one.pages if page.score.f1 < 1]
        return sorted(pages, key=lambda pair: pair[1].score.f1)[:most]


def evaluate(
    sets: Sequence[LabelledSet],
    workers: Workers,
    *,
    others: bool = False,
    owner: Overrides = _NOTHING_SAID,
    judge: Judge = judge_all,
    left_out: Iterable[str] = (),
    advance: Callable[[int], object] = lambda done: None,
) -> Evaluation:
    """The scores of the sets: Winnow's, then with `others` those of the extractors that are installed, on HTML.

    `owner`: corrections of blocks, applied as in a build. `judge`: in place of cleaning.judge_all, and picklable.
    `left_out`: names of sets that are not averaged. `advance`: called with 1 when a set is done.
    """
    names = [name for name, other in OTHERS.items() if others and other.installed]
    scores = list[SetScore]()
    for one in sets:
        scores += _of_set(one, workers, names, owner, judge)
        advance(1)
    missing = tuple(name for name in OTHERS if others and name not in names)
    return Evaluation(tuple(scores), missing, frozenset(left_out))


def _of_set(
    one: LabelledSet, workers: Workers, others: Sequence[str], owner: Overrides, judge: Judge
) -> Iterator[SetScore]:
    tasks = _tasks(one, list(workers.map(_cut, one.pages, _uncut)), owner)
    yield SetScore(one.name, one.variant, WINNOW, tuple(workers.map_batches(partial(_judged, judge), tasks, _unjudged)))
    if any(task.cut.segments and task.cut.segments.format == "html" for task in tasks):
        for name in others:
            run = partial(_extracted, OTHERS[name].extract)
            yield SetScore(one.name, one.variant, name, tuple(workers.map(run, tasks, _unjudged)))


def _tasks(one: LabelledSet, cuts: Sequence["_Cut"], owner: Overrides) -> list["_Task"]:
    templates = _templates(one, cuts) if one.is_site else {}
    return [
        _Task(cut, support, _corrections(owner, cut.segments), templates.get(stem(cut.labelled.name), Counter()))
        for cut, support in zip(cuts, _supports(cuts, one.is_site), strict=True)
        if cut.labelled.truth
    ]


# -------------------------------------------------------------------------------------------------------- Winnow


@dataclass(frozen=True, slots=True)
class _Cut:
    """A page cut into blocks, or why it could not be."""

    labelled: Labelled
    segments: Segments | None
    ms: float = 0.0
    fault: str = ""
    held: float = 1.0  # share of the truth that is on the page as it was given; 1 where that cannot be said


@dataclass(frozen=True, slots=True)
class _Task:
    """A labelled page to be cleaned and scored."""

    cut: _Cut
    support: Support
    corrections: Corrections
    template: Counts  # words of the lines that the page shares with its site


def _cut(labelled: Labelled) -> _Cut:
    """Runs in a worker."""
    try:
        page = labelled.page()
        held = _held(page, labelled)
        start = time.process_time()
        return _Cut(labelled, segment(page), _since(start), held=held)
    except PageError as error:
        return _Cut(labelled, None, fault=str(error))


def _held(page: Page, labelled: Labelled) -> float:
    """The recall of all text that a page shows, by a reading that knows nothing of blocks."""
    shown, truth = stripped(page.text) if page.format == "html" else page.text, _truth(labelled)
    return score(tokens(shown), truth).recall if truth else 1.0


def _uncut(labelled: Labelled, reason: str, detail: str) -> _Cut:
    return _Cut(labelled, None, fault=f"{reason} ({detail})")


def _since(start: float) -> float:
    return 1000 * (time.process_time() - start)


def _supports(cuts: Iterable[_Cut], is_site: bool) -> list[Support]:
    """How often each page's blocks stand on its site, by site and language; of single pages, nothing is known."""
    prints = [(_group(cut.segments), fingerprints(cut.segments)) if cut.segments else None for cut in cuts]
    groups = {group for group, _ in filter(None, prints)} if is_site else set()
    known = {group: SiteKnowledge.of([p for g, p in filter(None, prints) if g == group]) for group in groups}
    nothing = SiteKnowledge.of([])
    return [known.get(p[0], nothing).support(p[1]) if p else Support((), 1, b"", b"") for p in prints]


def _group(segments: Segments) -> tuple[str, str]:
    return segments.site, segments.language


def _corrections(owner: Overrides, segments: Segments | None) -> Corrections:
    return owner.of(segments.id, segments.source, segments.site) if segments else Corrections()


def _judged(judge: Judge, tasks: Sequence[_Task]) -> list[PageScore]:
    """Clean and score pages, judged together as a build does; each is charged by its blocks. Runs in a worker."""
    pages = [(segments, task.support) for task in tasks if (segments := task.cut.segments)]
    start = time.process_time()
    documents = iter([*judge(pages)])
    ms = _since(start) / max(sum(len(segments.blocks) for segments, _ in pages), 1)
    return [
        _cleaned(task, segments, next(documents), ms)
        if (segments := task.cut.segments)
        else _scored(task, "", 0.0, task.cut.fault)
        for task in tasks
    ]


def _cleaned(task: _Task, segments: Segments, judged: Document, ms: float) -> PageScore:
    """`ms`: what judging took for each block."""
    start = time.process_time()
    document = overrides.to_blocks(judged, task.corrections, segments)
    took = task.cut.ms + ms * len(judged.blocks) + _since(start)
    return _scored(task, document.text, took, document=document)


def _unjudged(task: _Task, reason: str, detail: str) -> PageScore:
    return _scored(task, "", 0.0, f"{reason} ({detail})")


def _scored(task: _Task, text: str, ms: float, fault: str = "", document: Document | None = None) -> PageScore:
    labelled, output, truth = task.cut.labelled, tokens(text), _truth(task.cut.labelled)
    result, absent = score(output, truth), task.cut.held < LOST
    return PageScore(
        name=labelled.name,
        kind=labelled.kind,
        score=result,
        leaked=((output - truth) & (task.template - truth)).total(),
        lost=result.recall < LOST and truth.total() > 0 and not absent,
        absent=absent,
        ms=ms,
        fault=fault or ("" if truth else "its truth is empty"),
        misses=_misses(document.blocks, output, truth) if document else Misses(),
    )


def _truth(labelled: Labelled) -> Counts:
    path = labelled.truth
    return tokens(path.read_text("utf-8", errors="replace")) if path else Counter()


# -------------------------------------------------------------------------------------------------------- others


def _extracted(extract: Callable[[str], str], task: _Task) -> PageScore:
    """The page as another extractor cleans it; one that fails has said nothing. Runs in a worker."""
    try:
        markup = task.cut.labelled.page().text
        start = time.process_time()
        text = extract(markup)
    except Exception as error:  # whatever a library raises on a hostile page
        return _scored(task, "", 0.0, type(error).__name__)
    return _scored(task, text, _since(start))


# ------------------------------------------------------------------------------------------------ template lines


def _templates(one: LabelledSet, cuts: Iterable[_Cut]) -> dict[str, Counts]:
    """For each page, by its name without suffix, the words of the lines that it shares with its site."""
    pages = {name: list(filter(None, map(_folded, lines))) for name, lines in _lines(one, cuts)}
    counts = Counter(line for lines in pages.values() for line in set(lines))
    least = max(2, LEAK_SHARE * len(pages))
    return {name: tokens("\n".join(line for line in lines if counts[line] >= least)) for name, lines in pages.items()}


def _folded(line: str) -> str:
    return " ".join(line.split())


def _lines(one: LabelledSet, cuts: Iterable[_Cut]) -> Iterator[tuple[str, list[str]]]:
    """The lines of each page: of its plain text where there is one, else its blocks."""
    folder = one.folder / "text"
    if folder.is_dir():
        for path in sorted(folder.rglob("*.txt")):
            yield stem(path.relative_to(folder).as_posix()), path.read_text("utf-8", errors="replace").split("\n")
        return
    for cut in cuts:
        if cut.segments:
            yield stem(cut.labelled.name), [block.text for block in cut.segments.blocks]


# --------------------------------------------------------------------------------------------------------- misses


def _misses(blocks: Sequence[JudgedBlock], output: Counts, truth: Counts) -> Misses:
    there = tokens("\n".join(block.text for block in blocks))
    return Misses(
        lost=tuple(_wrong((block for block in blocks if not block.verdict.kept), truth - output)),
        left_in=tuple(_wrong((block for block in blocks if block.verdict.kept), output - truth)),
        nowhere=(truth - there).total(),
    )


def _wrong(blocks: Iterable[JudgedBlock], words: Counts) -> Iterator[Miss]:
    """The blocks that hold the `words`, longest first; each word is charged to one block only."""
    for block in sorted(blocks, key=lambda block: -len(block.text)):
        own = tokens(block.text)
        if own and (own & words).total() > own.total() / 2:
            words = words - own
            yield Miss(block.text, block.verdict.rule, block.verdict.reason, own.total())
