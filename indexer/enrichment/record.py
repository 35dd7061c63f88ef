"""A document with its facets, its dates and the signature of its text."""

from collections.abc import Callable, Mapping
from typing import Final

from indexer import limits
from indexer.enrichment.country import country
from indexer.enrichment.dates import dates_of
from indexer.enrichment.doctype import doctype
from indexer.enrichment.language import language
from indexer.enrichment.organisation import organisation
from indexer.enrichment.person import person
from indexer.enrichment.place import place
from indexer.enrichment.site import site
from indexer.enrichment.topic import topic
from indexer.model import Document, Evidence, Record
from indexer.words import signature

Enricher = Callable[[Document, str], tuple[Evidence, ...]]

# Facet (schema.FACETS) → the function that fills it from a document and its kept text. Adding one is a file and a line.
ENRICHERS: Final[Mapping[str, Enricher]] = {
    "site": site,
    "language": language,
    "type": doctype,
    "topic": topic,
    "country": country,
    "place": place,
    "organisation": organisation,
    "person": person,
}

RULES_VERSION: Final = 14  # raise it when an enricher changes what it finds


def enrich(document: Document) -> Record:
    """Who, where, when: each value with its evidence, text[start:end] == surface. The same for the same document."""
    text = document.text[: limits.ENRICHED_CHARS]
    facets = {name: enricher(document, text) for name, enricher in ENRICHERS.items()}
    return Record(
        id=document.id,
        source=document.source,
        url=document.url,
        site=document.site,
        title=document.title,
        language=facets["language"][0].value if facets["language"] else "",
        blocks=document.blocks,
        facets={name: found for name, found in facets.items() if found},
        dates=dates_of(document, text),
        charset=document.charset,
        fetched_at=document.fetched_at,
        notes=document.notes,
        signature=signature(text),
    )
