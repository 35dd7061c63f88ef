"""Cities and regions with all their names: places.tsv (GeoNames) and place_names.tsv, and what is ambiguous there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final

from indexer.enrichment.name_forms import given
from indexer.enrichment.names import Name, Names
from indexer.enrichment.table import words_of
from indexer.enrichment.vocabulary import alternatives, rows
from indexer.words.folding import fold

LARGE: Final = 300  # thousand inhabitants; from here on a name is believed by itself
_LONGEST_ENDING: Final = 7
_SHORTEST_ROOT: Final = 2  # letters
_DECLINED: Final = ("ово", "ево", "ино", "ыно")  # of the names in "о" only these change: not Торонто, Кано


@dataclass(frozen=True, slots=True)
class Place:
    """A city or region."""

    value: str  # its name; with its country where a larger place has the same one
    country: str
    inhabitants: int  # in thousands; LARGE for regions
    is_region: bool = False


@cache
def names() -> Names:
    """All names of all places; the value of each is its folded form, the key of `places`."""
    return Names([Name(name, name) for name in places()], _is_a_form)


@cache
def places() -> dict[str, tuple[Place, ...]]:
    """Folded name → the places that have it, the largest first."""
    found: dict[str, list[Place]] = {}
    for one, spellings in spelt():
        for name in dict.fromkeys(map(fold, spellings)):  # in their order: a set's differs from process to process
            if name not in _country_names() and one not in found.setdefault(name, []):
                found[name].append(one)
    return {name: tuple(several) for name, several in found.items()}


def spelt() -> Iterator[tuple[Place, list[str]]]:
    """Every place with its names as they are written, its own first, the largest places first."""
    owners: dict[str, str] = {}  # value → country of its largest bearer
    for listed, others in sorted(_listed(), key=lambda row: -row[0].inhabitants):
        is_largest = owners.setdefault(listed.value, listed.country) == listed.country
        one = listed if is_largest else replace(listed, value=f"{listed.value} ({listed.country})")
        yield one, [listed.value, *others]


@cache
def _country_names() -> frozenset[str]:
    """Folded names of countries, which no town of the same name is taken for."""
    names = {name for _, _, name in rows("countries.tsv")}
    names |= {name for value, _, column in rows("country_aliases.tsv") if value != "-" for name in alternatives(column)}
    return frozenset(map(fold, names))


def _listed() -> Iterator[tuple[Place, list[str]]]:
    """Each place with its other names; those of places.tsv under the value that place_names.tsv gives them."""
    usual: dict[tuple[str, str], Place] = {}
    for value, country, inhabitants, *others in rows("place_names.tsv"):
        known = Place(value, country, LARGE, is_region=True)
        if inhabitants != "region":
            known = Place(value, country, max(LARGE, int(inhabitants)))
            usual |= {(country, name): known for name in (value, *alternatives(" ".join(others)))}
        yield known, alternatives(" ".join(others))
    country = ""
    for value, rest, *others in rows("places.tsv"):
        if value == "=":
            country = rest
            continue
        names = [value, *alternatives(" ".join(others))]
        better = next((usual[country, name] for name in names if (country, name) in usual), None)
        yield better or Place(value, country, int(rest)), names


@cache
def _ambiguous() -> dict[str, str]:
    return {fold(name): kind for kind, _, names in rows("place_ambiguous.tsv") for name in alternatives(names)}


def ambiguity(name: str) -> str:
    """ "word", "name" or ""."""
    return _ambiguous().get(name) or ("name" if " " not in name and given(name) else "")


def _is_a_form(words: Sequence[str], name: Name, language: str) -> bool:
    """Whether each word is the name's own or has an ending of the text's language: a tree of names knows them all."""
    own = _words_of(name.text)
    return tuple(words) == own or all(map(_is_inflected, words, own, [language] * len(own)))


_words_of: Final = lru_cache(maxsize=1 << 13)(words_of)


@lru_cache(maxsize=1 << 13)
def _is_inflected(word: str, base: str, language: str) -> bool:
    if word == base:
        return True
    if base.endswith("о") and not base.endswith(_DECLINED):
        return False
    shortest = max(_SHORTEST_ROOT, min(len(word), len(base)) - _LONGEST_ENDING)
    return any(
        word[:cut] == base[:cut] and (word[cut:], base[cut:]) in _endings(language)
        for cut in range(min(len(word), len(base)), shortest - 1, -1)
    )


@cache
def _endings(language: str) -> frozenset[tuple[str, str]]:
    """(ending in the text, ending of the name) of a language; in a text of none that has any, those of Russian."""
    known = {of for of, *_ in rows("endings.tsv")}
    return frozenset(
        (form, base.strip("-"))
        for of, base, forms in rows("endings.tsv")
        if of == (language if language in known else "ru")
        for form in forms.split()
    )
