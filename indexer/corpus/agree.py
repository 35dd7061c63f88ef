"""What do all documents say together?   Their findings, read twice → an Agreement, and what organisations are called"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

import numpy as np

from indexer.corpus.agreement import MERGED, Agreement, Aliases, final_name, hash_values
from indexer.corpus.aliases import Alias, Key, Values
from indexer.corpus.findings import Findings
from indexer.corpus.lookup import Hashes
from indexer.corpus.naming import FACET as NAMED
from indexer.corpus.naming import Names, Naming
from indexer.corpus.organisations import one_organisation
from indexer.corpus.people import one_person
from indexer.corpus.phrase_counter import PhraseCounter
from indexer.overrides import Corrections, merged_into

Said = tuple[Findings, Corrections]  # what a document says, and what its owner says of it

_ONE: Final[Mapping[str, Callable[[Values], Iterable[tuple[Key, Alias]]]]] = {
    "person": one_person,
    "organisation": one_organisation,
}
_TOLD_BY_SITE: Final = frozenset({"person"})  # whose values may be one with another on a site, and not elsewhere


def agree(documents: Callable[[], Iterable[Said]]) -> tuple[Agreement, Names]:
    """What all documents say, and the names of what has several.

    `documents()` gives every one; it is called twice, so that none need stay in memory.
    """
    phrases, naming = PhraseCounter(), Naming()
    aliases = Aliases.of(_aliases(documents(), phrases))
    phrases.prepare()
    listed = _worth_listing(documents(), aliases, phrases, naming)
    return Agreement(aliases, listed, phrases.counted()), naming.names()


def _aliases(documents: Iterable[Said], phrases: PhraseCounter) -> Iterator[tuple[Key, Alias]]:
    """What values become others. What was seen of a facet is forgotten with its last one."""
    seen = {facet: Values(keeps_sites=facet in _TOLD_BY_SITE) for facet in MERGED}
    for findings, _ in documents:
        for facet, value, label, *_ in findings.values:
            if facet in seen:
                seen[facet].note(value, label, findings.site)
        phrases.note(findings)
    for facet in MERGED:
        yield from _ONE[facet](seen.pop(facet))


def _worth_listing(documents: Iterable[Said], aliases: Aliases, phrases: PhraseCounter, naming: Naming) -> Hashes:
    """The values that stand in two documents, or tell by themselves that they are one. The phrases and names are noted
    on the way."""
    first, listed = dict[int, int](), set[int]()  # the document that each was met in first
    for number, (findings, corrections) in enumerate(documents):
        phrases.count(findings)
        final = aliases.final(findings, corrections)
        for found, alias in final:
            if found.facet == NAMED:
                naming.note(merged_into(corrections, *final_name(found, alias)), found)
        merged = [each for each in final if each[0].facet in MERGED]
        for (found, _), value in zip(merged, hash_values(final_name(*each) for each in merged).tolist(), strict=True):
            if value not in listed and (found.telling or first.setdefault(value, number) != number):
                listed.add(value)
                first.pop(value, None)
    return np.sort(np.array([*listed], np.uint64))
