"""Which cities and regions does the page name?

Names are looked up in the gazetteer. Most names stand for several things, so a
city counts where the page says which it is: its country or region is named, or a word like "city" stands before it;
or where it is so large that nothing else is likely. Surnames and first names ("Vladimir") need more, see
data/place_ambiguous.tsv.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from indexer.enrichment.country import country, mentioned
from indexer.enrichment.gazetteer import LARGE, Place, ambiguity, names, places
from indexer.enrichment.language import language_of
from indexer.enrichment.name_forms import SUFFIXED
from indexer.enrichment.names import Mention, any_form
from indexer.enrichment.organisation_known import in_capitals
from indexer.enrichment.person import spans
from indexer.enrichment.person_words import kind
from indexer.enrichment.table import split
from indexer.enrichment.vocabulary import word_lists
from indexer.model import Document, Evidence
from indexer.words.folding import folded

# Between a place and its country: "Osh, Kyrgyzstan", "Ош (Киргизия", "Paris in France".
_BESIDE: Final = re.compile(r"\s*[,(]\s*(?:the\s|г\.\s?|город\s)?|,?\s(?:in|of)\s(?:the\s)?")
_SENTENCE_START: Final = re.compile(r"(?:^|[.!?:;\n•|(–—-])\s*$")
_NAME_LIKE: Final = frozenset("GWKSCPI")  # kinds of words that a name of a person or thing is made of
_THING_LIKE: Final = frozenset("ABX")
_WORDS_TO_THING: Final = {False: 1, True: 3}  # behind the name; more in Turkic languages, where the thing stands last
_ADJECTIVE: Final = re.compile("[сц]к(?:ого|ому|им|ом|ой|ую|ая|ие|их|ими)$")
_PREPOSITION: Final = 3  # letters, at most
_LONGEST_ACRONYM: Final = 5  # letters
_INITIAL: Final = re.compile(r"(?<!\w)[А-ЯЁ]\.[ \u00a0]?$")
_WORDS_TO_OF: Final = 3
_UNITED_STATES: Final = "United States"
_STATES: Final = (
    "A[KLRZ]|C[AOT]|DC|DE|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]"
)
_STATE: Final = re.compile(rf", (?:{_STATES})\b")
_WORDS: Final = "place_words.tsv"
_QUOTES: Final = frozenset('«»“”„"')
# What follows the bare name is its city's or its university's: Қарағанды мемлекеттік университеті.
_ADJECTIVES: Final = {"kk": ("лық", "лік", "дық", "дік", "тық", "тік")}


def place(document: Document, text: str) -> tuple[Evidence, ...]:
    """The places of the text, each where first named."""
    code = language_of(document, text)[0]
    found_names = names().find(text, code)
    mentions = [one for one in found_names if _is_called_one(text, one) or _stands_alone(text, one, code)]
    page = _Page.of(document, text, code, mentions) if mentions else None
    found: dict[str, Evidence] = {}
    for mention in mentions if page else ():
        named = page.meant(mention) if page else None
        if named and named.value not in found:
            surface, label = text[mention.start : mention.end], f"{named.value}, {named.country}"
            found[named.value] = Evidence(named.value, label, surface, mention.start, mention.end, "gazetteer", 0.9)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class _Page:
    """What the names of a page are judged by."""

    text: str
    people: frozenset[int]  # positions of the text that names of people cover
    countries: frozenset[str]  # named on the page
    beside: Sequence[tuple[int, int, str]]  # (start, end, country) of countries and regions, in order

    @classmethod
    def of(cls, document: Document, text: str, code: str, mentions: Sequence[Mention]) -> "_Page":
        countries = [(one.start, one.end, one.name.value) for one in mentioned(text, code)]
        regions = [
            (one.start, one.end, candidate.country)
            for one in mentions
            for candidate in places()[one.name.value]
            if candidate.is_region
        ]
        named = {evidence.value for evidence in country(document, text)} | {value for _, _, value in regions}
        covered = frozenset(position for start, end in spans(document, text) for position in range(start, end))
        return cls(text, covered, frozenset(named), sorted(countries + regions))

    def meant(self, mention: Mention) -> Place | None:
        """The place that a name stands for here; None if it is none, or none that can be told."""
        candidates = places()[mention.name.value]
        for candidate in candidates:
            if self._is_beside(mention, candidate.country) or _is_called_one(self.text, mention):
                return candidate
            if candidate.country == _UNITED_STATES and _STATE.match(self.text, mention.end):
                return candidate
        if mention.start in self.people:
            return None
        return next((candidate for candidate in candidates if self._believed(mention, candidate)), None)

    def _believed(self, mention: Mention, candidate: Place) -> bool:
        named = candidate.country in self.countries
        match ambiguity(mention.name.value):
            case "word":
                return False
            case "name":
                return named and _word_before(self.text, mention) in word_lists(_WORDS)["where"]
        return named or candidate.inhabitants >= LARGE

    def _is_beside(self, mention: Mention, country: str) -> bool:
        """Whether the country, or a region of it, stands right before or behind: "Osh, Kyrgyzstan"."""
        at = bisect_left(self.beside, (mention.start, 0, ""))
        for start, end, value in self.beside[max(0, at - 1) : at + 2]:
            between = (mention.end, start) if start >= mention.end else (end, mention.start)
            if value == country and between[0] <= between[1] and _BESIDE.fullmatch(self.text, *between):
                return True
        return False


def _stands_alone(text: str, mention: Mention, language: str) -> bool:
    """Whether it is no part of a longer name: not "Chicago Tribune", «Астана», Real Madrid."""
    around = {text[max(0, mention.start - 1) : mention.start], text[mention.end : mention.end + 1]}
    parts = (_begins_a_name, _ends_a_name, _is_an_adjective)
    return (
        not around & _QUOTES
        and not _is_an_acronym(text, mention)
        and not any(is_part(text, mention, language) for is_part in parts)
    )


def _is_an_acronym(text: str, mention: Mention) -> bool:
    """Whether it stands in capitals where the line does not: ЮРГИ is no form of Юрга."""
    surface = text[mention.start : mention.end]
    if not surface.isupper() or len(surface) > _LONGEST_ACRONYM or folded(surface) in word_lists(_WORDS)["acronym"]:
        return False
    return not in_capitals(text, mention.start)


def _is_an_adjective(text: str, mention: Mention, language: str) -> bool:
    """Whether it says of the noun behind it where that is: Коломенский филиал is not in Коломенское."""
    words = split(text)
    if language != "ru" or mention.after == len(words) or not _ADJECTIVE.search(text, mention.start, mention.end):
        return False
    start, end, _ = words[mention.after]
    return text[mention.end : start] == " " and text[start].islower() and end - start > _PREPOSITION


def _begins_a_name(text: str, mention: Mention, language: str) -> bool:
    """Whether a word follows that makes it the name of a thing: Tribune, көшесі, Қарағанды мемлекеттік университеті."""
    words = split(text)
    if mention.after == len(words) or text[mention.end : words[mention.after][0]] not in (" ", "-"):
        return False
    start, end, word = words[mention.after]
    if word == "state" and mention.after + 1 < len(words) and words[mention.after + 1][2] in _named_of():
        return True  # Pennsylvania State University
    if word in _beside_words() or folded(text[mention.start : mention.end]) != mention.name.text:
        return False  # "Астанада Халықаралық …": only names as they are begin other names
    letter = kind(text[start:end], language)
    if text[start].isupper():
        return letter in _NAME_LIKE or letter in _THING_LIKE
    if letter == "A" or word.endswith(_ADJECTIVES.get(language, ())) or _is_institution(word, language):
        return True
    return _is_called_after(text, mention, language)


def _is_called_after(text: str, mention: Mention, language: str) -> bool:
    """Whether a thing is called after the place: "Minsk agreements", Павлодар мұнай-химия зауыты."""
    words, things = split(text), word_lists(_WORDS)["thing"]
    for position in range(mention.after, min(mention.after + _WORDS_TO_THING[language in SUFFIXED], len(words))):
        start, _, word = words[position]
        if text[words[position - 1][1] : start] not in (" ", "-") or text[start].isupper():
            return False
        if any_form([word], things):
            return True
    return False


def _is_institution(word: str, language: str) -> bool:
    """Whether a Kazakh word behind a bare name makes it an organisation's: Алматы әкімдігі, Павлодар соты."""
    lists = word_lists("organisation_words.tsv")
    return language in SUFFIXED and any_form([word], lists["head"] | lists["after"])


