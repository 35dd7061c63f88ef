"""Who, where, when, what kind?   Document → Record"""

from indexer.enrichment.phrase_counts import Phrase
from indexer.enrichment.phrases import Phrases, phrases
from indexer.enrichment.record import ENRICHERS, RULES_VERSION, enrich
from indexer.enrichment.vocabulary import digest

__all__ = ["ENRICHERS", "VERSION", "Phrase", "Phrases", "enrich", "phrases"]

VERSION: str


def __getattr__(name: str) -> str:
    if name == "VERSION":  # worked out when first asked for: nothing is opened at import
        return f"{RULES_VERSION}-{digest()}"
    raise AttributeError(name)
