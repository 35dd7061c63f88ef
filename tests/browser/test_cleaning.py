"""The report on cleaning by mouse: from the footer to a site, to a document with what was removed from it, and back."""

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_from_the_footer_to_a_site_and_to_a_removed_block(open_page: Callable[..., Any], script: bool) -> None:
    page = open_page("/", java_script_enabled=script)
    page.click(".bottom a:has-text('What cleaning removed')")
    assert page.locator("tbody tr").count() == 3
    page.click("tbody th a:has-text('site-1.example')")
    removed = page.locator("section[aria-labelledby=removed] li").first
    assert "Our partners" in removed.inner_text()
    removed.locator(".examples summary").click()
    removed.locator(".examples a").first.click()
    assert page.locator(".text .removed del").first.inner_text() == "Our partners"
    page.click("section.chaff a:has-text('what is removed from this site')")
    assert page.url.endswith("/cleaning/site-1.example")
    page.click(".back a")
    assert page.url.endswith("/cleaning")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_sites_are_ordered_by_link(open_page: Callable[..., Any], script: bool) -> None:
    page = open_page("/cleaning", java_script_enabled=script)
    page.click(".sort a:has-text('name')")
    assert page.url.endswith("/cleaning?order=site")
    assert page.locator("tbody th").all_inner_texts() == [f"site-{number}.example" for number in range(3)]


def test_the_number_of_documents_leads_to_as_many_results(open_page: Callable[..., Any]) -> None:
    page = open_page("/cleaning")
    number = page.locator("tbody td a").first
    count = number.inner_text()
    number.click()
    assert f" of {count} results" in page.locator("h1").inner_text()


def test_a_table_scrolls_within_a_narrow_window(open_page: Callable[..., Any]) -> None:
    page = open_page("/cleaning", viewport={"width": 320, "height": 640})
    table = page.locator(".scroll")
    assert table.evaluate("each => each.scrollWidth > each.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