def _ends_a_name(text: str, mention: Mention, language: str) -> bool:
    """Whether a word before it makes it the name of a thing or person: Real Madrid, проспект Москва, Jack London."""
    before = split(text)[mention.first - 1] if mention.first else None
    if _INITIAL.search(text, max(0, mention.start - 3), mention.start) or _is_named_after(text, mention):
        return True
    if not before or text[before[1] : mention.start] not in (" ", "-"):
        return False
    start, end, word = before
    letter = kind(text[start:end], language)
    if letter == "B" or any_form([word], word_lists("country_context.tsv")["not-after"]):  # Lake Balkhash
        return True
    return letter in _NAME_LIKE and not _SENTENCE_START.search(text[max(0, start - 3) : start])


def _is_named_after(text: str, mention: Mention) -> bool:
    """Whether "University of" stands before it, with other capitals in between: University of Southern California."""
    words, first = split(text), mention.first - 1
    while first > 0 and text[words[first][0]].isupper() and first > mention.first - _WORDS_TO_OF:
        first -= 1
    return first > 0 and words[first][2] == "of" and words[first - 1][2] in _named_of()


@cache
def _named_of() -> frozenset[str]:
    return word_lists(_WORDS)["named-of"]


@cache
def _beside_words() -> frozenset[str]:
    lists = word_lists(_WORDS)
    return lists["beside"] | lists["after"]


def _is_called_one(text: str, mention: Mention) -> bool:
    """Whether it is called a city: "the city of Osh", "г. Ош", "Ош шаары"."""
    lists, words = word_lists(_WORDS), split(text)
    before = [word for _, _, word in words[max(0, mention.first - 2) : mention.first]]
    if before[-1:] == ["of"]:
        return before[0] in lists["kind"]
    behind = words[mention.after][2] if mention.after < len(words) else ""
    gap = text[words[mention.first - 1][1] : mention.start] if before else "\n"
    return (bool(before) and before[-1] in lists["kind"] and gap in (" ", ". ", ".")) or behind in lists["after"]


def _word_before(text: str, mention: Mention) -> str:
    return split(text)[mention.first - 1][2] if mention.first else ""
