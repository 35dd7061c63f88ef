import pytest

from indexer.cleaning.folding import fold
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
        ("Read time: 3 min", "counter"),
        ("Views: 1,204", "counter"),
        ("Просмотров: 12", "counter"),
        ("Время чтения: 4 минуты", "counter"),
        ("12 рет қаралды", "counter"),
        ("Оқу уақыты: 3 минут", "counter"),
        ("Жалғасын оқу…", "menu"),
        ("Tags: child labour, migration", "tags"),
        ("Метки: дети, миграция", "tags"),
        ("Tags that judges give to cases", ""),
        ("« Previous article: What the court said", "pager"),
        ("Предыдущая запись Круглый стол в Алматы", "pager"),
        ("Related posts", "menu"),
        ("Share on Facebook", "share"),
        ("Бөлүшүү", "share"),
        ("Бардык укуктар корголгон.", "copyright"),
        ("Ro‘yxatdan o‘tish", "login"),
        ("Roʻyxatdan oʻtish", "login"),
        ("Рўйхатдан ўтиш", "login"),
        ("Бизнинг ҳамкорлар", "partners"),
        ("Шарикони мо", "partners"),
        ("Ҳамаи ҳуқуқҳо ҳифз шудаанд", "copyright"),
        ("Source: Reuters", ""),
        ("Kirish", ""),
        ("3 minutes", ""),
        ("2012", ""),
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
    assert content.startswith("# Notices and labels of page furniture, in ")
    assert language == "en" or "How to add to it: see en.txt." in content
    assert {"notice", "login", "partners", "cookies", "share", "print", "copyright", "menu"} <= {
        line[1:-1] for line in content.splitlines() if line.startswith("[")
    }


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


def test_no_phrase_stands_twice_in_a_file_or_comes_to_nothing():
    for _, content in files():
        phrases = [line for line in content.splitlines() if line and line[0] not in "#["]
        assert all(map(fold, phrases))
        assert all(content.count(f"\n{phrase}\n") <= 2 for phrase in phrases)  # in [thread] besides its section


@pytest.mark.parametrize(
    "text",
    [
        "Date: 5 May 2018 | Category: News | Comments: 3 comments",
        "Дата: 12 января 2013 Рубрика: Новости, Кино Комментарии: Комментариев нет",
        "Опубликовано: 3 мая 2018 Категория: Новости Просмотров: 120",
    ],
)
def test_a_line_of_the_pages_own_labelled_values_is_furniture(text):
    assert section(text) == "counter"


@pytest.mark.parametrize(
    "text",
    [
        "Date: 5 May 2018 Author: Anna Smith",
        "Date: 5 May 2018 Place: Almaty Comments: by mail",
        "Comments: none so far",
    ],
)
def test_labels_that_an_author_may_write_are_none(text):
    assert section(text) == ""


@pytest.mark.parametrize(
    "text", ["← Older entries", "← The trial Anna’s garden →", "Анна в суде →", "‹ 1. The trial up 3. The garden ›"]
)
def test_arrows_around_titles_lead_to_other_pages(text):
    assert section(text) == "pager"


@pytest.mark.parametrize("text", ["Press File → Save.", "‹The trial›", "The arrow ← points to the left. See also →"])
def test_arrows_inside_of_a_text_lead_nowhere(text):
    assert section(text) == ""
