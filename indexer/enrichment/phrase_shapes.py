"""Which words make a phrase?   Folded words → whether a speaker of the language would call them one

The lists of words are in data/phrase_words.tsv; for Russian the parts of speech decide.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise, starmap
from typing import Final

from indexer.enrichment.vocabulary import alternatives, rows
from indexer.words.folding import folded
from indexer.words.russian import ATTRIBUTES, parses

_SHORT: Final = 4  # letters of a word whose ending tells nothing
_REMEMBERED: Final = 1 << 12  # words


@lru_cache(_REMEMBERED)
def is_phrase(words: tuple[str, ...], language: str) -> bool:
    """Whether folded words make a phrase."""
    edges = listed("edge", "")
    if words[0] in edges or words[-1] in edges or " ".join(words) in _said_anywhere():
        return False
    if len(words) == 1 and (words[0] in listed("alone", "") or _ends(words[0], "end1", language)):
        return False
    if _ends(words[-1], "end", language):
        return False
    if _ends(words[0], "begin", language) and words[0] not in listed("attribute", language):
        return False
    return _is_russian_phrase(words) if language == "ru" else True


def _ends(word: str, role: str, language: str) -> bool:
    return word.endswith(_endings(role, language)) and len(word) > _SHORT


@cache
def _endings(role: str, language: str) -> tuple[str, ...]:
    return tuple(sorted(listed(role, language)))


@cache
def _said_anywhere() -> frozenset[str]:
    """Phrases that are no page's own."""
    columns = (column for role, _, column in rows("phrase_words.tsv") if role == "not")
    return frozenset(folded(phrase) for column in columns for phrase in alternatives(column))


def _is_russian_phrase(words: Sequence[str]) -> bool:
    """Nouns, with the adjectives before them: "правовая помощь", "торговля людьми", "борьба с коррупцией"."""
    if _part_of_speech(words[-1]) != "NOUN" or _part_of_speech(words[0]) not in ("NOUN", *ATTRIBUTES):
        return False
    if len(words) == 1:
        return _base(words[0]) not in listed("alone", "")
    if any(_base(word) in listed("edge", "") for word in (words[0], words[-1])):
        return False
    if _part_of_speech(words[1]) == "PREP":
        return _part_of_speech(words[0]) == "NOUN"
    return all(starmap(_may_follow, pairwise(words)))


@lru_cache(_REMEMBERED)
def _base(word: str) -> str:
    return folded(parses(word)[0].normal_form)


@lru_cache(_REMEMBERED)
def _part_of_speech(word: str) -> str:
    """What a word most likely is; "" of those that stand for others or count: "такой", "каждый", "первый"."""
    tag = parses(word)[0].tag
    return "" if "Apro" in tag or "Anum" in tag else str(tag.POS or "NOUN")


def _may_follow(first: str, second: str) -> bool:
    """An adjective or its noun behind an adjective; behind a noun what belongs to it, in the genitive and the like."""
    part, following = _part_of_speech(first), _part_of_speech(second)
    if part in ATTRIBUTES:
        return following in ("NOUN", *ATTRIBUTES) and _agree(first, second, following)
    if part == "NOUN" and following == "NOUN":
        return any(one.tag.case in ("gent", "ablt") for one in parses(second) if one.tag.POS == "NOUN")
    return following == "NOUN"


def _agree(attribute: str, other: str, part: str) -> bool:
    """Whether an adjective belongs to the word behind it: "местные советы", not "занимаемых женщинами"."""
    return any(
        one.tag.case == behind.tag.case
        and one.tag.number == behind.tag.number
        and (one.tag.case != "accs" or one.tag.animacy in (None, behind.tag.animacy))
        for one in parses(attribute)
        for behind in parses(other)
        if one.tag.POS in ATTRIBUTES and part == behind.tag.POS
    )


def is_inflected_name(label: str, language: str) -> bool:
    """A Russian name that stands in another case than the nominative: it cannot be told how it is called."""
    if language != "ru" or label.islower() or label.isupper():
        return False
    return not any(one.tag.case == "nomn" for one in parses(label.split(" ")[0].lower()))


@cache
def listed(role: str, language: str) -> frozenset[str]:
    """The words of a list of data/phrase_words.tsv; of all languages where none is given."""
    chosen = (words for name, of, words in rows("phrase_words.tsv") if name == role and language in ("", of))
    return frozenset(folded(word) for words in chosen for word in words.split())
