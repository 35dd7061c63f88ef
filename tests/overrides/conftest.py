from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.model import Date, Document, Evidence, JudgedBlock, Kind, Record, Verdict, document_id
from indexer.overrides import Corrections, load

ADDRESS = "https://a.example/seminar"
PAGE = document_id(ADDRESS)
DATES = (
    Date("2018-10-09", "2018-10-10", "day", "event", "text", "9–10 October 2018", 4, 21),
    Date("2018-10-12", "2018-10-12", "day", "published", "url"),
)


@pytest.fixture
def corrections(tmp_path: Path) -> Callable[..., Corrections]:
    """What a file of this text says of a page of a.example."""

    def of(text: str, id: str = PAGE, site: str = "a.example") -> Corrections:
        (tmp_path / "overrides.toml").write_text(text, "utf-8")
        return load(tmp_path / "overrides.toml").of(id, "seeds/a.example/seminar.html", site)

    return of


@pytest.fixture
def document() -> Document:
    """A page with one block kept and one removed."""
    kept = Verdict(True, "content", "reads like the page's own text", 1, 12, 0.8)
    cut = Verdict(False, "repeated", "on 12 of 12 pages of this site", 12, 12, 0.9)
    blocks = (
        JudgedBlock("Seminar on  Migration", Kind.TITLE, 1, kept),
        JudgedBlock("Our partners", Kind.PARAGRAPH, 0, cut),
        JudgedBlock("Photo: A. Nobody", Kind.PARAGRAPH, 0, kept),
    )
    return Document(PAGE, "seeds/a.example/seminar.html", ADDRESS, "a.example", "Seminar", blocks)


@pytest.fixture
def record(document: Document) -> Record:
    def found(value: str, label: str = "") -> Evidence:
        return Evidence(value, label or value, value, 3, 3 + len(value), "known name", 0.9)

    return Record(
        document.id,
        document.source,
        document.url,
        document.site,
        document.title,
        "en",
        document.blocks,
        facets={
            "site": (Evidence("a.example", "a.example", "", -1, -1, "host", 1.0),),
            "language": (Evidence("en", "English", "", -1, -1, "cld2", 0.9),),
            "organisation": (found("UN Drugs Office"), found("UNODC", "UN Office on Drugs (UNODC)"), found("GLO")),
        },
        dates=DATES,
    )
