"""Documents → their vectors, in the generation that is being written. Only texts that have changed are embedded."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from indexer.engines.codec import decode_whole
from indexer.model import Record, in_body
from indexer.progress import Progress
from indexer.rows import DerivedRow
from indexer.semantic import model
from indexer.semantic.vectors import NONE, Vectors, row
from indexer.workers import Workers


class Passage(NamedTuple):
    """What is embedded of a document: its title and the beginning of its text."""

    id: str
    language: str
    text: str

    @staticmethod
    def of(record: Record) -> "Passage":
        """The passage of a record."""
        body = " ".join(block.text for block in record.blocks if in_body(block))
        return Passage(record.id, record.language, f"{record.title}\n{body[: model.CHARS]}".strip())

    @property
    def digest(self) -> int:
        """Of all that a row is made of, and of what embeds it."""
        written = f"{model.MODEL}\n{self.language}\n{self.text}".encode("utf-8", "surrogatepass")
        return int.from_bytes(hashlib.sha256(written).digest()[:8])


@dataclass(frozen=True, slots=True)
class Documents:
    """Those of the generation that is being written."""

    ids: Set[str]
    unchanged: Collection[str]  # of these, since the generation before
    derived: Callable[[Iterable[str]], Iterable[DerivedRow]]  # see Catalog.derived


def write_vectors(path: Path, documents: Documents, before: Path, workers: Workers, progress: Progress) -> None:
    """Write the vectors of the documents to `path`. Those of the file `before`, if there is one, are taken from it
    where the document, or what is embedded of it, is the same; another one takes some 110 CPU ms, in a worker.

    A document that has no text, or that a worker was ended over, has no vector: it is found by its words.
    """
    known = _known(before)
    rows = {id_: known[id_][1] for id_ in documents.unchanged if id_ in known}
    others = documents.ids - rows.keys()
    passages = (Passage.of(decode_whole(each.record)) for each in documents.derived(others))
    with progress.bar("embedding", len(others), "page") as advance:
        for id_, data in workers.map(_embedded, ((each, _unless_changed(each, known)) for each in passages), _without):
            advance(1)
            rows[id_] = data
    with path.open("wb") as file:
        file.writelines(rows[id_] for id_ in sorted(rows))


def _known(before: Path) -> dict[str, tuple[int, bytes]]:
    """Id → the digest and the row that a document had."""
    try:
        with before.open("rb") as file:
            return {id_: (digest, data) for id_, digest, data in Vectors(file).rows()}
    except (FileNotFoundError, ValueError):  # there is none, or it is no such file: then all are made anew
        return {}


def _unless_changed(passage: Passage, known: Mapping[str, tuple[int, bytes]]) -> bytes:
    """The row that the document had; NONE where it is to be made anew."""
    digest, data = known.get(passage.id, (0, NONE))
    return data if digest == passage.digest else NONE


def _embedded(item: tuple[Passage, bytes]) -> tuple[str, bytes]:
    """A document's id and its row. Runs in a worker."""
    passage, data = item
    if data == NONE and passage.text:
        text = passage.text.encode("utf-8", "replace").decode()
        data = row(passage.id, passage.language, passage.digest, model.embedder().passage(text))
    return passage.id, data


def _without(item: tuple[Passage, bytes], reason: str, detail: str) -> tuple[str, bytes]:
    return item[0].id, NONE
