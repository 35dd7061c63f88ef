"""Each folder of tests/pages is a page and what must become of it."""

import json
from pathlib import Path

import pytest

from indexer.cleaning import SiteKnowledge, fingerprints, judge, segment
from indexer.model import Document, Kind, Page

CASES = sorted(path.parent for path in Path(__file__).parent.parent.joinpath("pages").glob("*/expected.json"))


def document(case: Path) -> tuple[Document, dict[str, object]]:
    expected = json.loads((case / "expected.json").read_text("utf-8"))
    source = next(case.glob("input.*"))
    page = segment(Page(source=case.name, format=expected["format"], text=source.read_text("utf-8")))
    return judge(page, SiteKnowledge.of([fingerprints(page)]).support(fingerprints(page))), expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_page_has_the_expected_title(case):
    found, expected = document(case)
    assert found.title == expected["title"]
    assert [block.text for block in found.blocks if block.kind is Kind.TITLE] == [expected["title"]]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_page_keeps_what_was_written_on_it(case):
    found, expected = document(case)
    for beginning in expected["kept"]:
        assert beginning in found.text


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_page_loses_its_furniture_by_the_right_rule(case):
    found, expected = document(case)
    removed = {block.text: block.verdict.rule for block in found.blocks if not block.verdict.kept}
    assert expected["removed"].items() <= removed.items()


def test_the_users_page_keeps_its_title_and_five_paragraphs_and_nothing_else():
    found, _ = document(next(case for case in CASES if case.name == "user-page"))
    assert [block.verdict.kept for block in found.blocks] == [False, False, False, True, True, True, True, True, True]
    assert found.blocks[0].verdict.reason == "a plugin notice (“Get Adobe Flash player”)"
