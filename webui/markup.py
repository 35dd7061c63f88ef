"""The one place where text becomes HTML without a template: marks, put by their offsets into escaped text.

Nothing else in Winnow makes `Markup`, and no template says `safe` (a test looks): what a page or a reader wrote is
escaped whole, piece by piece between the offsets, so it cannot become markup.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import repeat
from typing import Any, Final

import nh3
from markupsafe import Markup, escape

from webui import i18n, labels
from webui.i18n import _

# Control characters but tab and newline; lone surrogates; embeddings and overrides of direction, which would reorder
# the page around the text (https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing).
UNWANTED: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

WEB_ADDRESS: Final = re.compile(r"https?://[^\s/?#\\][^\s\\]*", re.IGNORECASE)

# What is left of a page as captured: structure alone. No address, so nothing is loaded and nothing leads anywhere.
TAGS: Final = frozenset(
    "a abbr address article aside b bdi bdo blockquote br caption center cite code col colgroup dd del details "
    "dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i ins kbd li main mark nav ol p pre q "
    "rp rt ruby s samp section small span strong sub summary sup table tbody td tfoot th thead time tr u ul var "
    "wbr".split()
)
ATTRIBUTES: Final = {"*": {"lang", "dir"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}, "ol": {"start"}}

SAID_KEPT: Final = 2_048  # texts of the interface without values: there are some 500 in each of three languages

# Stands around the name of a place in a row; UNWANTED holds it, so no text that is put into a page has it.
SLOT: Final = "\x1e"

Marks = tuple[tuple[int, int], ...]


def tidy(value: object) -> object:
    """What templates print passes here first: text without characters that no reader can see and that do harm."""
    if not isinstance(value, str) or isinstance(value, Markup) or value.isprintable():  # as most texts are
        return value
    return UNWANTED.sub("", value)


def link(url: str) -> str:
    """The address if it is one of the web, which may become a link; else ""."""
    return url if WEB_ADDRESS.fullmatch(url) and not UNWANTED.search(url) else ""


def harmless(html: str) -> Markup:
    """A page's own markup, without anything that could run, load, look or lead anywhere (nh3: Ammonia on html5ever)."""
    left = nh3.clean(html, tags=set(TAGS), attributes=ATTRIBUTES, url_schemes=set(), link_rel=None)
    return Markup(left)  # nosec B704  # noqa: S704 - made by the sanitiser


def plain(text: object) -> Markup:
    """Escaped text."""
    return escape(tidy(text))


def ordered(marks: Iterable[tuple[int, int]], length: int) -> Marks:
    """The marks in order, inside the text, none empty, overlapping ones joined."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted((max(0, start), min(end, length)) for start, end in marks):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif start < end:
            joined.append((start, end))
    return tuple(joined)


def said(text: str, **values: object) -> Markup:
    """A text of the interface with its values: the text may hold tags (it is ours), the values are escaped."""
    return _filled(i18n.message(text), values) if values else _said(text, i18n.current())


@lru_cache(SAID_KEPT)
def _said(text: str, language: str) -> Markup:
    return _filled(i18n.message(text, language), {})


def counted(one: str, many: str, num: int, **values: object) -> Markup:
    """A text of the interface in the form for a number, which is there as %(number)s."""
    return _filled(i18n.messages(one, many, num), {"number": labels.number(num), **values})


def _filled(ours: str, values: Mapping[str, object]) -> Markup:
    """A catalogue's text with the values escaped in it."""
    return Markup(ours % {name: plain(value) for name, value in values.items()})  # nosec B704  # noqa: S704


def slot(name: str) -> Markup:
    """A place in a row that `repeated` fills."""
    return Markup(f"{SLOT}{name}{SLOT}")  # nosec B704  # noqa: S704


def repeated(row: Markup, items: Iterable[Mapping[str, object]]) -> Markup:
    """The row for each of the items, its slots filled with what they are called there, escaped.

    What the rows share is made once, and what they do not is escaped together: the filters of a page are 75 rows, of 12
    pieces each.
    """
    pieces = str(row).split(SLOT)
    names = pieces[1::2]
    once = [*dict.fromkeys(names)]
    rows, escaped = list[str](), _escaped([item[name] for item in items for name in once])
    for first in range(0, len(escaped), len(once)):
        filled = dict(zip(once, escaped[first : first + len(once)], strict=True))
        pieces[1::2] = [filled[name] for name in names]
        rows.append("".join(pieces))
    return Markup("".join(rows))  # nosec B704  # noqa: S704


def _escaped(values: Sequence[object]) -> list[str]:
    """Each value as `plain` has it. To escape a text costs 1 µs, and hardly more if it is many times as long."""
    if not values:
        return []
    together = SLOT.join("" if isinstance(value, Markup) else str(tidy(value)) for value in values)
    texts = str(escape(together)).split(SLOT)
    return [str(value) if isinstance(value, Markup) else text for value, text in zip(values, texts, strict=True)]


def values_in(row: Markup, values: Iterable[Mapping[str, Any]], **shared: object) -> Markup:
    """The row for each of a facet's values, with its `number` and its `documents` in words, and what all share."""
    counts = ((value, int(value["count"])) for value in values)
    told = ({**value, **shared, "number": labels.number(n), "documents": labels.documents(n)} for value, n in counts)
    return repeated(row, told)


def highlighted(text: str, marks: Iterable[tuple[int, int]]) -> Markup:
    """Escaped text with each mark in a <mark>."""
    return _woven(text, ordered(marks, len(text)), repeat(Markup("<mark>{}</mark>")))


def numbered(text: str, marks: Marks, first: int, total: int) -> Markup:
    """Escaped text whose marks (ordered ones) are places to go to, each with the way to the one before and after.

    The ways are there for the mark that was gone to, and only for it (the style sheet sees to that), so reading is not
    disturbed, and no script is needed. `first` is the number of the first mark, `total` how many the document has.
    """
    frames = [_place(number, total) for number in range(first, first + len(marks))]
    return _woven(text, marks, frames)


def _place(number: int, total: int) -> Markup:
    """The frame of one mark among many."""
    before = _hop(f"#m{number - 1}", _("Previous match"), "prev", "p") if number > 1 else ""
    after = _hop(f"#m{number + 1}", _("Next match"), "next", "n") if number < total else ""
    bar = Markup('<span class="hops" dir="{}" lang="{}"><span>{}</span>{}{}{}</span>').format(
        i18n.direction(i18n.current()),
        i18n.current(),
        _("Match %(number)s of %(total)s", number=number, total=total),
        before,
        after,
        Markup('<a href="#matches">{}</a>').format(_("Close")),
    )
    return Markup('<mark id="m{}" tabindex="-1">{{}}{}</mark>').format(number, bar)


def _hop(place: str, name: str, way: str, key: str) -> Markup:
    """The way to another match; winnow.js knows it by its `rel`."""
    return Markup('<a href="{}" rel="{}" aria-keyshortcuts="{}">{}</a>').format(place, way, key, name)


def _woven(text: str, marks: Marks, frames: Iterable[Markup]) -> Markup:
    """The text escaped piece by piece, the marked pieces in their frames."""
    pieces: list[Markup] = []
    done = 0
    for (start, end), frame in zip(marks, frames, strict=False):
        pieces += [plain(text[done:start]), frame.format(plain(text[start:end]))]
        done = end
    return Markup("").join([*pieces, plain(text[done:])])
