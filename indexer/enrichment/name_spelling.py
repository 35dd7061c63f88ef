"""One spelling for a name in all its scripts: Khassanova, Khasanova and Хасанова; Садвакасова and Садуақасова.

Two folds, as measured on 26 names in 169 spellings: `words.sounds.key` is coarse (which spellings may be one name);
what people read is made here. It depends on the word alone, never on other documents, so the same name has one value
everywhere: the usual spelling of data/surname_spellings.tsv where it is listed, else the letters of
words/transliteration.tsv and the rules below, which choose one of the common ways to write what Latin has several for.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final

from indexer.enrichment.vocabulary import alternatives, rows
from indexer.words.sounds import key, letters

Rules = Sequence[tuple[re.Pattern[str], str]]

_WOMAN: Final = re.compile(r"(?<=[oe]v|[iy]n)a$")


def _rules(*pairs: tuple[str, str]) -> Rules:
    return [(re.compile(pattern), replacement) for pattern, replacement in pairs]


# How a surname is written: one of the common ways.
_SURNAME: Final = _rules(
    (r"q", "k"), (r"w", "v"), (r"gh", "g"), (r"x", "kh"), (r"(?<![kszcgtp])h", "kh"), (r"dzh|dj", "j"),
    (r"(?<=[aeiou])ss(?=[aeiou])", "s"), (r"(?<![^-])ye", "e"), (r"(?<![^-])y(?=[^aeiou])", "i"),
    (r"(?<=[aeou])y(?=[^aeiouy-])", "i"),
    (r"(?<=[aeou])e(?=va?$)", "ye"), (r"(?<=[^aeiouy])(?:iy|y)e(?=va?$)", "ie"), (r"iye(?=va?$)", "ie"),
    (r"(?<=[st]k)(?:iy|ii|yi|yy)$", "y"), (r"(?<=[st]k)aia$", "aya"), (r"iy$", "y"),
)  # fmt: skip

_PLAIN: Final = _rules((r"(?<=[aeou])y(?![aeiou])", "i"), (r"iy$", "y"))


@lru_cache(maxsize=1 << 12)
def surname(word: str) -> str:
    """A Slavic or Central Asian surname in Latin: "Хасанова" → "Khassanova", "Nazarbaev" → "Nazarbayev"."""
    coarse = key(word)
    man = _WOMAN.sub("", coarse)
    if man in _usual():
        return _usual()[man] + coarse[len(man) :]
    return capitalised(_apply(_SURNAME, letters(word)))


@lru_cache(maxsize=1 << 12)
def plain(word: str) -> str:
    """A word of a name in Latin letters, nothing chosen but "i" for й: Торебай and Torebay → "Torebai"."""
    return _usual().get(key(word)) or capitalised(_apply(_PLAIN, letters(word)))


def capitalised(word: str) -> str:
    return "-".join(part[:1].upper() + part[1:] for part in word.split("-"))


def _apply(rules: Rules, word: str) -> str:
    for pattern, replacement in rules:
        word = pattern.sub(replacement, word)
    return word


@cache
def _usual() -> dict[str, str]:
    """Key of a man's surname → its usual spelling."""
    return {
        key(name): spelling
        for spelling, *others in rows("surname_spellings.tsv")
        for name in (spelling, *alternatives(" ".join(others)))
    }
