"""What is each organisation called?  Every name that pages, the vocabulary or the owner have for a value.

A search for one of the names looks for the others too. Only values with a second name are told.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from indexer.corpus.findings import Found
from indexer.enrichment.acronyms import is_acronym
from indexer.enrichment.organisation_known import names_of
from indexer.words import fold

FACET: Final = "organisation"
_NAMES: Final = 16  # of one value: "UNODC" has twelve in three languages

Names = Mapping[str, tuple[str, ...]]  # value → its names, the value first


class Naming:
    """Names as they are met, page by page; the same names whatever the order of the pages."""

    def __init__(self) -> None:
        self._met = defaultdict[str, Counter[str]](Counter)

    def note(self, value: str, found: Found) -> None:
        """A page has the value, and calls it so."""
        others = [name for name in _parted(found.value, found.label) if name != value]
        if others or names_of(value):
            self._met[value].update(others)

    def names(self) -> dict[str, tuple[str, ...]]:
        """Each value that has a second name."""
        every = ((value, tuple(_named(value, met))) for value, met in sorted(self._met.items()))
        return {value: names for value, names in every if len(names) > 1}


def _parted(value: str, label: str) -> Iterator[str]:
    """The value, and its full name: "Oak Grove Foundation" of "Oak Grove Foundation (OGF)"."""
    yield value
    yield label.removesuffix(f" ({value})")


def _named(value: str, met: Counter[str]) -> list[str]:
    """The value, what pages call it, commonest first, and what the vocabulary does; each once, and no plain word."""
    on_pages = sorted(met, key=lambda name: (-met[name], name))
    once = {fold(name): name for name in reversed([value, *on_pages, *names_of(value)]) if _tells(name)}
    return list(once.values())[::-1][:_NAMES]


def _tells(name: str) -> bool:
    """Whether a name by itself says which organisation is meant: several words, or an acronym."""
    return len(name.split()) > 1 or is_acronym(name) or (name[:1].isupper() and len(name) > 2)
