"""What is subscribed to: an Atom feed of every search (RFC 4287), and the search itself as a plug-in of the browser."""

from dataclasses import replace
from typing import Final

from flask import Blueprint, Response, render_template, request

from indexer.search import Answer, Snippet
from webui import addresses, answer, params
from webui.caching import revalidate
from webui.serving import searcher

ENTRIES: Final = 20  # the first time a reader asks, it gets no more; who asks once a day misses none of 20 a day

bp = Blueprint("feeds", __name__)
revalidate(bp)


@bp.get(addresses.ATOM)
def atom() -> Response:
    """The documents of a search that Winnow met last, newest first, each with why it matched.

    An entry's id is its address and its date the moment its page was first seen: neither changes when the page is
    indexed again, so nothing is announced twice.
    """
    asked = params.parse(addresses.pairs(request.query_string))
    newest = replace(asked, sort="-first_seen", page=1, per_page=ENTRIES)
    found = searcher().search(newest)
    xml = render_template(
        "feed.xml",
        root=request.url_root.rstrip("/"),
        asked=asked,
        found=found,
        filters=answer.filters(asked, addresses.SEARCH),
        updated=updated(found) or searcher().status().built_at,
        why=why,
    )
    return Response(xml, mimetype="application/atom+xml")


def updated(found: Answer) -> str:
    return max((hit.record.first_seen for hit in found.hits), default="")


def why(found: Answer, id: str) -> str:
    """The piece of the text where the query stands, what matched between guillemets."""
    body = next((each for each in found.snippets.get(id, ()) if each.field == "body"), None)
    return marked(body) if body else ""


def marked(snippet: Snippet) -> str:
    """The text with its marks as text: a feed has no <mark>."""
    pieces, done = [], 0
    for start, end in snippet.marks:
        pieces += [snippet.text[done:start], "«", snippet.text[start:end], "»"]
        done = end
    return "".join([*pieces, snippet.text[done:]])


@bp.get("/opensearch.xml")
def opensearch() -> Response:
    """The description by which browsers offer this site as a search engine (OpenSearch 1.1)."""
    xml = render_template("opensearch.xml", root=request.url_root.rstrip("/"))
    return Response(xml, mimetype="application/opensearchdescription+xml")
