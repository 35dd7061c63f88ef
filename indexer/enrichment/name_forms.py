"""Given names and surnames as they stand in a sentence, and their nominative: Айгерим Садвакасовой → … Садвакасова.

A form is looked at under every ending it may have (data/name_cases.tsv); given name and surname must agree in gender
and case, which tells "Александра Белова" (she, nominative) from "Александра Белова" (of him) as far as can be told.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import product
from typing import Final, NamedTuple

from indexer.enrichment.vocabulary import rows, word_lists
from indexer.words.folding import folded
from indexer.words.sounds import key

CASES: Final = "ngdaip"  # nominative, genitive, dative, accusative, instrumental, prepositional
SUFFIXED: Final = frozenset({"kk", "ky", "uz"})  # languages that put a suffix behind the last word of a name
_ALL: Final = frozenset(CASES)
_NOMINATIVE: Final = frozenset("n")
_LONGEST_ENDING: Final = 6
_BEGINNING: Final = 3  # letters; one more of words that have …
_LONG: Final = 7  # letters
_SHORTEST_NAME: Final = 2  # letters before an ending
_SHORTEST_ROOT: Final = 4  # before a short suffix that is only told by its sound
_VOICELESS: Final = frozenset("кқпстфхцчшщһ")
_EAST: Final = "east"  # names of the region
_ORIGINS: Final = (_EAST, "west")
_UNDECLINED: Final = frozenset("оуиэюеё")  # last letters of names that stand unchanged in every case
_FATHER: Final = re.compile("(?:[ое]вич|ьич|[ое]вн|ичн|[oe]vich|[oe]vn|[ұу]лы|[қк]ызы|uly|[kq]yzy)[^-]*$")
_VOWELS: Final = frozenset("аәеёиіоөуүұыэюя")


class Form(NamedTuple):
    """A nominative that a word may be a form of."""

    name: str  # folded
    gender: str  # "m" or "f"
    cases: frozenset[str]  # of CASES
    special: bool = False  # ends as surnames do


class Given(NamedTuple):
    """A listed given name that a word may be a form of."""

    form: Form
    spelling: str  # as listed; "" for a western name, which is shown as the page writes it
    surest: bool = True  # False for names that are words as well


@lru_cache(maxsize=1 << 12)
def given(word: str, language: str = "") -> tuple[Given, ...]:
    """The given names that a folded word may be, in a case of the language."""
    if _beginning(key(word)) not in _beginnings():
        return ()
    if word.isascii() or language in SUFFIXED:
        candidates = tuple(Form(bare, gender, _ALL) for bare in _both(word, language) for gender in "mf")
    else:
        candidates = forms(word)
    return tuple(
        Given(form, spelling, form.name not in _words_too() and key(form.name) not in _words_too())
        for form in candidates
        for spelling in _listed(form)
    )


def _both(word: str, language: str) -> tuple[str, ...]:
    bare = _bare(word, language)
    return (word,) if bare == word else (word, bare)


def _listed(form: Form) -> list[str]:
    """The spellings of the names that are written so; else of the one that only differs as spellings do."""
    exact = _as_listed().get((folded(form.name), form.gender))
    return exact or _in_any_spelling().get((key(form.name), form.gender), [])


def _beginning(coarse: str) -> str:
    return coarse[:_BEGINNING] if len(coarse) < _LONG else coarse[: _BEGINNING + 1]


@cache
def _beginnings() -> frozenset[str]:
    """How the keys of given names begin: it spares most capitalised words the search by their endings."""
    keys = [key(name) for name, _ in (*_as_listed(), *_in_any_spelling())]
    keys += [short + vowel for short in keys if len(short) < _BEGINNING for vowel in "aeou"]  # Льв-а
    return frozenset(coarse[:length] for coarse in keys for length in (_BEGINNING, _BEGINNING + 1))


@cache
def _as_listed() -> dict[tuple[str, str], list[str]]:
    """(folded name, gender) → the spellings shown, "" for as the page has it."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for origin in _ORIGINS:
        for name, gender, shown in _given_names(origin):
            found.setdefault((folded(name), gender), {})[origin] = shown if origin == _EAST else ""
    return {name: list(shown.values()) for name, shown in found.items()}


@cache
def _in_any_spelling() -> dict[tuple[str, str], list[str]]:
    """(key, gender) of the names that are found in any spelling → the spelling shown."""
    found: dict[tuple[str, str], list[str]] = {}
    for name, gender, shown in _given_names(_EAST):
        found.setdefault((key(name), gender), [shown])
    return found


def _given_names(origin: str) -> Iterator[tuple[str, str, str]]:
    """(name, gender, its first spelling) of those of an origin, in all their spellings."""
    for of, gender, names in rows("given_names.tsv"):
        for spellings in (each.split("=") for each in names.split() if of == origin):
            yield from ((name, gender, spellings[0]) for name in spellings)


@cache
def _words_too() -> frozenset[str]:
    listed = [name for origin, _, names in rows("given_names.tsv") if origin == "word" for name in names.split()]
    return frozenset(map(folded, listed)) | frozenset(map(key, listed))


@lru_cache(maxsize=1 << 12)
def forms(word: str) -> tuple[Form, ...]:
    """What a folded Cyrillic word may be a form of: itself, then by its ending, longest first."""
    found = [_unchanged(word, gender) for gender in "mf"]
    for length in range(min(_LONGEST_ENDING, len(word) - _SHORTEST_NAME), -1, -1):
        for gender, nominative, cases, special in _endings().get(word[len(word) - length :], ()):
            root = word[: len(word) - length]
            if nominative not in ("й", "ь") or (root[-1] in _VOWELS) == (nominative == "й"):
                found.append(Form(root + nominative, gender, cases, special))
    return tuple(found)


