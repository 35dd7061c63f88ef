"""What language is a text written in?

pycld2 is right for sentences; for a few words it often knows nothing, or takes a large language for a small neighbour.
There the letters tell more: those that only some languages of a script use.
"""

import re
from functools import lru_cache
from typing import Final

import pycld2

from indexer.words.plain import Patterns
from indexer.words.scripts import script

_SAMPLE_CHARS: Final = 3_000  # of a text, from its beginning: some 3,000 texts a CPU second
_SURE_CHARS: Final = 200  # with fewer, the letters are asked too; with 100 here, .5 % of Russian sentences were missed

_ALL_BUT: Final = 90  # per cent in one language: the rest are names

_WORDS: Final = Patterns.of(r"[^\W\d_]+(?:[’‘'ʻʼ][^\W\d_]+)*")

# pycld2's names where they are not ISO 639-1
_NAMES: Final = {"iw": "he", "jw": "jv", "nb": "no", "zh-Hant": "zh"}

# The letters of each Cyrillic alphabet beside абвгдежзиклмнопрстуфхцчш; those with more readers first.
_CYRILLIC: Final = {
    "ru": "ёйщъыьэюя",
    "uk": "йщьюяєіїґ",
    "kk": "ёйщъыьэюяәғқңөұүһі",
    "ky": "ёйщъыьэюяңөү",
    "tg": "ёйъэюяӣӯҳҷқғ",
    "uz": "ёйъьэюяўқғҳ",
    "be": "ёйыьэюяіў",
    "bg": "йщъьюя",
    "mn": "ёйщъыьэюяөү",
    "sr": "ђјљњћџ",
    "mk": "ѓѕјљњќџ",
}
_CYRILLIC_LETTERS: Final = frozenset("".join(_CYRILLIC.values()))
# Where the Russian alphabet is enough. Of pairs of words on Russian pages, pycld2 took 18 % for another language.
_NEEDS_NO_PROOF: Final = ("ru", "kk")
_LATIN_UZBEK: Final = re.compile("[og][‘ʻ’'](?=[a-z])")


def detect(text: str) -> str:
    """The language of a text, as ISO 639-1; "" where it cannot be told. Never raises."""
    words = _sample(text)
    guess, _ = _cld2(words)
    return guess if guess and len(words) >= _SURE_CHARS else _by_letters(words.lower(), guess)


def is_of_one_language(text: str) -> bool:
    """Whether nothing in a text speaks for a second language; a text longer than the sample may always have one."""
    return len(text) <= _SAMPLE_CHARS and _cld2(_sample(text))[1] >= _ALL_BUT


@lru_cache(maxsize=4)
def _sample(text: str) -> str:
    sample = text[:_SAMPLE_CHARS]
    return " ".join(_WORDS.to(sample).findall(sample))


@lru_cache(maxsize=4)
def _cld2(words: str) -> tuple[str, int]:
    """(language or "", how much of the text is written in it, in per cent)."""
    try:
        _, _, ((_, code, share, _), *_) = pycld2.detect(
            words.encode("utf-8", "ignore"), isPlainText=True, bestEffort=True
        )
    except pycld2.error:  # what it takes for damaged UTF-8
        return "", 0
    code = _NAMES.get(code, code)
    return (code, share) if len(code) == 2 and code != "un" else ("", share)


def _by_letters(words: str, guess: str) -> str:
    """The guess for a few words, unless their letters speak against it."""
    if script(words) == "cyrillic":
        letters = _CYRILLIC_LETTERS.intersection(words)
        able = [language for language, alphabet in _CYRILLIC.items() if letters.issubset(alphabet)]
        trusted = _NEEDS_NO_PROOF if "ru" in able else able
        return guess if guess in trusted or not able else able[0]
    return guess or ("uz" if len(_LATIN_UZBEK.findall(words)) > 1 else "")
