"""Catalogues brought up to date with the texts of the interface: `python -m webui.catalogue`.

New texts are added without a translation, those that are gone are dropped. Nothing else is changed.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from webui import phrases
from webui.i18n import OTHERS

WEBUI: Final = Path(__file__).parent
METHODS: Final = [("templates/**", "jinja2.ext:babel_extract"), ("**.py", "python")]
OPTIONS: Final = {"templates/**": {"trimmed": "true", "silent": "false"}}
KEYWORDS: Final = {"_": None, "mark": None, "gettext": None, "ngettext": (1, 2), "counted": (2, 3)}

Text = str | tuple[str, ...]  # a pair where there is a plural


def texts() -> Iterator[Text]:
    """Every text of the interface, in English, as it stands in the templates, in the code and in the tables."""
    for _file, _line, text, _comments, _context in extract_from_dir(WEBUI, METHODS, OPTIONS, keywords=KEYWORDS):
        yield text
    yield from phrases.known()


def file(language: str) -> Path:
    return WEBUI / "messages" / f"{language}.po"


def load(language: str) -> Catalog:
    with file(language).open("rb") as opened:
        return read_po(opened, language)


def updated(before: Catalog) -> Catalog:
    """A catalogue of the texts as they are now, with what was translated."""
    after = Catalog(before.locale, project="Winnow", version="1", fuzzy=False, header_comment="")
    after.creation_date, after.revision_date = before.creation_date, before.revision_date
    for text in dict.fromkeys(texts()):
        known = before.get(text if isinstance(text, str) else text[0])
        after.add(text, known.string if known and known.id == text else "")
    return after


def update() -> None:
    for language in OTHERS:
        after = updated(load(language))
        with file(language).open("wb") as opened:
            write_po(opened, after, width=0, no_location=True)


if __name__ == "__main__":
    update()
