"""Answers and documents as plain data: what the API sends and what the pages are made of.

The shapes are a promise (version 1): fields are only ever added. openapi.json describes them, and a test compares.
Snippets are text with offsets, never HTML. Addresses begin at the root of the site.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace
from typing import Final

from indexer import limits
from indexer.asking import Request
from indexer.completion import Completion
from indexer.model import Date, FacetCounts, Filter, Hit, Labelled, Shown
from indexer.schema import MISSING
from indexer.search import Answer, Snippet, Switch
from indexer.ways_on import Suggestion
from webui import dates, labels, refine
from webui.addresses import (
    API_FACETS,
    API_SEARCH,
    ATOM,
    BROWSE,
    EXCLUDE,
    SEARCH,
    Around,
    Listing,
    address,
    around,
    listing_address,
    quoted,
)
from webui.i18n import _, local
from webui.reading import title_of

API_DOCS: Final = "/api/v1/docs/"
DOCS: Final = "/doc/"
CSV: Final = "/search.csv"
JSON_LINES: Final = "/search.jsonl"

Plain = dict[str, object]


def search(found: Answer, path: str = API_SEARCH) -> Plain:
    """A search answer. Its addresses for going on lead to `path`: the API's, or the page's."""
    asked = found.request
    under = {hit.id: first for first, hits in found.duplicates.items() for hit in hits}
    found_by = dict.fromkeys(found.by_meaning, "meaning")
    return {
        "query": {
            "q": asked.q,
            "interpreted": found.interpreted,
            "notes": [asdict(note) for note in found.notes],
            "parts": [{"text": part.text, "remove_url": address(path, part.request)} for part in found.parts],
            "switches": [switch(one, path) for one in found.switches],
        },
        "filters": filters(asked, path),
        "total": found.results.total,
        "page": asked.page,
        "per_page": asked.per_page,
        "took_ms": round(found.took_ms, 1),
        "links": links(asked, found.results.total, path),
        "results": [
            result(
                hit,
                found.snippets.get(hit.id, ()),
                found.duplicates.get(hit.id, ()),
                under.get(hit.id),
                found_by.get(hit.id, "words"),
            )
            for hit in found.hits
        ],
        "facets": [*(facet(counts, asked, path) for counts in found.results.facets), years(found, path)],
        "suggestions": [suggestion(way, path) for way in found.suggestions],
    }


def pages(total: int, per_page: int) -> int:
    """How many pages of results there are to go to: none where none is asked for."""
    return min(-(-total // per_page), limits.PAGE_TIMES_SIZE // per_page) if per_page else 0


def links(asked: Request, total: int, path: str) -> Plain:
    """Where to go from here; None where there is nothing. Beyond the last page, `prev` is the last page."""
    last = pages(total, asked.per_page)
    after = replace(asked, page=asked.page + 1) if asked.page < last else None
    before = replace(asked, page=min(asked.page - 1, last)) if asked.page > 1 and last else None
    whole = refine.listed(asked)
    return {
        "self": address(path, asked),
        "next": after and address(path, after),
        "prev": before and address(path, before),
        "html": address(SEARCH, asked),
        "atom": address(ATOM, refine.newest(whole)),
        "csv": address(CSV, whole),
        "jsonl": address(JSON_LINES, whole),
    }


# --------------------------------------------------------------------------------------------------------- filters


def filters(asked: Request, path: str) -> list[Plain]:
    """Every filter of the request, in the order of the address, each with the address that is without it."""
    chosen = [chip(asked, of, value, path) for of in asked.filters for value in of.values]
    if not (asked.date_from or asked.date_to):
        return chosen
    range_: Plain = {
        "field": "date",
        "value": f"{asked.date_from}..{asked.date_to}",
        "label": dates.given_dates(asked.date_from, asked.date_to),
        "op": "range",
        "remove_url": address(path, refine.between(asked)),
    }
    return [*chosen, range_]


def chip(asked: Request, of: Filter, value: str, path: str) -> Plain:
    return {
        "field": of.field,
        "value": value,
        "label": labels.facet_value(of.field, value),
        "op": "not_in" if of.exclude else "in",
        "remove_url": address(path, refine.without(asked, of.field, value, of.exclude)),
    }


# ---------------------------------------------------------------------------------------------------------- facets


def facet(counts: FacetCounts, asked: Request, path: str) -> Plain:
    value = facet_values(asked, counts.field, path)
    return {
        "field": counts.field,
        "label": labels.facet(counts.field).label,
        "type": "terms",
        "distinct": counts.distinct,
        "missing": counts.missing,
        "values": [value(name, count) for name, count in counts.values],
        "missing_value": value(MISSING, counts.missing),
        "more_url": more(counts, asked, path),
    }


def more(counts: FacetCounts, asked: Request, path: str) -> str | None:
    """Where all values of the facet are listed, if there are others than those given."""
    if counts.distinct <= len(counts.values):
        return None
    return listing_address(BROWSE if path == SEARCH else API_FACETS, Listing(counts.field, asked))


def facet_values(asked: Request, field: str, path: str) -> Callable[[str, int], Plain]:
    """What makes a value of the facet and its count plain data."""
    if any(of.field == field for of in asked.filters):
        return lambda value, count: facet_value(asked, field, value, count, path)
    alone, without = around(path, asked, field), around(path, asked, EXCLUDE + field)
    return lambda value, count: unchosen_value(field, value, count, alone, without)


def unchosen_value(field: str, value: str, count: int, alone: Around, without: Around) -> Plain:
    """A value of a facet of which nothing is chosen, from what stands around it in its addresses."""
    url = quoted(value).join(alone)
    return {
        "value": value,
        "label": labels.facet_value(field, value),
        "count": count,
        "selected": False,
        "excluded": False,
        "url": url,
        "toggle_url": url,
        "exclude_url": quoted(value).join(without),
    }


def facet_value(asked: Request, field: str, value: str, count: int, path: str) -> Plain:
    """One value. `url` asks for this value alone in its facet, so it finds exactly `count` documents."""
    return {
        "value": value,
        "label": labels.facet_value(field, value),
        "count": count,
        "selected": refine.is_chosen(asked, field, value),
        "excluded": refine.is_chosen(asked, field, value, exclude=True),
        "url": address(path, refine.only(asked, field, value)),
        "toggle_url": address(path, refine.toggled(asked, field, value)),
        "exclude_url": address(path, refine.exclusion_toggled(asked, field, value)),
    }


def years(found: Answer, path: str) -> Plain:
    """The years of the matching documents, as a facet."""
    counts = found.results.years
    return {
        "field": "date",
        "label": _("Year"),
        "type": "years",
        "distinct": len(counts),
        "missing": found.results.undated,
        "values": [year(found.request, value, count, path) for value, count in counts],
        "missing_value": None,
        "more_url": None,
    }


def year(asked: Request, value: int, count: int, path: str) -> Plain:
    name = f"{value:04}"
    alone = address(path, refine.between(asked, name, name))
    chosen = bool(asked.date_from or asked.date_to) and asked.date_from[:4] <= name <= (asked.date_to[:4] or "9999")
    return {
        "value": name,
        "label": str(value),
        "count": count,
        "selected": chosen,
        "excluded": False,
        "url": alone,
        "toggle_url": address(path, refine.between(asked)) if asked.date_from == name == asked.date_to else alone,
        "exclude_url": None,
    }


# --------------------------------------------------------------------------------------------------------- results


def result(
    hit: Hit,
    snippets: Iterable[Snippet],
    duplicates: Sequence[Hit] = (),
    duplicate_of: str | None = None,
    found_by: str = "words",
) -> Plain:
    """A hit. Near-duplicates on the same page of results name each other; who lists them may fold them."""
    record = hit.record
    return {
        "id": hit.id,
        "url": record.url,
        "title": record.title,
        "heading": title_of(record),
        "site": record.site,
        "language": record.language,
        "date": record.date and date(record.date),
        "snippets": [{"field": s.field, "text": s.text, "marks": [list(mark) for mark in s.marks]} for s in snippets],
        "facets": listed(record),
        "duplicates": len(duplicates),
        "duplicate_links": [mention(other) for other in duplicates],
        "duplicate_of": duplicate_of,
        "found_by": found_by,
        "score": hit.score,
        "links": result_links(hit),
    }


def mention(hit: Hit) -> Plain:
    """A hit in one line."""
    names = ("id", "url", "title", "site", "language")
    told = {name: getattr(hit.record, name) for name in names}
    return told | {"heading": title_of(hit.record), "links": result_links(hit)}


def result_links(hit: Hit) -> Plain:
    return {"self": API_DOCS + hit.id, "html": local(DOCS + hit.id)}


def listed(record: Shown) -> Plain:
    """The values that are worth listing, by facet."""
    found = {name: [labelled(value) for value in values if value.listed] for name, values in record.facets.items()}
    return {name: values for name, values in found.items() if values}


def labelled(value: Labelled) -> Plain:
    return {"value": value.value, "label": value.label}


def date(when: Date) -> Plain:
    names = ("value", "end", "precision", "kind", "source")
    return {name: getattr(when, name) for name in names}


def switch(one: Switch, path: str) -> Plain:
    """What else is looked for or could be, and the address that turns it the other way."""
    return {"kind": one.kind, "label": one.label, "on": one.on, "url": address(path, one.request)}


def suggestion(way: Suggestion, path: str) -> Plain:
    url = similar_address(way, path) if way.id else address(path, way.request)
    return {"kind": way.kind, "label": way.label, "total": way.total, "url": url}


def similar_address(way: Suggestion, path: str) -> str:
    """Where the documents like one are listed."""
    return f"{address(DOCS + way.id, way.request)}#similar" if path == SEARCH else f"{API_DOCS}{way.id}/similar"


def completion(one: Completion) -> Plain:
    """A way to go on typing, and the address that goes there."""
    asked = refine.only(Request(), one.facet, one.text) if one.facet else Request(one.text)
    url = DOCS + one.id if one.id else address(API_SEARCH, asked)
    return {"kind": one.kind, "text": one.text, "label": one.label, "facet": one.facet, "total": one.count, "url": url}
