"""What a generation says of each document: counted from its blocks, written and read back."""

import pytest

from indexer.contents import Entry, decode, encode
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
    contents = {"1" * 16: Entry("key", text, text, 1, 2, {text: 3})}
    assert decode(encode(contents)) == contents
    assert encode(contents).isascii()
    assert encode(contents).count("\n") == 1


def test_the_same_contents_make_the_same_lines_in_the_order_of_the_ids() -> None:
    one, two = Entry("k", "a", "en", 1, 2, {"x": 1, "y": 2}), Entry("k", "a", "en", 1, 2, {"y": 2, "x": 1})
    assert encode({"2": one, "1": two}) == encode({"1": one, "2": two})
    assert list(decode(encode({"2": one, "1": two}))) == ["1", "2"]
