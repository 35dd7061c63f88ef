"""From stored blocks to documents: each one alone, then what all of them say together.

    site_tasks   how often does each block stand on its site, and what does the owner say?   pages → Task, with a key
    derive       each document alone                        cleaning.judge, enrichment.enrich → Derived, in workers
    Corpus       which values are one, which worth listing  corpus.Agreement → the final key of each document
    finished     the document as the index keeps it         corpus.finish

A derived document stays in the catalog under its own key. So when the corpus comes to another view, or the owner merges
two values, documents are finished anew without being judged or enriched again.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from indexer import cleaning, corpus, enrichment, generations, overrides
from indexer.catalog import DerivedRow, PageKey, decode_segments
from indexer.cleaning import SiteKnowledge, Support
from indexer.corpus import Agreement, Findings
from indexer.engines.codec import decode_whole, encode_whole
from indexer.model import Document, Record, Segments, Skipped
from indexer.overrides import Corrections, Overrides
from indexer.workers import Workers

Tables = Mapping[str, Mapping[str, Sequence[object]]]  # see generations.TABLES
FindingsById = Callable[[], Iterable[tuple[str, bytes]]]


@dataclass(frozen=True, slots=True)
class Task:
    """A document to derive: its page, how often each of its blocks stands on its site, and what its owner says."""

    page: PageKey
    support: Support
    corrections: Corrections
    comments: str  # Settings.comments
    key: str  # of the document alone: nothing in it depends on other documents' values


def site_tasks(pages: Iterable[PageKey], owner: Overrides, comments: str = "drop") -> Iterator[Task]:
    """A task for each page, its blocks counted over the pages of its site and language."""
    groups = defaultdict[tuple[str, str], list[PageKey]](list)
    for page in pages:
        groups[page.site, page.language].append(page)
    for group in groups.values():
        knowledge = SiteKnowledge.of([page.fingerprints for page in group])
        for page in group:
            support = knowledge.support(page.fingerprints)
            corrections = owner.of(page.id, page.source, page.site)
            key = _key(page, support, overrides.of_blocks(corrections), comments)
            yield Task(page, support, corrections, comments, key)


def _key(page: PageKey, support: Support, of_blocks: Corrections, comments: str) -> str:
    versions = f"{generations.FORMAT} {cleaning.VERSION} {enrichment.VERSION} {comments} {page.digest} "
    return _digest(versions, support.key.hex(), of_blocks.key)


def _digest(*parts: str) -> str:
    return hashlib.sha256("".join(parts).encode()).hexdigest()[:32]


# ------------------------------------------------------------------------------------------------- one document alone


def derive(items: Sequence[tuple[bytes, Task]]) -> list[DerivedRow]:
    """Documents from stored segments to records that know of no other document. Runs in a worker.

    The pages are judged together, which is cheaper and comes out as if each were alone; `comments` is the same for all.
    """
    tasks = [task for _, task in items]
    pages = [(decode_segments(data), task.support) for data, task in items]
    documents = cleaning.judge_all(pages, tasks[0].comments)
    return [_derived(*each) for each in zip(documents, (segments for segments, _ in pages), tasks, strict=True)]


def _derived(judged: Document, segments: Segments, task: Task) -> DerivedRow:
    document = overrides.to_blocks(judged, task.corrections, segments)
    record = enrichment.enrich(document, task.page.first_seen)
    trace = corpus.trace_of(record, segments.meta.alternates)
    said = corpus.findings_of(record, enrichment.phrases(record), trace)
    return DerivedRow(record.id, task.key, said.encoded(), encode_whole(record))


def derive_all(workers: Workers, items: Iterable[tuple[bytes, Task]]) -> Iterator[DerivedRow | Skipped]:
    """The derived document of each task, in order."""
    return workers.map_batches(derive, items, _lost_document)


def _lost_document(item: tuple[bytes, Task], reason: str, detail: str) -> Skipped:
    return Skipped(item[1].page.source, reason, detail)


# ---------------------------------------------------------------------------------------------------- all of them


class Corpus:
    """All derived documents, and what becomes of each."""

    def __init__(self, tasks: Iterable[Task], findings: FindingsById) -> None:
        """`findings()` gives (id, encoded findings) of every document that could be derived."""
        self._tasks = {task.page.id: task for task in tasks}
        self._findings = findings
        self._agreement = Agreement(self._said)

    def keys(self) -> dict[str, str]:
        """By id, the key of all that a document is made of, the decision on its values included."""
        return {
            id_: _digest(self._tasks[id_].key, self._agreement.decide(findings, corrections).key)
            for id_, findings, corrections in self._said()
        }

    def tables(self) -> Tables:
        """What a generation keeps beside its documents: what organisations are called, and which pages are one."""
        translations = corpus.translations((id_, findings) for id_, findings, _ in self._said())
        return {"names": self._agreement.names, "translations": translations}

    def finished(self, row: DerivedRow) -> Record:
        """The document as an index keeps it."""
        decision = self._agreement.decide(Findings.decoded(row.findings), self._tasks[row.id].corrections)
        return corpus.finish(decode_whole(row.record), decision)

    def _said(self) -> Iterator[tuple[str, Findings, Corrections]]:
        for id_, data in self._findings():
            yield id_, Findings.decoded(data), self._tasks[id_].corrections


def fingerprint(keys: Mapping[str, str], owner: Overrides) -> str:
    """Changes with any derived document (id → its own key) and any entry of the owner's: while it is the same, every
    final key is."""
    lines = [f"{id_} {key}\n" for id_, key in sorted(keys.items())]
    return _digest(str(corpus.VERSION), Corrections.of(owner.entries).key, *lines)
