"""Which organisations does the page name?

Precision before recall: known names, names around a head word like "Committee" or министрлігі, acronyms that the page
explains, names in quotation marks beside a word like "fund" or "ТОО", and unexplained acronyms only where they come
twice and beside a word like "staff" or компаниясы.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from indexer.enrichment.acronyms import definitions
from indexer.enrichment.language import language_of
from indexer.enrichment.names import any_form
from indexer.enrichment.organisation_known import evidence, in_capitals, institutions, known, labels, resolved, values
from indexer.enrichment.organisation_phrases import phrases
from indexer.enrichment.vocabulary import alternatives, rows, word_lists
from indexer.model import Document, Evidence
from indexer.words import script
from indexer.words.folding import folded
from indexer.words.sounds import key

OFTEN_ENOUGH: Final = 2  # times that an acronym nobody explains must come
_QUOTED: Final = re.compile(r"[«“„\"]([^«»“”„\"\n]{2,80})[»”“\"]")
_WORDS_AROUND: Final = 3  # between "NGO" or "fund" and the quotation marks
_QUOTED_WORDS: Final = 7
_WORD: Final = re.compile(r"[^\W_]+")
# Neither in quotation marks, where titles stand, nor before a number, as vessels and products have it (STS-124).
_CAPITAL: Final = "[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]"  # first in the pattern, which is searched ten times as fast so
_CAPITALS: Final = re.compile(rf"{_CAPITAL}(?<![\w.@/«“„\"-].){_CAPITAL}{{2,9}}(?![\w@/]|\.\w|\s?[-–]?\s?\d)")
_ROMAN: Final = re.compile(r"[IVXLCDMХІ]+")
_BEHIND: Final = re.compile(r"[»”\"]?\s\(([«“\"]?[^«»“”\"()\n\d,;:]{4,80}[»”\"]?)\)")
_MARKS: Final = ' «»“”„"'
_OPENING: Final = frozenset('«“„"')


def organisation(document: Document, text: str) -> tuple[Evidence, ...]:
    """The organisations of the text, each once: by its known name, else as the page explains or writes it."""
    language = language_of(document, text)[0]
    certain = [*_explained(text), *_quoted(text)]
    everything = (
        *known(text, language),
        *institutions(text, language),
        *certain,
        *_built(text, language, certain),
        *_repeated(document, text),
    )
    found: dict[str, Evidence] = {}
    covered = -1
    for one in sorted(everything, key=lambda one: (one.start, -one.end)):
        if one.start >= covered:  # not a name inside a longer one
            found.setdefault(folded(one.value), _with_translation(text, one))
            covered = one.end
    return tuple(found.values())


def _with_translation(text: str, one: Evidence) -> Evidence:
    """With the name in another language that stands behind it: "Степной центр прав" (Steppe Rights Centre)."""
    behind = _BEHIND.match(text, one.end)
    if not behind or one.label != one.value or one.method == "known name" or not _is_translation(one.value, behind[1]):
        return one
    return replace(one, label=f"{one.value} ({behind[1].strip(_MARKS)})")


def _is_translation(name: str, other: str) -> bool:
    """Whether it is a name in another alphabet: that of a kind of organisation, or one that sounds the same."""
    words = other.strip(_MARKS).split()
    if script(other) == script(name) or other.isupper() or not words or not words[0][0].isupper():
        return False
    lists = word_lists("organisation_words.tsv")
    heads = lists["head"] | lists["phrase"] | lists["before"] | lists["after"]
    return any_form(map(folded, words), heads) or [*map(key, words)] == [*map(key, name.split())]


def _built(text: str, language: str, certain: Sequence[Evidence]) -> Iterator[Evidence]:
    """The names around a head word, but for those whose proper name stands in quotation marks or is an acronym."""
    for one in phrases(text, language):
        overlaps = any(one.start < other.end and other.start < one.end for other in certain)
        if not overlaps and text[one.end + 1 : one.end + 2] not in _OPENING and not _is_none(one.name):
            value = resolved(text, language, one.start, one.end, one.name)
            yield evidence(value, text[one.start : one.end], one.start, "head word", 0.8)


@cache
def _none() -> frozenset[str]:
    """Folded names that look like an organisation's and are none: Soviet Union, Российская Федерация."""
    return frozenset(
        folded(name)
        for role, _, names in rows("organisation_words.tsv")
        if role == "no-name"
        for name in alternatives(names)
    )


