import pytest

from indexer.sources.letters import OTHERS, codec, fits

RUSSIAN = "Региональный семинар прошёл в Алматы.".encode("cp1251")


def test_the_best_fit_comes_first_with_its_language() -> None:
    best, *others = fits(RUSSIAN).values()
    assert (best.charset, best.language) == ("windows-1251", "ru")
    assert all(best.score >= other.score for other in others)


def test_ascii_tells_nothing() -> None:
    assert fits(b"Only <b>ASCII</b>, whatever its length") == {}


def test_markup_is_not_counted_but_where_there_is_nothing_else() -> None:
    assert fits(b"<a title='\xe0\xe1'>" + RUSSIAN)["koi8-r"].signs == fits(RUSSIAN)["koi8-r"].signs
    assert fits(b"<a title='\xe0\xe1'>")["koi8-r"].signs == 2


@pytest.mark.parametrize(
    "text", ["it’s Tom’s – “quoted”", "© 2018 · 5 °C", "a café", "« Non »", "£5, ½", "naïve", "Ærø", "São Paulo"]
)
def test_a_few_signs_are_of_the_usual_code_page(text: str) -> None:
    assert next(iter(fits(text.encode("cp1252")))) == "windows-1252"


def test_every_code_page_of_the_table_is_one_that_can_be_read() -> None:
    for charset in fits(RUSSIAN):
        assert b"\xe0".decode(codec(charset), "replace")
    assert set(OTHERS) <= set(fits(RUSSIAN))
