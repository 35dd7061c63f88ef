from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest


def asked(page: Any) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def follow(link: Any) -> None:
    """Click, and wait for the page that it leads to: a click returns before that on a busy machine."""
    with link.page.expect_navigation(wait_until="domcontentloaded", timeout=60_000):
        link.click()


def focused(page: Any) -> str:
    return str(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))


def tab_to(page: Any, wanted: Callable[[str], bool], most: int = 80) -> str:
    for _ in range(most):
        page.keyboard.press("Tab")
        if wanted(focused(page)):
            return focused(page)
    raise AssertionError(f"not reached by Tab; focus is on {focused(page)!r}")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_words_filters_dates_and_pages_by_mouse(open_page: Callable[..., Any], script: bool) -> None:
    page = open_page("/", java_script_enabled=script)
    page.fill("#q", "trafficking")
    follow(page.locator("button:has-text('Search')").first)
    assert asked(page) == {"q": ["trafficking"]}
    page.check("input[name=country][value=Iran]")
    page.check("input[name=country][value=Pakistan]")
    page.fill("input[name=date_from]", "2010")
    follow(page.locator("button:has-text('Apply filters')").first)
    assert asked(page).keys() == {"q", "country", "date_from"}
    assert set(asked(page)["country"]) == {"Iran", "Pakistan"}
    assert page.locator("input[name=country]:checked").count() == 2
    follow(page.locator("text=Remove filter Country: Iran").first)
    assert asked(page)["country"] == ["Pakistan"]
    follow(page.locator(".minus:has-text('Leave out Site: site-2.example')").first)
    page.check("input[name=language][value=en]")
    follow(page.locator("button:has-text('Apply filters')").first)
    assert asked(page)["not.site"] == ["site-2.example"]
    follow(page.locator(".chips .all").first)
    follow(page.locator("nav[aria-label='Pages of results'] a:has-text('Next')").first)
    assert asked(page) == {"q": ["trafficking"], "page": ["2"]}
    page.go_back()
    assert asked(page) == {"q": ["trafficking"]}


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_number_leads_to_as_many_results(open_page: Callable[..., Any], script: bool) -> None:
    page = open_page("/search?q=trafficking&country=Iran", java_script_enabled=script)
    count = page.locator(".facet li:has(input[value=Pakistan]) .count")
    number = count.inner_text().split()[0]
    follow(count)
    assert f" of {number} results" in page.locator("h1").inner_text()


def test_a_bar_leads_to_its_year_and_back(open_page: Callable[..., Any]) -> None:
    page = open_page("/search?q=trafficking", java_script_enabled=False)
    follow(page.locator(".years svg a").nth(3))
    year = asked(page)["date_from"]
    assert asked(page)["date_to"] == year
    follow(page.locator(".years svg a[aria-current]"))
    assert asked(page) == {"q": ["trafficking"]}


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_from_a_search_to_all_values_of_a_facet_and_back_with_one(open_page: Callable[..., Any], script: bool) -> None:
    page = open_page("/search?q=trafficking&language=en", java_script_enabled=script)
    follow(page.get_by_role("link", name="More countries"))
    follow(page.get_by_role("link", name="A to Z"))
    page.fill("#prefix", "STAN")
    page.press("#prefix", "Enter")
    page.wait_for_url("**prefix=STAN**")
    assert "stan" in page.locator(".values li:visible").first.inner_text()
    count = page.locator(".values li", has_text="Kyrgyzstan").locator(".count").inner_text().split()[0]
    follow(page.get_by_role("link", name="Kyrgyzstan"))
    assert asked(page) == {"q": ["trafficking"], "language": ["en"], "country": ["Kyrgyzstan"]}
    assert f" of {count} result" in page.locator("h1").inner_text()


