"""Organisations that are listed: data/organisations.tsv, and data/institutions.tsv for those of many countries."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from indexer.enrichment.country import ambiguous, mentioned
from indexer.enrichment.names import Mention, Name, Names
from indexer.enrichment.vocabulary import alternatives, rows
from indexer.model import Evidence
from indexer.words.folding import folded

SHORT_IN_CAPITALS: Final = 4  # letters; in a line of capitals so short an acronym is taken for a word ("WHO WE ARE")
_AROUND: Final = 40  # characters on each side of an acronym that tell a line of capitals
_OF: Final = re.compile(r"\s(?:of\s(?:the\s)?)?")  # between an institution and its country …
_BEFORE: Final = re.compile(r"\s")  # … and between a country and its institution, in Turkic languages


def known(text: str, language: str) -> Iterator[Evidence]:
    """The listed organisations of a text."""
    for mention in _names().find(text, language):
        surface = text[mention.start : mention.end]
        if not (mention.name.capitals and len(surface) <= SHORT_IN_CAPITALS and in_capitals(text, mention.start)):
            yield evidence(mention.name.value, surface, mention.start, "known name", 0.95)


def institutions(text: str, language: str) -> Iterator[Evidence]:
    """The listed institutions of a text, with the country that stands beside them."""
    countries = [one for one in mentioned(text, language) if one.name.text not in ambiguous()]
    for mention in _institution_names().find(text, language):
        if not (mention.name.capitals and in_capitals(text, mention.start)):
            start, end, country = _with_country(text, mention, countries)
            if country or mention.name.value not in _needing_country():
                yield evidence(of_country(mention.name.value, country), text[start:end], start, "known name", 0.9)


def resolved(text: str, language: str, start: int, end: int, name: str) -> str:
    """The value of a name that stands at text[start:end]: that of the listed organisation or institution it names."""
    if folded(name) in values():
        return values()[folded(name)]
    for country in mentioned(text, language):
        if country.end == end and start < country.start:
            base = name[: len(name) - (country.end - country.start)].rstrip()
            institution = _institutions().get(folded(base))
            return of_country(institution, country.name.value) if institution else name
        if country.start == start and country.end < end:
            institution = _institutions().get(folded(name[country.end - country.start :].lstrip()))
            return of_country(institution, country.name.value) if institution else name
    institution = _institutions().get(folded(name), name)
    return name if institution in _needing_country() else institution


def names_of(value: str) -> tuple[str, ...]:
    """All names of a listed organisation or institution, those in other languages too; none of one that is not."""
    if value in _names_by_value():
        return _names_by_value()[value]
    parts = value.split(" of ")  # "Ministry of Justice of Kazakhstan": it goes by the names of every such ministry
    bases = (" of ".join(parts[:end]) for end in range(len(parts), 0, -1))
    return next((_names_by_institution()[base] for base in bases if base in _names_by_institution()), ())


def evidence(value: str, surface: str, start: int, method: str, confidence: float) -> Evidence:
    return Evidence(value, labels().get(value, value), surface, start, start + len(surface), method, confidence)


def of_country(institution: str, country: str) -> str:
    """ "Ministry of Justice of Kazakhstan"."""
    return f"{institution} of {country}" if country else institution


def _with_country(text: str, mention: Mention, countries: Sequence[Mention]) -> tuple[int, int, str]:
    """(start, end, country) of an institution; the country is "" where none stands beside it."""
    at = bisect_left([one.start for one in countries], mention.start)
    for country in countries[max(0, at - 1) : at + 2]:
        if country.start > mention.end - 1 and _OF.fullmatch(text, mention.end, country.start):
            return mention.start, country.end, country.name.value
        if country.end < mention.start and _BEFORE.fullmatch(text, country.end, mention.start):
            return country.start, mention.end, country.name.value
    return mention.start, mention.end, ""


def in_capitals(text: str, position: int) -> bool:
    """Whether the line is written in capitals, as headings and menus are."""
    before = text[max(0, position - _AROUND) : position].rpartition("\n")[2]
    line = before + text[position : position + _AROUND].partition("\n")[0]
    return " " in line.strip() and sum(map(str.isupper, line)) > 0.7 * sum(map(str.isalpha, line))


@cache
def _names() -> Names:
    """The known organisations under all their names."""
    return Names([Name(name, value) for value, *names in _listed() for name in names])


@cache
def _institution_names() -> Names:
    return Names([Name(name, value) for value, _, names in rows("institutions.tsv") for name in alternatives(names)])


@cache
def _institutions() -> dict[str, str]:
    """Folded name → value."""
    return {folded(name): value for value, _, names in rows("institutions.tsv") for name in alternatives(names)}


@cache
def _needing_country() -> frozenset[str]:
    """Institutions that are listed only with their country: "Government" alone says too little."""
    return frozenset(value for value, needs, _ in rows("institutions.tsv") if needs == "country")


@cache
def _names_by_value() -> dict[str, tuple[str, ...]]:
    return {value: tuple(names) for value, *names in _listed()}


@cache
def _names_by_institution() -> dict[str, tuple[str, ...]]:
    """Those that are told by their name: who asks for "government" means no name."""
    listed = ((value, alternatives(names)) for value, _, names in rows("institutions.tsv"))
    return {value: tuple(names) for value, names in listed if value not in _needing_country()}


@cache
def labels() -> dict[str, str]:
    return {value: full if full == value else f"{full} ({value})" for value, full, *_ in rows("organisations.tsv")}


@cache
def values() -> dict[str, str]:
    """Folded name → value, for acronyms, expansions and names in quotation marks."""
    return {folded(name): value for value, *names in _listed() for name in names}


def _listed() -> Iterator[tuple[str, ...]]:
    """(value, its names …)"""
    for value, full, *others in rows("organisations.tsv"):
        yield value, value, full, *alternatives(" ".join(others))
