"""Russian words → stems: the dictionary's base form, then the Snowball stemmer.

Snowball alone takes the last letter of Казахстан for a verb's ending and leaves it in Казахстане, and cannot know that
людей is a form of человек. Forms with the stem of their base form, of those in tests/words/inflections_ru.txt: Snowball
.57, Snowball and the repair below .75, base form and Snowball .94, all three .99.
"""

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

import Stemmer

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer
    from pymorphy3.analyzer import Parse

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


@lru_cache(maxsize=1 << 14)
def parses(word: str) -> "tuple[Parse, ...]":
    """What a word may be, the likeliest first: its base form, case, number and gender as pymorphy3 tells them."""
    return tuple(_dictionary().parse(word))


def _base_form(word: str) -> str:
    """The likeliest base form in the dictionary; "" for a word that it does not have (guesses mangle surnames)."""
    dictionary = _dictionary()
    return dictionary.parse(word)[0].normal_form.replace("ё", "е") if dictionary.word_is_known(word) else ""


@cache
def _dictionary() -> "MorphAnalyzer":
    from pymorphy3 import MorphAnalyzer  # 0.2 s and 16 MB: only for who reads or asks Russian

    return MorphAnalyzer()
