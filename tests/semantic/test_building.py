"""Vectors of a generation: made where the text is new, taken over where it is not."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from meanings import ByTopic

from indexer.engines.codec import encode_whole
from indexer.model import JudgedBlock, Kind, Record, Verdict
from indexer.progress import Progress
from indexer.rows import DerivedRow
from indexer.semantic import Documents, model, write_vectors
from indexer.semantic.building import Passage
from indexer.semantic.vectors import Vectors

Write = Callable[..., dict[str, int]]


def record(name: str, text: str, title: str = "", language: str = "en") -> Record:
    block = JudgedBlock(text, Kind.PARAGRAPH, 0, Verdict(True, "content", "prose"))
    notice = JudgedBlock("Get Flash player", Kind.PARAGRAPH, 0, Verdict(False, "notice", "a notice"))
    return Record(name, name, "", "a.example", title, language, (block, notice))


class Here:
    """Workers that are this process."""

    def map(self, function: Callable[..., Any], items: Iterable[Any], failed: Callable[..., Any]) -> Iterator[Any]:
        for item in items:
            yield failed(item, "crashed its worker", "") if item[0].text == "crash" else function(item)


class Counting(ByTopic):
    def __init__(self) -> None:
        self.texts = list[str]()

    def passage(self, text: str) -> Any:
        self.texts.append(text)
        return self.query(text)


@pytest.fixture
def embedder(monkeypatch: pytest.MonkeyPatch) -> Counting:
    counting = Counting()
    monkeypatch.setattr(model, "embedder", lambda: counting)
    return counting


@pytest.fixture
def write(tmp_path: Path, embedder: Counting) -> Write:
    """Writes the vectors of records; the digests, by id."""

    def writer(
        *records: Record, unchanged: Iterable[str] = (), name: str = "next", before: str = "none"
    ) -> dict[str, int]:
        rows = {each.id: DerivedRow(each.id, "key", b"", encode_whole(each)) for each in records}
        documents = Documents(rows.keys(), set(unchanged), lambda ids: map(rows.__getitem__, ids))
        write_vectors(tmp_path / name, documents, tmp_path / before, Here(), Progress())  # type: ignore[arg-type]
        with (tmp_path / name).open("rb") as file:
            return {id_: digest for id_, digest, _ in Vectors(file).rows()}

    return writer


def test_what_is_embedded_is_the_title_and_the_beginning_of_the_kept_text() -> None:
    assert (
        Passage.of(record("a", "Dogs bark. " * 100, "On dogs")).text
        == "On dogs\n" + ("Dogs bark. " * 100)[:500].strip()
    )


def test_each_document_has_a_row_in_the_order_of_the_ids(write: Write) -> None:
    assert list(write(record("b", "A dog."), record("a", "A court."))) == ["a", "b"]


def test_only_what_changed_is_embedded_again(write: Write, embedder: Counting) -> None:
    first = write(record("a", "A dog."), record("b", "A court."), record("c", "A river."), name="first")
    embedder.texts.clear()
    changed = (record("a", "A dog."), record("b", "A tribunal."), record("c", "A river."))
    second = write(*changed, unchanged=["a"], name="second", before="first")
    assert embedder.texts == ["A tribunal."]  # "c" was written anew, but says what it said
    assert (second["a"], second["c"]) == (first["a"], first["c"])
    assert second["b"] != first["b"]


def test_another_language_or_another_model_makes_another_vector(
    write: Write, embedder: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(record("a", "A dog."), name="first")
    write(record("a", "A dog.", language="ru"), name="second", before="first")
    monkeypatch.setattr(model, "MODEL", "another")
    write(record("a", "A dog."), before="first")
    assert embedder.texts == ["A dog."] * 3


def test_documents_that_are_gone_leave_no_row(write: Write) -> None:
    write(record("a", "A dog."), record("b", "A court."), name="first")
    assert list(write(record("b", "A court."), unchanged=["b"], before="first")) == ["b"]


def test_a_document_without_a_text_or_that_crashes_has_no_vector(write: Write) -> None:
    assert list(write(record("a", ""), record("b", "crash"), record("c", "A dog."))) == ["c"]


def test_where_the_file_of_before_is_no_such_file_all_is_embedded(tmp_path: Path, write: Write) -> None:
    (tmp_path / "before").write_bytes(b"nonsense")
    assert list(write(record("a", "A dog."), unchanged=["a"], before="before")) == ["a"]


def test_half_characters_are_no_fault(write: Write) -> None:
    assert list(write(record("a", "A dog \ud800."))) == ["a"]
