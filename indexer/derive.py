"""From stored blocks to documents: each one alone, then what all of them say together.

    counted      how often does each block stand on its site?        pages → Counted
    tasks        what the owner says of each, and its key            Counted → Task
    derive       each document alone                                 cleaning.judge, enrichment.enrich → DerivedRow
    Corpus       which values are one, which worth listing           corpus.agree → the final key of each document
    analysed     the document as the index takes it, in workers      Agreement, corpus.finish → engines.Analysed

A derived document stays in the catalog under its own key. So when the corpus comes to another view, or the owner merges
two values, documents are finished anew without being judged or enriched again.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice
from operator import attrgetter
from pathlib import Path
from typing import Final

from indexer import cleaning, corpus, enrichment, generation, overrides
from indexer.catalog import Catalog
from indexer.cleaning import SiteKnowledge, Support
from indexer.contents import Entry
from indexer.corpus import Agreement, Findings
from indexer.engines.analysed import Analysed
from indexer.engines.codec import decode_whole, encode_whole
from indexer.model import Document, Record, Segments, Skipped
from indexer.overrides import Corrections, Overrides
from indexer.rows import DerivedRow, PageKey, decode_segments
from indexer.sharing import Shared
from indexer.supports import Counted, Supports
from indexer.workers import Workers

Tables = Mapping[str, Mapping[str, Sequence[object]]]  # see generation.TABLES
KEPT_AT_ONCE: Final = 256  # derived documents in one transaction: what a killed build loses
FindingsById = Callable[[], Iterable[tuple[str, str, bytes]]]
_NONE: Final = Corrections()


@dataclass(frozen=True, slots=True)
class Task:
    """A document to derive: how often each of its blocks stands on its site, and what its owner says."""

    id: str
    source: str
    support: Support
    corrections: Corrections
    comments: str  # Settings.comments
    key: str  # of the document alone: nothing in it depends on other documents' values


site_and_language = attrgetter("site", "language")


def counted(pages: Iterable[PageKey]) -> Iterator[Counted]:
    """Each page with its blocks counted over its site and language, the pages of which must follow each other."""
    for _, some in groupby(pages, key=site_and_language):
        group = list(some)
        knowledge = SiteKnowledge.of([page.fingerprints for page in group])
        for page in group:
            support = knowledge.support(page.fingerprints)
            yield Counted(page.id, page.source, page.site, page.digest, page.first_seen, support)


def tasks(pages: Iterable[Counted], owner: Overrides, comments: str = "drop") -> Iterator[Task]:
    """What is to be done for each page."""
    for page in pages:
        corrections = owner.of(page.id, page.source, page.site)
        key = _key(page, overrides.of_blocks(corrections), comments)
        yield Task(page.id, page.source, page.support, corrections, comments, key)


def _key(page: Counted, of_blocks: Corrections, comments: str) -> str:
    versions = f"{generation.FORMAT} {cleaning.VERSION} {enrichment.VERSION} {comments} {page.digest} "
    return _digest(versions, page.support.key.hex(), of_blocks.key)


def _digest(*parts: str) -> str:
    return hashlib.sha256("".join(parts).encode()).hexdigest()[:32]


# ------------------------------------------------------------------------------------------------- one document alone


def derive(items: Sequence[tuple[bytes, Task]]) -> list[DerivedRow]:
    """Documents from stored segments to records that know of no other document. Runs in a worker.

    The pages are judged together, which is cheaper and comes out as if each were alone; `comments` is the same for all.
    """
    todo = [task for _, task in items]
    pages = [(decode_segments(data), task.support) for data, task in items]
    documents = cleaning.judge_all(pages, todo[0].comments)
    return [_derived(*each) for each in zip(documents, (segments for segments, _ in pages), todo, strict=True)]


def _derived(judged: Document, segments: Segments, task: Task) -> DerivedRow:
    document = overrides.to_blocks(judged, task.corrections, segments)
    record = enrichment.enrich(document)
    trace = corpus.trace_of(record, segments.meta.alternates)
    said = corpus.findings_of(record, enrichment.phrases(record), trace)
    return DerivedRow(record.id, task.key, said.encoded(), encode_whole(record))


def derive_all(workers: Workers, items: Iterable[tuple[bytes, Task]]) -> Iterator[DerivedRow | Skipped]:
    """The derived document of each task, in order."""
    return workers.map_batches(derive, items, _lost_document)


def derive_into(out: Catalog, pages: Catalog, workers: Workers, wanted: Iterable[Task]) -> list[Skipped]:
    """Derive from stored pages and put the documents where they are kept; those that could not be derived."""
    lost = list[Skipped]()
    rows = derive_all(workers, ((pages.segments(task.source), task) for task in wanted))
    while some := list(islice(rows, KEPT_AT_ONCE)):
        out.put_derived(row for row in some if isinstance(row, DerivedRow))
        lost += [row for row in some if isinstance(row, Skipped)]
    return lost


def _lost_document(item: tuple[bytes, Task], reason: str, detail: str) -> Skipped:
    return Skipped(item[1].source, reason, detail)


# ---------------------------------------------------------------------------------------------------- all of them


@dataclass(frozen=True, slots=True)
class Draft:
    """A document alone, and what else is needed to finish it."""

    record: bytes
    findings: bytes
    key: str  # its own
    first_seen: str
    corrections: Corrections  # all that hold for it

    def finished(self, agreement: Agreement) -> tuple[Record, str]:
        """The document as an index keeps it, and the key of all that it is made of."""
        decision = agreement.decide(Findings.decoded(self.findings), self.corrections)
        record = corpus.finish(replace(decode_whole(self.record), first_seen=self.first_seen), decision)
        return record, _digest(self.key, decision.key)


def analysed(drafts: Sequence[Draft], agreement: Shared[Agreement]) -> list[tuple[Analysed, Entry]]:
    """Documents as an engine and the contents of a generation take them. Runs in a worker."""
    finished = (draft.finished(agreement.value) for draft in drafts)
    return [(Analysed.of(record), Entry.of(record, key)) for record, key in finished]


class Corpus:
    """All derived documents, and what becomes of each."""

    def __init__(self, pages: Supports, findings: FindingsById, owner: Overrides, file: Path) -> None:
        """`findings()` gives (id, own key, encoded findings) of every document that could be derived. What they agree
        on is written into the file, which must stay as long as anyone asks for it."""
        self._pages, self._findings, self._owner = pages, findings, owner
        agreement, self._names = corpus.agree(lambda: (said for _, _, said in self._said()))
        self.agreement = Shared(agreement, file)

    def keys(self) -> Iterator[tuple[str, str]]:
        """(id, key of all that a document is made of, the decision on its values included), in the order of the ids."""
        return ((id_, _digest(key, self.agreement.value.decide(*said).key)) for id_, key, said in self._said())

    def tables(self) -> Tables:
        """What a generation keeps beside its documents: what organisations are called, and which pages are one."""
        translations = corpus.translations(lambda: ((id_, findings) for id_, _, (findings, _) in self._said()))
        return {"names": self._names, "translations": translations}

    def draft(self, row: DerivedRow) -> Draft:
        """What is needed to finish the document."""
        site = Findings.decoded(row.findings).site if self._owner.entries else ""
        corrections = self._corrections(row.id, site)
        return Draft(row.record, row.findings, row.key, self._pages.first_seen(row.id), corrections)

    def finished(self, row: DerivedRow) -> Record:
        """The document as an index keeps it."""
        record, _ = self.draft(row).finished(self.agreement.value)
        return record

    def _said(self) -> Iterator[tuple[str, str, corpus.Said]]:
        """(id, own key, what it and its owner say) of each document."""
        for id_, key, data in self._findings():
            findings = Findings.decoded(data)
            yield id_, key, (findings, self._corrections(id_, findings.site))

    def _corrections(self, id: str, site: str) -> Corrections:
        return self._owner.of(id, self._pages.source(id), site) if self._owner.entries else _NONE


def fingerprint(keys: Iterable[tuple[str, str]], owner: Overrides) -> str:
    """Changes with any derived document, (id, its own key) in the order of ids, and any entry of the owner's: while it
    is the same, every final key is."""
    digest = hashlib.sha256(f"{corpus.VERSION}{Corrections.of(owner.entries).key}".encode())
    for id_, key in keys:
        digest.update(f"{id_} {key}\n".encode())
    return digest.hexdigest()[:32]
