"""The page of a document, the same in other forms, and the page as it was captured."""

from dataclasses import replace
from typing import Final

from flask import Blueprint, Response, render_template, request

from indexer.model import Evidence, Record
from indexer.schema import FACETS, Facet
from webui import addresses, answer, captured, citing, copies, corrections, documents, evidence, params
from webui.caching import revalidate
from webui.markup import harmless
from webui.neighbours import neighbours
from webui.reading import layout, title_of
from webui.responses import as_json
from webui.serving import searcher, seeds

ALL_BLOCKS: Final = "all"  # the view of a document that shows removed blocks in place

bp = Blueprint("reader", __name__)
files = Blueprint("files", __name__)  # what has one address in all languages
revalidate(bp)
revalidate(files)


@bp.get("/doc/<id>")
def document(id: str) -> str:
    """A document to be read, with the marks of a search, the hits beside it and the way back."""
    given = addresses.pairs(request.query_string)
    params.known(given, (*addresses.NAMES, "view"))
    asked = params.parse([pair for pair in given if pair[0] != "view"])
    view = params.choice(given, "view", (ALL_BLOCKS,))
    record, searched = searcher().document(id), bool(addresses.to_pairs(asked))
    marks = searcher().marks(record, asked) if asked.q else ()
    return render_template(
        "document.html",
        record=record,
        title=title_of(record),
        layout=layout(record, marks, removed_too=view == ALL_BLOCKS),
        everything=view == ALL_BLOCKS,
        removed=[block for block in record.blocks if not block.verdict.kept],
        facets=facets_of(record),
        dates_found=dates_of(record),
        asked=asked,
        searched=searched,
        beside=neighbours(searcher(), asked, record.id) if searched else None,
        cited=citing.in_words(record),
        translations=[documents.translation(*each) for each in searcher().translations(id)],
        copies=[copies.copy(record, other) for other in searcher().duplicates(id)],
        similar=[answer.result(hit, ()) for hit in searcher().similar(id)],
        framed=bool(seeds()),
    )


@bp.get("/doc/<id>/captured")
def as_captured(id: str) -> Response:
    """The page as it lies in its file, harmless, for the frame on the document's page: with a policy of its own."""
    params.known(addresses.pairs(request.query_string), ())
    record = searcher().document(id)
    try:
        page, status = captured.captured(record, seeds()), 200
    except captured.NotAtHand:
        page, status = None, 404
    html = render_template("captured.html", page=page, record=record, title=title_of(record), harmless=harmless)
    response = Response(html, status=status, mimetype="text/html")
    response.headers["Content-Security-Policy"] = captured.POLICY
    return response


@files.get("/doc/<id>.txt")
def text(id: str) -> Response:
    """The cleaned text alone."""
    return file(asked_for(id).text, "text/plain")


@files.get("/doc/<id>.json")
def json(id: str) -> Response:
    """The document as the API sends it."""
    return as_json(documents.document(asked_for(id), searcher().translations(id)))


@files.get("/doc/<id>.bib")
def bibtex(id: str) -> Response:
    return file(citing.bibtex(asked_for(id)), "application/x-bibtex")


@files.get("/doc/<id>.ris")
def ris(id: str) -> Response:
    return file(citing.ris(asked_for(id)), "application/x-research-info-systems")


# ---------------------------------------------------------------------------------------------------------- parts


def asked_for(id: str) -> Record:
    params.known(addresses.pairs(request.query_string), ())
    return searcher().document(id)


def file(text: str, mimetype: str) -> Response:
    return Response(text.encode("utf-8", "replace"), content_type=f"{mimetype}; charset=utf-8")


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
