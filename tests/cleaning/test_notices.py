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


@pytest.mark.parametrize(
    "text",
    [
        "Home > News > The judges of the district met in Almaty and talked about it",
        "Your location: Home » News",
        "Вы находитесь: Главная » Новости » Круглый стол",
        "Главная | Новости | 2015",
        "Басты бет / Жаңалықтар / Дөңгелек үстел",
        "Home :: About us",
        "Accueil › Actualités",
        "Главная - Новости - Семинар",
    ],
)
def test_the_way_to_a_page_is_known_whatever_its_separators(text):
    assert section(text) == "trail"


@pytest.mark.parametrize(
    "text",
    [
        "Location",
        "Home - sweet home",
        "Home is where the heart is",
        "News > Sport",
        "A home/work balance",
        "Main: the harbour",
    ],
)
def test_a_line_that_only_begins_like_the_way_to_a_page_stays(text):
    assert section(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Read time: 3 min / Views: 120",
        "Published: 15 January 2024 · Read time: 1 min · Views: 2047",
        "Опубликовано: 7 октября 2022 · Время чтения: 1 мин · Просмотров: 1879",
        "Оқу уақыты: 1 мин | Қаралым: 1116",
    ],
)
def test_a_line_of_counters_and_dates_is_known(text):
    assert section(text) == "counter"


@pytest.mark.parametrize(
    "text", ["The court · Views: 120", "15 May 2018 | 3 June 2019", "Views from 3 hills / 2 rivers"]
)
def test_a_line_that_says_more_than_counters_stays(text):
    assert section(text) == ""
