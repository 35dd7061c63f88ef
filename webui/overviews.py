"""The pages on what there is: every facet with all of its values, the index in numbers, its state."""

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from indexer.asking import Request
from webui import addresses, answer, browse, corpus, errors, labels, paging, params, pictures
from webui.addresses import BROWSE, FACET, SEARCH
from webui.caching import revalidate
from webui.pages import years_of
from webui.serving import searcher

bp = Blueprint("overviews", __name__)
revalidate(bp)


@bp.get("/browse")
def facets() -> str:
    """Every facet with its commonest values."""
    params.known(addresses.pairs(request.query_string), ())
    found = corpus.everything(searcher())
    return render_template("browse.html", answer=answer.search(found, SEARCH), status=searcher().status())


@bp.get(BROWSE + FACET)
def values(name: str) -> AnyResponse:
    """All values of a facet, within a search."""
    given = addresses.pairs(request.query_string)
    listing = params.listing(name, given)
    if params.has_empties(given):
        return redirect(addresses.listing_address(BROWSE, listing), 303)
    counts = searcher().facet(listing.asked, name)
    last = browse.last_page(len(browse.found(counts, listing)))
    page = render_template(
        "values.html",
        page=browse.plain(counts, listing, BROWSE),
        facet=labels.facet(name),
        listing=listing,
        asked=listing.asked,
        last=last,
        steps=paging.steps(listing.page, last, lambda page: browse.page_address(listing, page)),
        browse=browse,
        status=searcher().status(),
    )
    return Response(page, errors.of_page(listing.page, last))


@bp.get("/corpus")
def numbers() -> str:
    """The index in numbers: by year, by facet, and how many documents have a value at all."""
    params.known(addresses.pairs(request.query_string), ())
    found, status = corpus.everything(searcher()), searcher().status()
    return render_template(
        "corpus.html", stats=corpus.stats(found, status, SEARCH), status=status, histogram=years_of(found)
    )


@bp.get("/timeline")
def over_time() -> AnyResponse | str:
    """The pages of a search over the years, by language, type, site, topic or country."""
    given = addresses.pairs(request.query_string)
    params.known(given, (*addresses.NAMES, "by"))
    if params.has_empties(given):
        return redirect(addresses.joined("/timeline", [pair for pair in given if pair[1]]), 303)
    by = params.choice(given, "by", pictures.LINES) or pictures.LINES[0]
    asked = params.parse([pair for pair in given if pair[0] != "by"])
    lines = pictures.timeline(searcher(), asked, by)
    return render_template(
        "timeline.html", lines=lines, asked=asked, by=by, status=searcher().status(), **drawing(asked)
    )


@bp.get("/together")
def with_whom() -> AnyResponse | str:
    """Who appears with whom, and where, in the pages of a search."""
    given = addresses.pairs(request.query_string)
    params.known(given, (*addresses.NAMES, "rows", "columns"))
    if params.has_empties(given):
        return redirect(addresses.joined("/together", [pair for pair in given if pair[1]]), 303)
    rows = params.choice(given, "rows", pictures.SIDES) or "organisation"
    columns = params.choice(given, "columns", pictures.SIDES) or "country"
    asked = params.parse([pair for pair in given if pair[0] not in ("rows", "columns")])
    grid = pictures.together(searcher(), asked, rows, columns) if rows != columns else None
    chosen = {"rows": rows, "columns": columns}
    return render_template(
        "together.html", grid=grid, asked=asked, status=searcher().status(), **chosen, **drawing(asked)
    )


def drawing(asked: Request) -> dict[str, object]:
    """What both pictures need: the search as fields of a form, the filters as chips, the facets to draw by."""
    return {
        "within": addresses.to_pairs(asked),
        "filters": answer.filters(asked, SEARCH),
        "searched": bool(addresses.to_pairs(asked)),
        "pictures": pictures,
    }


@bp.get("/status")
def state() -> str:
    """What is served, since when, and where programs ask for it."""
    params.known(addresses.pairs(request.query_string), ())
    return render_template("status.html", status=searcher().status())