def _is_none(name: str) -> bool:
    return folded(name) in _none()


def _explained(text: str) -> Iterator[Evidence]:
    for found in definitions(text):
        value = values().get(folded(found.acronym)) or values().get(folded(found.expansion))
        if value:
            label = labels()[value]
        elif _names_an_organisation(found.expansion) and found.acronym not in _stops():
            value, label = found.acronym, f"{found.expansion} ({found.acronym})"
        else:
            continue
        yield Evidence(value, label, text[found.start : found.end], found.start, found.end, "explained acronym", 0.9)


def _names_an_organisation(expansion: str) -> bool:
    """Whether it begins with a capital and has a head word: Centre, Union, фонд, ұйымы …"""
    heads = word_lists("organisation_words.tsv")["head"]
    return expansion[0].isupper() and any_form(map(folded, _WORD.findall(expansion)), heads)


def _quoted(text: str) -> Iterator[Evidence]:
    for match in _QUOTED.finditer(text):
        name = match[1].strip()
        if _looks_like_a_name(name) and _beside_a_head(text, match.start(), match.end()):
            value = values().get(folded(name), name)
            label = labels().get(value, name)
            start = match.start(1) + match[1].index(name)
            yield Evidence(value, label, name, start, start + len(name), "quoted name", 0.85)


def _looks_like_a_name(quoted: str) -> bool:
    words = _WORD.findall(quoted)
    if not words or len(words) > _QUOTED_WORDS or quoted.isdigit():
        return False
    if len(words) > 1 and folded(words[0]) in word_lists("organisation_words.tsv")["asks"]:
        return False
    return not quoted[0].islower() and quoted[-1] not in ".,!?…:;"


def _beside_a_head(text: str, start: int, end: int) -> bool:
    """Whether "NGO" or ТОО stands before the quotation marks, or "қоры" behind them, with at most two words between."""
    before = _WORD.findall(re.split(r"[.,;:!?\n()]", text[max(0, start - 60) : start])[-1])[-_WORDS_AROUND:]
    after = _WORD.findall(re.split(r"[.,;:!?\n()«“„]", text[end : end + 60])[0])[:_WORDS_AROUND]
    lists = word_lists("organisation_words.tsv")
    if before and folded(before[-1]) in lists["apart"]:
        before = []
    if any(word in lists["legal"] for word in (*before, *after)):
        return True
    return any_form(map(folded, before), lists["before"]) or any_form(map(folded, after), lists["after"])


@cache
def _stops() -> frozenset[str]:
    return word_lists("organisation_words.tsv")["not"]


def _repeated(document: Document, text: str) -> Iterator[Evidence]:
    """Acronyms that nobody explains: often enough on the page, and at least once where only an organisation stands."""
    places: dict[str, list[re.Match[str]]] = {}
    for match in _CAPITALS.finditer(text):
        if _may_be_an_organisation(match[0]) and not in_capitals(text, match.start()):
            places.setdefault(match[0], []).append(match)
    for word, found in places.items():
        host = word.casefold() in document.site.split(".")
        if len(found) >= OFTEN_ENOUGH and (host or any(_acts(text, match) for match in found)):
            yield Evidence(word, word, word, found[0].start(), found[0].end(), "acronym", 0.6)


def _acts(text: str, acronym: re.Match[str]) -> bool:
    """Whether a word like "members", "staff", сотрудник or компаниясы stands right beside it."""
    before = _WORD.findall(text[max(0, acronym.start() - 30) : acronym.start()].rpartition("\n")[2])[-1:]
    after = _WORD.match(text, acronym.end() + 1)
    words = [*before, after[0]] if after else before
    return any_form(map(folded, words), word_lists("organisation_words.tsv")["beside"])


def _may_be_an_organisation(acronym: str) -> bool:
    """Whether it is neither known as something, nor stopped, nor a number."""
    known = folded(acronym) in values() or acronym in _stops()
    return not known and not _ROMAN.fullmatch(acronym)
