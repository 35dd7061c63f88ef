"""A document as it is cited: in words, in BibTeX and in RIS."""

import re
from typing import Final

from indexer.model import Date, Record
from webui import dates
from webui.i18n import _
from webui.reading import title_of

# What BibTeX reads as its own (https://www.ctan.org/pkg/bibtex); all else may stand as it is in UTF-8.
SPECIAL: Final = re.compile(r"[\\{}%#$&_~^]")
ESCAPED: Final = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
RIS_TYPES: Final = {"news": "NEWS", "press release": "PRESS", "report": "RPRT"}  # others are pages of the web
MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def published(record: Record) -> Date | None:
    """The date of the document itself: of an event or of a capture there may be others."""
    return next((when for when in record.dates if when.kind == "published"), None)


def in_words(record: Record) -> str:
    """ "Title. a.example, 9 October 2018. http://… (captured 1 March 2019)", of what is known."""
    when = published(record)
    where = [record.site, dates.dated(when.value, when.end, when.precision) if when else ""]
    parts = [title_of(record).rstrip(". "), ", ".join(part for part in where if part), record.url]
    seen = _("(captured %(when)s)", when=dates.moment(record.fetched_at)) if record.fetched_at else ""
    return ". ".join(part for part in parts if part) + (f" {seen}" if seen else "")


def bibtex(record: Record) -> str:
    """An entry of BibTeX; its key is the document's id."""
    when = published(record)
    month = MONTHS[int(when.value[5:7]) - 1] if when and when.precision != "year" else ""
    named = {
        "title": "{" + tex(title_of(record)) + "}",
        "publisher": tex(record.site),
        "year": when.value[:4] if when else "",
        "url": " ".join(re.sub(r"[{}\\]", "", record.url).split()),
        "urldate": record.fetched_at[:10],
        "language": record.language,
    }
    lines = [f"  {name} = {{{value}}}" for name, value in named.items() if value]
    lines += [f"  month = {month}"] if month else []
    return f"@misc{{winnow-{record.id},\n" + ",\n".join(lines) + "\n}\n"


def tex(text: str) -> str:
    """Text in which BibTeX sees no command."""
    return SPECIAL.sub(lambda found: ESCAPED.get(found[0], "\\" + found[0]), " ".join(text.split()))


def ris(record: Record) -> str:
    """A reference of RIS: a tag and a value a line."""
    when, kinds = published(record), record.facets.get("type", ())
    kind = next((RIS_TYPES[value.value] for value in kinds if value.value in RIS_TYPES), "ELEC")
    day = when.value.split("-")[: {"year": 1, "month": 2, "day": 3}[when.precision]] if when else []
    tags = [
        ("TY", kind), ("TI", title_of(record)), ("PB", record.site), ("PY", day[0] if day else ""),
        ("DA", "/".join([*day, "", "", ""][:3]) + "/" if day else ""), ("UR", record.url),
        ("Y2", record.fetched_at[:10].replace("-", "/")), ("LA", record.language), ("ID", record.id),
    ]  # fmt: skip
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in tags if value]
    return "\r\n".join([*lines, "ER  - ", ""])
