"""From a search to the next: other spellings, parts taken away, suggestions, few results; copies and differences."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from meanings import ByTopic, vectors_of

from indexer.model import JudgedBlock, Kind, Record, Verdict, document_id
from indexer.semantic import model
from indexer.words import signature

BOTH = pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
PRESS = " ".join(f"On day {day} the court of Almaty heard the witness of case {day * 7}." for day in range(20))
TEXTS = {
    "Khassanova opened the seminar": ("en", "Khassanova opened the seminar on forced labour. It was in Almaty."),
    "Семинар открыла Хасанова": ("ru", "Семинар открыла Гульнара Хасанова, адвокат из Тараза."),
    "The water of the river": ("en", "A seminar on the water of the river. Labour was not its topic."),
    "Forced labour in the fields": ("en", "Forced labour in the fields: what Almaty can do against forced labour."),
    "A witness is heard": ("en", PRESS),
    "A witness is heard (corrected)": ("en", PRESS.replace("day 9 ", "day nine ")),
}


def written(title: str, language: str, text: str) -> Record:
    block = JudgedBlock(text, Kind.PARAGRAPH, 0, Verdict(True, "content", "prose"))
    record = Record(document_id(title), f"seeds/{title}.txt", "", "a.example", title, language, (block,))
    return replace(record, signature=signature(record.text))


@pytest.fixture(scope="module")
def library(serve: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    records = (written(title, *text) for title, text in TEXTS.items())
    with serve(tmp_path_factory.mktemp("library"), records) as address:
        yield address


@pytest.fixture
def look(chromium: Any, library: str) -> Iterator[Callable[..., Any]]:
    contexts = []

    def opened(path: str, script: bool = True) -> Any:
        contexts.append(chromium.new_context(base_url=library, java_script_enabled=script))
        page = contexts[-1].new_page()
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()


def follow(link: Any) -> None:
    with link.page.expect_navigation(wait_until="domcontentloaded", timeout=60_000):
        link.click()


def titles(page: Any) -> list[str]:
    return page.locator(".hits h2").all_inner_texts()


@BOTH
def test_a_page_in_another_language_is_found_by_its_meaning_with_one_click(
    serve: Callable[..., Any], chromium: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: bool
) -> None:
    monkeypatch.setattr(model, "embedder", ByTopic)
    monkeypatch.setattr(model, "installed", lambda: True)
    records = [written("The dog", "en", "It barked."), written("собака", "ru", "Лаяла.")]
    with serve(tmp_path, records, vectors=vectors_of(records)) as address:
        page = chromium.new_page(base_url=address, java_script_enabled=script)
        page.goto("/search?q=dog")
        assert titles(page) == ["The dog"]
        follow(page.get_by_role("link", name="Search by meaning too, in any language: dog"))
        assert titles(page) == ["The dog", "собака"]
        assert ["found by its meaning" in hit for hit in page.locator(".hits > li").all_inner_texts()] == [False, True]
        follow(page.get_by_role("link", name="Undo"))
        assert titles(page) == ["The dog"]
        page.close()


@BOTH
def test_another_spelling_is_looked_for_by_one_click_and_undone_by_one(look: Callable[..., Any], script: bool) -> None:
    page = look("/search?q=khassanova", script)
    assert titles(page) == ["Khassanova opened the seminar"]
    follow(page.get_by_role("link", name="Search for this too: Хасанова"))
    assert titles(page) == ["Khassanova opened the seminar", "Семинар открыла Хасанова"]
    assert "Also searched for: Хасанова" in page.locator(".remark").inner_text()
    follow(page.get_by_role("link", name="Undo"))
    assert page.url.endswith("/search?q=khassanova")


@BOTH
def test_a_part_of_the_query_is_taken_away(look: Callable[..., Any], script: bool) -> None:
    page = look('/search?q=seminar+"forced+labour"', script)
    follow(page.get_by_role("link", name='Remove "forced labour"'))
    assert page.url.endswith("/search?q=seminar")
    assert set(titles(page)) == {"Khassanova opened the seminar", "The water of the river"}


def test_what_is_typed_is_gone_on_with(look: Callable[..., Any]) -> None:
    page = look("/")
    page.locator("#q").press_sequentially("fiel")
    page.locator("#ways option").first.wait_for(state="attached")
    assert page.locator("#ways option").evaluate_all("all => all.map((each) => each.value)") == [
        "Forced labour in the fields"
    ]
    assert page.input_value("#q") == "fiel"


def test_an_api_that_is_down_is_not_noticed(look: Callable[..., Any]) -> None:
    page, said = look("/"), []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.route("**/api/v1/suggest**", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        page.locator("#q").press_sequentially("water")
    page.press("#q", "Enter")
    page.wait_for_url("**/search?q=water")
    assert (titles(page), said) == (["The water of the river"], [])


def test_without_a_script_nothing_is_suggested_and_searching_goes_on(look: Callable[..., Any]) -> None:
    page = look("/", script=False)
    page.locator("#q").press_sequentially("water")
    assert page.locator("#ways option").count() == 0
    page.press("#q", "Enter")
    page.wait_for_url("**/search?q=water")
    assert titles(page) == ["The water of the river"]


@BOTH
def test_few_results_lead_to_what_is_like_the_first(look: Callable[..., Any], script: bool) -> None:
    page = look("/search?q=fields", script)
    follow(page.get_by_role("link", name="Documents like “Forced labour in the fields”"))
    assert page.url.endswith("?q=fields#similar")
    assert page.locator("#similar").bounding_box()["y"] < page.viewport_size["height"]
    follow(page.get_by_role("link", name="Khassanova opened the seminar"))
    assert page.locator("h1").inner_text() == "Khassanova opened the seminar"


@BOTH
def test_a_copy_lies_folded_under_the_first_and_differs_in_words_that_are_shown(
    look: Callable[..., Any], script: bool
) -> None:
    page = look("/search?q=witness", script)
    assert len(titles(page)) == 1
    page.get_by_text("1 more like this").click()
    copy = page.locator(".copies a")
    assert {copy.inner_text(), *titles(page)} == {"A witness is heard", "A witness is heard (corrected)"}
    follow(copy)
    page.get_by_text("What differs").click()
    assert {page.locator("#copies ~ ul del").inner_text(), page.locator("#copies ~ ul ins").inner_text()} == {
        "9",
        "nine",
    }
