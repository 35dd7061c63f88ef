"""Documents for the enrichers, made of plain text: the first line is the title."""

from collections.abc import Callable

import pytest

from indexer.model import Document, JudgedBlock, Kind, Meta, Verdict, document_id

KEPT = Verdict(True, "content", "")
REMOVED = Verdict(False, "notice", "a notice")

MakeDocument = Callable[..., Document]


@pytest.fixture
def make() -> MakeDocument:
    """A document of blocks parted by empty lines; the first is its title; a block after "- " is a removed one."""
    return make_document


def make_document(
    text: str, url: str = "", dates: tuple[tuple[str, str], ...] = (), language: str = "", fetched_at: str = ""
) -> Document:
    blocks = tuple(_block(number, part) for number, part in enumerate(text.split("\n\n")))
    return Document(
        id=document_id(url or text),
        source="seeds/test/page.txt",
        url=url,
        site="test",
        title=blocks[0].text,
        blocks=blocks,
        meta=Meta(dates=dates),
        language=language,
        fetched_at=fetched_at,
    )


def _block(number: int, text: str) -> JudgedBlock:
    verdict = REMOVED if text.startswith("- ") else KEPT
    return JudgedBlock(text.removeprefix("- "), Kind.PARAGRAPH if number else Kind.TITLE, 0, verdict)
