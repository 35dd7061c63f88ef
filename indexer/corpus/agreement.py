"""Which values are one, and which are worth listing? What a whole corpus says of its values, and of one document's.

    a value is listed that stands in two documents or more, in a title, with a word that says what it is, or is known

All of it is a pure function of the findings: an index built page by page equals one built at once. A document's key
holds the decision on its own values, so a page that changes what the corpus thinks has those documents written anew
that have the value, and no other.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Final

from indexer.corpus.aliases import Alias, Key, Values
from indexer.corpus.findings import Findings, Found
from indexer.corpus.naming import FACET as NAMED
from indexer.corpus.naming import Naming
from indexer.corpus.organisations import one_organisation
from indexer.corpus.people import one_person
from indexer.corpus.phrases import FACET, Chosen, KeyPhrases
from indexer.overrides import Corrections, is_named, merged_into, split_by, touching

VERSION: Final = 5  # raise it when the same findings come to mean something else

Said = tuple[str, Findings, Corrections]  # id of a document, what it says, and what its owner says of it

# The facets whose values other documents have a say in; those of the others come from closed vocabularies.
_MERGED: Final[Mapping[str, Callable[[Values], Iterable[tuple[Key, Alias]]]]] = {
    "person": one_person,
    "organisation": one_organisation,
}
_TOLD_BY_SITE: Final = frozenset({"person"})  # whose values may be one with another on a site, and not elsewhere


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of the values of one document."""

    aliases: tuple[tuple[Found, Alias], ...]
    unlisted: frozenset[tuple[str, str]]  # (facet, value under its final name)
    corrections: Corrections  # the owner's, those that can touch its values
    phrases: tuple[Chosen, ...] = ()

    @property
    def key(self) -> str:
        """The same for documents whose values have the same fate."""
        said = f"{VERSION} {self.aliases!r} {sorted(self.unlisted)!r} {self.phrases!r} {self.corrections.key}"
        return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]


class Agreement:
    """What all documents say together."""

    def __init__(self, documents: Callable[[], Iterable[Said]]) -> None:
        """`documents()` gives every one; it is called twice, so that none need stay in memory."""
        self._phrases = KeyPhrases()
        self._aliases = dict(self._agreed(documents()))
        self._naming = Naming()
        self._listed = self._worth_listing(documents())
        self.names = self._naming.names()

    def _agreed(self, documents: Iterable[Said]) -> Iterator[tuple[Key, Alias]]:
        """What values become others. What was seen of a facet is forgotten with its last one."""
        seen = {facet: Values(keeps_sites=facet in _TOLD_BY_SITE) for facet in _MERGED}
        for _, findings, _ in documents:
            for facet, value, label, *_ in findings.values:
                if facet in seen:
                    seen[facet].note(value, label, findings.site)
            self._phrases.note(findings)
        for facet, one in _MERGED.items():
            yield from one(seen.pop(facet))

    def decide(self, findings: Findings, corrections: Corrections) -> Decision:
        """What becomes of one document's values; `corrections` are all that hold for it."""
        final = list(self._final(findings, corrections))
        names = [(found.facet, name) for found, alias in final for name in (found.value, alias and alias.value) if name]
        phrases = self._phrases.of(findings)
        names += [(FACET, phrase.value) for phrase in phrases]
        named = {(found.facet, alias.value if alias else found.value) for found, alias in final}
        unlisted = (name for name in named if name[0] in _MERGED and name[1].casefold() not in self._listed[name[0]])
        return Decision(
            tuple((found, alias) for found, alias in final if alias),
            frozenset(unlisted),
            touching(corrections, names),
            phrases,
        )

    def _final(self, findings: Findings, corrections: Corrections) -> Iterator[tuple[Found, Alias | None]]:
        """The document's values, each with what it becomes if it does not stay as it is."""
        split = split_by(corrections)
        for found in findings.values:
            apart = found.facet not in _MERGED or (split and is_named((found.facet, found.value), split))
            yield found, None if apart else self._alias(found, findings.site)

    def _alias(self, found: Found, site: str) -> Alias | None:
        return next((self._aliases[key] for key in _keys(found, site) if key in self._aliases), None)

    def _worth_listing(self, documents: Iterable[Said]) -> Mapping[str, Set[str]]:
        """By facet, the values that stand in two documents, or tell by themselves that they are one. Values that differ
        in case only are counted as one."""
        first, listed = {facet: dict[str, str]() for facet in _MERGED}, {facet: set[str]() for facet in _MERGED}
        for id_, findings, corrections in documents:
            self._phrases.count(findings)
            for found, alias in self._final(findings, corrections):
                if found.facet == NAMED:
                    self._naming.note(merged_into(corrections, NAMED, alias.value if alias else found.value), found)
                if found.facet not in _MERGED:
                    continue
                name, before = (alias.value if alias else found.value).casefold(), first[found.facet]
                if name not in listed[found.facet] and (found.telling or before.setdefault(name, id_) != id_):
                    listed[found.facet].add(name)
                    before.pop(name, None)
        return listed


def _keys(found: Found, site: str) -> Iterator[Key]:
    """Where an alias is looked up: what holds for the label or on the site, then what holds everywhere."""
    name = (found.facet, found.value)
    yield (*name, "label", found.label)
    yield (*name, "site", site)
    yield name