def test_values_narrow_while_letters_are_typed(open_page: Callable[..., Any]) -> None:
    page = open_page("/browse/country?order=name")
    assert page.locator(".values .group li:visible").count() == 11
    page.locator("#prefix").press_sequentially("kir")
    assert page.locator(".values .group li:visible").count() == 0
    assert page.locator("#narrowed").inner_text() == "0 of the 11 on this page."
    page.fill("#prefix", "Í")
    assert page.locator(".values .group:visible h3").all_inner_texts() == ["A", "C", "I", "P", "T", "U"]
    page.fill("#prefix", "")
    assert page.locator("#narrowed").inner_text() == ""
    assert page.locator(".values .group li:visible").count() == 11


def test_results_are_exported_as_a_file(open_page: Callable[..., Any]) -> None:
    page = open_page("/search?q=trafficking&language=en")
    for name, file in (("CSV", "search.csv"), ("JSON Lines", "search.jsonl")):
        with page.expect_download() as download:
            page.get_by_role("link", name=name).click()
        assert download.value.suggested_filename == file


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_from_match_to_match_and_back_to_the_results(open_page: Callable[..., Any], script: bool) -> None:
    page = open_page("/search?q=trafficking&language=en", java_script_enabled=script)
    follow(page.locator(".hits h2 a").first)
    page.click("text=go to the first")
    bar = page.locator("mark:target .hops")
    assert "Match 1 of" in bar.inner_text()
    bar.get_by_role("link", name="Next").click()
    assert "Match 2 of" in bar.inner_text()
    assert page.locator("mark:target").bounding_box()["y"] < page.viewport_size["height"]
    follow(page.locator(".back a").first)
    assert asked(page) == {"q": ["trafficking"], "language": ["en"]}


def test_from_match_to_match_by_one_key_while_a_match_has_the_focus(open_page: Callable[..., Any]) -> None:
    page = open_page("/search?q=trafficking&language=en")
    follow(page.locator(".hits h2 a").first)
    page.keyboard.press("n")
    assert page.locator("mark:target").count() == 0
    page.focus("#matches a")
    page.keyboard.press("Enter")
    for key, number in (("n", 2), ("n", 3), ("p", 2), ("KeyN", 3)):
        page.keyboard.press(key)
        assert page.locator("mark:target .hops").inner_text().startswith(f"Match {number} of"), key
    page.focus("#q")
    page.keyboard.type("np")
    assert page.input_value("#q") == "nptrafficking"
    assert page.url.endswith("#m3")


def test_everything_by_keyboard(open_page: Callable[..., Any]) -> None:
    page = open_page("/search")
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the results"
    page.keyboard.press("/")
    assert focused(page) == "q"
    page.keyboard.type("trafficking")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=trafficking")
    tab_to(page, lambda _: page.evaluate("document.activeElement.value") == "Iran")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**country=Iran")
    tab_to(page, lambda name: name == "Next page", most=160)
    tab_to(page, lambda name: name == "q", most=60)


def test_opening_and_going_back_by_keyboard(open_page: Callable[..., Any]) -> None:
    page = open_page("/search?q=trafficking")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert focused(page) == "main"
    tab_to(page, lambda name: "migration" in name, most=60)
    page.keyboard.press("Enter")
    page.wait_for_url("**/doc/**")
    tab_to(page, lambda name: name.startswith("Back to the results"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=trafficking")


def test_a_slash_that_is_typed_is_a_slash(open_page: Callable[..., Any]) -> None:
    page = open_page("/")
    page.focus("#q")
    page.keyboard.type("a/b")
    assert page.input_value("#q") == "a/b"


def test_clear_empties_the_box_and_stays(open_page: Callable[..., Any]) -> None:
    page = open_page("/search?q=trafficking&country=Iran")
    page.click(".clear")
    assert (page.input_value("#q"), focused(page)) == ("", "q")
    page.keyboard.type("seminar")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=seminar&country=Iran")


def test_empty_fields_are_there_again_after_going_back(open_page: Callable[..., Any]) -> None:
    page = open_page("/search?q=trafficking")
    page.fill("#q", "seminar")
    page.press("#q", "Enter")
    page.wait_for_url("**/search?q=seminar")
    page.go_back()
    assert page.is_enabled("input[name=date_from]")
