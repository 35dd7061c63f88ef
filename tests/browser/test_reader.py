"""Around a document and a search: languages, the hits beside it, the page as captured, pictures."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from indexer.model import Date, JudgedBlock, Kind, Record, Verdict, document_id

BOTH = pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
SOURCE = "seeds/a.example/page.html"
ACTING = """<title>t</title><h1>As it was</h1><script>top.ran = 1; alert(1)</script>
<img src="http://evil.example/x.png" onerror="top.ran = 1"><iframe src="http://evil.example/"></iframe>
<meta http-equiv="refresh" content="0;url=http://evil.example/"><a href="http://evil.example/" target="_top">away</a>"""


@BOTH
def test_the_language_is_changed_and_the_search_stays(open_page: Callable[..., Any], script: bool) -> None:
    page = open_page("/search?q=trafficking&country=Iran", java_script_enabled=script)
    page.click(".tongues a[lang=ru]")
    assert page.locator("html").get_attribute("lang") == "ru"
    assert page.locator(".chips bdi").inner_text() == "Иран"
    page.locator(".hits h2 a").first.click()
    assert "/ru/doc/" in page.url
    page.click(".tongues a[lang=en]")
    assert page.locator(".back a").inner_text() == "Back to the results for “trafficking”"


@BOTH
def test_from_hit_to_hit_beyond_the_end_of_a_page(open_page: Callable[..., Any], script: bool) -> None:
    page = open_page("/search?q=trafficking&per_page=2&sort=title", java_script_enabled=script)
    second = page.locator(".hits h2 a").nth(1)
    second.click()
    assert "Result 2 of" in page.locator(".hits-beside").inner_text()
    page.click("a[rel~=next]:has-text('Next result')")
    assert "Result 3 of" in page.locator(".hits-beside").inner_text()
    page.click(".back a")
    assert "page=2" in page.url


@BOTH
def test_every_mark_of_a_picture_can_be_followed(open_page: Callable[..., Any], script: bool) -> None:
    page = open_page("/together?rows=site&columns=country", java_script_enabled=script)
    mark = page.locator(".grid svg a").first
    said = mark.get_attribute("aria-label")
    mark.click()
    assert f"of {said.rpartition(': ')[2].split()[0]} result" in page.locator("h1").inner_text()
    page.goto("/timeline?by=language")
    page.locator(".lines svg a").first.click()
    assert "language=" in page.url


def test_pictures_are_drawn_by_keyboard(open_page: Callable[..., Any]) -> None:
    page = open_page("/timeline")
    page.focus("select[name=by]")
    page.keyboard.press("c")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/timeline?by=country")


@pytest.fixture
def kept(serve: Callable[..., Any], tmp_path: Path) -> Iterator[str]:
    """A site over one page that would act, with the file it was read from."""
    file = tmp_path / SOURCE
    file.parent.mkdir(parents=True)
    file.write_text(ACTING, "utf-8")
    text = JudgedBlock("As it was", Kind.PARAGRAPH, 0, Verdict(True, "content", "prose"))
    record = Record(document_id(SOURCE), SOURCE, "", "a.example", "A page", "en", (text,))
    dated = replace(record, dates=(Date("2018-01-01", "2018-12-31", "year", "published", "url"),))
    with serve(tmp_path / "index", [dated], [tmp_path / "seeds"]) as address:
        yield address


def test_the_page_as_captured_shows_and_does_nothing(chromium: Any, kept: str) -> None:
    context, outside = chromium.new_context(base_url=kept), []
    page = context.new_page()
    page.on("request", lambda request: None if request.url.startswith(kept) else outside.append(request.url))
    page.goto(f"/doc/{document_id(SOURCE)}")
    page.click("text=Show the page as captured")
    assert page.frame_locator("iframe").locator("h1").inner_text() == "As it was"
    assert page.evaluate("window.ran") is None
    assert outside == []
    assert page.url.startswith(kept)
    context.close()
