"""The words of a name → given name and surname, in the nominative and in one spelling for all scripts.

Names of the region are shown in Latin, whatever the page's script, so a person has one value; others as the page
writes them ("Питер Джексон": nothing tells for certain how he is spelled elsewhere).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from indexer.enrichment.known_people import is_known, known_alone, usual_name
from indexer.enrichment.name_forms import (
    CASES,
    SUFFIXED,
    Form,
    agreeing,
    forms,
    given,
    is_fathers_name,
    is_surname,
    without_suffix,
)
from indexer.enrichment.name_spelling import capitalised, plain, surname
from indexer.enrichment.person_grammar import Found, Name
from indexer.enrichment.vocabulary import word_lists
from indexer.words.folding import folded
from indexer.words.russian import parses
from indexer.words.sounds import key

_KAZAKH_PATRONYMIC: Final = re.compile("(?:[ұу]лы|[қк]ызы|uly|[kq]yzy)")
_ADJECTIVE: Final = re.compile("(?:[сц]к|ньк)(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их)$")
_SURE_SURNAME: Final = re.compile("..[оеoe][вv][аa]?$")  # no word of a Turkic language ends so
_ARABIC: Final = re.compile(r"(?<![^ ])[AaEe]l[ -](?=[A-Z])")
_OF_A_FOREIGNER: Final = re.compile("(?<=[бвгджзклмнпрстфхцчшщ])а$")  # "книга И. Эренбурга"
_WOMAN: Final = re.compile(r"(?<=[oe]v|[iy]n)a$")
_NOMINATIVE: Final = frozenset("n")
_ALL: Final = frozenset(CASES)
_VOWELS: Final = frozenset("аеёиоуыэюя")
_MANY_LANGUAGES: Final = ("ин", "ын")  # surnames of other languages end so too: Толкин, Дарвин
_REMEMBERED: Final = 1 << 12  # names
_VERB: Final = ("ла", "лась", "ет", "ит", "ют", "ят", "ется", "ится")


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read a full name, as it is shown."""

    first: str
    last: str
    is_oblique: bool = False  # the text does not have it in the nominative


class Person(NamedTuple):
    """Who is named."""

    shape: str
    first: str  # given name, or initials "A."; "" where only the surname is there
    last: str  # "" where only given name and patronymic are there
    value: str
    others: tuple[str, ...] = ()  # values it may have as well: "Alexander Belov" beside "Alexandra Belova"

    @property
    def is_full(self) -> bool:
        return bool(self.first and self.last) and not self.first.endswith(".")


def read(found: Found, language: str) -> Person | None:
    """The person that the words name; None where they are too little to go by."""
    oblique = language not in SUFFIXED and _asks_for_a_case(found.before)
    return _person(found.name, oblique, found.begins_sentence, found.after_institution, language)


@lru_cache(_REMEMBERED)
def _person(name: Name, oblique: bool, begins_sentence: bool, after_institution: bool, language: str) -> Person | None:
    """`oblique`: the word before asks for another case than the nominative."""
    first, last = _parts(name.words, name.letters)
    if name.shape == "known":
        known = known_alone(folded(last), language)  # "Абай", where nobody else of the page is called so
        return Person(name.shape, "", known.rpartition(" ")[2], known)
    if not _is_enough(name, first, last, language, begins_sentence):
        return None
    if not first or first.endswith("."):
        shown = _surname(last, language, oblique)
        return _named(name.shape, _initials(first, in_latin=shown.isascii()), shown)
    if not last:
        return _named(name.shape, _given(first, language), "")
    readings = sorted(_readings(first, last, language, oblique), key=_is_unknown)
    if after_institution and readings[0].is_oblique:
        return None
    values = dict.fromkeys((reading.first, reading.last) for reading in readings)
    (first, last), *others = values
    return _named(name.shape, first, last, tuple(map(" ".join, others)))


def _is_unknown(reading: _Reading) -> bool:
    """Order of the readings: "о Бараке Обаме" is about Barack Obama, though Обам has the same form."""
    return not is_known(f"{reading.first} {reading.last}")


