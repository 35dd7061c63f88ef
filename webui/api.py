"""The JSON API, version 1. Its description is openapi.json; what it sends is made in answer.py."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import cast

from flask import Blueprint, Response, request

from indexer.search import Answer
from webui import addresses, answer, browse, cleaning, corpus, cursor, documents, explaining, params
from webui.addresses import API_FACETS, API_SEARCH, FACET
from webui.answer import Plain
from webui.caching import revalidate
from webui.responses import as_json
from webui.serving import searcher

bp = Blueprint("api", __name__, url_prefix="/api/v1")
revalidate(bp)
TURNS = "next", "prev"  # links from page to page


@bp.get("/search")
def search() -> Response:
    """A search; of its results only the `fields` that are asked for, and with `explain` why each was found."""
    pairs = addresses.pairs(request.query_string)
    given, fields, explain = params.shaping(pairs)
    asked = params.parse(given)
    found = searcher().search(replace(asked, after=cursor.read(pairs, asked.sort)))
    plain = answered(found, [pair for pair in pairs if pair[0] in params.SHAPING and pair[1]])
    if explain:
        for result, hit in zip(results_of(plain), found.hits, strict=True):
            result["explain"] = explaining.explained(asked.q, searcher().document(hit.id), hit.score)
    if fields:
        kept = {"id", "explain", *fields}
        plain["results"] = [{name: result[name] for name in result if name in kept} for result in results_of(plain)]
    return as_json(plain)


def answered(found: Answer, shape: Sequence[tuple[str, str]] = ()) -> Plain:
    """A search answer as the API sends it; its links go on in the shape that was asked for (SHAPING of params)."""
    plain = answer.search(found)
    links = cast(dict[str, str | None], plain["links"])
    kept = [pair for pair in shape if pair[0] != "cursor"]
    links["cursor"] = onward(found, kept)
    if found.request.after:
        links |= {"next": links["cursor"], "prev": None}
    elif kept:
        links |= {
            name: f"{to}{'&' if '?' in to else '?'}{addresses.encoded(kept)}" for name in TURNS if (to := links[name])
        }
    if shape:
        links["self"] = addresses.joined(API_SEARCH, [*addresses.to_pairs(found.request), *shape])
    return plain


def onward(found: Answer, shape: Sequence[tuple[str, str]]) -> str | None:
    """The address of the results after the last of these, however deep; None at the end."""
    asked = found.request
    if not found.hits or len(found.hits) < asked.per_page:
        return None
    place = cursor.written(found.hits[-1].place, asked.sort)
    search = [pair for pair in addresses.to_pairs(asked) if pair[0] != "page"]
    return addresses.joined(API_SEARCH, [*search, *shape, ("cursor", place)])


def results_of(plain: Plain) -> list[Plain]:
    return cast(list[Plain], plain["results"])


@bp.get("/docs/<id>")
def docs(id: str) -> Response:
    params.known(addresses.pairs(request.query_string), ())
    return as_json(documents.document(searcher().document(id), searcher().translations(id)))


@bp.get("/docs/<id>/similar")
def similar(id: str) -> Response:
    params.known(addresses.pairs(request.query_string), ())
    hits = searcher().similar(id)
    return as_json({"id": id, "results": [answer.result(hit, ()) for hit in hits]})


@bp.get("/suggest")
def suggest() -> Response:
    given = addresses.pairs(request.query_string)
    params.known(given, ("q",))
    text = params.words(given)
    return as_json({"q": text, "suggestions": [answer.completion(one) for one in searcher().suggest(text)]})


@bp.get("/cleaning")
def cleaned() -> Response:
    order = params.cleaning_order(addresses.pairs(request.query_string))
    return as_json(cleaning.overview(searcher().overview(), order))


@bp.get("/cleaning/<path:name>")
def cleaned_site(name: str) -> Response:
    params.known(addresses.pairs(request.query_string), ())
    return as_json(cleaning.site_audit(searcher().site(addresses.named_site(name))))


@bp.get(f"/facets/{FACET}")
def facets(name: str) -> Response:
    listing = params.listing(name, addresses.pairs(request.query_string))
    return as_json(browse.plain(searcher().facet(listing.asked, name), listing, API_FACETS))


@bp.get("/stats")
def stats() -> Response:
    params.known(addresses.pairs(request.query_string), ())
    return as_json(corpus.stats(corpus.everything(searcher()), searcher().status(), API_SEARCH))


@bp.get("/openapi.json")
def openapi() -> Response:
    return Response(description(), mimetype="application/json")


@cache
def description() -> bytes:
    """The OpenAPI description, as it is written."""
    return files(__package__).joinpath("openapi.json").read_bytes()
