"""Which searches are judged?  a folder → Judged

    judgments.tsv   one judgment a line: query, document, and how good it is (0 or more; 1 where it is left out),
    or qrels.tsv    separated by tabs
    queries.jsonl   optional: {"id", "text"} of the queries; without it the first column is the query itself
    docs.jsonl      optional: {"id", "title", "body"} of the documents; without it the served index is asked

A folder without judgments of its own may hold such folders.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from indexer.errors import SourceError
from indexer.model import JudgedBlock, Kind, Record, Verdict
from indexer.words import detect

_JUDGMENTS: Final = ("judgments.tsv", "qrels.tsv")
_LINE: Final = "A line is: query, tab, document id, tab, 1 or 0"
_WRITTEN: Final = Verdict(True, "judged", "a document of a judged collection")


@dataclass(frozen=True, slots=True)
class Judged:
    """Queries with the documents that answer them."""

    name: str
    folder: Path
    queries: Mapping[str, str]  # id → text; only those that some document answers
    gains: Mapping[str, Mapping[str, float]]  # query → document → how good it is, above 0

    @property
    def has_documents(self) -> bool:
        return (self.folder / "docs.jsonl").is_file()

    def records(self) -> Iterator[Record]:
        """The collection's own documents. Raises SourceError for a line that is none."""
        for place, row in _rows(self.folder / "docs.jsonl"):
            try:
                yield _record(str(row["id"]), str(row.get("title", "")), str(row.get("body", "")))
            except KeyError as error:
                raise SourceError(f"{place} has no {error}: a document needs id, title and body") from error


def find_judged(data: Path) -> list[Judged]:
    """The judged collections in a folder, itself or those in it. Raises SourceError where there is none."""
    if not data.is_dir():
        raise SourceError(f"There is no folder {data}. Name one with judgments.tsv in it.")
    folders = [data, *sorted(path for path in data.iterdir() if path.is_dir())]
    found = [_read(folder) for folder in folders if _judgments(folder)]
    if not found:
        raise SourceError(f"{data} holds no {' or '.join(_JUDGMENTS)}: a line each is query, document id, 1 or 0")
    return found


def _judgments(folder: Path) -> Path | None:
    return next((folder / name for name in _JUDGMENTS if (folder / name).is_file()), None)


def _read(folder: Path) -> Judged:
    file = _judgments(folder)
    gains: dict[str, dict[str, float]] = {}
    for number, line in enumerate(file.read_text("utf-8").splitlines() if file else (), 1):
        if line.strip() and not line.startswith("#"):
            query, document, gain = _judgment(line, f"{file}:{number}")
            if gain > 0:
                gains.setdefault(query, {})[document] = gain
    if not gains:
        raise SourceError(f"{file} judges no document to be good: the third column is 1 for those that are")
    texts = _texts(folder / "queries.jsonl")
    unknown = [query for query in gains if texts and query not in texts]
    if unknown:
        raise SourceError(f"{file} judges the query '{unknown[0]}', which {folder / 'queries.jsonl'} has not")
    return Judged(folder.resolve().name, folder, {query: texts.get(query, query) for query in gains}, gains)


def _judgment(line: str, place: str) -> tuple[str, str, float]:
    query, document, *rest = (*(column.strip() for column in line.split("\t")), "")[:3]
    try:
        gain = float(rest[0] or 1) if rest else 1.0
    except ValueError:
        raise SourceError(
            f"{place}: '{rest[0]}' is no number. A line is: query, tab, document id, tab, 1 or 0"
        ) from None
    if not (query and document):
        raise SourceError(f"{place}: a query or a document is missing. {_LINE}")
    return query, document, gain


def _texts(file: Path) -> dict[str, str]:
    if not file.is_file():
        return {}
    try:
        return {str(row["id"]): str(row["text"]) for _, row in _rows(file)}
    except KeyError as error:
        raise SourceError(f"{file}: a query has no {error}; each needs id and text") from error


def _rows(file: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                row = json.loads(line)
            except ValueError as error:
                raise SourceError(f"{file}:{number} is not JSON ({error})") from error
            if not isinstance(row, dict):
                raise SourceError(f"{file}:{number} is not an object with named values")
            yield f"{file}:{number}", row


def _record(id: str, title: str, body: str) -> Record:
    return Record(
        id=id,
        source=id,
        url="",
        site="",
        title=title,
        language=detect(f"{title} {body}"),
        blocks=(JudgedBlock(body, Kind.PARAGRAPH, 0, _WRITTEN),),
    )
