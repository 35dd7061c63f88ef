"""A site of its own, served on a free port, and Chromium to look at it. Without either package, all is skipped."""

import shutil
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
import waitress
from sealing import seal

from indexer import generations
from indexer.contents import Entry
from indexer.engines import open_engine
from indexer.generation import VECTORS
from indexer.model import Date, Evidence, JudgedBlock, Kind, Record, Verdict, document_id, joined_text
from indexer.searcher import Searcher
from webui import create_app

KEPT = Verdict(True, "content", "prose")
REPEATED = Verdict(False, "repeated", "on 212 of 214 pages of this site", 212, 214)
COUNTRIES = (
    "Kazakhstan Kyrgyzstan Tajikistan Turkmenistan Uzbekistan Afghanistan Iran Pakistan Turkey China Norway".split()
)
TEXTS = {
    "en": ("Regional seminar on labour migration", "The seminar on trafficking was attended by experts of {}."),
    "ru": ("Семинар о трудовой миграции", "В семинаре о торговле людьми участвовали специалисты: {}."),
    "kk": ("Еңбек көші-қоны бойынша семинар", "Семинарға келесі елдердің мамандары қатысты: {}."),
    "fa": ("سمینار منطقه‌ای درباره مهاجرت کار", "در این سمینار کارشناسانی از {} شرکت کردند."),
}
PARTS = (
    JudgedBlock("What was recommended", Kind.HEADING, 3, KEPT),
    JudgedBlock("Train judges in trafficking cases.", Kind.ITEM, 1, KEPT),
    JudgedBlock("Publish judgments.", Kind.ITEM, 2, KEPT),
    JudgedBlock("Year | Cases | Convictions in cases of trafficking", Kind.ROW, 0, KEPT),
    JudgedBlock("2018 | 31 | 12", Kind.ROW, 0, KEPT),
    JudgedBlock("Nobody told us what would happen.", Kind.QUOTE, 0, KEPT),
    JudgedBlock("a_very_long_line_of_code_that_does_not_fit = " + "x" * 90, Kind.CODE, 0, KEPT),
    JudgedBlock("https://long.example/" + "without-a-space-" * 12, Kind.PARAGRAPH, 0, KEPT),
)


def make_record(number: int) -> Record:
    """One of many documents: four languages, twenty years, some without date or country."""
    language = list(TEXTS)[number % 7 % 4]
    title, sentence = TEXTS[language]
    named = tuple(COUNTRIES[number % 11 : number % 11 + number % 4])
    body = JudgedBlock(sentence.format(", ".join(named)), Kind.PARAGRAPH, 0, KEPT)
    blocks = (JudgedBlock("Our partners", Kind.PARAGRAPH, 0, REPEATED), body, *PARTS)
    text = joined_text(blocks)
    values = {"site": (f"site-{number % 3}.example",), "language": (language,), "country": named}
    year = 2004 + number % 21
    return Record(
        id=document_id(str(number)),
        source=f"seeds/{number}.html",
        url=f"http://site-{number % 3}.example/a/very/long/address/of/a/page/{number}.html",
        site=f"site-{number % 3}.example",
        title=f"{title} {number}",
        language=language,
        blocks=blocks,
        facets={name: tuple(found(value, text) for value in of) for name, of in values.items()},
        dates=(Date(f"{year}-10-09", f"{year}-10-10", "day", "event", "text"),) if number % 5 else (),
        notes=("labelled utf-8, read as windows-1251",),
    )


def found(value: str, text: str) -> Evidence:
    start = text.find(value)
    return Evidence(
        value, value, value if start >= 0 else "", start, start + len(value) if start >= 0 else -1, "test", 0.9
    )


@contextmanager
def serving(index: Path, records: Iterable[Record], seeds: Sequence[Path] = (), vectors: bytes = b"") -> Iterator[str]:
    """The address of a site over the records."""
    path = generations.begin(index, None)
    if vectors:
        (path / VECTORS).write_bytes(vectors)
    kept = list(records)
    with closing(open_engine("memory", path / "engine", write=True)) as engine:
        engine.add(kept)
    seal(index, path, "memory", {record.id: Entry.of(record, "key") for record in kept})
    with Searcher(index) as searcher:
        server = waitress.create_server(create_app(searcher, seeds=seeds), host="127.0.0.1", port=0, threads=4)
        thread = threading.Thread(target=server.run)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.effective_port}"
        finally:
            server.close()
            thread.join(10)


@pytest.fixture(scope="session")
def serve() -> Callable[..., Any]:
    return serving


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("site"), map(make_record, range(120))) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    executable = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not executable:
        pytest.skip("there is no Chromium on this machine")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Any, site: str) -> Iterator[Callable[..., Any]]:
    """Opens a page of the site; other keywords are those of a browser context (color_scheme, viewport …)."""
    contexts = []

    def opener(path: str = "/", **options: Any) -> Any:
        contexts.append(chromium.new_context(base_url=site, **options))
        page = contexts[-1].new_page()
        page.set_default_timeout(10_000)
        page.goto(path)
        return page

    yield opener
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def document() -> str:
    """The path of a document with something of everything, as a search leads to it."""
    return f"/doc/{make_record(7).id}?q=trafficking"


@pytest.fixture(scope="session")
def paths(document: str) -> dict[str, str]:
    """Every kind of page."""
    return {
        "front": "/",
        "search": "/search?q=trafficking",
        "filtered": "/search?q=trafficking&country=Iran&country=Pakistan&not.site=site-2.example&date_from=2008&page=1",
        "everything": "/search?sort=-date&page=3",
        "nothing": "/search?q=trafficking+zebra&country=Iran",
        "beyond": "/search?page=90",
        "document": document,
        "document-all": document + "&view=all",
        "browse": "/browse",
        "values": "/browse/country",
        "values-of-search": "/browse/country?q=trafficking&country=Iran&not.country=China&date_from=2008",
        "values-a-to-z": "/browse/country?order=name",
        "values-none": "/browse/country?prefix=zebra",
        "timeline": "/timeline?by=country&q=trafficking",
        "together": "/together?rows=site&columns=country",
        "together-none": "/together?rows=site&columns=site",
        "search-ru": "/ru/search?q=trafficking&country=Iran",
        "document-kk": "/kk" + document,
        "help-ru": "/ru/help",
        "corpus": "/corpus",
        "status": "/status",
        "help": "/help",
        "cleaning": "/cleaning",
        "cleaning-site": "/cleaning/site-0.example",
        "error": "/search?sort=newest",
        "missing": "/doc/nope",
    }
