"""The pages for people. Each is one address, read from parameters, without cookies and without need of JavaScript."""

from dataclasses import replace
from typing import Final

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from indexer import limits
from indexer.model import Evidence, Record
from indexer.query import EXAMPLES
from indexer.schema import FACETS, Facet
from indexer.search import Answer, Request
from webui import addresses, answer, cleaning, corrections, documents, evidence, paging, params, refine
from webui.addresses import SEARCH
from webui.caching import revalidate
from webui.histogram import Histogram, histogram
from webui.reading import layout, title_of
from webui.responses import as_json
from webui.serving import searcher

NEWEST: Final = 5  # documents on the front page
ALL_BLOCKS: Final = "all"  # the view of a document that shows removed blocks in place

bp = Blueprint("pages", __name__)
revalidate(bp)


@bp.get("/")
def index() -> str:
    """The box, what there is, and the newest documents."""
    found = searcher().search(Request(sort="-date", per_page=NEWEST))
    return render_template(
        "index.html", answer=answer.search(found, SEARCH), status=searcher().status(), histogram=years_of(found)
    )


@bp.get("/search")
def search() -> AnyResponse | str:
    """Results. What a plain form sends for fields left empty is dropped from the address."""
    given = addresses.pairs(request.query_string)
    asked = params.parse(given)
    if params.has_empties(given):
        return redirect(addresses.address(SEARCH, asked), 303)
    found = searcher().search(asked)
    last = answer.pages(found.results.total, asked.per_page)
    return render_template(
        "search.html",
        answer=answer.search(found, SEARCH),
        asked=asked,
        last=last,
        steps=paging.steps(asked.page, last, lambda page: addresses.address(SEARCH, refine.on_page(asked, page))),
        histogram=years_of(found),
        understood=found.interpreted.split() != asked.q.split(),
        status=searcher().status(),
    )


@bp.get("/doc/<id>")
def document(id: str) -> str:
    """A document to be read, with the marks of a search and the way back to it."""
    given = addresses.pairs(request.query_string)
    params.known(given, (*addresses.NAMES, "view"))
    asked = params.parse([pair for pair in given if pair[0] != "view"])
    view = params.choice(given, "view", (ALL_BLOCKS,))
    record = searcher().document(id)
    marks = searcher().marks(record, asked.q) if asked.q else ()
    return render_template(
        "document.html",
        record=record,
        title=title_of(record),
        layout=layout(record, marks, removed_too=view == ALL_BLOCKS),
        everything=view == ALL_BLOCKS,
        removed=[block for block in record.blocks if not block.verdict.kept],
        facets=facets_of(record),
        dates=dates_of(record),
        asked=asked,
        searched=bool(addresses.to_pairs(asked)),
    )


@bp.get("/doc/<id>.txt")
def text(id: str) -> Response:
    """The cleaned text alone."""
    params.known(addresses.pairs(request.query_string), ())
    return Response(searcher().document(id).text.encode("utf-8", "replace"), mimetype="text/plain")


@bp.get("/doc/<id>.json")
def json(id: str) -> Response:
    """The document as the API sends it."""
    params.known(addresses.pairs(request.query_string), ())
    return as_json(documents.document(searcher().document(id)))


@bp.get("/cleaning")
def cleaned() -> str:
    """What cleaning did to each site."""
    order = params.cleaning_order(addresses.pairs(request.query_string))
    report = cleaning.overview(searcher().overview(), order)
    return render_template("cleaning.html", report=report, status=searcher().status())


@bp.get("/cleaning/<path:name>")
def cleaned_site(name: str) -> str:
    """What cleaning did to one site, with the blocks it removed and kept most often."""
    params.known(addresses.pairs(request.query_string), ())
    report = cleaning.site_audit(searcher().site(addresses.named_site(name)))
    return render_template("cleaning_site.html", report=report, status=searcher().status())


@bp.get("/help")
def guide() -> str:
    return render_template("help.html", examples=EXAMPLES, facets=FACETS, limits=limits)


# ---------------------------------------------------------------------------------------------------------- parts


def years_of(found: Answer) -> Histogram | None:
    return histogram(found.results.years, found.results.undated, found.request, SEARCH)


def facets_of(record: Record) -> list[tuple[Facet, list[evidence.Reason]]]:
    """Each facet the document has values of, and what they rest on."""
    found = [(facet, record.facets.get(facet.name, ())) for facet in FACETS]
    return [(facet, [reason_of(record, facet, each) for each in values]) for facet, values in found if values]


def reason_of(record: Record, facet: Facet, value: Evidence) -> evidence.Reason:
    reason = evidence.of_value(facet.name, value, record.text)
    return replace(reason, corrections=corrections.of_value(record, facet.name, value))


def dates_of(record: Record) -> list[evidence.Reason]:
    """The document's dates, and how the first one, its own, is corrected."""
    reasons = [evidence.of_date(when, record.text) for when in record.dates]
    own = [replace(reasons[0], corrections=corrections.of_date(record, record.dates[0]))] if reasons else []
    return [*own, *reasons[1:]]
