"""What tests of several folders share: a small site, and an index built from it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import settings
from opensearch_cluster import OpenSearchCluster, absent

from indexer import pipeline
from indexer.report import Report
from indexer.searcher import Searcher
from indexer.settings import Cluster, Settings
from webui import create_app

settings.register_profile("winnow", deadline=None)  # a busy machine is no failure: nothing is timed in a test
settings.load_profile("winnow")

ROOT = Path(__file__).parents[1]
WORDS = (
    "river school court border water election teacher witness permit harvest clinic budget village archive lawyer "
    "vaccine market bridge student police hearing office season report training"
).split()


def site_page(number: int, template: str = "Our friendly network of partner sites") -> str:
    """One page of a site: a template around a title and two paragraphs of its own."""
    topic, other, third = (WORDS[(number * step + step) % len(WORDS)] for step in (1, 7, 11))
    return f"""<!DOCTYPE html><html lang="en"><head><title>The {topic} of {other} {number}</title></head><body>
<ul class="menu"><li><a href="/">Front page of the network</a></li><li><a href="/a">All our projects</a></li></ul>
<h1>The {topic} of {other} {number}</h1>
<p>On {number % 28 + 1} March 20{number % 15 + 10:02} the {topic} in Kazakhstan was discussed with the {third} and many
others, who came to speak about number {number} and what it means for them.</p>
<p>Nobody had expected the {other} to be so close to the {third}, and the meeting of the {topic} went on for long.</p>
<div class="box">{template}</div></body></html>"""


@pytest.fixture
def write_site() -> Callable[[Path, int], Path]:
    """Writes `count` pages into a folder, which it returns."""

    def write(folder: Path, count: int = 12, first: int = 0) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(first, first + count):
            (folder / f"page-{number:03}.html").write_text(site_page(number), "utf-8")
        return folder

    return write


@pytest.fixture
def seeds(tmp_path: Path, write_site: Callable[[Path, int], Path]) -> Path:
    """A seeds folder with one site of twelve pages."""
    write_site(tmp_path / "seeds" / "river.example", 12)
    return tmp_path / "seeds"


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def build(seeds: Path, index: Path) -> Callable[..., Report]:
    """Builds `index` from `seeds`."""

    def run(*, prune: bool = False, engine: str = "tantivy", comments: str = "drop") -> Report:
        chosen = Settings(seeds=(seeds,), index=index, engine=engine, comments=comments, workers=2)
        return pipeline.build(chosen, prune=prune)

    return run


@pytest.fixture(scope="session")
def seeds_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the project's own seeds."""
    index = tmp_path_factory.mktemp("seeds") / "index"
    pipeline.build(Settings(seeds=(ROOT / "seeds",), index=index, workers=2))
    return index


@pytest.fixture(scope="session")
def seeds_client(seeds_index: Path) -> Iterator[FlaskClient]:
    """A client of the web UI over the project's own seeds."""
    with Searcher(seeds_index) as searcher:
        yield create_app(searcher).test_client()


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A real OpenSearch of one node: that of OPENSEARCH_URL, or one that is started for the tests."""
    pytest.importorskip("opensearchpy", reason="no opensearch-py: pip install 'winnow-search[opensearch]'")
    if url := os.environ.get("OPENSEARCH_URL"):
        yield Cluster((url,), "winnow-tests", replicas=0)
        return
    if reason := absent():
        pytest.skip(reason)
    with OpenSearchCluster() as started:
        yield Cluster(started.urls, "winnow-tests", replicas=0)
