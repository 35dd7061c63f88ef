"""Which countries does the page name?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from indexer.enrichment.language import language_of
from indexer.enrichment.names import Mention, Name, Names, any_form, everywhere
from indexer.enrichment.table import split
from indexer.enrichment.vocabulary import alternatives, rows, word_lists
from indexer.model import Document, Evidence
from indexer.words.folding import folded

NOT_A_COUNTRY: Final = "-"  # the value of phrases that hold a country's name and mean something else
_SENTENCE_START: Final = re.compile(r"(?:^|[.!?:;\n•|«“\"(])\s*$")
_LIST: Final = re.compile(r"\s*(?:,|/|,?\s*(?:and|or|и|или|және|мен|пен|бен|ва|va|менен|жана)\s)\s*(?:the\s)?")
_AND_OTHERS: Final = " et al"  # behind an author
_OPENING: Final = frozenset('«“„"')
_CLOSING: Final = frozenset('»”“"')
_TITLE: Final = re.compile(r"[«“„\"]([^\W\d_])[^«»“”„\"\n.!?;:,]*\Z")
_LONGEST_TITLE: Final = 60  # characters before its last word
_OTHERS: Final = 2  # other countries on the page that make an ambiguous name believable


def country(document: Document, text: str) -> tuple[Evidence, ...]:
    """The countries named in the text, in any language of data/countries.tsv: each once, where it is first named."""
    mentions = mentioned(text, language_of(document, text)[0])
    page = _Page.of(text, mentions)
    found: dict[str, Evidence] = {}
    for number, mention in enumerate(mentions):
        if mention.name.value not in found:
            confidence = _confidence(page, number, mention)
            if confidence:
                found[mention.name.value] = _evidence(text, mention, confidence)
    return tuple(found.values())


@lru_cache(maxsize=4)
def mentioned(text: str, language: str) -> list[Mention]:
    """All that looks like a country in the text, ambiguous names included."""
    found = [mention for mention in names().find(text, language) if _means_a_country(text, mention)]
    return [mention for mention in found if language != "en" or not _is_inflected(text, mention)]


def _is_inflected(text: str, mention: Mention) -> bool:
    """Whether only another language's ending makes it a name: in an English text "Walesa" is no form of "Wales"."""
    surface = text[mention.start : mention.end]
    return surface.isascii() and split(surface) != split(mention.name.text)


@dataclass(frozen=True, slots=True)
class _Page:
    """What a page's ambiguous names are judged by."""

    text: str
    mentions: Sequence[Mention]
    certain: frozenset[str]  # countries that are named without ambiguity
    surnames: frozenset[str]  # ambiguous names that stand behind a capitalised word somewhere
    words: frozenset[str]

    @classmethod
    def of(cls, text: str, mentions: Sequence[Mention]) -> "_Page":
        doubtful = [mention for mention in mentions if mention.name.text in ambiguous()]
        return cls(
            text,
            mentions,
            frozenset(mention.name.value for mention in mentions if mention.name.text not in ambiguous()),
            frozenset(mention.name.text for mention in doubtful if _capital_before(text, mention)),
            frozenset(word for _, _, word in split(text)) if doubtful else frozenset(),
        )


@cache
def names() -> Names:
    """The names of all countries, and the phrases that only look like one."""
    generated = [Name(name, value, everywhere(name, code)) for value, code, name in rows("countries.tsv")]
    added = [
        Name(name, value, everywhere(name, code))
        for value, code, column in rows("country_aliases.tsv")
        for name in alternatives(column)
    ]
    return Names(added + generated)


@cache
def ambiguous() -> dict[str, tuple[str, frozenset[str]]]:
    """Names that are other things as well → ("name" or "word", folded words that speak against the country)."""
    return {
        name: (kind, frozenset(folded(word) for column in against for word in column.split()))
        for kind, name, *against in rows("country_ambiguous.tsv")
    }


