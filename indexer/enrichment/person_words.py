"""What a word is to the grammar of names (see person.py): one letter each."""

from functools import cache
from typing import Final

from indexer.enrichment.gazetteer import ambiguity, places
from indexer.enrichment.known_people import known_alone
from indexer.enrichment.name_forms import given, is_patronymic, is_surname
from indexer.enrichment.names import any_form
from indexer.enrichment.vocabulary import alternatives, rows, word_lists
from indexer.words.folding import folded

TITLE, OFFICE, ROLE, CAPITAL_ROLE, PARTICLE, SON = "T", "Q", "R", "E", "p", "s"
GIVEN, WEAK_GIVEN, SURNAME, BOTH, KNOWN, PATRONYMIC, CAPITAL = "G", "W", "S", "K", "N", "P", "C"
STOP, OTHER = "X", "x"  # a capitalised word that is no name; any other
BEFORE, AFTER, INSTITUTION = "B", "A", "b"  # words beside which a person's name is a thing's

_LISTS: Final = {
    "particle": PARTICLE, "son": SON, "role": ROLE, "office": OFFICE, "thing-before": BEFORE, "thing-after": AFTER,
    "institution": INSTITUTION, "title": TITLE,
}  # fmt: skip
INITIALS: Final = "I"

_SIGNS: Final = {"\n": "|", ",": ",", ".": "."}
_REMEMBERED: Final = 1 << 14  # words
_BEGINNING: Final = 3  # letters, as many as an ending leaves
_SHORTEST_CAPITALS: Final = 4  # letters: shorter words in capitals are acronyms


def kind(surface: str, language: str) -> str:
    """The letter of a word as written, in a text of the language; "I" for initials, and signs for signs."""
    return letters(language)[surface]


@cache
def letters(language: str) -> "_Letters":
    """Words, initials and signs as written → their letters in a language."""
    return _Letters(language)


class _Letters(dict[str, str]):
    """Likewise, remembered."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, written: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        if written[0].isdecimal() or not written[0].isalnum():
            letter = _SIGNS.get(written, OTHER)
        else:
            letter = INITIALS if "." in written else _kind(written, self._language)
        self[written] = letter
        return letter


def _kind(surface: str, language: str) -> str:
    word = folded(surface)
    if surface[0].islower():
        return _lower_case(surface, word)
    if surface.isupper():
        shown = surface[0] + surface[1:].lower()
        letter = _kind(shown, language) if len(surface) >= _SHORTEST_CAPITALS and not shown.isupper() else STOP
        return letter if letter in "GSKNP" else STOP
    letter = _listed().get(word) or _role(word)
    if letter == ROLE and word.isascii():
        return CAPITAL_ROLE  # "Student", "Expert", "Head" begin titles of all sorts
    if letter in (ROLE, OFFICE, TITLE, BEFORE, AFTER, INSTITUTION):
        return letter
    return letter if letter == PARTICLE and not given(word, language) else _named(word, language)


def _lower_case(surface: str, word: str) -> str:
    letter = _listed().get(word) or _role(word)
    if letter == OFFICE:
        return ROLE
    if letter == AFTER and word.isascii():
        return OTHER  # "today" and "news" stand behind people; Kazakh көшесі does not
    if not letter and "-" in surface:
        particle, _, rest = surface.partition("-")
        return CAPITAL if rest[:1].isupper() and _listed().get(particle) == PARTICLE else OTHER  # al-Barzani
    return letter or OTHER


def _role(word: str) -> str:
    return ROLE if not word.isascii() and _is_form(word, "role") else ""


@cache
def _listed() -> dict[str, str]:
    """Folded word of a list → its letter; a word of two lists has that of the last."""
    return {word: letter for name, letter in _LISTS.items() for word in _lists()[name]}


def _named(word: str, language: str) -> str:
    """The letter of a capitalised word that is neither title nor role."""
    if is_patronymic(word, language):
        return PATRONYMIC
    if known_alone(word, language):
        return KNOWN
    names = given(word, language)
    if any(name.surest for name in names):
        return BOTH if is_surname(word, language) else GIVEN
    if _is_form(word, "known"):
        return STOP
    if names:
        return WEAK_GIVEN
    if not is_surname(word, language):
        return CAPITAL
    return CAPITAL if any_form([word], _towns()) else SURNAME


@cache
def _lists() -> dict[str, frozenset[str]]:
    """Folded words by list; those of "known" are something else than a part of a name."""
    lists = {name: frozenset(map(folded, words)) for name, words in word_lists("person_words.tsv").items()}
    return lists | {"known": _known() - lists["role"] - lists["office"] | lists["not"]}


def _is_form(word: str, name: str) -> bool:
    """Whether a word may be a form of one of a list; how those begin spares most words the search by their endings."""
    return word[:_BEGINNING] in _beginnings(name) and any_form([word], _lists()[name])


@cache
def _beginnings(name: str) -> frozenset[str]:
    return frozenset(word[:_BEGINNING] for word in _lists()[name])


@cache
def _towns() -> frozenset[str]:
    """Towns that end like a surname and are not known as one: Киев, Саратов, Kishinev."""
    return frozenset(name for name in places() if is_surname(name, "") and not ambiguity(name))


def _known() -> frozenset[str]:
    """Countries, organisations and their head words."""
    organisations = word_lists("organisation_words.tsv")
    words = {word for name in ("head", "before", "after", "legal") for word in organisations[name]}
    words |= {name for _, _, name in rows("countries.tsv") if " " not in name}
    words |= {name for _, _, names in rows("country_aliases.tsv") for name in alternatives(names) if " " not in name}
    words |= {name for value, full, *_ in rows("organisations.tsv") for name in (value, full) if " " not in name}
    return frozenset(map(folded, words))
