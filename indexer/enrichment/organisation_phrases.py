"""Names that are built around a head word: "Almaty City Court", Комитет по правам ребёнка, Қаржы министрлігі.

Each language has its grammar; a head word that comes by (data/organisation_words.tsv, "phrase") starts it, so a text
without one costs nothing but the look-ups.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Final

from indexer.enrichment import organisation_english, organisation_russian, organisation_turkic
from indexer.enrichment.names import bases, split
from indexer.enrichment.organisation_reading import Phrase, Text
from indexer.enrichment.vocabulary import rows

Grammar = Callable[[Text, int, str], Phrase | None]  # of a text, the position of a head word, and its listed form

GRAMMARS: Final[Mapping[str, Grammar]] = {
    "en": organisation_english.phrase,
    "ru": organisation_russian.phrase,
    "kk": organisation_turkic.phrase,
    "ky": organisation_turkic.phrase,
    "uz": organisation_turkic.phrase,
}
_BEGINNING: Final = 3  # letters
_ROLES: Final = frozenset({"phrase", "with-of", "firm", "english-firm"})


def phrases(text: str, language: str) -> Iterator[Phrase]:
    """The names of a text that have a head word, in the order of these: one may lie inside another."""
    whole = Text(text, split(text), language)
    begins = _beginnings(language)
    for position in [n for n, (_, _, word) in enumerate(whole.words) if word[:_BEGINNING] in begins]:
        of, head = _head(whole.word(position), language)
        found = GRAMMARS[of](whole, position, head) if head else None
        if found:
            yield found


@lru_cache(maxsize=1 << 14)
def _head(word: str, language: str) -> tuple[str, str]:
    """(language of the grammar, head word as listed) of a folded word; ("", "") for any other word."""
    of = "en" if word.isascii() and language != "uz" else language
    heads = _heads().get(of, frozenset())
    return next(((of, form) for form in ((word,) if of == "en" else (word, *bases(word))) if form in heads), ("", ""))


@cache
def _beginnings(language: str) -> frozenset[str]:
    """How the head words of a text's language and of English begin: it spares the others the look-up."""
    return frozenset(word[:_BEGINNING] for of in ("en", language) for word in _heads().get(of, ()))


@cache
def _heads() -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for role, language, words in rows("organisation_words.tsv"):
        if role in _ROLES:
            found[language] = found.get(language, frozenset()) | frozenset(words.split())
    return found
