"""Which names does an acronym stand for, where no page explains it?   NSF → National Science Foundation"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from indexer.words import fold, is_stop_word, part_tokens

SHORTEST: Final = 3  # letters: two stand for too many names
_LONGEST: Final = 8


def by_initials(names: Iterable[str]) -> Mapping[str, list[str]]:
    """Names in the order given, by the first letters of their words but "of", "the" and the like."""
    found = defaultdict[str, list[str]](list)
    for name in names:
        words = [token.text for token in part_tokens(name) if not is_stop_word(token.text)]
        if SHORTEST <= len(words) <= _LONGEST:
            found["".join(word[0] for word in words)].append(name)
    return dict(found)


def initials(word: str) -> str:
    """What the word is looked up by; "" where it is not written as an acronym."""
    return fold(word) if word.isupper() and word.isalpha() and len(word) >= SHORTEST else ""
