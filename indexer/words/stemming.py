"""Words → stems: what the inflected forms of one word have in common."""

from collections.abc import Callable, Collection, Mapping
from functools import cache, lru_cache, partial
from itertools import chain
from threading import Lock
from typing import Final

import Stemmer

from indexer.words import kazakh, russian
from indexer.words.scripts import script

# By script, the language and its stemmer: a Snowball algorithm, or our own. The first language of each is its default.
_STEMMERS: Final[Mapping[str, Mapping[str, str | Callable[[str], str]]]] = {
    "latin": {
        "en": "english",
        "ca": "catalan",
        "cs": "czech",
        "da": "danish",
        "de": "german",
        "eo": "esperanto",
        "es": "spanish",
        "et": "estonian",
        "eu": "basque",
        "fi": "finnish",
        "fr": "french",
        "ga": "irish",
        "hu": "hungarian",
        "id": "indonesian",
        "it": "italian",
        "lt": "lithuanian",
        "nl": "dutch",
        "no": "norwegian",
        "pl": "polish",
        "pt": "portuguese",
        "ro": "romanian",
        "sv": "swedish",
        "tr": "turkish",
    },
    "cyrillic": {"ru": russian.stem, "kk": kazakh.stem, "sr": "serbian"},
    "arabic": {"ar": "arabic", "fa": "persian"},
    "armenian": {"hy": "armenian"},
    "devanagari": {"hi": "hindi", "ne": "nepali"},
    "greek": {"el": "greek"},
    "hebrew": {"yi": "yiddish"},
    "tamil": {"ta": "tamil"},
}
# The languages that a word of a script can be stemmed in, the default first.
STEMMED: Final[Mapping[str, tuple[str, ...]]] = {name: tuple(languages) for name, languages in _STEMMERS.items()}
_STEMMED_LANGUAGES: Final = frozenset(chain.from_iterable(STEMMED.values()))

_CACHED_WORDS: Final = 20_000  # 3 MB when full; a Russian word that is not in it costs 0.15 ms
_RUSSIAN: Final = Stemmer.Stemmer("russian", 0)
_lock = Lock()  # a Snowball stemmer must not be used by two threads at once


@lru_cache(_CACHED_WORDS)
def stem(word: str, language: str) -> str:
    """The stem of a folded word in a language (ISO 639-1, "" if unknown); without a stemmer, the word itself."""
    return _stemmer(stem_language(word, language))(word)


def light_stem(word: str, language: str) -> str:
    """Likewise, without a dictionary: a hundredth of the time in Russian, where some forms of a word stay apart."""
    return _light_stemmer(script(word), language)(word)


@cache
def _light_stemmer(alphabet: str, language: str) -> Callable[[str], str]:
    of = _stem_language(alphabet, language)
    return partial(_locked, _RUSSIAN) if of == "ru" else _stemmer(of)


def stem_language(word: str, language: str) -> str:
    """The language that a word of a text in `language` is stemmed in; "" if there is none.

    A word in another script than its text's, and a word of a text in no known language, is stemmed in the default
    language of its script: English words in Russian pages, Russian names in English ones.
    """
    return _stem_language(script(word), language)


@cache
def _stem_language(alphabet: str, language: str) -> str:
    candidates = STEMMED.get(alphabet, ("",))
    if language in candidates:
        return language
    return candidates[0] if not language or language in _STEMMED_LANGUAGES else ""


def beginnings(word: str, language: str) -> frozenset[str]:
    """The two letters that words of a text in the language begin with, if they have the same stem as this folded word.

    It spares the stemming of most words of a text in which a few are looked for.
    """
    return russian.beginnings(word) if stem_language(word, language) == "ru" else frozenset([word[:2]])


def query_languages(word: str, languages: Collection[str]) -> tuple[str, ...]:
    """The languages that a word can have been stemmed in, in a corpus of these languages: each one once."""
    return tuple(dict.fromkeys(stem_language(word, language) for language in ("", *languages)))


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    stemmers = (languages[language] for languages in _STEMMERS.values() if language in languages)
    match next(stemmers, str):
        case str(algorithm):
            return partial(_locked, Stemmer.Stemmer(algorithm, 0))  # 0: it keeps no cache of its own
        case stemmer:
            return stemmer


def _locked(stemmer: Stemmer.Stemmer, word: str) -> str:
    with _lock:
        return str(stemmer.stemWord(word))
