"""What the tests of cleaning share: a page in, a document out."""

from collections.abc import Callable

import pytest

from indexer.cleaning import SiteKnowledge, fingerprints, judge, segment
from indexer.model import Document, Page, Segments


@pytest.fixture
def cut() -> Callable[..., Segments]:
    """Text or markup → segments."""

    def make(text: str, form: str = "html", **more: str) -> Segments:
        return segment(Page(source="a page", format=form, text=text, **more))

    return make


@pytest.fixture
def clean(cut: Callable[..., Segments]) -> Callable[..., list[Document]]:
    """The pages of one site → their documents."""

    def make(*texts: str, form: str = "html") -> list[Document]:
        pages = [cut(text, form) for text in texts]
        known = SiteKnowledge.of([fingerprints(page) for page in pages])
        return [judge(page, known.support(fingerprints(page))) for page in pages]

    return make


@pytest.fixture
def site() -> Callable[[int], list[str]]:
    """A site of plain-text pages: a slogan, a heading and two paragraphs of their own, an address."""

    def make(pages: int) -> list[str]:
        words = "alpha beta gamma delta epsilon zeta eta theta iota kappa".split()
        own = (" ".join(words[int(digit)] for digit in f"{n:03}") for n in range(pages))
        return [
            f"Justice for the whole of the steppe\n\nSeminar {name} for judges\n\n"
            f"The participants of seminar {name} agreed that the training on {name} cases shall go on next year.\n\n"
            f"They also discussed the report on {name} courts, which was received with interest.\n\n"
            "Write to us at 12 Lindenstrasse, second floor"
            for name in own
        ]

    return make
