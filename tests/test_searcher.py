import gc
import shutil
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer import generations
from indexer import searcher as searcher_module
from indexer.asking import Request
from indexer.generation import Generation
from indexer.searcher import Searcher

Build = Callable[..., object]


@pytest.mark.parametrize("engine", ["tantivy", "whoosh"])
def test_all_records_are_those_of_one_generation_whatever_is_built_meanwhile(
    build: Build,
    index: Path,
    seeds: Path,
    write_site: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    engine: str,
) -> None:
    monkeypatch.setattr("indexer.search._AT_ONCE", 5)
    build(engine=engine)
    before = set(dict(generations.current(index).contents()))
    with Searcher(index) as searcher:
        records = searcher.records(Request())
        taken = [next(records).id]
        for first in (12, 24):  # the second build removes the files of the first generation
            write_site(seeds / "river.example", 12, first)
            build(engine=engine)
            assert searcher.search(Request()).results.total == first + 12
        taken += [record.id for record in records]
    assert sorted(taken) == sorted(before)


@pytest.mark.parametrize("engine", ["tantivy", "whoosh"])
def test_a_generation_that_was_removed_since_it_was_opened_answers_all_that_is_asked(
    build: Build,
    index: Path,
    seeds: Path,
    write_site: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    engine: str,
) -> None:
    build(engine=engine)
    with Searcher(index) as searcher:
        assert searcher.status().generation == 1
        monkeypatch.setattr(generations, "current_number", lambda _: 1)  # read just before it changed
        monkeypatch.setattr(generations, "_drop_all_but", lambda index, _: shutil.rmtree(index / "generations" / "1"))
        write_site(seeds / "river.example", 12, 12)
        build(engine=engine)
        found = searcher.search(Request("meeting"))
        assert found.results.total == 12
        assert len(searcher.overview().sites) == 1
        assert searcher.translations(found.hits[0].id) == ()


def test_where_a_generation_is_removed_while_it_is_opened_the_next_one_is(
    build: Build, index: Path, seeds: Path, write_site: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def check(generation: Generation) -> None:
        if generation.number in soon_gone:
            soon_gone.remove(generation.number)
            write_site(seeds / "river.example", 12, generation.number * 12)
            build()
            shutil.rmtree(generation.path)
        whole(generation)

    whole, soon_gone = searcher_module.check, {1, 2}
    build()
    monkeypatch.setattr(searcher_module, "check", check)
    with Searcher(index) as searcher:
        assert searcher.status().generation == 3


def test_records_come_in_the_order_of_the_results(build: Build, index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.search._AT_ONCE", 4)
    build()
    with Searcher(index) as searcher:
        for request in (Request("meeting"), Request(sort="-date"), Request("nothing-like-it")):
            listed = [hit.id for hit in searcher.search(Request(request.q, sort=request.sort, per_page=100)).hits]
            assert [record.id for record in searcher.records(request)] == listed


def test_a_facet_has_every_value_and_each_is_counted_once(build: Build, index: Path) -> None:
    build()
    with Searcher(index) as searcher:
        site = searcher.facet(Request("meeting"), "site")
        assert site.values == (("river.example", 12),)
        assert searcher.facet(Request("meeting", page=2), "site") is site  # remembered


def test_nothing_is_kept_of_a_generation_that_was_replaced(
    build: Build, index: Path, seeds: Path, write_site: Callable[..., Path]
) -> None:
    build()
    with Searcher(index) as searcher:
        searcher.search(Request("meeting"))
        searcher.facet(Request(), "site")
        before = weakref.ref(searcher._opened)
        write_site(seeds / "river.example", 1, 12)
        build()
        gc.freeze()  # as a server that has just started: the collector comes upon none of it
        try:
            assert searcher.search(Request("meeting")).results.total == 13
            assert before() is None
        finally:
            gc.unfreeze()
