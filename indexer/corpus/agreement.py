"""Which values are one, and which are worth listing? What a whole corpus says of its values, and of one document's.

    a value is listed that stands in two documents or more, in a title, with a word that says what it is, or is known

All of it is a pure function of the findings: an index built page by page equals one built at once. A document's key
holds the decision on its own values, so a page that changes what the corpus thinks has those documents written anew
that have the value, and no other.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Set
from dataclasses import astuple, dataclass
from itertools import compress
from typing import Final, NamedTuple

import numpy as np

from indexer.corpus.aliases import Alias, Key
from indexer.corpus.findings import Findings, Found
from indexer.corpus.lookup import Hashes, Lookup, among, hashed
from indexer.corpus.phrases import FACET, Chosen, KeyPhrases
from indexer.overrides import Corrections, is_named, split_by, touching

VERSION: Final = 5  # raise it when the same findings come to mean something else

# The facets whose values other documents have a say in; those of the others come from closed vocabularies.
MERGED: Final = ("person", "organisation")


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


class Agreement(NamedTuple):
    """What all documents say together. It is made of arrays: these are small, and processes can share them."""

    aliases: "Aliases"
    listed: Hashes  # of the values that are worth listing, see `hash_values`; ascending
    phrases: KeyPhrases

    def decide(self, findings: Findings, corrections: Corrections) -> Decision:
        """What becomes of one document's values; `corrections` are all that hold for it."""
        final = self.aliases.final(findings, corrections)
        names = [(found.facet, name) for found, alias in final for name in (found.value, alias and alias.value) if name]
        phrases = self.phrases.of(findings)
        names += [(FACET, phrase.value) for phrase in phrases]
        merged = [*{final_name(*each) for each in final if each[0].facet in MERGED}]
        _, listed = among(hash_values(merged), self.listed)
        return Decision(
            tuple((found, alias) for found, alias in final if alias),
            frozenset(compress(merged, ~listed)),
            touching(corrections, names),
            phrases,
        )


class Aliases(NamedTuple):
    """What values become."""

    names: Hashes  # of the (facet, value) that become another anywhere; ascending
    rows: Lookup  # what they become, by the hashes of where that is looked up

    @staticmethod
    def of(some: Iterable[tuple[Key, Alias]]) -> "Aliases":
        """Of two for one place the last holds."""
        found = {key: json.dumps(astuple(alias)) for key, alias in some}
        names = np.unique(_hash_keys(key[:2] for key in found))
        return Aliases(names, Lookup.of(sorted(zip(_hash_keys(found).tolist(), found.values(), strict=True))))

    def final(self, findings: Findings, corrections: Corrections) -> list[tuple[Found, Alias | None]]:
        """A document's values, each with what it becomes if it does not stay as it is."""
        split = split_by(corrections)
        merged = [found for found in findings.values if _is_merged(found, split)]
        _, known = among(_hash_keys((found.facet, found.value) for found in merged), self.names)
        become = {found: self._alias(found, findings.site) for found in compress(merged, known)}
        return [(found, become.get(found)) for found in findings.values]

    def _alias(self, found: Found, site: str) -> Alias | None:
        rows = self.rows.find(_hash_keys(_places(found, site)))
        return next((Alias(*json.loads(row)) for row in rows if row is not None), None)


def _hash_keys(keys: Iterable[Key]) -> Hashes:
    return hashed(map(repr, keys))


def _is_merged(found: Found, split: Set[tuple[str, str]]) -> bool:
    return found.facet in MERGED and not (split and is_named((found.facet, found.value), split))


def _places(found: Found, site: str) -> Iterator[Key]:
    """Where an alias is looked up: what holds for the label or on the site, then what holds everywhere."""
    name = (found.facet, found.value)
    yield (*name, "label", found.label)
    yield (*name, "site", site)
    yield name


def final_name(found: Found, alias: Alias | None) -> tuple[str, str]:
    """The facet, and the value's name in the end."""
    return found.facet, alias.value if alias else found.value


def hash_values(values: Iterable[tuple[str, str]]) -> Hashes:
    """The hashes of (facet, name). Names that differ in case only are counted as one."""
    return hashed(f"{facet} {name.casefold()}" for facet, name in values)
