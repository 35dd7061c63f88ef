import os
import subprocess
import sys

import pytest

from indexer.enrichment.gazetteer import LARGE, ambiguity, names, places
from indexer.enrichment.vocabulary import DATA, alternatives, rows

COUNTRIES = {value for value, *_ in rows("countries.tsv")}


def test_every_place_has_a_known_country() -> None:
    assert {place.country for several in places().values() for place in several} <= COUNTRIES


def test_the_generated_file_stays_small_and_names_its_source() -> None:
    path = DATA / "places.tsv"
    assert path.stat().st_size < 600_000
    assert "GeoNames" in path.read_text("utf-8").splitlines()[0]
    assert "CC BY 4.0" in path.read_text("utf-8").splitlines()[0]


@pytest.mark.parametrize(
    "spellings",
    ["Almaty Алматы Алма-Ата Alma-Ata", "Shymkent Шымкент Чимкент", "Tashkent Ташкент Toshkent Тошкент",
     "Bishkek Бишкек Бішкек", "Dushanbe Душанбе", "Ashgabat Ашхабад Ашгабат", "Astana Астана Нұр-Сұлтан"],
)  # fmt: skip
def test_all_spellings_are_of_one_place(spellings) -> None:
    assert len({places()[name.casefold()][0].value for name in spellings.split()}) == 1


def test_listed_places_are_believed_by_themselves() -> None:
    listed = [value for value, *_ in rows("place_names.tsv")]
    assert all(places()[value.casefold()][0].inhabitants >= LARGE for value in listed)


def test_names_of_people_are_ambiguous_without_being_listed() -> None:
    assert ambiguity("vladimir") == "name"
    assert ambiguity("reading") == "word"
    assert ambiguity("bishkek") == ""


def test_endings_of_another_language_make_no_form() -> None:
    assert [mention.name.text for mention in names().find("из Ташкента", "ru")] == ["ташкент"]
    assert list(names().find("Manilada", "en")) == []


def test_no_country_is_taken_for_a_town_of_its_name() -> None:
    listed = [name for value, _, column in rows("country_aliases.tsv") if value != "-" for name in alternatives(column)]
    assert not [name for name in listed if name.casefold() in places()]


def test_the_order_of_names_is_the_same_in_every_process() -> None:
    program = "from indexer.enrichment.gazetteer import places; print(list(places()))"
    runs = (
        subprocess.run([sys.executable, "-c", program], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True)
        for seed in ("1", "2")
    )
    one, other = (run.stdout for run in runs)
    assert one == other != b""
