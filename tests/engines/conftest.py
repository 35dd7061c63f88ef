from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from indexer.engines import ENGINES, Engine, open_engine
from indexer.model import Date, Evidence, JudgedBlock, Kind, Record, Verdict, document_id
from indexer.settings import Cluster

MakeRecord = Callable[..., Record]
Open = Callable[..., Engine]


def make_record(
    name: str = "a",
    text: str = "",
    title: str = "",
    date: str | tuple[str, str] = "",
    written_in: str = "en",
    seen: str = "",
    **facets: str | Iterable[str],
) -> Record:
    """A record that is called `name`; its id begins with the name, so that names order ties. A value behind "~" is not
    listed."""
    values = {facet: (given,) if isinstance(given, str) else tuple(given) for facet, given in facets.items()}
    first, last = (date, date) if isinstance(date, str) else date
    return Record(
        id=(name + document_id(name))[:16],
        source=f"seeds/{name}.html",
        url=f"http://a.example/{name}",
        site="a.example",
        title=title,
        language=written_in,
        blocks=(JudgedBlock(text, Kind.PARAGRAPH, 0, Verdict(True, "content", "prose")),) if text else (),
        facets={
            facet: tuple(
                Evidence(v.strip("~"), v, v, 0, len(v), "test", 1.0, listed=not v.startswith("~")) for v in given
            )
            for facet, given in values.items()
        },
        dates=(Date(first, last, "day", "published", "text"),) if first else (),
        first_seen=seen,
    )


@pytest.fixture(scope="session")
def record() -> MakeRecord:
    return make_record


@pytest.fixture(params=ENGINES)
def engine_name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def cluster_of(request: pytest.FixtureRequest) -> Callable[[str], Cluster]:
    """Where an engine keeps its documents, if not in a folder; skips the test where it cannot be had."""
    return lambda name: request.getfixturevalue("cluster") if name == "opensearch" else Cluster()


@pytest.fixture
def open_index(engine_name: str, tmp_path: Path, cluster_of: Callable[[str], Cluster]) -> Iterator[Open]:
    """Opens the engine under test over a folder of the test, with records if any are given."""
    opened, cluster = list[Engine](), cluster_of(engine_name)

    def opener(*records: Record, folder: str = "index", write: bool = True) -> Engine:
        engine = open_engine(engine_name, tmp_path / folder, write, cluster)
        opened.append(engine)
        if records:
            engine.add(records)
        return engine

    yield opener
    for engine in opened:
        engine.close()
