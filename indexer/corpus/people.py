"""Which names are one person's?   Spellings, the order of the words, and initials where they fit one person alone.

Precision before recall: two names are one only where given name and surname both agree. What the surname is written
like in other scripts is settled on each page already (enrichment/name_spelling.py); what is left are spellings that
differ as one sound's do, and names of which a page gives less.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Final

from indexer.corpus.aliases import Alias, Key, Values, commonest, pages
from indexer.words import script
from indexer.words.sounds import key

_INITIAL: Final = re.compile(r"[^\W\d_]{1,2}\.")
_FACET: Final = "person"
_AS_A_WOMAN: Final = re.compile(r"(?<=[a-zа-я])[aа]\b")  # what a woman's name has, and a man's in the genitive
_MORE: Final = 3  # times
# Sounds that some pages give one initial and others two (Ш. is Sh. or S.): what stands behind an initial may not
# complete it to one of these, or С. Хасанова would become Шахноза.
_TWO_LETTERS: Final = ("sh", "ch", "zh", "kh", "ts", "iu", "ia", "dz")


def one_person(seen: Values) -> Iterator[tuple[Key, Alias]]:
    """The names that become another, each with what it becomes."""
    spelt = dict(_spellings(seen))
    yield from (((_FACET, value), alias) for value, alias in spelt.items())
    yield from (((_FACET, value, "site", site), alias) for value, site, alias in _genitives(seen, spelt))
    yield from _initials(seen, {value: spelt[value].value if value in spelt else value for value in seen})


def _spellings(seen: Values) -> Iterator[tuple[str, Alias]]:
    """Full names that differ in spelling or in the order of their words."""
    groups = defaultdict[tuple[str, ...], list[str]](list)
    for value in seen:
        words = value.split()
        if len(words) > 1 and not any(_INITIAL.fullmatch(word) for word in words):
            groups[tuple(sorted(map(key, words)))].append(value)
    for group in groups.values():
        best = commonest(group, seen) if len(group) > 1 else ""
        for value in group if best else ():
            if value != best:
                yield (
                    value,
                    Alias(best, best, f"one with {best}: {_difference(value, best)}, {pages(seen[best].pages)}"),
                )


def _genitives(seen: Values, spelt: Collection[str]) -> Iterator[tuple[str, str, Alias]]:
    """(value, site, what it becomes): "роман Александра Пушкина" reads as a woman's name, unless the site's other pages
    name the man, and far more often."""
    for value in seen:
        man = _AS_A_WOMAN.sub("", value) if value not in spelt else value
        man = next((name for name in (man, re.sub(r"r\b", "er", man, count=1)) if name in seen and name != value), "")
        if man and seen[man].pages >= _MORE * seen[value].pages:
            for site in sorted(seen[value].sites & seen[man].sites):
                why = f"one with {man}: the genitive of the same name, {pages(seen[man].pages)}"
                yield value, seen.sites[site], Alias(man, man, why)


def _difference(value: str, other: str) -> str:
    if script(value) != script(other):
        return "the same name in another script"
    in_order = [*map(key, value.split())] == [*map(key, other.split())]
    return "another spelling of the same name" if in_order else "the same name with the surname elsewhere"


def _initials(seen: Values, canonical: dict[str, str]) -> Iterator[tuple[Key, Alias]]:
    """Surnames with initials, on each site where they fit exactly one full name."""
    abbreviated = {value: value.split() for value in seen if _is_abbreviated(value)}
    people = _full_names(seen, canonical, {key(words[-1]) for words in abbreviated.values()})
    for value, (initial, *_, surname) in abbreviated.items():
        for site in sorted(seen[value].sites):
            fitting = {name for first, name in people.get((site, key(surname)), ()) if _fits(initial, first)}
            if len(fitting) == 1:
                (name,) = fitting
                why = f"one with {name}: the same surname and initial, and nobody else's on this site"
                yield (_FACET, value, "site", seen.sites[site]), Alias(name, name, why)


def _is_abbreviated(value: str) -> bool:
    """Whether a name is a surname behind initials."""
    *initials, _ = value.split()
    return bool(initials) and all(_INITIAL.fullmatch(word) for word in initials)


def _full_names(
    seen: Values, canonical: dict[str, str], surnames: Collection[str]
) -> dict[tuple[int, str], set[tuple[str, str]]]:
    """(number of the site, key of the surname) → (key of the given name, value) of the people with a full name there,
    of those whose surname has one of these keys."""
    people = defaultdict[tuple[int, str], set[tuple[str, str]]](set)
    for value in seen:
        words = canonical[value].split()
        if len(words) == 2 and not _INITIAL.fullmatch(words[0]) and key(words[1]) in surnames:
            for site in seen[value].sites:
                people[site, key(words[1])].add((key(words[0]), canonical[value]))
    return people


def _fits(initial: str, given: str) -> bool:
    letter = key(initial)
    return given.startswith(letter) and not (len(letter) == 1 and given.startswith(_TWO_LETTERS))
