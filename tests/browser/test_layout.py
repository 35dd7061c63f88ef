from collections.abc import Callable, Mapping
from typing import Any

import pytest

SMALL = """() => {
  const hidden = (e) => !e.checkVisibility({visibilityProperty: true}) || e.closest('.vh, .skip');
  const inText = (e) => e.closest('p, li, dd, legend, td') && getComputedStyle(e).display === 'inline';
  return [...document.querySelectorAll('a, button, input:not([type=hidden]), summary')]
    .filter((e) => !hidden(e) && !inText(e))
    .map((e) => [e.closest('label') ?? e, e])
    .map(([target, e]) => [target.getBoundingClientRect(), e.outerHTML.slice(0, 120)])
    .filter(([box]) => box.width < 24 || box.height < 24)
    .map(([box, html]) => `${box.width}x${box.height} ${html}`);
}"""
SHIFT = """() => new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((e) => { sum += e.value; }))
    .observe({type: 'layout-shift', buffered: true});
  setTimeout(() => resolve(sum), 300);
})"""


@pytest.mark.parametrize("width", [320, 360, 768, 1280, 1920])
def test_no_page_is_wider_than_the_window(open_page: Callable[..., Any], paths: Mapping[str, str], width: int) -> None:
    page = open_page(viewport={"width": width, "height": 800})
    wide = {}
    for name, path in paths.items():
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        wide[name] = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert {name: over for name, over in wide.items() if over > 0} == {}


def test_no_page_is_wider_than_the_window_from_right_to_left(
    open_page: Callable[..., Any], paths: Mapping[str, str]
) -> None:
    page = open_page(viewport={"width": 360, "height": 800})
    wide = {}
    for name, path in paths.items():
        page.goto(path)
        page.evaluate("document.documentElement.dir = 'rtl'")
        wide[name] = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert {name: over for name, over in wide.items() if over > 0} == {}


@pytest.mark.parametrize("width", [360, 1280])
def test_every_target_is_large_enough_for_a_finger(
    open_page: Callable[..., Any], paths: Mapping[str, str], width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 800})
    small = []
    for path in paths.values():
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        small += page.evaluate(SMALL)
    assert small == []


def test_a_search_page_is_light_and_stands_still(open_page: Callable[..., Any], paths: Mapping[str, str]) -> None:
    page = open_page()
    for name in ("search", "filtered", "everything"):
        requests: list[str] = []
        page.on("request", lambda request, seen=requests: seen.append(request.url))
        page.goto(paths[name])
        assert page.evaluate(SHIFT) == 0
        assert page.evaluate("document.querySelectorAll('*').length") <= 1500
        assert len([url for url in requests if "favicon" not in url]) <= 3
        assert all(url.startswith(page.url.partition("/search")[0]) for url in requests)


def test_filters_stand_open_beside_the_results_and_folded_above_them_on_a_phone(open_page: Callable[..., Any]) -> None:
    wide, narrow = (
        open_page("/search", viewport={"width": 1280, "height": 800}),
        open_page("/search", viewport={"width": 360, "height": 800}),
    )
    assert wide.get_by_role("button", name="Apply filters").is_visible()
    assert not wide.locator(".filters summary").first.is_visible()
    assert not narrow.get_by_role("button", name="Apply filters").is_visible()
    narrow.locator(".filters summary").click()
    assert narrow.get_by_role("button", name="Apply filters").is_visible()


def test_nothing_is_kept_in_the_browser(open_page: Callable[..., Any], paths: Mapping[str, str]) -> None:
    page = open_page(paths["filtered"])
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_print_shows_the_document_and_nothing_around_it(open_page: Callable[..., Any], document: str) -> None:
    page = open_page(document)
    page.emulate_media(media="print")
    assert page.locator("article .text").is_visible()
    for around in (".top", ".bottom", "#matches", ".back", "section.chaff"):
        assert not page.locator(around).is_visible()