def _means_a_country(text: str, mention: Mention) -> bool:
    """False for "Hotel Rwanda", "10 долларов США", «Беларусь» tractors, «Единая Россия», the domain ".РФ",
    "North-Holland" and "Holland et al."."""
    around = text[max(0, mention.start - 1) : mention.start], text[mention.end : mention.end + 1]
    if text.startswith(_AND_OTHERS, mention.end):
        return False
    if around[0] == "." or (around[0] in _OPENING and around[1] in _CLOSING) or _ends_a_title(text, mention):
        return False
    lists, before = word_lists("country_context.tsv"), _word_before(text, mention)
    if around[0] == "-" and before in lists["not-joined"]:
        return False
    return mention.name.value != NOT_A_COUNTRY and not any_form([before], lists["not-after"])


def _ends_a_title(text: str, mention: Mention) -> bool:
    """Whether it is the last word of what a thing is called: «Цифрлық Қазақстан», «Батыс Еуропа – Батыс Қытай». What
    quotation marks hold of a country itself has it in another case, or behind "in the", "в" or a dash."""
    surface = text[mention.start : mention.end]
    if text[mention.end : mention.end + 1] not in _CLOSING or folded(surface) != folded(mention.name.text):
        return False
    title = _TITLE.search(text[max(0, mention.start - _LONGEST_TITLE) : mention.start])
    if not title or not title[1].isupper():
        return False
    start, end, before = split(text)[mention.first - 1]
    is_told_of = before in word_lists("country_context.tsv")["before"] or (before.isascii() and text[start].islower())
    return text[end : mention.start] == " " and not is_told_of


def _confidence(page: _Page, number: int, mention: Mention) -> float:
    if mention.name.text in ambiguous():
        return 0.8 if _believable(page, number, mention) else 0.0
    return 0.95 if folded(page.text[mention.start : mention.end]) == folded(mention.name.text) else 0.9


def _believable(page: _Page, number: int, mention: Mention) -> bool:
    """Whether an ambiguous name stands for the country here."""
    kind, against = ambiguous()[mention.name.text]
    if not against.isdisjoint(page.words):
        return False
    if any(_listed(page.text, mention, other) for other in page.mentions[max(0, number - 1) : number + 2]):
        return True
    if _capital_before(page.text, mention) or _capital_behind(page.text, mention):
        return False
    if _word_before(page.text, mention) in word_lists("country_context.tsv")["before"]:
        return True
    many = len(page.certain) >= _OTHERS
    if kind == "word":
        return many and not _SENTENCE_START.search(page.text[max(0, mention.start - 3) : mention.start])
    return many or mention.name.text not in page.surnames


def _listed(text: str, one: Mention, other: Mention) -> bool:
    """Whether the two countries stand beside each other in a list: "Syria and Jordan"."""
    left, right = sorted((one, other), key=lambda mention: mention.start)
    return one.name.value != other.name.value and bool(_LIST.fullmatch(text, left.end, right.start))


def _word_before(text: str, mention: Mention) -> str:
    if mention.first == 0 or "\n" in text[split(text)[mention.first - 1][1] : mention.start]:
        return ""
    return split(text)[mention.first - 1][2]


def _capital_before(text: str, mention: Mention) -> bool:
    """Whether it looks like a surname: "Michael Jordan"."""
    start, end, _ = split(text)[mention.first - 1] if mention.first else (0, 0, "")
    beside = text[end : mention.start] == " " and text[start].isupper()
    return beside and not _SENTENCE_START.search(text[max(0, start - 3) : start])


def _capital_behind(text: str, mention: Mention) -> bool:
    """Whether it looks like a first name: "Chad Brown"."""
    words = split(text)
    start = words[mention.after][0] if mention.after < len(words) else -1
    return text[mention.end : start] == " " and text[start].isupper()


def _evidence(text: str, mention: Mention, confidence: float) -> Evidence:
    value, surface = mention.name.value, text[mention.start : mention.end]
    return Evidence(value, value, surface, mention.start, mention.end, "gazetteer", confidence)