def _named(shape: str, first: str, last: str, others: tuple[str, ...] = ()) -> Person:
    return Person(shape, first, last, usual_name(f"{first} {last}".strip()), others)


def _is_enough(name: Name, first: str, last: str, language: str, begins_sentence: bool) -> bool:
    """Whether a name that only its endings tell is told well enough."""
    word = folded(last)
    if name.shape == "surname":
        return language in SUFFIXED and bool(_SURE_SURNAME.search(without_suffix(word, language)))
    if name.shape == "title" and name.letters[-1] == "C" and language == "ru" and _is_verb(word):
        return False  # господин Б. Писал я ночами
    if name.shape == "role" and not first:
        return not _ADJECTIVE.search(word)
    if name.shape != "ending":
        return True
    sure = word.isascii() or any(_SURE_SURNAME.search(form) for form in (without_suffix(word, language), _bare(word)))
    usual = folded(first).endswith(tuple(word_lists("person_words.tsv")["given"]))
    return sure and (usual or language in SUFFIXED or not begins_sentence)


def _is_verb(word: str) -> bool:
    return str(parses(word)[0].tag.POS) in ("VERB", "INFN", "GRND")


def _bare(word: str) -> str:
    return next((form.name for form in forms(word) if form.special), word)


def _parts(words: Sequence[str], letters: str) -> tuple[str, str]:
    """(given name or initials, surname) of the words of a name; what is not there is ""."""
    names = [word for word, letter in zip(words, letters, strict=True) if letter not in "PI"]
    if "P" in letters:
        if letters.index("P") == 2:
            return names[1], names[0]
        return names[0], names[1] if len(names) > 1 else _as_surname(words[letters.index("P")])
    if "I" in letters and (letters[0] == "I" or len(names) == 1):
        return words[letters.index("I")], " ".join(names)
    if len(names) == 1:
        return "", names[0]
    if letters[0] == "S" and letters[1] in "GK":
        return " ".join(names[1:]), names[0]
    return names[0], " ".join(names[1:])


def _as_surname(patronymic: str) -> str:
    """A patronymic that stands in place of a surname: "Серікқызы", "Болтрушевич"; not "Николаевич"."""
    word = folded(patronymic)
    return patronymic if _KAZAKH_PATRONYMIC.search(word) or not is_fathers_name(word) else ""


def _asks_for_a_case(before: str) -> bool:
    """Whether a name behind the Russian word is hardly in the nominative: "мэра", "рождения", not "сказала", "и"."""
    lists = word_lists("person_words.tsv")
    return before > "а" and not (before.endswith(_VERB) or before in lists["nominative"] or before in lists["role"])


def _initials(written: str, in_latin: bool) -> str:
    parts = [part for part in re.split(r"[.\s\u00a0-]+", written) if part]
    return " ".join(f"{plain(part) if in_latin else part}." for part in parts)


def _given(first: str, language: str) -> str:
    return next((name.spelling for name in given(folded(first), language) if name.spelling), first)


def _surname(last: str, language: str, oblique: bool) -> str:
    """A surname without a given name. "Тургенева" is hers, or his where another case is asked for."""
    word = folded(last)
    if not is_surname(word, language):
        if oblique:
            last, word = _OF_A_FOREIGNER.sub("", last), _OF_A_FOREIGNER.sub("", word)
        return _ARABIC.sub("al-", _shown(last, without_suffix(word, language)))
    if word.isascii() or language in SUFFIXED:
        return _shown_last(without_suffix(word, language))
    declined = sorted((form for form in forms(word) if form.special), key=lambda form: ("n" in form.cases) == oblique)
    return _shown_last(declined[0].name if declined else word)


