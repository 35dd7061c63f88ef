"""What a generation says of each document: counted from its blocks, written and read back."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.contents import Entry, Writer, line_of, parse
from indexer.model import JudgedBlock, Kind, Record, Verdict

KEPT = Verdict(True, "content", "prose")
NOTICE = Verdict(False, "notice", "a notice")
REPEATED = Verdict(False, "repeated", "on 9 of 9 pages of this site", 9, 9)


def record(*blocks: JudgedBlock) -> Record:
    return Record("1" * 16, "seeds/a.html", "", "a.example", "Title", "en", blocks)


def block(text: str, verdict: Verdict, kind: Kind = Kind.PARAGRAPH) -> JudgedBlock:
    return JudgedBlock(text, kind, 0, verdict)


def test_characters_are_counted_and_removed_blocks_by_rule() -> None:
    blocks = [block("abc", KEPT), block("de", REPEATED), block("f", REPEATED), block("ghij", NOTICE)]
    assert Entry.of(record(*blocks), "key") == Entry("key", "a.example", "en", 3, 7, {"repeated": 2, "notice": 1})


def test_the_title_does_not_count_as_something_left() -> None:
    assert Entry.of(record(block("Title", KEPT, Kind.TITLE)), "key").kept == 0


@pytest.mark.parametrize("text", ["", "Қазақ", 'quo"te\\', "line\nbreak \u2028 \x85 \x1e", "\ud800", "a b"])
def test_an_entry_comes_back_as_it_was(text: str) -> None:
    entry = Entry("key", text, text, 1, 2, {text: 3})
    line = line_of("1" * 16, entry)
    assert parse(line) == ("1" * 16, entry)
    assert line.isascii()
    assert line.count("\n") == 1


def test_the_same_entry_makes_the_same_line() -> None:
    one, two = Entry("k", "a", "en", 1, 2, {"x": 1, "y": 2}), Entry("k", "a", "en", 1, 2, {"y": 2, "x": 1})
    assert line_of("1", one) == line_of("1", two)


@given(st.sets(st.integers(0, 99)), st.sets(st.integers(0, 99)))
def test_lines_are_written_between_those_that_stay(staying: set[int], added: set[int]) -> None:
    entries = {f"{number:016x}": Entry(f"{number}", "a", "en", 1, 2, {}) for number in sorted(staying | added)}
    lines = {id_: line_of(id_, entry) for id_, entry in entries.items()}
    with TemporaryDirectory() as folder:
        file = Path(folder, "contents")
        with Writer(file, (lines[f"{number:016x}"] for number in sorted(staying - added))) as writer:
            for number in sorted(added):
                writer.add(f"{number:016x}", entries[f"{number:016x}"])
        assert file.read_text("ascii") == "".join(lines.values())
    assert (writer.stayed, writer.added) == (len(staying - added), len(added))
