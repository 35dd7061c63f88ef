"""The pages on what there is: every facet with all of its values, the index in numbers, its state."""

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from webui import addresses, answer, browse, corpus, labels, paging, params
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
def values(name: str) -> AnyResponse | str:
    """All values of a facet, within a search."""
    given = addresses.pairs(request.query_string)
    listing = params.listing(name, given)
    if params.has_empties(given):
        return redirect(addresses.listing_address(BROWSE, listing), 303)
    counts = searcher().facet(listing.asked, name)
    last = browse.last_page(len(browse.found(counts, listing)))
    return render_template(
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


@bp.get("/corpus")
def numbers() -> str:
    """The index in numbers: by year, by facet, and how many documents have a value at all."""
    params.known(addresses.pairs(request.query_string), ())
    found, status = corpus.everything(searcher()), searcher().status()
    return render_template(
        "corpus.html", stats=corpus.stats(found, status, SEARCH), status=status, histogram=years_of(found)
    )


@bp.get("/status")
def state() -> str:
    """What is served, since when, and where programs ask for it."""
    params.known(addresses.pairs(request.query_string), ())
    return render_template("status.html", status=searcher().status())
