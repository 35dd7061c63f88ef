"""The row of generations: what is served, what a killed build leaves, what damage is found."""

from pathlib import Path

import pytest
from sealing import seal

from indexer import generations
from indexer.contents import Entry
from indexer.errors import IndexBusy, IndexDamaged, IndexOutdated, NoIndex
from indexer.generation import Generation
from indexer.whole import PART

ENTRY = Entry("key", "a.example", "en", 2210, 845, {"notice": 1, "repeated": 6})


def make(index: Path, text: str = "segment", base: Generation | None = None) -> Generation:
    path = generations.begin(index, base)
    (path / "engine" / text).write_text(text)
    return seal(index, path, "memory", {"a" * 16: ENTRY})


def test_the_last_finished_generation_is_current(tmp_path: Path) -> None:
    make(tmp_path)
    second = make(tmp_path)
    assert generations.current(tmp_path) == second


def test_contents_come_back(tmp_path: Path) -> None:
    assert dict(make(tmp_path).contents()) == {"a" * 16: ENTRY}


@pytest.mark.parametrize("text", ['["a"]\n', "[\n", "1\n", "ключ\n"])
def test_contents_that_cannot_be_read_are_damage(tmp_path: Path, text: str) -> None:
    generation = make(tmp_path)
    (generation.path / "contents").write_text(text, "utf-8")
    with pytest.raises(IndexDamaged, match="winnow rollback"):
        dict(generation.contents())


def test_without_an_index_the_error_names_the_command_that_makes_one(tmp_path: Path) -> None:
    with pytest.raises(NoIndex, match="winnow build"):
        generations.current(tmp_path)


def test_a_generation_without_a_manifest_is_removed_by_the_next_build(tmp_path: Path) -> None:
    whole = make(tmp_path)
    partial = generations.begin(tmp_path, whole)
    assert generations.numbers(tmp_path) == [1]
    generations.begin(tmp_path, whole)
    assert generations.current(tmp_path) == whole
    assert not (partial / "manifest.json").exists()


def test_a_current_that_was_not_finished_is_removed_by_the_next_build(tmp_path: Path) -> None:
    generations.begin(tmp_path, make(tmp_path))  # and is killed
    (tmp_path / f"current.0f{PART}").write_text("2")
    generations.begin(tmp_path, None)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["current", "generations"]


def test_a_generation_begins_with_hard_links_to_the_files_of_its_base(tmp_path: Path) -> None:
    first = make(tmp_path, "one")
    second = make(tmp_path, "two", base=first)
    assert (second.engine_path / "one").samefile(first.engine_path / "one")
    assert set(second.manifest.files) == {"contents", "names", "translations", "engine/one", "engine/two"}


def test_the_served_generation_and_the_one_before_it_are_kept(tmp_path: Path) -> None:
    for _ in range(4):
        make(tmp_path)
    assert generations.numbers(tmp_path) == [3, 4]


def test_rollback_serves_the_older_generation_and_the_next_build_keeps_it(tmp_path: Path) -> None:
    make(tmp_path)
    make(tmp_path)
    assert generations.rollback(tmp_path) == 1
    third = make(tmp_path, base=generations.current(tmp_path))
    assert generations.numbers(tmp_path) == [1, third.number]


def test_rollback_without_an_older_generation_says_so(tmp_path: Path) -> None:
    make(tmp_path)
    with pytest.raises(NoIndex, match="no generation older than 1"):
        generations.rollback(tmp_path)


@pytest.mark.parametrize("damage", [lambda file: file.unlink(), lambda file: file.write_text("x")])
def test_a_missing_or_cut_file_is_found_when_the_generation_is_opened(tmp_path: Path, damage) -> None:
    damage(make(tmp_path).engine_path / "segment")
    with pytest.raises(IndexDamaged, match="winnow rollback"):
        generations.current(tmp_path)


def test_verify_finds_one_changed_byte(tmp_path: Path) -> None:
    file = make(tmp_path).engine_path / "segment"
    assert generations.verify(tmp_path) == []
    file.write_text("segmenT")
    assert generations.verify(tmp_path) == [f"{file} is missing or damaged"]


def test_another_format_asks_for_a_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path)
    monkeypatch.setattr(generations, "FORMAT", "another")
    with pytest.raises(IndexOutdated, match="winnow build"):
        generations.current(tmp_path)


def test_a_second_builder_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    with (
        generations.locked(tmp_path),
        pytest.raises(IndexBusy, match=r"process \d+ since"),
        generations.locked(tmp_path),
    ):
        pass


def test_the_lock_is_free_again_afterwards(tmp_path: Path) -> None:
    for _ in range(2):
        with generations.locked(tmp_path):
            pass
