"""What of a record can be searched: the same for every engine.

Record ──terms_of──▶ Terms: words by text field, values by facet, days, keys to sort by
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from indexer.engines.order import day, seconds, title_key
from indexer.model import Date, Record
from indexer.schema import FACET_NAMES, MISSING
from indexer.words import Analysis, analyse

YEAR: Final = "_year"  # counted like a facet: each year that a document's own date touches
UNLISTED: Final = "_unlisted"  # found, but counted under no facet: values that are not worth listing, see unlisted()
COUNTED: Final = (*FACET_NAMES, UNLISTED, YEAR)
NO_YEAR: Final = 0  # where years are kept as numbers

GAP: Final = 1  # positions left free between two runs of a field, so that no phrase crosses from one to the next

Runs = tuple[list[str], ...]  # the words of a field, each run being neighbours


@dataclass(frozen=True, slots=True)
class Terms:
    """A record as terms."""

    text: Mapping[str, Runs]  # by each of model.TEXT_FIELDS; `exact` and `stem` have the same positions
    values: Mapping[str, tuple[str, ...]]  # by each of COUNTED, as they are shown; (MISSING,) where there is none
    days: tuple[int, int] | None  # first and last day of the document's own date, as YYYYMMDD
    title: str  # to sort by; order.LAST_TITLE where there is none
    seen: int  # when the page was first seen, in seconds since 1970; 0 where that is not known


def terms_of(record: Record) -> Terms:
    """The record's searchable side.

    The text fields hold the title too, as a run of its own, unless the text has it as a block: a word of the title
    finds the page, and one combined field ranked better than title and body apart (nDCG@10 on three of four judged
    collections).
    """
    return Terms(
        text=_text_fields(record),
        values=_facets(record) | {UNLISTED: _unlisted(record), YEAR: _years(record.date)},
        days=(day(record.date.value), day(record.date.end)) if record.date else None,
        title=title_key(record.title),
        seen=seconds(record.first_seen),
    )


def key(value: str) -> str:
    """What facet values are compared by: "WHO" and "who" are one value."""
    return value.casefold()


def utf8(text: str) -> str:
    """The text with lone surrogates escaped: neither Rust's strings nor JSON have them."""
    return text.encode("utf-8", "backslashreplace").decode()


def unlisted(facet: str, value: str) -> str:
    """What stands in UNLISTED for a value that is not counted in its facet."""
    return f"{facet} {value}"


def _text_fields(record: Record) -> dict[str, Runs]:
    title, text = analyse(record.title, record.language), analyse(record.text, record.language)
    in_text = any(block.verdict.kept and block.text == record.title for block in record.blocks)
    both = (text,) if in_text else (title, text)
    return {
        "exact": _runs(analysis.exact for analysis in both),
        "stem": _runs(analysis.stem for analysis in both),
        "joined": _runs(analysis.joined for analysis in both),
        "sound": _runs(analysis.sound for analysis in both),
        "grams": _runs(analysis.grams for analysis in both),
        **_title_fields(title),
    }


def _title_fields(title: Analysis) -> dict[str, Runs]:
    return {
        "title_exact": _runs([title.exact]),
        "title_stem": _runs([title.stem]),
        "title_joined": _runs([title.joined]),
    }


def _runs(words: Iterable[list[str]]) -> Runs:
    """Runs without the empty ones."""
    return tuple(run for run in words if run)


def _facets(record: Record) -> dict[str, tuple[str, ...]]:
    """Of each facet the values that are listed."""
    return {name: _once(each.value for each in record.facets.get(name, ()) if each.listed) for name in FACET_NAMES}


def _unlisted(record: Record) -> tuple[str, ...]:
    return _once(
        unlisted(name, each.value) for name, values in record.facets.items() for each in values if not each.listed
    )


def _once(values: Iterable[str]) -> tuple[str, ...]:
    """Each value once, in its first spelling where spellings differ in case only."""
    spellings: dict[str, str] = {}
    for value in values:
        spellings.setdefault(key(value), value)
    return tuple(spellings.values()) or (MISSING,)


def _years(date: Date | None) -> tuple[str, ...]:
    """Every year of the date's range: so a year counts as many documents as a filter on that year finds."""
    if not date:
        return (MISSING,)
    return tuple(f"{year:04}" for year in range(int(date.value[:4]), int(date.end[:4]) + 1))
