from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sealing import seal

from indexer import generation, generations
from indexer.contents import Entry
from indexer.engines import open_engine
from indexer.model import Date, Evidence, JudgedBlock, Kind, Record, Verdict, document_id, joined_text
from indexer.searcher import Searcher
from webui import create_app

KEPT = Verdict(True, "content", "prose")
NOTICE = Verdict(False, "notice", "a notice: Flash player")
REPEATED = Verdict(False, "repeated", "on 212 of 214 pages of this site", 212, 214)

Serve = Callable[..., FlaskClient]


def block(text: str, kind: Kind = Kind.PARAGRAPH, level: int = 0, verdict: Verdict = KEPT) -> JudgedBlock:
    return JudgedBlock(text, kind, level, verdict)


def make_record(
    name: str = "a",
    title: str = "",
    blocks: Iterable[JudgedBlock | str] = (),
    url: str = "",
    site: str = "a.example",
    language: str = "en",
    dates: Iterable[tuple[str, str, str, str, str]] = (),
    **facets: Iterable[str],
) -> Record:
    """A record; facet values and dates that stand in its text carry the span where they stand."""
    parts = tuple(part if isinstance(part, JudgedBlock) else block(part) for part in blocks)
    text = joined_text(parts)
    values = {"site": (site,), "language": (language,) if language else (), **facets}
    return Record(
        id=document_id(name),
        source=f"seeds/{name}.html",
        url=url or f"http://{site}/{name}",
        site=site,
        title=title,
        language=language,
        blocks=parts,
        facets={facet: tuple(found(value, text) for value in given) for facet, given in values.items() if given},
        dates=tuple(
            Date(first, last, precision, kind, "text" if surface else "json-ld", surface, *span(surface, text))
            for first, last, precision, kind, surface in dates
        ),
    )


def found(value: str, text: str) -> Evidence:
    start, end = span(value, text)
    return Evidence(value, value, text[start:end] if end > 0 else "", start, end, "gazetteer", 0.95)


def span(surface: str, text: str) -> tuple[int, int]:
    start = text.find(surface) if surface else -1
    return (start, start + len(surface)) if start >= 0 else (-1, -1)


def three() -> tuple[Record, ...]:
    """Three memorable documents: a seminar, a report in Russian, and a call without date or country."""
    return (
        make_record(
            "seminar",
            "Regional seminar in Almaty",
            [
                block("Get Adobe Flash player", verdict=NOTICE),
                block("Our partners", verdict=REPEATED),
                block("Regional seminar in Almaty", Kind.TITLE, 1),
                "From October 9 – 10, 2018, a seminar on trafficking was held by UNODC. Experts of Kazakhstan came.",
                block("What was said", Kind.HEADING, 4),
                block("Victims of trafficking need help.", Kind.ITEM, 1),
                block("So do witnesses.", Kind.ITEM, 2),
                block("Year | Cases", Kind.ROW),
                block("2018 | 12 of trafficking", Kind.ROW),
            ],
            dates=[("2018-10-09", "2018-10-10", "day", "event", "October 9 – 10, 2018")],
            country=("Kazakhstan", "Iran"),
            organisation=("UNODC",),
        ),
        make_record(
            "report",
            "Отчёт о торговле людьми",
            ["Семинар о торговле людьми прошёл в Казахстане."],
            site="b.example",
            language="ru",
            dates=[("2019-01-01", "2019-12-31", "year", "published", "")],
            country=("Kazakhstan",),
        ),
        make_record("call", "Call for tender", ["A seminar room is wanted."], url="javascript:alert(1)", language=""),
    )


@pytest.fixture(scope="session")
def record() -> Callable[..., Record]:
    return make_record


@pytest.fixture(scope="session")
def piece() -> Callable[..., JudgedBlock]:
    return block


@pytest.fixture(scope="session")
def records() -> tuple[Record, ...]:
    return three()


@pytest.fixture(scope="session")
def seminar(records: tuple[Record, ...]) -> Record:
    return records[0]


def write_index(
    index: Path, records: Iterable[Record], vectors: bytes = b"", **tables: Mapping[str, Sequence[object]]
) -> Path:
    """An index of the records, as a build leaves it, with vectors if there are any, and generation.TABLES."""
    path = generations.begin(index, None)
    if vectors:
        (path / generation.VECTORS).write_bytes(vectors)
    with closing(open_engine("memory", path / "engine", write=True)) as engine:
        engine.add(records)
    entries = {record.id: Entry.of(record, "key") for record in records}
    seal(index, path, "memory", entries, tables=tables)
    return index


@pytest.fixture(scope="session")
def index_of() -> Callable[..., Path]:
    return write_index


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory, records: tuple[Record, ...]) -> Iterator[Flask]:
    with Searcher(write_index(tmp_path_factory.mktemp("index"), records)) as searcher:
        yield create_app(searcher)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """A client of a site over the records."""
    opened: list[Searcher] = []

    def server(*records: Record, **options: object) -> FlaskClient:
        opened.append(Searcher(write_index(tmp_path / f"index-{len(opened)}", records)))
        return create_app(opened[-1], **options).test_client()

    yield server
    for searcher in opened:
        searcher.close()
