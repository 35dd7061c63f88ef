"""Which people does the page name?

Precision before recall: a name is believed for a listed given name, a patronymic, a title or role, initials, or an
ending that hardly anything but a surname has (person_grammar.py). It is brought to the nominative and to one spelling
for all scripts (person_reading.py), and the mentions of one document are joined: "A. Sadvakasova" is Aigerim.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from indexer.enrichment.country import ambiguous, mentioned
from indexer.enrichment.language import language_of
from indexer.enrichment.person_grammar import people
from indexer.enrichment.person_reading import Person, read, surname_key
from indexer.model import Document, Evidence
from indexer.words.sounds import key

# How it was told (person_grammar.py) → how sure it is.
_CONFIDENCE: Final[Mapping[str, float]] = {
    "full": 0.95, "name": 0.9, "title": 0.85, "reversed": 0.85, "role": 0.8, "initials": 0.8, "ending": 0.75,
    "known": 0.8, "office": 0.6, "surname": 0.6,
}  # fmt: skip


class _Mention(NamedTuple):
    """A person named in a text: text[start:end]."""

    start: int
    end: int
    who: Person


def person(document: Document, text: str) -> tuple[Evidence, ...]:
    """The people of the text, each once, where first named."""
    mentions = _mentions(text, language_of(document, text)[0])
    found: dict[str, Evidence] = {}
    for (start, end, who), value in zip(mentions, _joined([mention.who for mention in mentions]), strict=True):
        if value and value not in found:
            found[value] = Evidence(value, value, text[start:end], start, end, who.shape, _CONFIDENCE[who.shape])
    return tuple(found.values())


def spans(document: Document, text: str) -> list[tuple[int, int]]:
    """Where the text names people: what stands there is not a place's name."""
    return [(mention.start, mention.end) for mention in _mentions(text, language_of(document, text)[0])]


@lru_cache(maxsize=4)
def _mentions(text: str, language: str) -> list[_Mention]:
    """Who is named where, but for what is the name of a country: Соединённых Штатов."""
    countries = [(one.start, one.end) for one in mentioned(text, language) if one.name.text not in ambiguous()]
    covered = {position for span in countries for position in range(*span)}
    people_ = ((found.start, found.end, read(found, language)) for found in people(text, language))
    named = [_Mention(start, end, who) for start, end, who in people_ if who]
    return [one for one in named if covered.isdisjoint((one.start, one.end - 1))]


def _joined(mentions: Sequence[Person]) -> list[str]:
    """The value of each mention in the light of the others; "" for one that nobody can be told from."""
    sure = {mention.value for mention in mentions if mention.is_full and not mention.others}
    values: dict[str, str] = {}  # by key: the spelling that comes first
    full: dict[str, dict[str, str]] = {}  # by a part of the name: given name → value
    known: dict[Person, str] = {}
    for mention in (mention for mention in mentions if mention.is_full):
        value = next((value for value in (mention.value, *mention.others) if value in sure), mention.value)
        value = known[mention] = values.setdefault(_person_key(value), value)
        for part in (surname_key(mention.last), _given_key(mention.first)):
            full.setdefault(part, {}).setdefault(key(mention.first), value)
    return [known.get(mention) or _part_of(mention, full) for mention in mentions]


def _part_of(part: Person, full: Mapping[str, Mapping[str, str]]) -> str:
    """The value of the full name that "A. Sadvakasova" or "Айгерим Маратовна" belongs to; else its own."""
    if not part.last:
        return next(iter(full.get(_given_key(part.first), {}).values()), "")
    initial, named = key(part.first[:1]), full.get(surname_key(part.last), {})
    return next((value for first, value in named.items() if first.startswith(initial)), part.value)


def _given_key(first: str) -> str:
    return f"given {key(first)}"


def _person_key(value: str) -> str:
    """What the spellings of a full name share, in any order of its words."""
    return " ".join(sorted(map(key, value.split())))
