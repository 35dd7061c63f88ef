from pathlib import Path

import pytest

from indexer.engines.tantivy_packing import FILE, Packing
from indexer.errors import EngineError


def texts(count: int, of: str) -> list[bytes]:
    return [
        f"{of} {number}: the menu, the words and the rules of a site like {of}. ".encode() * 3
        for number in range(count)
    ]


def learnt(folder: Path, count: int = 500, of: str = "news") -> Packing:
    packing = Packing(folder)
    packing.learn(count, texts(count, of))
    packing.save()
    return packing


def test_bytes_come_back_as_they_were_with_and_without_a_dictionary(tmp_path):
    for packing in (Packing(tmp_path), learnt(tmp_path)):
        assert [packing.unpack(packing.pack(each)) for each in texts(3, "law")] == texts(3, "law")


def test_what_other_records_say_too_takes_less_room(tmp_path):
    (text,) = texts(1, "news")
    assert len(learnt(tmp_path).pack(text)) < len(Packing(tmp_path / "none").pack(text)) / 2


def test_what_was_packed_with_an_older_dictionary_is_read_after_a_newer_one(tmp_path):
    packing = learnt(tmp_path)
    (old,) = texts(1, "news")
    packed = packing.pack(old)
    packing.learn(1_000, texts(1_000, "law"))
    packing.save()
    assert Packing(tmp_path).unpack(packed) == packing.unpack(packed) == old


def test_a_dictionary_is_learnt_again_only_of_many_more_records(tmp_path):
    assert [Packing(tmp_path).is_to_learn(count) for count in (49, 50)] == [False, True]
    packing = learnt(tmp_path, 100)
    assert [packing.is_to_learn(count) for count in (199, 200)] == [False, True]


def test_a_linked_file_keeps_its_bytes_when_another_dictionary_comes(tmp_path):
    packing = learnt(tmp_path)
    link = tmp_path / "link"
    link.hardlink_to(tmp_path / FILE)
    before = link.read_bytes()
    packing.learn(1_000, texts(1_000, "law"))
    packing.save()
    assert link.read_bytes() == before != (tmp_path / FILE).read_bytes()


def test_damage_is_told(tmp_path):
    with pytest.raises(ValueError, match="frame"):
        Packing(tmp_path).unpack(b"junk")
    (tmp_path / FILE).write_text("[[1]]")
    with pytest.raises(EngineError, match="cannot be read"):
        Packing(tmp_path)


def test_of_records_that_teach_nothing_nothing_is_learnt(tmp_path):
    packing = Packing(tmp_path)
    packing.learn(50, [b"a"] * 100)
    assert packing.unpack(packing.pack(b"a")) == b"a"
