"""Searches go on while generations are swapped under them."""

import threading
from dataclasses import replace
from pathlib import Path

from sealing import seal

from indexer import generations, pipeline
from indexer.asking import Request
from indexer.contents import Entry
from indexer.engines import open_engine
from indexer.model import Record, document_id
from indexer.searcher import Searcher
from indexer.settings import Settings
from webui import create_app

SWAPS, READERS = 40, 8


def add_copy(index: Path, record: Record, name: str) -> None:
    """A new generation with one document more, as a build writes it."""
    base = generations.current(index)
    path = generations.begin(index, base)
    copy = replace(record, id=document_id(name))
    engine = open_engine(base.manifest.engine, path / "engine", write=True)
    engine.add([copy])
    engine.close()
    seal(index, path, base.manifest.engine, dict(base.contents()) | {copy.id: Entry.of(copy, "key")})


def test_no_request_fails_while_generations_are_swapped(seeds: Path, index: Path, figure) -> None:
    pipeline.build(Settings(seeds=(seeds,), index=index, workers=1))
    first = next(iter(dict(generations.current(index).contents())))
    done, statuses, totals = threading.Event(), list[int](), list[int]()

    def ask(app) -> None:
        client = app.test_client()
        while not done.is_set():
            response = client.get("/api/v1/search?q=meeting")
            statuses.append(response.status_code)
            totals.append(response.json.get("total", -1))

    with Searcher(index) as searcher:
        app = create_app(searcher)
        threads = [threading.Thread(target=ask, args=(app,)) for _ in range(READERS)]
        for thread in threads:
            thread.start()
        for number in range(SWAPS):
            add_copy(index, searcher.document(first), str(number))
        done.set()
        for thread in threads:
            thread.join()
        assert searcher.search(Request("meeting")).results.total == 12 + SWAPS
    assert set(statuses) == {200}
    assert len(set(totals)) > SWAPS / 4
    figure(f"{SWAPS} swaps, {READERS} readers", f"{len(statuses)} requests, 0 failed, {len(set(totals))} states seen")
