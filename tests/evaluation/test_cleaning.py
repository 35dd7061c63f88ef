"""What is kept of labelled pages, scored."""

from collections.abc import Callable
from pathlib import Path

import pytest

from indexer import evaluation, overrides
from indexer.evaluation import Evaluation, Score, as_text, evaluate, find
from indexer.evaluation.extractors import Other
from indexer.workers import Workers


@pytest.fixture
def site(label: Callable[[Path], Path], tmp_path: Path) -> Path:
    return label(tmp_path / "valley.example")


def scored(folder: Path, workers: Workers, **options: object) -> Evaluation:
    return evaluate(find(folder), workers, **options)  # type: ignore[arg-type]


def test_what_the_site_repeats_goes_and_the_rest_is_right(site: Path, workers: Workers) -> None:
    (one,) = scored(site, workers).sets
    assert (one.score, one.leaked, one.lost) == (Score(1, 1, 1), 0, 0)
    assert all(page.ms > 0 for page in one.pages)


def test_a_word_too_much_in_the_truth_has_an_exact_price(site: Path, workers: Workers) -> None:
    truth = site / "truth" / "bridge.txt"
    words = len(truth.read_text().split())
    truth.write_text(truth.read_text() + " unwritten")
    worst = scored(site, workers).sets[0].worst
    assert worst.name == "bridge.html"
    assert worst.score == (1, words / (words + 1), pytest.approx(2 * words / (2 * words + 1)))
    assert worst.misses.nowhere == 1


def test_a_block_that_was_lost_is_named_with_its_reason(site: Path, workers: Workers) -> None:
    with (site / "truth" / "bridge.txt").open("a") as file:
        file.write("\nFriends of the valley since long ago\n")
    ((_, page),) = scored(site, workers).misses(5)
    (lost,) = page.misses.lost
    assert (lost.text, lost.rule, lost.words) == ("Friends of the valley since long ago", "repeated", 7)
    assert "on 12 of 12 pages" in lost.reason


def test_a_block_that_was_left_in_is_named(site: Path, workers: Workers) -> None:
    truth = site / "truth" / "bridge.txt"
    truth.write_text(truth.read_text().splitlines()[0])
    ((_, page),) = scored(site, workers).misses(5)
    assert [miss.text for miss in page.misses.left_in] == ["Nobody had expected the bridge to stand again so soon."]


def test_the_owners_corrections_count(site: Path, workers: Workers, tmp_path: Path) -> None:
    file = tmp_path / "overrides.toml"
    file.write_text('[[keep]]\ntext = "Friends of the valley since long ago"\nsite = "valley.example"\n')
    (one,) = scored(site, workers, owner=overrides.load(file)).sets
    assert one.score.recall == 1
    assert one.leaked == 4  # friends, since, long, ago: the other words are in the truth too
    assert one.score.precision < 1


def test_a_page_that_cannot_be_read_is_lost_and_says_why(site: Path, workers: Workers) -> None:
    (site / "pages" / "bridge.html").write_bytes(b"")
    (one,) = scored(site, workers).sets
    assert (one.lost, one.worst.fault, one.worst.score) == (1, "empty", Score())


def test_a_page_whose_truth_is_not_on_it_is_absent_and_not_lost(site: Path, workers: Workers) -> None:
    truth = site / "truth" / "bridge.txt"
    truth.write_text("A speech of forty minutes of which the page only says that it was held before so many people")
    (one,) = scored(site, workers).sets
    assert (one.lost, one.absent, one.worst.name) == (0, 1, "bridge.html")


def test_what_only_markup_says_is_not_on_the_page(site: Path, workers: Workers) -> None:
    page = site / "pages" / "bridge.html"
    page.write_text(page.read_text().replace("<body>", "<body><script>hidden words of script</script>"))
    (site / "truth" / "bridge.txt").write_text("hidden words of script")
    assert scored(site, workers).sets[0].absent == 1


def test_pages_that_must_score_nothing_are_named_below_the_table(site: Path, workers: Workers) -> None:
    (site / "pages" / "bridge.html").write_text("", "utf-8")
    (site / "truth" / "school.txt").write_text(" \n", "utf-8")
    lines = as_text(scored(site, workers)).splitlines()
    assert "scores nothing: empty: valley.example/pages/bridge.html" in lines
    assert "scores nothing: its truth is empty: valley.example/pages/school.html" in lines


def test_a_collections_pages_are_judged_without_a_site(site: Path, workers: Workers) -> None:
    rows = [f'{{"html": "pages/{name}.html", "text": "truth/{name}.txt"}}\n' for name in ("bridge", "school")]
    (site / "index.jsonl").write_text("".join(rows))
    (one,) = scored(site, workers).sets
    assert (one.variant, one.leaked, len(one.pages)) == ("single", None, 2)
    assert one.score.recall == 1


def test_other_extractors_are_scored_beside_and_missing_ones_named(
    site: Path, workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = {"markup": Other("json", str), "absent": Other("no_such_package", str)}
    monkeypatch.setattr("indexer.evaluation.cleaning.OTHERS", others)
    found = scored(site, workers, others=True)
    assert [one.by for one in found.sets] == ["winnow", "markup"]
    assert found.sets[1].score.recall == 1
    assert found.missing == ("absent",)


def test_an_extractor_that_fails_has_said_nothing(
    site: Path, workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexer.evaluation.cleaning.OTHERS", {"wrong": Other("json", int)})  # type: ignore[arg-type]
    failed = scored(site, workers, others=True).sets[1]
    assert (failed.score, failed.lost, failed.worst.fault) == (Score(), 2, "ValueError")


@pytest.mark.parametrize("name", evaluation.OTHERS)
def test_an_installed_extractor_finds_the_text(name: str, site: Path, workers: Workers) -> None:
    other = evaluation.OTHERS[name]
    if not other.installed:
        pytest.skip(f"{name} is not installed")
    one = next(each for each in scored(site, workers, others=True).sets if each.by == name)
    assert not any(page.fault for page in one.pages)


def test_sets_left_out_are_scored_and_not_averaged(
    label: Callable[[Path], Path], workers: Workers, tmp_path: Path
) -> None:
    label(tmp_path / "a.example")
    label(tmp_path / "b.example")
    found = scored(tmp_path, workers, left_out=["b.example"])
    assert len(found.sets) == 2
    assert [one.name for one in found.groups()["pages", "winnow"]] == ["a.example"]
