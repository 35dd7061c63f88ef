"""One spelling for a name in all its scripts: Khassanova, Khasanova and Хасанова; Садвакасова and Садуақасова.

Two folds, as measured on 26 names in 169 spellings: `key` is coarse (which spellings may be one name), `latin` is what
people read. `latin` depends on the word alone, never on other documents, so the same name has one value everywhere:
the usual spelling of data/surname_spellings.tsv where it is listed, else the letters of data/transliteration.tsv and
the rules below, which choose one of the common ways to write what Latin has several ways for.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final

from indexer.enrichment.names import folded
from indexer.enrichment.vocabulary import alternatives, rows

Rules = Sequence[tuple[re.Pattern[str], str]]

_NOT_LATIN: Final = re.compile("[^a-z-]")
_TURKISH: Final = (("ş", "sh"), ("Ş", "Sh"), ("ç", "ch"), ("Ç", "Ch"))
_WOMAN: Final = re.compile(r"(?<=[oe]v|[iy]n)a$")


def _rules(*pairs: tuple[str, str]) -> Rules:
    return [(re.compile(pattern), replacement) for pattern, replacement in pairs]


# What may be one sound: y is i, w is v, zh and dzh are j, kh is h; double letters are single.
_SOUNDS: Final = tuple(
    pair.split("=")
    for pair in "q=k w=v xa=ha x=ks kh=h gh=g dzh=j dj=j zh=j shch=sh y=i".split()
)  # fmt: skip
_KEY: Final = _rules((r"(?<![^aeou-])ie", "e"), (r"([a-z])\1+", r"\1"))

# How a surname is written: one of the common ways.
_SURNAME: Final = _rules(
    (r"q", "k"), (r"w", "v"), (r"gh", "g"), (r"x", "kh"), (r"(?<![kszcgtp])h", "kh"), (r"dzh|dj", "j"),
    (r"(?<=[aeiou])ss(?=[aeiou])", "s"), (r"(?<![^-])ye", "e"), (r"(?<![^-])y(?=[^aeiou])", "i"),
    (r"(?<=[aeou])y(?=[^aeiouy-])", "i"),
    (r"(?<=[aeou])e(?=va?$)", "ye"), (r"(?<=[^aeiouy])(?:iy|y)e(?=va?$)", "ie"), (r"iye(?=va?$)", "ie"),
    (r"(?<=[st]k)(?:iy|ii|yi|yy)$", "y"), (r"(?<=[st]k)aia$", "aya"), (r"iy$", "y"),
)  # fmt: skip

_PLAIN: Final = _rules((r"(?<=[aeou])y(?![aeiou])", "i"), (r"iy$", "y"))


@lru_cache(maxsize=1 << 15)
def key(word: str) -> str:
    """What all spellings of a name share, in both scripts: "khassanova", "Хасанова" → "hasanova"."""
    coarse = letters(word)
    for written, sound in _SOUNDS:
        coarse = coarse.replace(written, sound)
    return _apply(_KEY, coarse)


@lru_cache(maxsize=1 << 15)
def surname(word: str) -> str:
    """A Slavic or Central Asian surname in Latin: "Хасанова" → "Khassanova", "Nazarbaev" → "Nazarbayev"."""
    coarse = key(word)
    man = _WOMAN.sub("", coarse)
    if man in _usual():
        return _usual()[man] + coarse[len(man) :]
    return capitalised(_apply(_SURNAME, letters(word)))


@lru_cache(maxsize=1 << 15)
def plain(word: str) -> str:
    """A word of a name in Latin letters, nothing chosen but "i" for й: Торебай and Torebay → "Torebai"."""
    return _usual().get(key(word)) or capitalised(_apply(_PLAIN, letters(word)))


@lru_cache(maxsize=1 << 15)
def letters(word: str) -> str:
    """The word in lower-case letters a to z, and hyphens."""
    for turkish, latin in _TURKISH:  # before they are folded to s and c
        word = word.replace(turkish, latin)
    word = folded(word)
    if not word.isascii():
        single, several = _table()
        for cyrillic, latin in several:
            word = word.replace(cyrillic, latin)
        word = word.translate(single)
    return word if word.isalpha() and word.isascii() else _NOT_LATIN.sub("", word)


def capitalised(word: str) -> str:
    return "-".join(part[:1].upper() + part[1:] for part in word.split("-"))


def _apply(rules: Rules, word: str) -> str:
    for pattern, replacement in rules:
        word = pattern.sub(replacement, word)
    return word


@cache
def _table() -> tuple[dict[int, str], list[tuple[str, str]]]:
    """Single letters for str.translate, and the groups of letters that are replaced before them."""
    table = {cyrillic: latin.strip("-") for cyrillic, latin in rows("transliteration.tsv")}
    single = {ord(cyrillic): latin for cyrillic, latin in table.items() if len(cyrillic) == 1}
    return single, [(cyrillic, latin) for cyrillic, latin in table.items() if len(cyrillic) > 1]


@cache
def _usual() -> dict[str, str]:
    """Key of a man's surname → its usual spelling."""
    return {
        key(name): spelling
        for spelling, *others in rows("surname_spellings.tsv")
        for name in (spelling, *alternatives(" ".join(others)))
    }
