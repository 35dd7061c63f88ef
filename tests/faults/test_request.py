"""An engine that dies in a request: that request is told so with a body, and the next one is answered."""

from pathlib import Path

import pytest

from indexer import pipeline
from indexer.searcher import Searcher
from indexer.settings import Settings
from webui import create_app

tantivy = pytest.importorskip("tantivy", reason="tantivy has no wheel here")
view = pytest.importorskip("indexer.engines.tantivy_view")


def panic(*_: object) -> None:
    """A real panic of Rust: no Exception, but a BaseException."""
    tantivy.Index(tantivy.SchemaBuilder().build()).searcher().search(tantivy.Query.all_query(), 0)


def error(*_: object) -> None:
    raise ValueError("as an engine raises it")


@pytest.mark.parametrize("fault", [panic, error])
@pytest.mark.parametrize("path", ["/api/v1/search?q=meeting", "/search?q=meeting"])
def test_a_request_in_which_the_engine_dies_is_a_503_and_the_next_is_answered(
    seeds: Path, index: Path, fault, path: str, monkeypatch: pytest.MonkeyPatch, figure
) -> None:
    pipeline.build(Settings(seeds=(seeds,), index=index, workers=1, engine="tantivy"))
    with Searcher(index) as searcher:
        client = create_app(searcher).test_client()
        with monkeypatch.context() as broken:
            broken.setattr(view.View, "hits", fault)
            failed = client.get(path)
        assert (failed.status_code, failed.headers["Retry-After"]) == (503, "5")
        assert failed.data
        assert client.get(path).status_code == 200
    figure(f"{fault.__name__} of the engine in a request", "503 with a body and Retry-After, the next one 200")
