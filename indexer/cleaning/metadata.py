"""What a page says about itself outside of its text: <title>, <meta>, <link>, <time>, JSON-LD. One walk reads all."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from indexer.cleaning.plain import fold_line
from indexer.model import Meta

TAGS: Final = frozenset(("html", "title", "meta", "link", "script", "time"))
_TITLES: Final = ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title")
_DATES: Final = frozenset(
    "article:published_time article:modified_time og:updated_time og:published_time datepublished datemodified "
    "datecreated date dc.date dc.date.issued dc.date.created dcterms.date dcterms.created dcterms.issued "
    "dcterms.modified pubdate publishdate publish-date publish_date publication_date citation_publication_date "
    "citation_date parsely-pub-date sailthru.date last-modified lastmod revised created uploaddate".split()
)
_MOST_DATES: Final = 30  # a listing has a <time> for each item
_MOST_ALTERNATES: Final = 60  # languages and regions
_MOST_HREF: Final = 2_000  # characters of an address
_MOST_JSON: Final = 200_000  # characters of one JSON-LD script
_JSON_DATE: Final = re.compile(r'"(datePublished|dateModified|dateCreated|uploadDate)"\s*:\s*"([^"]{4,40})"')


class MetaReader:
    """Collects the metadata of one page. Ask `finish()` for it."""

    def __init__(self) -> None:
        self._titles: dict[str, str] = {}
        self._dates: list[tuple[str, str]] = []
        self._alternates: list[tuple[str, str]] = []
        self._language = self._site_name = self._type = self._description = self._canonical = ""

    def wants_text(self, tag: str, attributes: Mapping[str, str | None]) -> bool:
        """Read an element's attributes; say whether `take` shall be called with its text."""
        if tag == "title":
            return "title" not in self._titles
        if tag == "script":
            return (attributes.get("type") or "").strip().lower() == "application/ld+json"
        if tag == "meta":
            self._meta(attributes)
        elif tag == "link":
            self._link((attributes.get("rel") or "").lower(), attributes)
        elif tag == "time":
            self._date("time", attributes.get("datetime") or "")
        elif tag == "html":
            self._language = attributes.get("lang") or attributes.get("xml:lang") or ""
        return False

    def take(self, tag: str, text: str) -> None:
        """The text of a <title> or of a JSON-LD script."""
        if tag == "title":
            self._title("title", text)
        elif len(text) <= _MOST_JSON:
            self._json(text)

    def finish(self, first_headings: tuple[str, ...] = ()) -> Meta:
        """The metadata; `first_headings` are the page's <h1>, which are among its titles."""
        order = (*_TITLES, "json-ld headline", "title")
        titles = [(source, self._titles[source]) for source in order if source in self._titles]
        return Meta(
            titles=(*titles, *(("h1", heading) for heading in first_headings)),
            dates=tuple(dict.fromkeys(self._dates)),
            language=self._language.strip()[:20],
            site_name=self._site_name,
            type=self._type,
            description=self._description,
            canonical=self._canonical,
            alternates=tuple(dict.fromkeys(self._alternates)),
        )

    def _link(self, relation: str, attributes: Mapping[str, str | None]) -> None:
        href, language = (attributes.get("href") or "").strip(), (attributes.get("hreflang") or "").strip()
        if relation == "canonical":
            self._canonical = self._canonical or href
        elif relation == "alternate" and href and language and len(self._alternates) < _MOST_ALTERNATES:
            self._alternates.append((language[:20], href[:_MOST_HREF]))

    def _meta(self, attributes: Mapping[str, str | None]) -> None:
        content = attributes.get("content")
        if not content:
            return
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
        name = name.strip().lower()
        if name in _TITLES:
            self._title(name, content)
        elif name in _DATES:
            self._date(f"meta {name}", content)
        elif name == "og:site_name":
            self._site_name = fold_line(content)
        elif name == "og:type":
            self._type = self._type or fold_line(content)
        elif name in ("description", "og:description"):
            self._description = self._description or fold_line(content)
        elif (attributes.get("http-equiv") or "").lower() == "content-language":
            self._language = self._language or content

    def _title(self, source: str, text: str) -> None:
        text = fold_line(text)
        if text:
            self._titles.setdefault(source, text)

    def _date(self, source: str, text: str) -> None:
        text = fold_line(text)
        if text and len(text) <= 60 and len(self._dates) < _MOST_DATES:
            self._dates.append((source, text))

    def _json(self, text: str) -> None:
        try:
            for thing in _things(json.loads(text)):
                self._thing(thing)
        except (ValueError, RecursionError):
            for name, date in _JSON_DATE.findall(text):
                self._date(f"json-ld {name}", date)

    def _thing(self, thing: Mapping[str, Any]) -> None:
        kind = thing.get("@type")
        kind = kind[0] if isinstance(kind, list) and kind else kind
        if isinstance(thing.get("headline"), str):
            self._title("json-ld headline", thing["headline"])
            if isinstance(kind, str):
                self._type = self._type or kind
        for name in ("datePublished", "dateModified", "dateCreated", "uploadDate"):
            if isinstance(thing.get(name), str):
                self._date(f"json-ld {name}", thing[name])


def _things(data: Any) -> Iterator[Mapping[str, Any]]:
    """The objects at the top of JSON-LD data: itself, its members, those of its @graph."""
    for thing in data if isinstance(data, list) else [data]:
        if isinstance(thing, dict):
            yield thing
            graph = thing.get("@graph")
            yield from (member for member in graph if isinstance(member, dict)) if isinstance(graph, list) else ()
