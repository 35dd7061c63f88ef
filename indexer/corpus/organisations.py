"""Which names are one organisation's?   Acronyms and what other pages say they stand for; forms of one name.

An acronym that stands for two things in one corpus is two organisations: it then goes by its full name wherever a page
or a site says which one it is.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from indexer.corpus.aliases import Alias, Key, Values, commonest, pages
from indexer.words import fold, script, stem
from indexer.words.sounds import key

_FACET: Final = "organisation"
_WORD: Final = re.compile(r"[^\W_]+")
_SURE_LETTERS: Final = 6  # of a name in one alphabet that is told by its sound in another; acronyms are shorter
_ALIKE: Final = 0.5  # share of words in common from which two expansions of an acronym are two wordings of one

Signature = tuple[str, ...]  # what two names must share to be one


def one_organisation(seen: Values) -> Iterator[tuple[Key, Alias]]:
    """The names that become another, each with what it becomes."""
    expansions = _expansions(seen)
    for acronym, wordings in sorted(expansions.items()):
        if len(wordings) == 1:
            yield from _explained(acronym, wordings[0], seen)
        else:
            yield from _told_apart(acronym, wordings, seen)
    plain = {acronym: wordings[0] for acronym, wordings in expansions.items() if len(wordings) == 1}
    yield from _forms(seen, _acronyms_by_expansion(plain))


# ------------------------------------------------------------------------------------------------------- acronyms


def _expansions(seen: Values) -> dict[str, list[Counter[str]]]:
    """Acronym → its expansions on all pages (as labels, counted), wordings of one organisation together."""
    found: dict[str, list[Counter[str]]] = {}
    for value, what in seen.items():
        labels = {label: count for label, count in what.labels.items() if _expansion(value, label)}
        if labels:
            found[value] = _wordings(value, labels)
    return found


def _expansion(acronym: str, label: str) -> str:
    """ "Oak Grove Foundation" of "Oak Grove Foundation (OGF)"."""
    return label.removesuffix(f" ({acronym})") if label.endswith(f" ({acronym})") else ""


def _wordings(acronym: str, labels: Mapping[str, int]) -> list[Counter[str]]:
    """Labels in groups that are one organisation: they share half of their words, or are in another alphabet than the
    acronym, which makes them translations."""
    groups: list[Counter[str]] = []
    for label in sorted(labels, key=lambda label: (_is_translated(acronym, label), -labels[label], label)):
        name = _expansion(acronym, label)
        alike = (group for group in groups if _are_alike(name, _expansion(acronym, next(iter(group)))))
        group = next(alike, groups[0] if groups and _is_translated(acronym, label) else None)
        if group is None:
            groups.append(group := Counter())
        group[label] += labels[label]
    return groups


def _is_translated(acronym: str, label: str) -> bool:
    return script(_expansion(acronym, label)) != script(acronym)


def _are_alike(one: str, other: str) -> bool:
    words, others = {*signatures(one)[0][1:]}, {*signatures(other)[0][1:]}
    return len(words & others) >= _ALIKE * min(len(words), len(others))


def _explained(acronym: str, wordings: Counter[str], seen: Values) -> Iterator[tuple[Key, Alias]]:
    """An acronym goes by the commonest of its full names, also on pages that do not explain it."""
    label = next(iter(wordings))
    why = f"stands for {_expansion(acronym, label)} {pages(sum(wordings.values()))}"
    for other in sorted(seen[acronym].labels):
        if other != label:
            yield (_FACET, acronym, "label", other), Alias(acronym, label, why)


def _told_apart(acronym: str, wordings: list[Counter[str]], seen: Values) -> Iterator[tuple[Key, Alias]]:
    """Each organisation under its full name, on pages that give it."""
    why = f"{acronym} stands for {len(wordings)} organisations here"
    for group in wordings:
        name = _expansion(acronym, next(iter(group)))
        for label in sorted(group):
            yield (_FACET, acronym, "label", label), Alias(name, next(iter(group)), why)


def _acronyms_by_expansion(expansions: Mapping[str, Counter[str]]) -> dict[Signature, tuple[str, str]]:
    """Signature of an expansion → (acronym, its label), where only one acronym stands for it."""
    found = defaultdict[Signature, set[tuple[str, str]]](set)
    for acronym, wordings in expansions.items():
        for wording in wordings:
            for signature in signatures(_expansion(acronym, wording)):
                found[signature].add((acronym, next(iter(wordings))))
    return {signature: next(iter(acronyms)) for signature, acronyms in found.items() if len(acronyms) == 1}


# ---------------------------------------------------------------------------------------------------------- forms


def _forms(seen: Values, acronyms: Mapping[Signature, tuple[str, str]]) -> Iterator[tuple[Key, Alias]]:
    """Inflected forms and other spellings of a full name, and full names of an acronym."""
    names = [value for value in sorted(seen) if len(value.split()) > 1 or _is_told_by_its_sound(value)]
    leaders = _leaders(names, seen, _translations(seen))
    for value in names:
        known = next((acronyms[signature] for signature in signatures(value) if signature in acronyms), None)
        if known and known[0] != value:
            why = f"its acronym is explained {pages(seen[known[0]].pages)}"
            yield (_FACET, value), Alias(*known, why)
        elif not known and leaders[value] != value:
            best = leaders[value]
            same = not set(signatures(value)).isdisjoint(signatures(best)) or script(value) == script(best)
            told = "another form of the same name" if same else "its name in another language"
            why = f"one with {best}: {told}, {pages(seen[best].pages)}"
            yield (_FACET, value), Alias(best, commonest_label(best, seen), why)


def _is_told_by_its_sound(word: str) -> bool:
    return not word.isupper() and len(word) >= _SURE_LETTERS


def _translations(seen: Values) -> dict[str, list[Signature]]:
    """Name → the signatures of what pages call it in another language, behind it in brackets; of no other name."""
    found, owners = defaultdict[str, list[Signature]](list), defaultdict[Signature, set[Signature]](set)
    for value, what in seen.items():
        for label in what.labels:
            if label.startswith(f"{value} (") and label.endswith(")"):
                for signature in signatures(label[len(value) + 2 : -1]):
                    found[value].append(signature)
                    owners[signature].add(signatures(value)[0])
    return {value: [each for each in given if len(owners[each]) == 1] for value, given in found.items()}


def _leaders(names: Iterable[str], seen: Values, translations: Mapping[str, list[Signature]]) -> dict[str, str]:
    """Each name → the commonest of those that share a signature with it, directly or through others."""
    groups, of = dict[Signature, list[str]](), dict[str, list[str]]()
    for name in names:
        together = of[name] = [name]
        for signature in (*signatures(name), *translations.get(name, ())):
            other = groups.setdefault(signature, together)
            if other is not together:
                other += together
                of |= dict.fromkeys(together, other)
                groups |= {
                    signature: other
                    for each in together
                    for signature in (*signatures(each), *translations.get(each, ()))
                }
                together = other
    return {name: commonest(group, seen) for name, group in of.items()}


def commonest_label(value: str, seen: Values) -> str:
    """What most pages call it; of those with as many the longest, then the first."""
    labels = seen[value].labels
    return min(labels, key=lambda label: (-labels[label], -len(label), label))


@lru_cache(1 << 12)  # each takes some 500 bytes; names come one after the other, twice
def signatures(name: str) -> tuple[Signature, Signature]:
    """What the forms of a name share, "Академии права" and "Академия права", and what its spellings in all scripts."""
    words = [fold(word) for word in _WORD.findall(name)]
    return ("stems", *(stem(word, "") for word in words)), ("sounds", *(key(word) or word for word in words))
