from collections.abc import Callable, Mapping
from typing import Any

from browsing import OPEN, SHIFT, visits

WIDTHS = (320, 360, 768, 1280, 1920)
OVER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_no_page_is_wider_than_the_window_in_either_direction(
    chromium: Any, site: str, paths: Mapping[str, str]
) -> None:
    context, wide = chromium.new_context(base_url=site), []
    for together in visits(context, list(paths.values())):
        for path, page in together:
            page.evaluate(OPEN)
            for direction in ("ltr", "rtl"):
                page.evaluate("direction => { document.documentElement.dir = direction; }", direction)
                for width in WIDTHS:
                    page.set_viewport_size({"width": width, "height": 800})
                    if page.evaluate(OVER) > 0:
                        wide.append((path, direction, width))
    context.close()
    assert wide == []


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
