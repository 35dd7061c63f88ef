"""How right are the facets?  labelled texts, a JSON object a line → precision and recall by facet and language

    {"text": "…", "countries": ["Iran"], "persons": [], "date": ["2018-10-09", "2018-10-09", "day", "event"]}

`text` holds blocks parted by empty lines, the first of which is the title; in place of it, `path` names a page, HTML or
text, beside the file. A facet is scored on the rows that have its key (COLUMNS), an empty list meaning that there is
none. Labels are canonical values; where they were copied from the text, `loose` takes a value for right if at least
half of its words match a label, endings ignored. Of several `types` each is right, "" for none; `fair` values may be
found or not.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from indexer import sources
from indexer.cleaning import SiteKnowledge, fingerprints, judge, segment
from indexer.enrichment import enrich
from indexer.errors import PageError, SourceError
from indexer.model import Document, JudgedBlock, Kind, Meta, Raw, Record, Verdict, document_id

# Facet → the key of a row that lists its values.
COLUMNS: Final[Mapping[str, str]] = {
    "language": "language",
    "country": "countries",
    "place": "places",
    "organisation": "organisations",
    "person": "persons",
    "type": "types",
    "topic": "topics",
    "date": "date",
}
ALL: Final = "all"  # languages
_EITHER: Final = "type"  # a document has one, and each of those labelled is right
_KEPT: Final = Verdict(True, "content", "")
_SHORTEST_STEM: Final = 3
_ENDING: Final = 3  # letters in which two forms of a word may differ


@dataclass(frozen=True, slots=True)
class Text:
    """A labelled text, or a page."""

    place: str  # file and line, for messages
    document: Document
    language: str  # as labelled; "" where it is not
    labels: Mapping[str, tuple[str, ...]]  # by facet, of those that are labelled
    fair: frozenset[str]


@dataclass(slots=True)
class Tally:
    """What was found of one facet in one language, each as "value | where it stands"."""

    right: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return len(self.right) / (len(self.right) + len(self.wrong) or 1)

    @property
    def recall(self) -> float:
        return len(self.right) / (len(self.right) + len(self.missed) or 1)


Tallies = Mapping[tuple[str, str], Tally]  # by (facet, language)


def score_facets(texts: Iterable[Text], loose: bool = False) -> Tallies:
    """The tallies of each facet in each language, and in ALL."""
    tallies = defaultdict[tuple[str, str], Tally](Tally)
    for text in texts:
        record = enrich(text.document)
        for facet, labels in text.labels.items():
            for language in (text.language or record.language, ALL):
                _compare(tallies[facet, language], record, facet, labels, text, loose)
    return dict(tallies)


def _compare(tally: Tally, record: Record, facet: str, labels: Sequence[str], text: Text, loose: bool) -> None:
    found = [(value, names) for value, names in found_values(record, facet) if value not in text.fair]
    for value, names in found:
        fits = any(_fits(name, label, loose) for name in names for label in labels)
        (tally.right if fits else tally.wrong).append(f"{value} | {text.place}: {names[-1]}")
    if facet == _EITHER and (found or "" in labels):
        return
    names_found = [name for _, names in found for name in names]
    missed = [label for label in dict.fromkeys(labels) if not any(_fits(name, label, loose) for name in names_found)]
    tally.missed += [f"{label} | {text.place}" for label in (missed[:1] if facet == _EITHER else missed)]


def found_values(record: Record, facet: str) -> list[tuple[str, tuple[str, ...]]]:
    """(value, what it may be known by: itself, and as it stands in the text)."""
    if facet == "date":
        date = record.date
        return [(said := f"{date.value} {date.end} {date.precision} {date.kind}", (said,))] if date else []
    return [(each.value, tuple(filter(None, (each.value, each.surface)))) for each in record.facets.get(facet, ())]


def _fits(name: str, label: str, loose: bool) -> bool:
    return name.casefold() == label.casefold() or (loose and half_matches(name, label))


def half_matches(value: str, label: str) -> bool:
    """Whether at least half of the value's words are among the label's, endings ignored."""
    words, others = re.findall(r"\w+", value.lower()), re.findall(r"\w+", label.lower())
    return 2 * sum(any(_same_word(word, other) for other in others) for word in words) >= len(words) > 0


def _same_word(one: str, other: str) -> bool:
    stem = max(_SHORTEST_STEM, min(len(one), len(other)) - _ENDING)
    return one == other or (one[:stem] == other[:stem] and abs(len(one) - len(other)) <= 2 * _ENDING)


# -------------------------------------------------------------------------------------------------------- reading


def labelled_texts(file: Path, split: str = "") -> list[Text]:
    """The rows of a file; with `split`, those of which `split` says so. Raises SourceError naming file and line."""
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{file} cannot be read as labelled texts, a JSON object a line: {error}") from error
    rows = [(f"{file.name}:{number}", _row(line, file, number)) for number, line in enumerate(lines, 1) if line.strip()]
    texts = [_text(place, row, file) for place, row in rows if not split or row.get("split") == split]
    if not texts:
        raise SourceError(f"{file} holds no labelled texts" + (f" whose split is '{split}'" if split else ""))
    return texts


def _row(line: str, file: Path, number: int) -> dict[str, Any]:
    place, columns = f"{file}, line {number}", ", ".join(COLUMNS.values())
    try:
        row = json.loads(line)
    except ValueError as error:
        raise SourceError(f"{place}: not JSON ({error})") from error
    if not isinstance(row, dict) or not isinstance(row.get("text", row.get("path")), str):
        raise SourceError(f"{place}: not an object with `text` or `path`, and labels: {columns}")
    for key in COLUMNS.values():
        if not _is_labels(row.get(key)):
            raise SourceError(f"{place}: `{key}` takes a list of texts, not {row[key]!r}")
    if not any(key in row for key in COLUMNS.values()):
        raise SourceError(f"{place}: no labels. Give at least one of: {columns}")
    return row


def _is_labels(value: object) -> bool:
    return (
        value is None or isinstance(value, str) or (isinstance(value, list) and all(isinstance(v, str) for v in value))
    )


def _text(place: str, row: Mapping[str, Any], file: Path) -> Text:
    document = _of_text(row) if "text" in row else _of_page(file.parent / row["path"], row.get("url", ""), place)
    labels = {facet: _labels(row[key]) for facet, key in COLUMNS.items() if key in row}
    if labels.get("date"):
        labels["date"] = (" ".join(labels["date"]),)
    return Text(place, document, row.get("language", ""), labels, frozenset(row.get("fair", ())))


def _labels(value: str | list[str] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def _of_text(row: Mapping[str, Any]) -> Document:
    """A document of blocks; without empty lines each line is one, and there is no title."""
    text, url = row["text"], row.get("url", "")
    parted = "\n\n" in text
    parts = [part for part in text.split("\n\n" if parted else "\n") if part.strip()]
    first = Kind.TITLE if parted else Kind.PARAGRAPH
    blocks = tuple(JudgedBlock(part, Kind.PARAGRAPH if at else first, 0, _KEPT) for at, part in enumerate(parts))
    meta = Meta(dates=tuple(map(tuple, row.get("meta", ()))), type=row.get("meta_type", ""))
    title = parts[0] if parted else ""
    return Document(document_id(url or text), "labelled", url, "labelled", title, blocks, meta)


def _of_page(path: Path, url: str, place: str) -> Document:
    """A page, cleaned without its site."""
    try:
        raw = Raw(str(path), "text" if path.suffix == ".txt" else "html", path.read_bytes(), url, "labelled")
        segments = segment(sources.decode(raw))
    except (OSError, PageError) as error:
        raise SourceError(f"{place}: {path} cannot be read: {error}") from error
    prints = fingerprints(segments)
    return replace(judge(segments, SiteKnowledge.of([prints]).support(prints)), site="labelled")


# ------------------------------------------------------------------------------------------------------- printing


def facets_as_text(tallies: Tallies, misses: int = 0) -> str:
    """A line for each facet and language; with `misses`, so many of what was wrong and missed under each facet."""
    return "\n".join([f"{'':28}{'P':>7}{'R':>7}{'found':>8}{'labelled':>10}", *_lines(tallies, misses)])


def _lines(tallies: Tallies, misses: int) -> Iterator[str]:
    for facet in COLUMNS:
        languages = sorted((language for of, language in tallies if of == facet), key=lambda each: (each == ALL, each))
        for language in languages if len(languages) > 2 else languages[-1:]:
            tally = tallies[facet, language]
            found, labelled = len(tally.right) + len(tally.wrong), len(tally.right) + len(tally.missed)
            name = f"{facet} {language}"
            yield f"{name:28}{tally.precision:7.3f}{tally.recall:7.3f}{found:8}{labelled:10}"
        for kind in ("wrong", "missed") if languages else ():
            for miss, times in Counter(getattr(tallies[facet, ALL], kind)).most_common(misses):
                yield f"    {kind}{f' {times} ×' if times > 1 else ''} {miss}"


def facets_as_plain(tallies: Tallies, misses: int = 0) -> list[dict[str, Any]]:
    """The same for programs."""
    return [
        {
            "facet": facet,
            "language": language,
            "precision": round(tally.precision, 4),
            "recall": round(tally.recall, 4),
            "right": len(tally.right),
            "wrong": tally.wrong[:misses],
            "missed": tally.missed[:misses],
        }
        for (facet, language), tally in sorted(tallies.items())
    ]
