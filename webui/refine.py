"""From one request to the next: what a click on a facet value, a chip, a year or a page number asks for.

Whatever changes the set of results goes back to page 1. Values are compared without case, as engines do.
"""

from dataclasses import replace

from indexer.asking import Request
from indexer.model import Filter
from indexer.schema import FACET_NAMES


def chosen(request: Request, field: str, exclude: bool = False) -> tuple[str, ...]:
    """The values of a facet that the request asks for, or excludes."""
    return next((f.values for f in request.filters if (f.field, f.exclude) == (field, exclude)), ())


def is_chosen(request: Request, field: str, value: str, exclude: bool = False) -> bool:
    return value.casefold() in (other.casefold() for other in chosen(request, field, exclude))


def only(request: Request, field: str, value: str) -> Request:
    """Nothing else of this facet: finds exactly as many documents as the count beside the value says."""
    return _with(_with(request, field, (), exclude=True), field, (value,))


def toggled(request: Request, field: str, value: str) -> Request:
    """With the value added to the chosen ones of its facet, or taken away from them."""
    if is_chosen(request, field, value):
        return without(request, field, value)
    return _with(without(request, field, value, exclude=True), field, (*chosen(request, field), value))


def exclusion_toggled(request: Request, field: str, value: str) -> Request:
    """Without the documents that have the value; or with them again where they are excluded."""
    if is_chosen(request, field, value, exclude=True):
        return without(request, field, value, exclude=True)
    values = (*chosen(request, field, exclude=True), value)
    return _with(without(request, field, value), field, values, exclude=True)


def without(request: Request, field: str, value: str, exclude: bool = False) -> Request:
    """Without one filter."""
    rest = tuple(v for v in chosen(request, field, exclude) if v.casefold() != value.casefold())
    return _with(request, field, rest, exclude)


def between(request: Request, date_from: str = "", date_to: str = "") -> Request:
    """With these dates instead of the ones it has; without any date if none is given."""
    return replace(request, date_from=date_from, date_to=date_to, page=1)


def undated(request: Request) -> Request:
    """Those of the documents that have no date."""
    return with_words(request, f"({request.q}) -date:*" if request.q else "-date:*")


def cleared(request: Request) -> Request:
    """Without any filter; the words and the order stay."""
    return replace(request, filters=(), date_from="", date_to="", page=1)


def with_words(request: Request, q: str) -> Request:
    """With other words; the filters stay."""
    return replace(request, q=q, page=1)


def sorted_by(request: Request, sort: str) -> Request:
    return replace(request, sort=sort, page=1)


def on_page(request: Request, page: int) -> Request:
    return replace(request, page=page)


def listed(request: Request) -> Request:
    """With results, where only counts were asked for."""
    return replace(request, per_page=10, page=1)


def newest(request: Request) -> Request:
    """In no order of its own: that of a feed is always by when a page was first seen."""
    return replace(request, sort="relevance", page=1)


def _with(request: Request, field: str, values: tuple[str, ...], exclude: bool = False) -> Request:
    """With these values of a facet instead of the chosen ones; filters stay in the order of the facets."""
    if chosen(request, field, exclude) == values:
        return request if request.page == 1 else replace(request, page=1)
    rest = [f for f in request.filters if (f.field, f.exclude) != (field, exclude)]
    if values:
        rest.append(Filter(field, values, exclude))
    rest.sort(key=lambda f: (FACET_NAMES.index(f.field), f.exclude))
    return replace(request, filters=tuple(rest), page=1)
