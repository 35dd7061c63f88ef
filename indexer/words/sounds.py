"""One spelling for a word in all scripts: Khassanova, Хасанова and Қасанова; Zhaparov, Japarov and Жапаров.

`key` says which spellings may be one name: the letters of transliteration.tsv, then what Latin has several ways for.
`sound` is what is searched by: the key without the endings that names take in Russian and Kazakh, and without the
feminine -a; of the forms in tests/words/names.txt, .96 get the sound of their name, and no two names share one.
"""

import re
from functools import cache, lru_cache
from importlib.resources import files
from operator import eq
from typing import Final

from indexer.words.folding import fold
from indexer.words.scripts import script

_SHORTEST: Final = 3  # letters of a sound
_SCRIPTS: Final = frozenset({"latin", "cyrillic"})

_NOT_LATIN: Final = re.compile("[^a-z-]")
_TURKISH: Final = (("ş", "sh"), ("Ş", "Sh"), ("ç", "ch"), ("Ç", "Ch"))

# What may be one sound: y is i, w is v, zh and dzh are j, kh is h; double letters are single.
_SOUNDS: Final = tuple(
    pair.split("=")
    for pair in "q=k w=v xa=ha x=ks kh=h gh=g dzh=j dj=j zh=j shch=sh y=i".split()
)  # fmt: skip
_C: Final = re.compile("c(?![hkz])", re.IGNORECASE)
_INITIAL_IE: Final = re.compile(r"(?<![^aeou-])ie")
_DOUBLE: Final = re.compile(r"([a-z])\1+")

_HARD: Final = re.compile("^h")  # Хасан is Қасан in Kazakh
_CASE: Final = re.compile("(?<=...)(?:ogo|omu|oiu|oi|ei|im|om|em|(?<=[aeo])ia|[aeiu])$")  # Хасанов-ой, Достоевск-ого
# Of Kazakh; `kazakh.stem` is made for words of the dictionary, and takes -ды off Қарағанды.
_SUFFIX: Final = re.compile("(?<=....)(?:[ntd]in|men|[bp]en|(?<=[^aeiou])[kg][ae]|[dt][ae]n?|n[ae]n)$")


def sound(word: str, language: str = "") -> str:
    """What forms of a name share in all scripts, in a text of the language; "" for what is not a name's word."""
    if script(word) not in _SCRIPTS:
        return ""
    found = _HARD.sub("k", _key(word)).replace("-", "")  # whoever asks for sounds keeps them
    found = _CASE.sub("", _SUFFIX.sub("", found) if language == "kk" else found)
    return found if len(found) >= _SHORTEST else ""


def readings(word: str, language: str = "") -> frozenset[str]:
    """The sounds that a name may have which is looked for: a Slavic c is ц, and Kusturica Кустурица; an English one is
    not, nor is America Америца. None for what is not a name's word."""
    own = sound(word, language)
    slavic = sound(_C.sub("ts", word), language) if word.isascii() else own.replace("ts", "c")
    return frozenset({own, slavic} - {""})


@lru_cache(maxsize=1 << 14)
def key(word: str) -> str:
    """What all spellings of a name share, in both scripts: "khassanova", "Хасанова" → "hasanova"."""
    return _key(word)


def _key(word: str) -> str:
    coarse = letters(word)
    for written, sounds in _SOUNDS:
        coarse = coarse.replace(written, sounds)
    coarse = _INITIAL_IE.sub("e", coarse) if "ie" in coarse else coarse
    return _DOUBLE.sub(r"\1", coarse) if any(map(eq, coarse, coarse[1:])) else coarse


def letters(word: str) -> str:
    """The word in lower-case letters a to z, and hyphens."""
    for turkish, latin in _TURKISH:  # before they are folded to s and c
        word = word.replace(turkish, latin)
    word = fold(word)
    if not word.isascii():
        single, several = _table()
        for cyrillic, latin in several:
            word = word.replace(cyrillic, latin)
        word = word.translate(single)
    return word if word.isalpha() and word.isascii() else _NOT_LATIN.sub("", word)


@cache
def _table() -> tuple[dict[int, str], list[tuple[str, str]]]:
    """Single letters for str.translate, and the groups of letters that are replaced before them."""
    lines = files("indexer.words").joinpath("transliteration.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line.strip() and not line.startswith("#"))
    table = {cyrillic.strip(): latin.strip(" -") for cyrillic, latin in rows}
    single = {ord(cyrillic): latin for cyrillic, latin in table.items() if len(cyrillic) == 1}
    return single, [(cyrillic, latin) for cyrillic, latin in table.items() if len(cyrillic) > 1]
