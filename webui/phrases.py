"""What the indexer says of a page (reasons, notes, ways of finding), in the language of the interface.

The indexer speaks English and stores what it says. Each of its sentences is known here by its pattern, so that the
values in it are found again and put into the translation; a sentence that is not known stays as it is.
"""

import re
from collections.abc import Iterator
from functools import cache
from types import MappingProxyType
from typing import Final

from indexer.cleaning.notices import SECTIONS
from indexer.cleaning.rules import HINT_WORDS
from indexer.enrichment.vocabulary import rows
from indexer.query import EXAMPLES
from indexer.query.notes import MESSAGES
from indexer.schema import FACETS
from webui.i18n import ENGLISH, current, message

TAXONOMIES: Final = {
    "type": "types.tsv",
    "topic": "topics.tsv",
}  # facets whose values are plain words, and their tables

# Places for values are numbered: {0}. The surest first: what a pattern does not hold is left to the next one.
PATTERNS: Final = (
    # why a block was kept or removed (cleaning/rules.py, overrides/apply.py)
    "the page's title",
    "{0} (“{1}”)",
    "on {0} of {1} pages of this site",
    "a reader's comment below the text",
    "does not read like the page's own text: {0}",
    "does not read like the page's own text",
    "reads like the page's own text",
    "kept by overrides.toml",
    "dropped by overrides.toml",
    "stands in {0} and {1}, {2}",
    "stands in {0} and {1}",
    "stands in {0}, {1}",
    "stands in {0}",
    "is mostly links, is short",
    "is mostly links",
    "is short",
    # how a page was read (sources/)
    "labelled {0}, read as {1}",
    "{0} bytes are not utf-8",
    "parts read as {0}",
    # how a value was found (enrichment/, corpus/)
    "{0} times here, on about one page in {1}",
    "once here, on about one page in {0}",
    "{0} times here, on no other page",
    "once here, on no other page",
    "on {0} pages or more",
    "on {0} pages",
    "on 1 page",
    "{0}, merged by the owner",
    "{0}, one with {1}: the same surname and initial, and nobody else's on this site",
    "{0}, one with {1}: {2}, {3}",
    "the same name in another script", "another spelling of the same name", "the same name with the surname elsewhere",
    "another form of the same name", "its name in another language",
    "the genitive of the same name",
    "{0}, stands for {1} on {2} pages or more", "{0}, stands for {1} on {2} pages", "{0}, stands for {1} on 1 page",
    "{0}, {1} stands for {2} organisations here",
    "{0}, its acronym is explained {1}",
    "gazetteer", "known name", "explained acronym", "quoted name", "acronym", "words of the title", "words", "address",
    "metadata", "structure", "text (removed)",
)  # fmt: skip


# How a value was found, where the indexer has no more than a code for it.
METHODS: Final = MappingProxyType({
    "host": "the host of the address", "folder": "the folder it lay in", "text": "its own text",
    "page": "the whole page", "owner": "the owner of this site", "full": "a full name", "name": "a known first name",
    "title": "a name with a title", "reversed": "a name, surname first", "role": "a name with a role",
    "initials": "a name with initials", "ending": "the ending of a surname", "office": "a name with an office",
    "surname": "a surname alone", "url": "the address",
})  # fmt: skip


@cache
def values(facet: str) -> tuple[str, ...]:
    """The values a taxonomy may give a page: "news", "press release" …"""
    return tuple(dict.fromkeys(row[0] for row in rows(TAXONOMIES[facet])))


def known() -> Iterator[str]:
    """Every English text of the indexer that a page may show: the catalogues hold each."""
    yield from (*PATTERNS, *METHODS.values())
    yield from MESSAGES.values()
    yield from (section.label for section in SECTIONS.values())
    yield from HINT_WORDS.values()
    yield from (example.meaning for example in EXAMPLES)
    for facet in FACETS:
        yield from (facet.label, facet.plural, facet.help)
    for name in TAXONOMIES:
        yield from values(name)


def method(name: str) -> str:
    """How a value was found."""
    found, comma, rest = name.partition(", ")
    return phrase(METHODS.get(found, found) + comma + rest)


def phrase(text: str) -> str:
    """A sentence of the indexer in the language of the page."""
    if current() == ENGLISH:
        return text
    if (translated := message(text)) != text:
        return translated
    for pattern, sentence in patterns():
        if found := pattern.fullmatch(text):
            return message(sentence).format(*inner(sentence, found))
    return text


def inner(sentence: str, found: re.Match[str]) -> Iterator[str]:
    """The values of a sentence; what it quotes is a page's or a reader's, and stays as it is."""
    for place, value in enumerate(found.groups()):
        yield value if f"“{{{place}}}" in sentence else phrase(value)


@cache
def patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Those of the known sentences that have places for values, as patterns."""
    return tuple((pattern_of(text), text) for text in known() if "{0}" in text)


def pattern_of(sentence: str) -> re.Pattern[str]:
    """ "on {0} of {1}" → a pattern whose groups are the values."""
    return re.compile(re.sub(r"\\\{\d\\\}", "(.+?)", re.escape(sentence)), re.DOTALL)
