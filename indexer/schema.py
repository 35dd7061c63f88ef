"""What a document can be filtered by: the facets, in the order they are shown.

Adding a facet is a line here, and an enricher that fills it (`enrichment/`).
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow a search."""

    name: str  # in addresses and JSON: lower case, stable
    label: str  # on the page, singular
    plural: str
    help: str


FACETS: Final[tuple[Facet, ...]] = (
    Facet("site", "Site", "Sites", "The host the page came from, or the folder it lay in"),
    Facet("language", "Language", "Languages", "The language of the page's own text"),
    Facet("type", "Document type", "Document types", "News, report, announcement …: what kind of page it is"),
    Facet("topic", "Topic", "Topics", "What the page is about, by its words; a page may have several"),
    Facet("country", "Country", "Countries", "Countries the page names, in any language and inflection"),
    Facet("place", "Place", "Places", "Cities and regions the page names, in any language and inflection"),
    Facet("organisation", "Organisation", "Organisations", "Organisations the page names; acronym and name are one"),
    Facet("person", "Person", "People", "People the page names; spellings in all scripts are one"),
    Facet("phrase", "Key phrase", "Key phrases", "What the page says that the rest of the corpus hardly does"),
)

FACET_NAMES: Final = tuple(facet.name for facet in FACETS)

MISSING: Final = "_missing"  # the filter value for "this document has no value of the facet"
