"""Documents as plain data: what the API sends of one, and what `winnow explain` prints.

The shapes are a promise (version 1): fields are only ever added. openapi.json describes them, and a test compares.
"""

from collections.abc import Iterable
from dataclasses import asdict

from indexer.corpus import Translation
from indexer.enrichment.language import of_blocks
from indexer.model import JudgedBlock, Record, Skipped
from webui.answer import API_DOCS, DOCS, Plain

Translated = Iterable[tuple[Translation, Record]]


def document(record: Record, translations: Translated = ()) -> Plain:
    """A document whole: what is known of its page, where it is served, and the same page in other languages."""
    served = {
        "translations": [translation(*each) for each in translations],
        "first_seen": record.first_seen,
        "links": {"self": API_DOCS + record.id, "html": DOCS + record.id, "text": f"{DOCS}{record.id}.txt"},
    }
    return page(record) | served


def translation(found: Translation, record: Record) -> Plain:
    """The same page in another language, and what tells so."""
    return {
        "id": record.id,
        "url": record.url,
        "title": record.title,
        "language": record.language,
        "evidence": found.evidence,
        "shared": found.shared,
        "links": {"self": API_DOCS + record.id, "html": DOCS + record.id},
    }


def explained(record: Record) -> Plain:
    """What reading, cleaning and enriching made of a page that need not be in any index."""
    return page(record) | {"skipped": None}


def skipped(item: Skipped) -> Plain:
    """A page that could not be used: the shape of an explained one, empty, with the reason."""
    reason = f"{item.reason} ({item.detail})" if item.detail else item.reason
    return explained(Record("", item.source, "", "", "", "", ())) | {"skipped": reason}


def page(record: Record) -> Plain:
    """Text, all of the blocks with their verdicts, facets and dates with their evidence.

    Offsets (`start` and `end`, of a date `start` and `end_offset`) are into `text`, half open, in code points; -1 where
    the value was not found in the text.
    """
    return {
        "source": record.source,
        "id": record.id,
        "url": record.url,
        "site": record.site,
        "title": record.title,
        "language": record.language,
        "text": record.text,
        "blocks": [
            block(judged) | {"language": language}
            for judged, language in zip(record.blocks, of_blocks(record.blocks, record.language), strict=True)
        ],
        "facets": {name: [asdict(value) for value in values] for name, values in record.facets.items()},
        "dates": [asdict(when) for when in record.dates],
        "charset": record.charset,
        "fetched_at": record.fetched_at,
        "notes": list(record.notes),
    }


def block(judged: JudgedBlock) -> Plain:
    verdict = judged.verdict
    return {
        "text": judged.text,
        "kind": judged.kind.value,
        "level": judged.level,
        "kept": verdict.kept,
        "rule": verdict.rule,
        "reason": verdict.reason,
        "support": {"on": verdict.on_pages, "of": verdict.of_pages},
        "confidence": verdict.confidence,
        "place": judged.place,
    }
