import pytest

from indexer.query import EXAMPLES, parse, to_text


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.query for example in EXAMPLES])
def test_an_example_needs_no_note_and_is_understood_again(example: tuple[str, str]) -> None:
    query, meaning = example
    parsed = parse(query)
    assert parsed.notes == ()
    assert parse(to_text(parsed.tree)).tree == parsed.tree
    assert meaning
