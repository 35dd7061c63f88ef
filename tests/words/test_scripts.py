import pytest

from indexer.words import script


@pytest.mark.parametrize(
    ("word", "name"),
    [("seminar", "latin"), ("семинар", "cyrillic"), ("қазақ", "cyrillic"), ("ẞ", "latin"), ("σ", "greek"),
     ("سلام", "arabic"), ("中", "other"), ("2018", "other"), ("", "other"), ("19-летний", "cyrillic")],
)  # fmt: skip
def test_the_first_letter_tells_the_script(word: str, name: str) -> None:
    assert script(word) == name