def _readings(first: str, last: str, language: str, oblique: bool) -> list[_Reading]:
    """The ways to read a full name, likeliest first."""
    listed = given(folded(first), language)
    if folded(first + last).isascii():
        return [_latin(first, last, [name.spelling for name in listed], language)]
    spellings = {name.form: name.spelling for name in reversed(listed)}
    pairs = _nominatives(first, last, list(spellings)[::-1], language)
    if oblique and any(_is_of_a_man(pair) for pair in pairs):
        pairs = sorted(pairs, key=_by_case)
    western = bool(listed) and not any(spellings.values())
    return [
        _read_as(first, last, pair, spellings.get(pair[0], ""), western)
        for pair in pairs or [_as_they_are(first, last)]
    ]


def _by_case(pair: tuple[Form, Form]) -> tuple[bool, bool, int]:
    """Order of the readings of a man's name that is not in the nominative. Гарри Поттере is Поттер rather than Поттера,
    and hardly Поттерь or Поттере."""
    one, other = pair
    rarity = next((rank for rank, letters in enumerate(("аоу", "ь", "ея"), 1) if other.name[-1] in letters), 0)
    return not other.special, "n" in one.cases & other.cases, rarity


def _is_of_a_man(pair: tuple[Form, Form]) -> bool:
    """Whether it is read as a man's name in another case than the nominative: Барака Обамы, Гарри Поттере; not by "а"
    alone: Мэтью Брайза."""
    one, other = pair
    by_surname = one.cases == _ALL and other.name[-1] not in _VOWELS and other.cases.isdisjoint("ng")
    return one.gender == "m" and ("n" not in one.cases or by_surname)


def _latin(first: str, last: str, spellings: Sequence[str], language: str) -> _Reading:
    """A name in Latin: of the region by its given name or surname, and not with the diacritics of another language."""
    western = "" in spellings and not is_surname(folded(last), language)
    if western or not spellings or not last.isascii():
        return _Reading(first, _shown_last(last) if last.isascii() else last)
    return _Reading(spellings[0] or first, _shown_last(last, in_latin=bool(spellings[0])))


def _nominatives(first: str, last: str, listed: Sequence[Form], language: str) -> Sequence[tuple[Form, Form]]:
    begin, _, end = folded(last).rpartition(" ")
    lead = f"{begin} ".lstrip()
    if language in SUFFIXED:
        bare = Form(lead + without_suffix(end, language), "m", _NOMINATIVE)
        return [(listed[0] if listed else Form(folded(first), "m", _NOMINATIVE), bare)]
    lasts = [form._replace(name=lead + form.name) for form in forms(end)]
    return agreeing(listed or forms(folded(first)), lasts)


def _as_they_are(first: str, last: str) -> tuple[Form, Form]:
    return Form(folded(first), "m", _NOMINATIVE), Form(folded(last), "m", _NOMINATIVE)


def _read_as(first: str, last: str, pair: tuple[Form, Form], spelling: str, western: bool) -> _Reading:
    """Latin where the given name or the surname is of the region; else the page's own letters."""
    one, other = pair
    is_oblique = "n" not in one.cases & other.cases
    if spelling or (is_surname(other.name, "") and not (western and other.name.endswith(_MANY_LANGUAGES))):
        return _Reading(spelling or plain(one.name), _shown_last(other.name), is_oblique)
    return _Reading(_shown(first, one.name), _shown(last, other.name), is_oblique)


def _shown(written: str, name: str) -> str:
    """A folded nominative with the letters of the page where they are the same."""
    length = next((n for n, (a, b) in enumerate(zip(folded(written), name, strict=False)) if a != b), len(name))
    return capitalised(written[:length] + name[min(length, len(written)) :])


def _shown_last(last: str, in_latin: bool = False) -> str:
    """A surname by its usual spelling; a Latin one as it is, but for "al-Abadi", unless it follows a regional name."""
    if is_surname(folded(last), ""):
        return " ".join(map(surname, last.split()))
    if folded(last).isascii() and not in_latin:
        return _ARABIC.sub("al-", last)
    return " ".join(map(plain, last.split()))


@lru_cache(_REMEMBERED)
def surname_key(last: str) -> str:
    """What the spellings of a surname share, man's and woman's alike."""
    return _WOMAN.sub("", key(last.rpartition(" ")[2].rpartition("al-")[2]))
