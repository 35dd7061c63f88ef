"""What kind of document is the page?   One type of data/types.tsv, or none where nothing is sure"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from typing import Final, NamedTuple

from indexer.enrichment.headlines import Headline, headlines, kept
from indexer.enrichment.language import language_of
from indexer.enrichment.table import split
from indexer.enrichment.terms import Term, Terms, label
from indexer.enrichment.vocabulary import alternatives, rows
from indexer.model import Document, Evidence, Kind

ENOUGH: Final = 4  # weight of a type that is worth telling
DECIDES: Final = 3  # weight that one of its cues must have
AHEAD: Final = 1  # weight by which it must lead
TEXT_AT_MOST: Final = 4  # of what the words of the text add up to: a long page has more of them, not clearer ones
LEAD: Final = 400  # characters behind the title
ANY: Final = "any"  # stands for all languages

# Where a cue was found → how the evidence calls it.
METHODS: Final = {
    "title": "words of the title",
    "lead": "words",
    "text": "words",
    "address": "address",
    "metadata": "metadata",
    "structure": "structure",
    "reporting": "words",
}

LIST: Final = "list page"
_LIST_WEIGHT: Final = 6
_DATE: Final = (
    r"\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d|\d{1,2}\s\w+\s(?:19|20)\d\d|(?:19|20)\d\d[./-]\d\d[./-]\d\d"
    r"|[^\W\d]+\.?\s\d{1,2},\s(?:19|20)\d\d|(?:19|20)\d\d\s\w+\s\d{1,2}\s[^\W\d]+"
)
_DATED: Final = re.compile(rf"\b(?:{_DATE})\b")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")  # spares nine texts in ten the search for a date
# An entry of a list of pages begins or ends with a date, or is cut short.
_BEGINNING: Final = re.compile(rf"\W*(?:{_DATE})\b")
_END: Final = re.compile(rf"(?:\b(?:{_DATE})|\.\.\.|…|\[…\])\W*$")
_TELLING: Final = ("19", "20", "...", "…")  # an entry has one of these: it spares most blocks the patterns
_LONGEST_DATE: Final = 30  # characters
_LONGEST_ENTRY: Final = 300  # characters
_ENTRIES: Final = 4  # at least, and such a share of the page's blocks
_SHARE: Final = 0.3

NEWS: Final = "news"
_NEWS_WEIGHT: Final = 3
_SAID: Final = 2  # words of reporting on a dated page, one more on another …
_SAID_EVERY: Final = 500  # … and one in so many words of the text: longer texts are seldom news
_SPEECH: Final = re.compile(r"[»”\"],?\s[–—-]\s\w")  # «…», – сказала она

_SHORT_NAME: Final = 2  # words of an address's last part that may name a kind of page; a longer one repeats a title
_PATH: Final = re.compile(r"\w+://[^/?#]*/([^?#]+)")
_WORD: Final = re.compile(r"[^\W_]+")
_EXTENSION: Final = re.compile(r"\.\w{2,5}$")


class Cue(NamedTuple):
    """What speaks for a type: text[start:end] == surface, or no place in the text (-1)."""

    value: str
    place: str  # one of METHODS
    weight: int
    surface: str = ""
    start: int = -1
    end: int = -1


def doctype(document: Document, text: str) -> tuple[Evidence, ...]:
    """The type of the page, if one leads clearly, with what says it best: a word, the address or the structure."""
    cues: dict[str, list[Cue]] = {}
    for cue in _cues(document, text):
        cues.setdefault(cue.value, []).append(cue)
    ranked = sorted(((weight(found), value) for value, found in cues.items()), reverse=True)
    best, value = ranked[0] if ranked else (0, "")
    lead = best - (ranked[1][0] if len(ranked) > 1 else 0)
    if best < ENOUGH or lead < AHEAD:
        return ()
    cue = max(cues[value], key=lambda cue: (cue.weight, cue.start >= 0, -cue.start))
    if cue.weight < DECIDES:
        return ()
    confidence = round(min(0.95, 0.5 + 0.05 * (best - ENOUGH) + 0.05 * lead), 2)
    return (Evidence(value, label(value), cue.surface, cue.start, cue.end, METHODS[cue.place], confidence),)


def weight(cues: Iterable[Cue]) -> int:
    """What the cues of one type weigh: the strongest of each place; in the text they add up."""
    strongest, written = dict[str, int](), 0
    for cue in cues:
        if cue.place == "text":
            written += cue.weight
        else:
            strongest[cue.place] = max(cue.weight, strongest.get(cue.place, 0))
    return sum(strongest.values()) + min(written, TEXT_AT_MOST)


@cache
def terms_of(place: str, language: str) -> Terms:
    """The terms of a place of the page in a language, and those of all languages."""
    listed = (
        Term(term, value, int(weighs))
        for value, where, languages, weighs, column in rows("types.tsv")
        if where == place and not {language, ANY}.isdisjoint(languages.split())
        for term in alternatives(column)
    )
    return Terms(listed, language)


def _cues(document: Document, text: str) -> Iterator[Cue]:
    language, lines = language_of(document, text)[0], list(headlines(document))
    body = max((0, *(line.end for line in lines)))
    written = list(_written("text", language, text))
    lead = (text, body, body + LEAD)
    dated = bool(document.meta.dates or (_YEAR.search(*lead) and _DATED.search(*lead)))
    return chain(
        *(_titled(language, text, part) for line in lines for part in line.parts),
        _written("lead", language, *lead),
        written,
        _outside("address", ANY, address_names(document.url)),
        _outside("metadata", ANY, document.meta.type),
        _listing(document),
        _reporting(written, text, dated),
    )


def _titled(language: str, text: str, line: Headline) -> Iterator[Cue]:
    if line.start < 0:
        return _outside("title", language, line.text)
    return _written("title", language, text, line.start, line.end)


def _written(place: str, language: str, text: str, start: int = 0, end: int | None = None) -> Iterator[Cue]:
    """The terms of text[start:end], each once."""
    seen = set[Term]()
    for found in terms_of(place, language).find(text, start, end):
        if found.term not in seen:
            seen.add(found.term)
            surface = text[found.start : found.end]
            yield Cue(found.term.value, place, found.term.weight, surface, found.start, found.end)


def _outside(place: str, language: str, words: str) -> Iterator[Cue]:
    """The terms of what does not stand in the text."""
    if words:
        for found in terms_of(place, language).find(words):
            yield Cue(found.term.value, place, found.term.weight)


def address_names(url: str) -> str:
    """The folders of an address, one a line, and its last part: "document" where that is long, as titles are."""
    path = _PATH.match(url)
    names = [_EXTENSION.sub("", part) for part in path[1].split("/") if part] if path else []
    if names and len(_WORD.findall(names[-1])) > _SHORT_NAME:
        names[-1] = "document"
    return "\n".join(name for name in names if name != "index")


def _listing(document: Document) -> Iterator[Cue]:
    """A page that is a list: of its blocks, many begin with a date or are cut short."""
    texts = [block.text for _, block in kept(document) if block.kind is not Kind.TITLE]
    entries = sum(map(_is_entry, texts))
    if entries >= max(_ENTRIES, _SHARE * len(texts)):
        yield Cue(LIST, "structure", _LIST_WEIGHT)


def _is_entry(text: str) -> bool:
    if len(text) > _LONGEST_ENTRY or not any(map(text.__contains__, _TELLING)):
        return False
    return bool(_BEGINNING.match(text) or _END.search(text[-_LONGEST_DATE:]))


def _reporting(written: Iterable[Cue], text: str, dated: bool) -> Iterator[Cue]:
    """News: a dated page that tells who said what."""
    said = [cue for cue in written if cue.value == NEWS]
    times = len(said) + bool(_SPEECH.search(text))
    if said and times >= max(_SAID if dated else _SAID + 1, len(split(text)) / _SAID_EVERY):
        yield said[0]._replace(place="reporting", weight=_NEWS_WEIGHT)
