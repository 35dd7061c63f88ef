"""Names that are built around a head word: "Almaty City Court", Комитет по правам ребёнка, Қаржы министрлігі.

Each language has its grammar; a head word that comes by (data/organisation_words.tsv, "phrase") starts it, so a text
without one costs nothing but the look-ups.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Final

from indexer.enrichment import organisation_english, organisation_russian, organisation_turkic
from indexer.enrichment.names import bases
from indexer.enrichment.organisation_reading import Phrase, Text
from indexer.enrichment.table import FIRST, split, starts
from indexer.enrichment.vocabulary import rows

Grammar = Callable[[Text, int, str], Phrase | None]  # of a text, the position of a head word, and its listed form

GRAMMARS: Final[Mapping[str, Grammar]] = {
    "en": organisation_english.phrase,
    "ru": organisation_russian.phrase,
    "kk": organisation_turkic.phrase,
    "ky": organisation_turkic.phrase,
    "uz": organisation_turkic.phrase,
}
_ROLES: Final = frozenset({"phrase", "with-of", "firm", "english-firm"})


def phrases(text: str, language: str) -> Iterator[Phrase]:
    """The names of a text that have a head word, in the order of these: one may lie inside another."""
    whole = Text(text, split(text), language)
    for position, (of, head) in starts(_heads_of(language), text, language):
        found = GRAMMARS[of](whole, position, head)
        if found:
            yield found


class _Heads:
    """The head words of a language and of English, inflected too, as a vocabulary."""

    is_of_names: Final = False

    def __init__(self, language: str) -> None:
        self._language, self._english = language, _heads()["en"]
        self._own = _heads().get(language, frozenset()) if language != "en" else frozenset()
        self.firsts = frozenset(word[:FIRST] for word in self._english | self._own)

    def begun(self, word: str) -> tuple[str, str] | None:
        """(language of the grammar, head word as listed)"""
        if word.isascii() and self._language != "uz":
            return ("en", word) if word in self._english else None
        return next(((self._language, form) for form in (word, *bases(word)) if form in self._own), None)


@cache
def _heads_of(language: str) -> _Heads:
    return _Heads(language)


@cache
def _heads() -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for role, language, words in rows("organisation_words.tsv"):
        if role in _ROLES:
            found[language] = found.get(language, frozenset()) | frozenset(words.split())
    return found
