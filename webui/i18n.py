"""The languages of the interface: which one an address asks for, and what is said in it.

English has no prefix, the others have their code before the path: `/ru/search`. What programs read (the API, exports)
is in English and has no other address. A text's msgid is its English, in `messages/<code>.po`; catalogues are read as
they are written, so correcting one needs a text editor and a restart.
"""

import gettext
import io
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from typing import Final

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask, has_request_context, request

ENGLISH: Final = "en"
LANGUAGES: Final = (ENGLISH, "ru", "kk")
OTHERS: Final = LANGUAGES[1:]  # those with a prefix
FORMATS: Final = {ENGLISH: "en_GB"}  # dates as 9 October 2018; other languages have their own locale's
UNTOLD: Final = (".json", ".jsonl", ".csv", ".txt", ".bib", ".ris")

_current: Final = ContextVar("language", default="")  # of the request being answered; "" where that is not read yet

# ------------------------------------------------------------------------------------------- addresses ⇄ languages


def of(path: str) -> str:
    """The language that a path asks for: "ru" of "/ru/search"."""
    first = path.split("/", 2)[1] if path.startswith("/") else ""
    return first if first in OTHERS else ENGLISH


def current() -> str:
    """The language of the page that is being made; English outside of pages."""
    return _current.get() or (of(request.path) if has_request_context() else ENGLISH)


def remember(app: Flask) -> None:
    """Read the language off each request once: a page of results asks for it 900 times, which took a fifth of it."""

    def read() -> None:
        _current.set(of(request.path))

    def forget(_: BaseException | None) -> None:
        _current.set("")

    app.before_request(read)
    app.teardown_request(forget)


def bare(path: str) -> str:
    """The path without its language."""
    return path if of(path) == ENGLISH else path[len("/ru") :] or "/"


def local(path: str, language: str = "") -> str:
    """The path in a language, that of the page being made if none is given; what programs read stays as it is."""
    language = language or current()
    if language == ENGLISH or not path.startswith("/") or of(path) != ENGLISH or in_english_only(path):
        return path
    return f"/{language}{path}"


def in_english_only(path: str) -> bool:
    """Is the address one that programs read, or of a document's own text? It is the same in every language."""
    return path.startswith(("/api/", "/static/")) or path.endswith(UNTOLD) or path == "/healthz"


# ------------------------------------------------------------------------------------------------------- catalogues


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """What is said in a language; what a catalogue lacks is said in English."""
    if language == ENGLISH:
        return gettext.NullTranslations()
    with files(__package__).joinpath("messages", f"{language}.po").open("rb") as file:
        written = read_po(file, language)
    compiled = io.BytesIO()
    write_mo(compiled, written)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def message(text: str, language: str = "") -> str:
    """What is said for an English text, its places for values still open; in the page's language if none is given."""
    return catalogue(language or current()).gettext(text) if text else ""


def messages(one: str, many: str, count: int) -> str:
    """The form for a number: Russian has one for 1 and 21, one for 2 to 4, and one for the rest."""
    return catalogue(current()).ngettext(one, many, count)


def _(text: str, **values: object) -> str:
    """The text in the language of the page, with its values: plain text, for data. Pages use `markup.said`."""
    return message(text) % values if values else message(text)


def mark(text: str) -> str:
    """A text of a table, to be translated where it is shown; it is marked so that the catalogues have it."""
    return text


@cache
def locale(language: str) -> Locale:
    """How dates and numbers are written, and what countries and languages are called (CLDR)."""
    return Locale.parse(FORMATS.get(language, language))


def direction(language: str) -> str:
    """ "ltr" or "rtl", as the language is written."""
    return locale(language).text_direction
