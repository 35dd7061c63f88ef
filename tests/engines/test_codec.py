import zlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engines.codec import MARK, decode, decode_shown, encode
from indexer.errors import IndexDamaged, IndexOutdated
from indexer.model import Date, Evidence, JudgedBlock, Kind, Record, Shown, Verdict

texts = st.text()
counts = st.integers(0, 2**53)
verdicts = st.builds(Verdict, st.booleans(), texts, texts, counts, counts, st.floats(0, 1))
blocks = st.builds(JudgedBlock, texts, st.sampled_from(Kind), st.integers(0, 6), verdicts)
offsets = st.integers(-1, 2**53)
evidence = st.builds(Evidence, texts, texts, texts, offsets, offsets, texts, st.floats(0, 1))
dates = st.builds(Date, texts, texts, texts, texts, texts, texts, offsets, offsets, st.floats(0, 1))


def many(items):
    return st.lists(items, max_size=3).map(tuple)


records = st.builds(
    Record,
    *[texts] * 6,
    blocks=many(blocks),
    facets=st.dictionaries(texts, many(evidence), max_size=3),
    dates=many(dates),
    charset=texts,
    fetched_at=texts,
    first_seen=texts,
    notes=many(texts),
    signature=texts,
)


@given(records)
def test_a_record_comes_back_as_it_was(record):
    assert decode(*encode(record)) == record


def test_lone_surrogates_of_file_names_come_back(record):
    given = replace(record("a", "text"), source="seeds/\udcff.html")
    assert decode(*encode(given)) == given


def test_kinds_come_back_as_kinds(record):
    assert decode(*encode(record("a", "text"))).blocks[0].kind is Kind.PARAGRAPH


def test_equal_records_have_equal_bytes(record):
    assert encode(record("a", "text", country="Iran")) == encode(record("a", "text", country="Iran"))


def test_bytes_of_another_layout_are_outdated(record):
    with pytest.raises(IndexOutdated, match="build it again"):
        decode_shown(b"otherway" + encode(record("a"))[0][len(MARK) :])


def test_what_is_shown_is_read_without_the_rest(record):
    given = record("a", "text", "Title", "2018-01-02", country="Iran")
    assert decode_shown(encode(given)[0]) == Shown.of(given)


def test_no_removed_block_and_no_evidence_is_in_what_is_shown(record):
    gone = JudgedBlock("Get Adobe Flash player", Kind.PARAGRAPH, 0, Verdict(False, "notice", "a notice"))
    plain = record("a", "text", country="Iran")
    assert encode(replace(plain, blocks=(gone, *plain.blocks)))[0] == encode(plain)[0]


@pytest.mark.parametrize("data", [b"", b"junk", zlib.compress(b"{")])
def test_a_damaged_rest_is_named_as_such(record, data):
    with pytest.raises(IndexDamaged, match="build the index again"):
        decode(encode(record("a"))[0], data)


@pytest.mark.parametrize("rest", [b"", b"junk", zlib.compress(b"{"), zlib.compress(b"[1]"), zlib.compress(b"\xff")])
def test_damaged_bytes_are_named_as_such(rest):
    with pytest.raises(IndexDamaged, match="build the index again"):
        decode_shown(MARK + rest)