def _unchanged(word: str, gender: str) -> Form:
    """The word as a nominative; women's names that end in a consonant, and all in о, у, и …, stand so in every case."""
    declined = word[-1] in "аяй" or (gender == "m" and word[-1] not in _UNDECLINED)
    special = word.endswith(_surname_nominatives()[gender])
    return Form(word, gender, _NOMINATIVE if declined or special else _ALL, special)


@cache
def _endings() -> dict[str, list[tuple[str, str, frozenset[str], bool]]]:
    """Ending in the text → (gender, ending of the nominative, cases, whether surnames end so), special ones first."""
    table: dict[str, dict[tuple[str, str, bool], set[str]]] = {}
    for kind, gender, ending, *others in rows("name_cases.tsv"):
        for case, cell in zip(CASES[1:], others, strict=True) if kind != "suffix" else ():
            for form in set(cell.split()) - {"-"}:
                table.setdefault(form, {}).setdefault((gender, ending.strip("-"), kind == "surname"), set()).add(case)
    return {
        form: [(gender, ending, frozenset(cases), special) for (gender, ending, special), cases in found.items()]
        for form, found in table.items()
    }


@cache
def _surname_nominatives() -> dict[str, tuple[str, ...]]:
    endings = [(gender, ending) for kind, gender, ending, *_ in rows("name_cases.tsv") if kind == "surname"]
    return {gender: tuple(ending for of, ending in endings if of == gender) for gender in "mf"}


def agreeing(firsts: Iterable[Form], lasts: Iterable[Form]) -> list[tuple[Form, Form]]:
    """The pairs of nominatives that agree in gender and case, likeliest first: ending like a surname, nominative."""
    pairs = [
        (first, last)
        for first, last in product(firsts, lasts)
        if first.gender == last.gender and first.cases & last.cases
    ]
    return sorted(pairs, key=lambda pair: (not pair[1].special, "n" not in pair[0].cases & pair[1].cases))


@lru_cache(maxsize=1 << 12)
def without_suffix(word: str, language: str) -> str:
    """A word of a Kazakh, Kyrgyz or Uzbek text without its case: "маминнің" → "мамин", "сейітованың" → "сейітова"."""
    bare = _bare(word, language) if language in SUFFIXED else word
    return bare if bare == word or is_patronymic(bare, "") or not _is_name(word) else word


@lru_cache(maxsize=1 << 12)
def _bare(word: str, language: str) -> str:
    suffixes = _suffixes(language)
    for length in range(_LONGEST_ENDING if suffixes else 0, 0, -1):
        suffix = word[-length:]
        if suffix in suffixes:
            root, ending = word[:-length] + suffixes[suffix], suffixes[suffix]
            if len(root) > _SHORTEST_NAME and (_is_name(root) or _is_root(root, ending, suffix)):
                return root
    return word


@cache
def _suffixes(language: str) -> dict[str, str]:
    """Suffix → what stands in its place in the nominative."""
    return {
        suffix: ending.strip("-")
        for kind, of, ending, *cells in rows("name_cases.tsv")
        if kind == "suffix" and of == language
        for suffix in " ".join(cells).split()
    }


def _is_name(word: str) -> bool:
    """Whether it ends like a surname or patronymic, or is a listed given name."""
    return is_surname(word, "") or is_patronymic(word, "") or _is_given(word)


def _is_given(word: str) -> bool:
    return any(_listed(Form(word, gender, _ALL)) for gender in "mf")


@lru_cache(maxsize=1 << 12)
def is_fathers_name(patronymic: str) -> bool:
    """Whether a patronymic is made of a listed name: Николаевич, not Болтрушевич, which is a surname."""
    root = _FATHER.sub("", patronymic)
    return any(_is_given(root + ending) for ending in ("", "й", "ь", "ий", "a", "i", "y"))


def _is_root(root: str, ending: str, suffix: str) -> bool:
    return not ending and len(root) >= _SHORTEST_ROOT and _sounds_right(root, suffix)


def _sounds_right(root: str, suffix: str) -> bool:
    """Vowel harmony's sister: т and қ behind voiceless sounds, д and ғ behind the others, н behind vowels."""
    if suffix[0] in "ткқt":
        return root[-1] in _VOICELESS
    return (root[-1] in _VOWELS) == (suffix[0] == "н") if suffix[0] in "дн" else root[-1] not in _VOICELESS


@lru_cache(maxsize=1 << 12)
def is_surname(word: str, language: str) -> bool:
    """Whether a folded word ends as Slavic or Central Asian surnames do, in any case of its language."""
    bare = without_suffix(word, language) if language in SUFFIXED else word
    endings = _surname_endings(inflected=language not in SUFFIXED and language != "")
    return bare.endswith(endings) and len(bare) > 4


def is_patronymic(word: str, language: str) -> bool:
    if not _FATHER.search(word):
        return False
    bare = without_suffix(word, language) if language in SUFFIXED else word
    return bare.endswith(_patronymics()) and len(bare) > 6


@cache
def _surname_endings(inflected: bool) -> tuple[str, ...]:
    known = word_lists("person_words.tsv")["surname"]
    for kind, _, nominative_, *others in rows("name_cases.tsv"):
        if kind == "surname":
            known |= {nominative_, *(" ".join(others).split() if inflected else ())}
    return tuple(known - {"овна", "овны", "овне", "овну", "овной"})


@cache
def _patronymics() -> tuple[str, ...]:
    found = {
        ending
        for kind, _, nominative_, *others in rows("name_cases.tsv")
        if kind == "patronymic"
        for ending in (nominative_, *" ".join(others).split())
    }
    return tuple(found - {"-"})
