"""Which values does a name stand for?  `country:Казахстан`, `language:Russian`, `person:"Шахноза Хасанова"`

Facets have one value for all spellings and languages; who asks for a value may know it by any of its names. The names
are those that enrichment finds values by, so no index is asked; the name itself is always looked for as well.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import permutations

from indexer.enrichment import gazetteer
from indexer.enrichment.language import LABELS
from indexer.enrichment.name_spelling import plain, surname
from indexer.enrichment.vocabulary import alternatives, rows
from indexer.model import And, Clause, HasValue, Not, Or, Preferring
from indexer.words import fold


def by_any_name(clause: Clause) -> Clause:
    """The clause with each value looked for under all the values that its name stands for."""
    match clause:
        case And(clauses):
            return And(tuple(map(by_any_name, clauses)))
        case Or(clauses):
            return Or(tuple(map(by_any_name, clauses)))
        case Preferring(part, better):
            return Preferring(by_any_name(part), better)
        case Not(part):
            return Not(by_any_name(part))
        case HasValue(facet, name):
            others = [value for value in values_called(facet, name) if value.casefold() != name.casefold()]
            return Or((clause, *(HasValue(facet, value) for value in others))) if others else clause
        case _:
            return clause


def values_called(facet: str, name: str) -> tuple[str, ...]:
    """The values of a facet that go by the name, whatever its case."""
    match facet:
        case "place":
            return tuple(place.value for place in gazetteer.places().get(fold(name), ()))
        case "person":
            return tuple(_spelt(name.split()))
        case "language" | "country" | "organisation":
            return _named()[facet].get(fold(name), ())
        case _:
            return ()


def _spelt(words: list[str]) -> Iterator[str]:
    """A given name and a surname, in either order, in the spelling that people have as values."""
    if len(words) == 2:
        yield from dict.fromkeys(f"{plain(first)} {surname(last)}" for first, last in permutations(words))


@cache
def _named() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Facet → folded name → values."""
    found = defaultdict[str, dict[str, tuple[str, ...]]](dict)
    for facet, value, name in _pairs():
        values = found[facet].get(fold(name), ())
        if value not in values:
            found[facet][fold(name)] = (*values, value)
    return found


def _pairs() -> Iterator[tuple[str, str, str]]:
    """(facet, value, one of its names)."""
    yield from (("language", code, label) for code, label in LABELS.items())
    yield from (("country", value, name) for value, _, name in rows("countries.tsv"))
    aliases = ((value, names) for value, _, names in rows("country_aliases.tsv") if value != "-")
    yield from (("country", value, name) for value, names in aliases for name in alternatives(names))
    for value, full, *others in rows("organisations.tsv"):
        yield from (("organisation", value, name) for name in (full, *alternatives(" ".join(others))))
