"""What things are called for people, in the language of the page: facets and their values, languages, numbers."""

from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final, NamedTuple

from babel.numbers import format_decimal, format_percent

from indexer import limits
from indexer.schema import FACETS, MISSING, Facet
from webui import place_names
from webui.i18n import ENGLISH, FORMATS, _, current, locale, messages
from webui.phrases import TAXONOMIES, phrase

# Countries whose canonical name is not CLDR's English one (enrichment/data/countries.tsv).
OTHER_NAMES: Final = MappingProxyType({"Hong Kong": "HK", "Macao": "MO", "Myanmar": "MM", "Palestine": "PS"})

_NUMBERS_KEPT: Final = 10_000  # as pages write them: a page of results has 150, of which each took Babel 40 µs


class Language(NamedTuple):
    name: str  # in English
    endonym: str  # as its speakers call it


@cache
def languages() -> Mapping[str, Language]:
    """Languages by their ISO 639-1 code, from languages.tsv."""
    lines = files(__package__).joinpath("languages.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return MappingProxyType({code: Language(name, endonym) for code, name, endonym in rows})


def language(code: str) -> str:
    """ "Kazakh – Қазақша"; CLDR's name alone where the language is not in the table, its code where neither has it."""
    name, endonym = languages().get(code, (locale(ENGLISH).languages.get(code, code), ""))
    if current() != ENGLISH:
        name = capital(locale(current()).languages.get(code, name))
    return name if endonym.casefold() in ("", name.casefold()) else f"{name} – {endonym}"


def endonym(code: str) -> str:
    return languages()[code].endonym if code in languages() else code


@cache
def countries() -> Mapping[str, str]:
    """ISO codes of countries by their English names."""
    return MappingProxyType({name: code for code, name in locale(ENGLISH).territories.items()} | OTHER_NAMES)


def country(value: str) -> str:
    """A country by its canonical, English name; as it stands where CLDR does not know it."""
    if current() == ENGLISH or value not in countries():
        return value
    return str(locale(current()).territories.get(countries()[value], value))


def place(value: str) -> str:
    """A place by its value, "London (Canada)"; as it stands where its name in the language is not known."""
    name, _bracket, of = value.removesuffix(")").partition(" (")
    if current() == ENGLISH or name not in place_names.names(current()):
        return value
    own = place_names.names(current())[name]
    return f"{own} ({country(of)})" if of else own


def facet(name: str) -> Facet:
    """A facet with its names; "date" stands for the dates."""
    return _facet(name, current())


@cache
def _facet(name: str, _language: str) -> Facet:
    if name == "date":
        return Facet("date", _("Date"), _("Dates"), "")
    found = next(facet for facet in FACETS if facet.name == name)
    return Facet(name, phrase(found.label), phrase(found.plural), phrase(found.help))


def facet_value(field: str, value: str) -> str:
    """What a facet's canonical value is called."""
    if value == MISSING:
        return _("Not known")
    if field in TAXONOMIES:
        return capital(phrase(value))
    return NAMED[field](value) if field in NAMED else value


NAMED: Final = MappingProxyType({"country": country, "language": language, "place": place})


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


# -------------------------------------------------------------------------------------------------------- numbers


def number(count: int) -> str:
    """A whole number with its thousands set apart: "12,345"."""
    return _written(count, spoken())


@lru_cache(_NUMBERS_KEPT)
def _written(count: int, language: str) -> str:
    return format_decimal(count, locale=language)


def distinct(count: int) -> str:
    """How many different values there are: a search counts them up to a limit."""
    return f"{number(count)}+" if count == limits.DISTINCT else number(count)


def counted(count: int, one: str, many: str) -> str:
    """ "1 result", "240 results": `one` and `many` are the English sentences, with %(number)s in them."""
    return messages(one, many, count) % {"number": number(count)}


def documents(count: int) -> str:
    return _documents(count, current())


@lru_cache(_NUMBERS_KEPT)
def _documents(count: int, _language: str) -> str:
    return counted(count, "%(number)s document", "%(number)s documents")


def milliseconds(took: float) -> str:
    return _("less than 1 ms") if took < 1 else _("%(number)s ms", number=number(round(took)))


def percent(share: float) -> str:
    return format_percent(share, format=None, locale=spoken())


def spoken() -> str:
    """How Babel calls the page's language where numbers and dates are written."""
    return FORMATS.get(current(), current())
