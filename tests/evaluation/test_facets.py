"""Labelled texts, and what is right of the facets found in them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer.cli import winnow
from indexer.errors import SourceError
from indexer.evaluation import labelled_texts, score_facets

TITLE = "A seminar in Almaty\n\nOn 9 October 2018 a seminar of UNODC was held in Almaty, Kazakhstan."
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes rows, or lines as they are, to a file."""

    def to(*rows: dict[str, object] | str) -> Path:
        lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
        (tmp_path / "labelled.jsonl").write_text("\n".join(lines), "utf-8")
        return tmp_path / "labelled.jsonl"

    return to


def shares(file: Path, facet: str, language: str = "all", loose: bool = False) -> tuple[float, float]:
    tally = score_facets(labelled_texts(file), loose)[facet, language]
    return tally.precision, tally.recall


def test_values_are_compared_with_the_labels_of_their_text(write: Write) -> None:
    file = write({"text": TITLE, "countries": ["Kazakhstan", "Iran"], "places": ["Almaty"], "organisations": []})
    assert (shares(file, "country"), shares(file, "place")) == ((1, 0.5), (1, 1))
    assert shares(file, "organisation")[0] == 0


def test_a_facet_without_labels_is_not_scored(write: Write) -> None:
    tallies = score_facets(labelled_texts(write({"text": TITLE, "countries": ["Kazakhstan"]})))
    assert {facet for facet, _ in tallies} == {"country"}


def test_languages_are_scored_apart_and_together(write: Write) -> None:
    rows = [
        {"text": TITLE, "language": each, "countries": names} for each, names in (("en", ["Kazakhstan"]), ("ru", []))
    ]
    assert [shares(write(*rows), "country", of)[0] for of in ("en", "ru", "all")] == [1, 0, 0.5]


def test_a_date_is_right_as_a_whole(write: Write) -> None:
    assert shares(write({"text": TITLE, "date": ["2018-10-09", "2018-10-09", "day", "event"]}), "date") == (1, 1)
    assert shares(write({"text": TITLE, "date": ["2018-10-01", "2018-10-31", "month", "event"]}), "date") == (0, 0)


def test_labels_copied_from_the_text_are_met_by_half_of_the_words(write: Write) -> None:
    file = write({"text": "Участники прибыли из Казахстана.", "countries": ["Республики Казахстан"]})
    assert (shares(file, "country"), shares(file, "country", loose=True)) == ((0, 0), (1, 1))


def test_a_page_is_cleaned_and_scored(write: Write, tmp_path: Path) -> None:
    paragraphs = "".join(f"<p>{part}</p>" for part in TITLE.split("\n\n"))
    (tmp_path / "page.html").write_text(f"<title>A seminar</title>{paragraphs}", "utf-8")
    assert shares(write({"path": "page.html", "countries": ["Kazakhstan"]}), "country") == (1, 1)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 1: not JSON"),
        ("[]", "line 1: not an object with `text` or `path`"),
        ('{"countries": []}', "line 1: not an object with `text` or `path`"),
        ('{"text": "x"}', "line 1: no labels. Give at least one of: language, countries"),
        ('{"text": "x", "persons": [1]}', "line 1: `persons` takes a list of texts"),
        ('{"path": "nowhere.html", "persons": []}', "labelled.jsonl:1: .*nowhere.html cannot be read"),
        ("", "holds no labelled texts"),
    ],
)
def test_a_file_that_cannot_be_scored_says_where_and_why(write: Write, line: str, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        labelled_texts(write(line))


def test_the_command_prints_a_table_with_the_misses(write: Write) -> None:
    file = write({"text": TITLE, "split": "held", "countries": ["Iran"]}, {"text": TITLE, "countries": []})
    said = (
        CliRunner().invoke(winnow, ["eval", "facets", "--data", str(file), "--split", "held", "--misses", "1"]).output
    )
    assert said.splitlines()[1].split() == ["country", "all", "0.000", "0.000", "1", "1"]
    assert "wrong Kazakhstan | labelled.jsonl:1: Kazakhstan" in said
    assert "missed Iran | labelled.jsonl:1" in said
