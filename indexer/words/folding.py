"""One spelling for all the ways a word can be written."""

import re
import unicodedata
from typing import Final

from indexer.words.plain import CYRILLIC

# Characters that stand inside words but are not part of them: the soft hyphen, zero-width spaces and joiners, marks of
# direction, the byte order mark.
IGNORABLE: Final = "\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"

# Latin letters that Unicode does not decompose, and ё, which most Russian texts write as е. The Kazakh, Uzbek and Azeri
# letters stay: they are letters of their own. So does й, which readers never take for и.
_LETTERS: Final = str.maketrans(
    {"ё": "е", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)

_IGNORED: Final = re.compile(f"[{IGNORABLE}]+")
_CYRILLIC: Final = re.compile(f"[{CYRILLIC}]+")
_STRESS: Final = re.compile("[\u0300-\u036f]+")  # what is left after NFKC stands on no letter of its own: замо́к
_ACCENTED: Final = re.compile("[\u00c0-\u024f\u1e00-\u1eff]+")  # the Latin letters that carry diacritics
_REMEMBERED: Final = 1 << 14  # words


def fold(text: str) -> str:
    """The text in one spelling: NFKC, no case, no diacritics on Latin letters, ё as е, nothing invisible."""
    if text.isascii():
        return text.lower()
    if _CYRILLIC.fullmatch(text):  # the same, five times as fast
        return text.lower().replace("ё", "е")
    text = unicodedata.normalize("NFKC", _IGNORED.sub("", text)).casefold()
    text = _ACCENTED.sub(_without_diacritics, text).translate(_LETTERS)
    return _STRESS.sub("", text)


class _Folded(dict[str, str]):
    """Words as written → folded, remembered: half the time of a cached function."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[word] = found = fold(word)
        return found


folded: Final = _Folded().__getitem__  # `fold` for single words, which come again


def _without_diacritics(match: re.Match[str]) -> str:
    return _STRESS.sub("", unicodedata.normalize("NFD", match[0]))
