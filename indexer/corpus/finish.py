"""A document's own record → the record as the whole corpus and its owner have it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from indexer.corpus.agreement import Decision
from indexer.corpus.aliases import Alias
from indexer.corpus.phrases import FACET, Chosen
from indexer.model import Evidence, Record
from indexer.overrides import by_owner, is_named, named_by, to_record


def finish(record: Record, decision: Decision) -> Record:
    """The record with its values under the names that the corpus agreed on, then as the owner says."""
    aliases = {(found.facet, found.value, found.label): alias for found, alias in decision.aliases}
    facets = {facet: _renamed(facet, values, aliases) for facet, values in record.facets.items()}
    if decision.phrases:
        facets[FACET] = _key_phrases(record.text, decision.phrases)
    corrected = to_record(replace(record, facets=facets), decision.corrections)
    listed = {facet: _listed(facet, values, decision) for facet, values in corrected.facets.items()}
    return replace(corrected, facets=listed)


def _key_phrases(text: str, phrases: Iterable[Chosen]) -> tuple[Evidence, ...]:
    """Each phrase once, whatever its case."""
    once: dict[str, Evidence] = {}
    for each in phrases:
        found = Evidence(
            each.value, each.value, text[each.start : each.end], each.start, each.end, each.why, 1.0, each.listed
        )
        once.setdefault(each.value.casefold(), found)
    return tuple(once.values())


def _renamed(
    facet: str, values: tuple[Evidence, ...], aliases: Mapping[tuple[str, str, str], Alias]
) -> tuple[Evidence, ...]:
    """Each value once, under its final name, where it is first named."""
    once: dict[str, Evidence] = {}
    for value in values:
        alias = aliases.get((facet, value.value, value.label))
        final = value if alias is None else _under(alias, value)
        once.setdefault(final.value.casefold(), final)
    return tuple(once.values())


def _under(alias: Alias, value: Evidence) -> Evidence:
    alone = value.value if alias.value != value.value else ""
    return replace(value, value=alias.value, label=alias.label, method=f"{value.method}, {alias.why}", alone=alone)


def _listed(facet: str, values: tuple[Evidence, ...], decision: Decision) -> tuple[Evidence, ...]:
    """Whatever the owner has given or named is listed."""
    said = named_by(decision.corrections)
    return tuple(
        replace(value, listed=by_owner(value) or is_named((facet, value.value), said))
        if (facet, value.value) in decision.unlisted
        else value
        for value in values
    )
