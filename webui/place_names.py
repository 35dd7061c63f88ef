"""What a place is called in Russian or Kazakh, where our own data or CLDR's knows it for sure.

CLDR (by Babel) has the cities of the time zones in every language; place_names.tsv has names that were written down by
hand, and places.tsv those of GeoNames, which does not say of which language a name is. So a name of GeoNames is taken
only where its letters are those of the value: Тула of Tula, but not Виена of Vienna. Kazakh has names of its own for
the places of Kazakhstan; elsewhere they are the Russian ones but for CLDR's.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Final

from indexer.enrichment import gazetteer
from indexer.enrichment.name_spelling import plain
from indexer.enrichment.vocabulary import alternatives, rows
from webui.i18n import locale

KAZAKHSTAN: Final = "Kazakhstan"
RUSSIAN: Final = re.compile("[А-ЯЁа-яё .-]+")
KAZAKH: Final = re.compile("[А-ЯЁа-яёӘәҒғҚқҢңӨөҰұҮүҺһІі .-]+")
OF_KIND: Final = re.compile("^город | қаласы$")  # "city of"; names of regions need their kind

# Places of which the tables have other names first: older ones, or those of another language in the same letters.
USUAL: Final = MappingProxyType(
    {
        "Astana": {"ru": "Астана", "kk": "Астана"},
        "Konaev": {"ru": "Конаев", "kk": "Қонаев"},
        "Lviv": {"ru": "Львов"},
        "Baikonur": {"ru": "Байконур", "kk": "Байқоңыр"},
        "Esik": {"ru": "Есик", "kk": "Есік"},
    }
)


@cache
def names(language: str) -> Mapping[str, str]:
    """What places are called in Russian or Kazakh, by their values."""
    found = {value: by_language[language] for value, by_language in USUAL.items() if language in by_language}
    for value, name in (*_of_zones(language), *_of(language)):
        found.setdefault(value, name)
    return MappingProxyType(dict(names("ru")) | found if language == "kk" else found)


def _of_zones(language: str) -> Iterator[tuple[str, str]]:
    """The cities that CLDR names time zones by, by their English names."""
    english = locale("en").time_zones
    for zone, called in locale(language).time_zones.items():
        if "city" in called:
            yield english.get(zone, {}).get("city") or zone.rpartition("/")[2].replace("_", " "), called["city"]


def _of(language: str) -> Iterator[tuple[str, str]]:
    """What our own tables say of the language."""
    for value, country, _, *columns in rows("place_names.tsv"):
        written = [OF_KIND.sub("", name) for name in alternatives(" ".join(columns))]
        if name := _kazakh(written, country) if language == "kk" else next(filter(RUSSIAN.fullmatch, written), ""):
            yield value, name
    for place, spellings in gazetteer.spelt():
        written = [OF_KIND.sub("", name) for name in spellings]
        if name := _kazakh(written, place.country) if language == "kk" else _surely(written, place.value):
            yield place.value, name


def _kazakh(written: Sequence[str], country: str) -> str:
    """The first name with a letter that Russian does not have; "" outside of Kazakhstan, where others have them too."""
    own = (name for name in written if KAZAKH.fullmatch(name) and not RUSSIAN.fullmatch(name))
    return next((name for name in own if not name.startswith("область")), "") if country == KAZAKHSTAN else ""


def _surely(written: Sequence[str], value: str) -> str:
    """The name that has the letters of the value; the shortest, without a sign for softness that others write."""
    alike = (name for name in written if RUSSIAN.fullmatch(name) and _latin(name) == value.casefold())
    return min(alike, key=len, default="")


def _latin(name: str) -> str:
    return " ".join(map(plain, name.split())).casefold()
