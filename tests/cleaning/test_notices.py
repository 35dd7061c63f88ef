import pytest

from indexer.cleaning.notices import files, section


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Get Adobe Flash player", "notice"),
        ("GET  ADOBE FLASH PLAYER!", "notice"),
        ("» Our partners:", "partners"),
        ("User login", "login"),
        ("Наши партнёры", "partners"),
        ("Барлық құқықтар қорғалған", "copyright"),
        ("© 2019 Some Centre", "copyright"),
        ("This website uses cookies to give you the best experience.", "cookies"),
        ("Back to top", "copyright"),
        ("Our partners from five countries met in Almaty", ""),
        ("Seminar", ""),
        ("", ""),
        ("***", ""),
    ],
)
def test_only_a_whole_text_is_a_notice(text, expected):
    assert section(text) == expected


def test_a_long_text_is_never_a_notice():
    assert section("All rights reserved " * 100) == ""


@pytest.mark.parametrize(("language", "content"), files())
def test_every_file_says_how_to_add_to_it(language, content):
    assert content.startswith("# ")
    assert "[notice]" in content
