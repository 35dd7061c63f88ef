"""The pages for people. Each is one address, read from parameters, without cookies and without need of JavaScript."""

from typing import Final

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from indexer import limits
from indexer.asking import Request
from indexer.query import EXAMPLES
from indexer.schema import FACETS
from indexer.search import Answer
from webui import addresses, answer, cleaning, errors, paging, params, refine
from webui.addresses import SEARCH
from webui.caching import revalidate
from webui.histogram import Histogram, histogram, months_of, only_year
from webui.serving import searcher

NEWEST: Final = 5  # documents on the front page

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
def search() -> AnyResponse:
    """Results. What a plain form sends for fields left empty is dropped from the address."""
    given = addresses.pairs(request.query_string)
    asked = params.parse(given)
    if params.has_empties(given):
        return redirect(addresses.address(SEARCH, asked), 303)
    found = searcher().search(asked)
    last = answer.pages(found.results.total, asked.per_page)
    page = render_template(
        "search.html",
        answer=answer.search(found, SEARCH),
        asked=asked,
        last=last,
        steps=paging.steps(asked.page, last, lambda page: addresses.address(SEARCH, refine.on_page(asked, page))),
        histogram=years_of(found),
        months=months_in(found),
        understood=found.interpreted.split() != asked.q.split(),
        status=searcher().status(),
    )
    return Response(page, errors.of_page(asked.page, last))


@bp.get("/cleaning")
def cleaned() -> Response:
    """What cleaning did to each site, a page of them at a time."""
    given = addresses.pairs(request.query_string)
    order = params.cleaning_order(given, "page")
    number = params.number(given, "page", 1, 1, limits.PAGE_TIMES_SIZE)
    report = cleaning.overview(searcher().overview(), order)
    shown = cleaning.page(report, number)
    page = render_template("cleaning.html", report=report, status=searcher().status(), **shown)
    return Response(page, errors.of_page(number, shown["last"]))


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


def months_in(found: Answer) -> Histogram | None:
    """The months of the year that was asked for, if it was one."""
    year = only_year(found.request)
    return months_of(year, searcher().months(found, year), found.request, SEARCH) if year else None
