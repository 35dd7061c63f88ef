import re

import pytest

from indexer.enrichment import vocabulary
from indexer.enrichment.vocabulary import DATA, alternatives, digest, rows

COLUMNS = {
    "countries.tsv": (3, 3),
    "country_aliases.tsv": (3, 3),
    "country_ambiguous.tsv": (2, 3),
    "country_context.tsv": (3, 3),
    "organisations.tsv": (2, 3),
    "institutions.tsv": (3, 3),
    "known_people.tsv": (2, 3),
    "organisation_words.tsv": (3, 3),
    "date_words.tsv": (3, 3),
    "endings.tsv": (3, 3),
    "given_names.tsv": (3, 3),
    "name_cases.tsv": (8, 8),
    "person_words.tsv": (3, 3),
    "surname_spellings.tsv": (1, 2),
    "places.tsv": (2, 3),
    "place_names.tsv": (3, 4),
    "place_ambiguous.tsv": (3, 3),
    "place_words.tsv": (3, 3),
    "phrase_words.tsv": (3, 3),
    "topics.tsv": (4, 4),
    "types.tsv": (5, 5),
}


@pytest.mark.parametrize("name", COLUMNS)
def test_every_line_has_its_columns(name) -> None:
    fewest, most = COLUMNS[name]
    assert all(fewest <= len(row) <= most for row in rows(name))


def test_every_file_is_known() -> None:
    assert {path.name for path in DATA.iterdir()} == {*COLUMNS, "months.json", "README.md"}


def test_every_alias_belongs_to_a_country() -> None:
    values = {value for value, *_ in rows("countries.tsv")}
    assert {value for value, *_ in rows("country_aliases.tsv")} - values == {"-"}


def test_no_name_stands_for_two_organisations() -> None:
    owners: dict[str, str] = {}
    for value, full, *others in rows("organisations.tsv"):
        for name in {value, full, *alternatives(" ".join(others))}:
            assert owners.setdefault(name, value) == value, name


def test_no_name_stands_for_two_institutions() -> None:
    owners: dict[str, str] = {}
    for value, _, names in rows("institutions.tsv"):
        for name in set(alternatives(names)):
            assert owners.setdefault(name, value) == value, name


def test_the_digest_changes_with_a_file(tmp_path, monkeypatch) -> None:
    (tmp_path / "a.tsv").write_text("one", "utf-8")
    monkeypatch.setattr(vocabulary, "DATA", tmp_path)
    before = digest.__wrapped__()
    (tmp_path / "a.tsv").write_text("two", "utf-8")
    assert digest.__wrapped__() != before
    assert re.fullmatch("[0-9a-f]{12}", before)
