"""What cleaning did, as plain data: what the API sends and what the pages on cleaning are made of (as answer.py).

The shapes are a promise (version 1): fields are only ever added. openapi.json describes them, and a test compares.
"""

from collections.abc import Mapping
from typing import Final, TypedDict, cast

from indexer import limits
from indexer.asking import Request
from indexer.audit import Overview, Repeated, Site, SiteAudit, Template, Yield
from indexer.model import Filter, Record
from indexer.schema import MISSING
from webui import corrections, labels, paging
from webui.addresses import SEARCH, address, cleaning_address, site_address
from webui.answer import API_DOCS, DOCS, Plain
from webui.i18n import local
from webui.reading import title_of

PAGE: Final = "/cleaning"
API: Final = "/api/v1/cleaning"


def overview(found: Overview, order: str) -> Plain:
    """Every site, in the order asked for."""
    return {
        "order": order,
        "total": counts(found.total),
        "sites": [site(each) for each in found.ordered(order)],
        "links": {"self": cleaning_address(API, order), "html": cleaning_address(PAGE, order)},
    }


class Shown(TypedDict):
    """A page of the sites, and where the others are."""

    sites: list[Plain]
    page: int
    last: int
    pages: Plain  # addresses: the next page and the one before, None where there is none
    steps: paging.Steps


def page(report: Plain, number: int) -> Shown:
    """A page of the report for people: a thousand sites weigh half a megabyte, so not all are on one."""
    sites, order = cast(list[Plain], report["sites"]), cast(str, report["order"])
    last = -(-len(sites) // limits.REPORTED_SITES)
    start = (number - 1) * limits.REPORTED_SITES

    def address_of(other: int) -> str:
        return cleaning_address(PAGE, order, other)

    return {
        "sites": sites[start : start + limits.REPORTED_SITES],
        "page": number,
        "last": last,
        "pages": {
            "prev": address_of(min(number - 1, last)) if number > 1 else None,
            "next": address_of(number + 1) if number < last else None,
        },
        "steps": paging.steps(number, last, address_of),
    }


def counts(of: Yield) -> Plain:
    """Characters do not count the title, which is kept whatever else goes."""
    return {
        "documents": of.documents,
        "kept_characters": of.kept,
        "removed_characters": of.removed,
        "removed_share": round(of.share, 4),
        "removed_blocks": sum(of.rules.values()),
        "rules": [{"rule": rule, "blocks": blocks} for rule, blocks in of.rules.items()],
        "emptied": of.emptied,
        "untouched": of.untouched,
    }


def site(each: Site) -> Plain:
    chosen = Request(filters=(Filter("site", (each.name or MISSING,)),))
    return {
        "site": each.name,
        "label": labels.facet_value("site", each.name or MISSING),
        **counts(each.total),
        "languages": languages(each.languages),
        "links": {
            "self": site_address(API, each.name),
            "html": site_address(PAGE, each.name),
            "search": address(SEARCH, chosen),
        },
    }


def languages(of: Mapping[str, Yield]) -> list[Plain]:
    return [
        {"language": code, "label": labels.facet_value("language", code or MISSING), **counts(total)}
        for code, total in of.items()
    ]


def site_audit(found: SiteAudit) -> Plain:
    """One site, with the blocks removed and kept most often on the documents that were looked at."""
    return site(found.site) | {
        "looked_at": found.looked_at,
        "removed": [repeated(each) for each in found.removed],
        "kept": [repeated(each) for each in found.kept],
        "templates": [template(each) for each in found.templates],
        "emptied_documents": [document(record) for record in found.emptied],
        "untouched_documents": [document(record) for record in found.untouched],
    }


def repeated(each: Repeated) -> Plain:
    verdict = each.block.verdict
    return {
        "text": each.block.text,
        "rule": verdict.rule,
        "reason": verdict.reason,
        "support": {"on": verdict.on_pages, "of": verdict.of_pages},
        "documents": each.documents,
        "correction": corrections.of_block(each.examples[0], each.block),
        "examples": [document(record) for record in each.examples],
    }


def template(each: Template) -> Plain:
    return {
        "language": each.language,
        "documents": each.documents,
        "of": each.of,
        "blocks": list(each.blocks),
        "examples": [document(record) for record in each.examples],
    }


def document(record: Record) -> Plain:
    links = {"self": API_DOCS + record.id, "html": local(DOCS + record.id)}
    return {"id": record.id, "title": title_of(record), "language": record.language, "links": links}
