"""Russian words → stems: the dictionary's base form, then the Snowball stemmer.

Snowball alone takes the last letter of Казахстан for a verb's ending and leaves it in Казахстане, and cannot know that
людей is a form of человек. Forms with the stem of their base form, of those in tests/words/inflections_ru.txt: Snowball
.57, Snowball and the repair below .75, base form and Snowball .94, all three .99.
"""

import re
from collections.abc import Collection, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

import Stemmer

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer
    from pymorphy3.analyzer import Parse

ATTRIBUTES: Final = ("ADJF", "PRTF")  # parts of speech that agree with a noun

_SNOWBALL: Final = Stemmer.Stemmer("russian", 0)

# Snowball takes one ending off; a surname that no dictionary has may end in two: Нургалиев-а.
_SURNAME: Final = re.compile("(?<=...)(?:[ое]в|ин)$")
# What Snowball takes off some forms of a noun, as if they were verbs, and leaves on others: Казахста-н, кана-л.
_LEFT_OVER: Final = re.compile("(?<=.[ая])[нл]и?$|(?<=...)[ий]$")


def stem(word: str) -> str:
    """The stem of a folded word."""
    base = _base_form(word)
    stemmed = _SNOWBALL.stemWord(base) if base else _SURNAME.sub("", _SNOWBALL.stemWord(word))
    return _LEFT_OVER.sub("", stemmed)


def beginnings(word: str) -> frozenset[str]:
    """The two letters that forms of a folded word may begin with: лю and че for людей."""
    dictionary = _dictionary()
    lexeme = dictionary.parse(word)[0].lexeme if dictionary.word_is_known(word) else ()
    return frozenset([word[:2], *(form.word[:2].replace("ё", "е") for form in lexeme)])


def in_dictionary(word: str) -> bool:
    """Whether a folded word is one of those that pymorphy3 knows, in any of its forms."""
    return bool(_dictionary().word_is_known(word))


@lru_cache(maxsize=1 << 14)
def parses(word: str) -> "tuple[Parse, ...]":
    """What a word may be, the likeliest first: its base form, case, number and gender as pymorphy3 tells them."""
    return tuple(_dictionary().parse(word))


@lru_cache(maxsize=1 << 14)
def nominative(phrase: str) -> str:
    """Adjectives and the noun behind them in the nominative, what follows as it is: "торговли людьми" → "торговля
    людьми". Names, and words that the dictionary does not have, stay as they are."""
    words = phrase.split(" ")
    head = _head(words)
    if head < 0 or not phrase.islower() or not _dictionary().word_is_known(words[head]):
        return phrase
    noun = _read_as(words[head], "NOUN")
    formed = [_agreeing(word, noun) for word in words[:head]] + [noun.inflect({"nomn", noun.tag.number or "sing"})]
    forms = [form.word if form else "" for form in formed]
    return " ".join([*forms, *words[head + 1 :]]) if all(forms) else phrase


def _head(words: Sequence[str]) -> int:
    """Which word is the noun that those before it belong to; -1 if there is none."""
    for at, word in enumerate(words):
        if not _is(word, ATTRIBUTES) or not any(_is(other, ("NOUN", *ATTRIBUTES)) for other in words[at + 1 : at + 2]):
            return at if _is(word, ("NOUN",)) else -1
    return -1


def _is(word: str, parts: Collection[str]) -> bool:
    return any(one.tag.POS in parts for one in parses(word))


def _read_as(word: str, part: str) -> "Parse":
    return next(one for one in parses(word) if str(one.tag.POS) == part)


def _agreeing(adjective: str, noun: "Parse") -> "Parse | None":
    """The adjective in the nominative, in the number and gender of the noun; None of a superlative, which would become
    another word: высшего is a form of высочайший."""
    number = {"sing", noun.tag.gender} if noun.tag.number == "sing" and noun.tag.gender else {"plur"}
    found = next(one for one in parses(adjective) if one.tag.POS in ATTRIBUTES)
    return None if "Supr" in found.tag else found.inflect({"nomn"} | number)


def _base_form(word: str) -> str:
    """The likeliest base form in the dictionary; "" for a word that it does not have (guesses mangle surnames)."""
    dictionary = _dictionary()
    return dictionary.parse(word)[0].normal_form.replace("ё", "е") if dictionary.word_is_known(word) else ""


@cache
def _dictionary() -> "MorphAnalyzer":
    from pymorphy3 import MorphAnalyzer  # 0.2 s and 16 MB: only for who reads or asks Russian

    return MorphAnalyzer()
