"""The corrections of a page applied: to its blocks before facets are looked for in them, then to the facets. Pure.

Of entries that contradict each other, the narrower one has its way: page over site over everywhere, then text over
pattern over selector, then keep over drop (losing text costs more), then the later one.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from indexer.limits import PATTERN_CHARS
from indexer.model import Date, Document, Evidence, JudgedBlock, Record, Segments
from indexer.overrides.corrections import Corrections
from indexer.overrides.entries import Entry, folded

OWNER: Final = "owner"  # the rule of a verdict, the method of a value and the source of a date that are the owner's
_MERGED: Final = ", merged by the owner"
_KIND: Final = "published"  # of a date of which the owner does not say
_REASONS: Final = {"keep": "kept by overrides.toml", "drop": "dropped by overrides.toml"}


def by_owner(value: Evidence) -> bool:
    """Whether the owner gave the value or its name, so that it is not what was found."""
    return value.method == OWNER or value.method.endswith(_MERGED)


# ---------------------------------------------------------------------------------------------------------- blocks


def to_blocks(document: Document, corrections: Corrections, segments: Segments | None = None) -> Document:
    """The document with the blocks kept and dropped as its owner says.

    `segments`: what the document was judged from; they know which blocks a selector chooses.
    """
    rules = sorted((entry for entry in corrections.entries if entry.action in _REASONS), key=_strength)
    if not rules:
        return document
    texts = {rule.text: rule for rule in rules if rule.text}
    patterns = [rule for rule in reversed(rules) if rule.pattern]
    selected = _selected(rules, segments) if segments else [()] * len(document.blocks)
    blocks = zip(document.blocks, selected, strict=True)
    return replace(document, blocks=tuple(_corrected(block, texts, patterns, some) for block, some in blocks))


def _strength(rule: Entry) -> tuple[bool, bool, bool, bool, bool]:
    return bool(rule.page), bool(rule.site), bool(rule.text), bool(rule.pattern), rule.action == "keep"


def _selected(rules: Iterable[Entry], segments: Segments) -> list[Sequence[Entry]]:
    """For each block the rule whose selector chooses it, if there is one: of several the strongest."""
    strongest: list[Sequence[Entry]] = [()] * (len(segments.elements) + 1)  # by element; the last one for none
    for rule in rules:
        if rule.selector:
            from indexer.overrides.selectors import chosen  # cssselect, 0.01 s: only for who names one

            found = chosen(rule.selector, segments.elements)
            strongest = [(rule,) if there else before for there, before in zip((*found, False), strongest, strict=True)]
    return [strongest[block.element] for block in segments.blocks]


def _corrected(
    block: JudgedBlock, texts: Mapping[str, Entry], patterns: Sequence[Entry], selected: Sequence[Entry]
) -> JudgedBlock:
    head = block.text[:PATTERN_CHARS]
    matching = [*selected, *[rule for rule in patterns if re.search(rule.pattern, head)][:1]]
    if (exact := texts.get(folded(block.text))) is not None:
        matching.append(exact)
    if not matching:
        return block
    action = max(matching, key=_strength).action
    verdict = replace(block.verdict, kept=action == "keep", rule=OWNER, reason=_REASONS[action], confidence=1.0)
    return block._replace(verdict=verdict)


# ---------------------------------------------------------------------------------------------------------- facets


def to_record(record: Record, corrections: Corrections) -> Record:
    """The record with the values of its facets and its dates as its owner says."""
    if not corrections.entries:
        return record
    names = dict.fromkeys([*record.facets, *(entry.facet for entry in corrections.entries if entry.facet)])
    facets = {name: _values(record.facets.get(name, ()), _of_facet(corrections, name)) for name in names}
    site, language = facets.get("site", ()), facets.get("language", ())
    return replace(
        record,
        site=site[0].value if site else record.site,
        language=language[0].value if language else "",
        facets={name: values for name, values in facets.items() if values},
        dates=_dates(record.dates, corrections),
    )


def _of_facet(corrections: Corrections, name: str) -> list[Entry]:
    return [entry for entry in corrections.entries if entry.facet == name]


def _values(found: Sequence[Evidence], entries: Sequence[Entry]) -> tuple[Evidence, ...]:
    """The values of one facet: merged, without hidden ones, with the owner's own, under the owner's labels."""
    if not entries:
        return tuple(found)
    merges = _merges(entries)
    hidden = {folded(value) for entry in entries if entry.action == "hide" for value in entry.value}
    instead = [entry for entry in entries if entry.action == "set"][-1:]
    seen = () if instead else (_merged(value, merges) for value in found)
    own = [*instead, *(entry for entry in entries if entry.action == "add")]
    given = (_merged(Evidence(value, value, "", -1, -1, OWNER, 1.0), merges) for entry in own for value in entry.value)
    labels = _labels(found, merges, entries)
    once = dict[str, Evidence]()
    for value in (*(value for value in seen if folded(value.value) not in hidden), *given):
        name = folded(value.value)
        once.setdefault(name, replace(value, label=labels.get(name, value.label)))
    return tuple(once.values())


def merged_into(corrections: Corrections, facet: str, value: str) -> str:
    """The name that a value of a facet goes by where its owner has merged it."""
    entry = _merge(value, _merges(_of_facet(corrections, facet))) if corrections.entries else None
    return entry.into if entry else value


def _merges(entries: Iterable[Entry]) -> dict[str, Entry]:
    return {folded(value): entry for entry in entries if entry.action == "merge" for value in entry.value}


def _merge(value: str, merges: Mapping[str, Entry]) -> Entry | None:
    """The last of the merges that a value goes through."""
    name, entry, met = folded(value), None, set[str]()
    while name in merges and name not in met:
        met.add(name)
        entry = merges[name]
        name = folded(entry.into)
    return entry


def _merged(value: Evidence, merges: Mapping[str, Entry]) -> Evidence:
    """The value under the name that its owner gives it, through any number of merges."""
    entry = _merge(value.value, merges)
    if entry is None:
        return value
    method = value.method if by_owner(value) else value.method + _MERGED
    return replace(value, value=entry.into, label=entry.into, method=method)


def _labels(found: Iterable[Evidence], merges: Mapping[str, Entry], entries: Iterable[Entry]) -> dict[str, str]:
    """Folded value → label: as it is found, as a merge says, as a rename says."""
    labels = {folded(value.value): value.label for value in found if folded(value.value) not in merges}
    labels |= {folded(entry.into): entry.label for entry in merges.values() if entry.label}
    labels |= {folded(value): entry.label for entry in entries if entry.action == "rename" for value in entry.value}
    return labels


# ----------------------------------------------------------------------------------------------------------- dates


def _dates(found: tuple[Date, ...], corrections: Corrections) -> tuple[Date, ...]:
    """The owner's date before those of other kinds; where the owner says that there is none, none."""
    said = [entry for entry in corrections.entries if entry.action == "date"][-1:]
    if not said:
        return found
    if not said[0].value:
        return ()
    first, last, precision = said[0].value
    own = Date(first, last, precision, said[0].kind or _KIND, OWNER)
    return (own, *(date for date in found if date.kind != own.kind))
