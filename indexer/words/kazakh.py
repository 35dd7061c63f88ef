"""Kazakh words → stems, by taking inflectional suffixes off.

No library does it offline: Snowball has no Kazakh. The suffixes are in kazakh_suffixes.txt; of the forms in
tests/words/inflections_kk.txt, .98 get the stem of their base form.
"""

import re
from collections import defaultdict
from importlib.resources import files
from typing import Final

_VOICED: Final = str.maketrans("бгғ", "пкқ")  # a final п, к, қ is voiced before a vowel: кітап, кітабы
_NOT_INFLECTED: Final = re.compile("(?:стан|алматы)$")  # names that end like inflected words


def _load() -> tuple[re.Pattern[str], ...]:
    """One pattern for each group of the file, in its order."""
    groups: dict[str, list[str]] = defaultdict(list)
    for line in files("indexer.words").joinpath("kazakh_suffixes.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            group, letters, after, *suffixes = line.split()
            groups[group].append(_pattern(int(letters), after, suffixes))
    return tuple(re.compile(f"(?:{'|'.join(patterns)})$") for patterns in groups.values())


def _pattern(letters: int, after: str, suffixes: list[str]) -> str:
    before = "." * letters if after == "-" else "." * (letters - 1) + f"[{after}]"
    return f"(?<={before})(?:{'|'.join(suffixes)})"


_GROUPS: Final = _load()


def stem(word: str) -> str:
    """The stem of a folded word."""
    for group in _GROUPS:
        if _NOT_INFLECTED.search(word):
            break
        word = group.sub("", word)
    return word[:-1] + word[-1:].translate(_VOICED)
