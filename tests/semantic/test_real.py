"""Builds and searches with the real model."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from indexer import generations, pipeline
from indexer.asking import Request
from indexer.cli import winnow
from indexer.errors import SettingsError
from indexer.generation import VECTORS
from indexer.searcher import Searcher
from indexer.semantic import model
from indexer.semantic.vectors import Vectors
from indexer.settings import Settings

ROOT = Path(__file__).parents[2]
needs_the_model = pytest.mark.skipif(not model.installed(), reason="the extra 'semantic' is not installed")


def rows(index: Path) -> dict[str, bytes]:
    """By id, the rows of the generation that is served."""
    with (generations.current(index).path / VECTORS).open("rb") as file:
        return {id_: row for id_, _, row in Vectors(file).rows()}


def kinds(searcher: Searcher, q: str) -> list[str]:
    return [one.kind for one in searcher.search(Request(q)).switches]


@pytest.fixture
def chosen(seeds: Path, index: Path) -> Settings:
    return Settings(seeds=(seeds,), index=index, workers=2, semantic=True)


@pytest.fixture(scope="module")
def seeds_by_meaning(tmp_path_factory: pytest.TempPathFactory) -> Path:
    index = tmp_path_factory.mktemp("meaning")
    pipeline.build(Settings(seeds=(ROOT / "seeds",), index=index, workers=2, semantic=True))
    return index


@needs_the_model
@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("clean water for pupils", "24 шага к чистой воде в школе: рекомендации"),
        ("buying laboratory equipment for water analysis", "Тендер: поставка лабораторного оборудования"),
        ("labour migration round table", "Круглый стол о трудовой миграции"),
    ],
)
def test_a_russian_page_is_found_by_an_english_question(seeds_by_meaning: Path, question: str, title: str) -> None:
    with Searcher(seeds_by_meaning) as searcher:
        words = searcher.search(Request(question))
        assert not any(hit.record.title.startswith(title) for hit in words.hits)
        assert "meaning" in [one.kind for one in words.switches]
        both = searcher.search(Request(question, also=("meaning",)))
        assert any(hit.record.title.startswith(title) and hit.id in both.by_meaning for hit in both.hits[:5])


@needs_the_model
def test_the_command_line_asks_for_it_too(seeds_by_meaning: Path) -> None:
    asked = ["search", "clean water for pupils", "--index", str(seeds_by_meaning)]
    assert CliRunner().invoke(winnow, asked).output.startswith("0 documents")
    assert "24 шага" in CliRunner().invoke(winnow, [*asked, "--also", "meaning"]).output


@needs_the_model
def test_a_vector_has_length_1_and_lies_near_what_means_the_same() -> None:
    embedder = model.embedder()
    question = embedder.query("How do children get clean water?")
    near, far = (embedder.passage(text) for text in ("Чистая вода в школах", "Тендер на поставку мебели"))
    assert question.shape == (model.SIZE,)
    assert np.linalg.norm(question) == pytest.approx(1, abs=1e-5)
    assert question @ near > question @ far


@needs_the_model
def test_a_build_embeds_what_is_new_and_nothing_else(chosen: Settings, write_site: Callable[..., Path]) -> None:
    pipeline.build(chosen)
    before = rows(chosen.index)
    assert len(before) == 12
    write_site(chosen.seeds[0] / "river.example", 1, first=12)
    pipeline.build(chosen)
    after = rows(chosen.index)
    assert len(after) == 13
    assert {id_: after[id_] for id_ in before} == before
    assert generations.verify(chosen.index) == []


@needs_the_model
def test_the_setting_alone_makes_another_generation_and_its_loss_one_without(chosen: Settings) -> None:
    pipeline.build(replace(chosen, semantic=False))
    with Searcher(chosen.index) as searcher:
        assert kinds(searcher, "a talk about schooling in Kazakhstan") == []
        pipeline.build(chosen)
        assert kinds(searcher, "a talk about schooling in Kazakhstan") == ["meaning"]
        assert searcher.status().documents == 12
        assert str(pipeline.build(chosen)).count("nothing to change") == 1
        generations.rollback(chosen.index)
        assert kinds(searcher, "a talk about schooling in Kazakhstan") == []
    pipeline.build(chosen)
    pipeline.build(replace(chosen, semantic=False))
    assert not generations.current(chosen.index).has_vectors
    assert generations.current(chosen.index).table("translations") is not None


@needs_the_model
def test_a_file_of_vectors_that_is_damaged_is_found(chosen: Settings) -> None:
    pipeline.build(chosen)
    file = generations.current(chosen.index).path / VECTORS
    file.write_bytes(bytes(file.stat().st_size))
    assert len(generations.verify(chosen.index)) == 1


@pytest.mark.parametrize(
    ("machine", "flags", "runs"),
    [("x86_64", "fpu sse4_2 avx", False), ("x86_64", "fpu avx avx2", True), ("aarch64", "asimd", True)],
)
def test_a_processor_that_would_end_the_process_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, machine: str, flags: str, runs: bool
) -> None:
    (tmp_path / "cpuinfo").write_text(f"flags : {flags}")
    monkeypatch.setattr(model, "find_spec", lambda name: name)
    monkeypatch.setattr(model, "machine", lambda: machine)
    monkeypatch.setattr(model, "_CPU", tmp_path / "cpuinfo")
    assert model.installed() is runs


def test_a_build_that_asks_for_what_is_not_installed_says_how_to_install_it(
    chosen: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model, "installed", lambda: False)
    with pytest.raises(SettingsError, match=r"pip install 'winnow-search\[semantic\]'"):
        pipeline.build(chosen)
    assert not chosen.index.exists()
