import re
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from indexer.model import JudgedBlock, Kind, Record, Verdict
from webui.reading import layout, title_of

KINDS = st.sampled_from([Kind.PARAGRAPH, Kind.ITEM, Kind.ROW, Kind.HEADING, Kind.CODE])
BLOCKS = st.lists(
    st.builds(
        JudgedBlock,
        st.text(alphabet="ab | <", min_size=1, max_size=12),
        KINDS,
        st.integers(0, 6),
        st.builds(Verdict, st.booleans(), st.just("r"), st.just("why")),
    ),
    max_size=8,
).map(tuple)
MARKS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6).map(tuple)


def shown(record: Record, surface: str, **options: bool) -> tuple[str, str]:
    """Title and body with each place of the surface marked."""
    marks = tuple(match.span() for match in re.finditer(surface, record.text))
    page = layout(record, marks, **options)
    return str(page.title), " ".join(str(part) for group in page.groups for p in group.pieces for part in p.parts)


def test_marks_stand_in_the_title_in_paragraphs_items_and_cells(seminar: Record) -> None:
    title, body = shown(seminar, "seminar|trafficking")
    assert re.findall('id="m([0-9])"', title) == ["1"]
    assert re.findall('id="m([0-9])"[^>]*>([a-z]+)', body) == [
        ("2", "seminar"),
        ("3", "trafficking"),
        ("4", "trafficking"),
        ("5", "trafficking"),
    ]


def test_blocks_of_a_kind_stand_together(seminar: Record) -> None:
    assert [(group.kind, len(group.pieces)) for group in layout(seminar, ()).groups] == [
        ("paragraph", 1),
        ("heading", 1),
        ("item", 2),
        ("row", 2),
    ]


def test_rows_come_in_cells(seminar: Record) -> None:
    rows = layout(seminar, ()).groups[-1].pieces
    assert [row.parts for row in rows] == [("Year", "Cases"), ("2018", "12 of trafficking")]


def test_a_block_in_another_language_says_so(record: Callable[..., Record], piece: Callable[..., JudgedBlock]) -> None:
    russian = piece("Библиотека выдаёт книги всем, кто живёт в долине, и никому не нужно за это платить.")
    (first,), (second,) = (g.pieces for g in layout(record(blocks=[piece("Short"), russian], language="en"), ()).groups)
    assert (first.language, second.language) == ("", "ru")


def test_headings_never_skip_a_level(record: Callable[..., Record], piece: Callable[..., JudgedBlock]) -> None:
    levels = (1, 4, 6, 2, 5)
    page = record(blocks=[piece("x", Kind.HEADING, level) for level in levels])
    assert [group.pieces[0].level for group in layout(page, ()).groups] == [2, 3, 4, 2, 3]


def test_removed_blocks_are_left_out_or_stand_in_their_place(seminar: Record) -> None:
    assert "removed" not in [group.kind for group in layout(seminar, ()).groups]
    first = layout(seminar, (), removed_too=True).groups[0]
    assert (first.kind, [piece.text for piece in first.pieces]) == (
        "removed",
        ["Get Adobe Flash player", "Our partners"],
    )


def test_a_mark_across_blocks_is_one_in_each(record: Callable[..., Record]) -> None:
    page = layout(record(blocks=["one two", "three four"]), ((4, 14),))
    assert page.marks == 2
    assert [re.sub("<[^>]*>|Match.*?Close", "", str(group.pieces[0].text)) for group in page.groups] == [
        "one two",
        "three four",
    ]


@given(BLOCKS, MARKS)
def test_marks_are_numbered_through_the_document(
    blocks: tuple[JudgedBlock, ...], marks: tuple[tuple[int, int], ...]
) -> None:
    page = layout(Record("0" * 16, "s", "", "", "t", "en", blocks), marks, removed_too=True)
    html = " ".join(str(part) for group in page.groups for p in group.pieces for part in p.parts)
    assert re.findall('<mark id="m([0-9]+)"', html) == [str(n + 1) for n in range(page.marks)]


def test_a_document_without_a_title_is_called_by_its_first_words(record: Callable[..., Record]) -> None:
    assert title_of(record(blocks=["It was a dark and stormy night."])) == "It was a dark and stormy night."
    assert title_of(record("x")) == "http://a.example/x"
