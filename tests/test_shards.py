"""A build's first half, shard by shard: what comes out equals a build at once, whoever did what and was killed when."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from captures import BACK, OTHER, PAGE, capture
from click.testing import CliRunner

from indexer import generations, pipeline, shards
from indexer.cli import winnow
from indexer.errors import IndexOutdated, SourceError
from indexer.generation import TABLES
from indexer.model import Record
from indexer.overrides import Overrides
from indexer.progress import Progress
from indexer.rows import Change
from indexer.searcher import Searcher
from indexer.settings import Settings
from indexer.workers import Workers

OTHER_GONE = (OTHER[0], "2026-02-01T00:00:00Z", "404 Not Found", "No such page.")

SEEDS = Path(__file__).parents[1] / "seeds"
SHARDS = tuple(path for path in sorted(SEEDS.iterdir()) if path.name != "README.md" and path.name[0] != ".")


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return tmp_path / "work"


@pytest.fixture
def workers():
    with Workers(2) as workers:
        yield workers


def settings(index: Path, *seeds: Path) -> Settings:
    return Settings(seeds=seeds, index=index, workers=2)


def make(work: Path, workers: Workers, *seeds: Path) -> None:
    """All steps, one shard after the other."""
    for shard in seeds:
        shards.map_shard(shard, work, workers, Progress())
    shards.reduce_shards(work)
    for shard in seeds:
        shards.derive_shard(shard.name, work, workers, Overrides(), "drop")


def records(index: Path) -> dict[str, Record]:
    """All documents of an index; when each was first read is another time in each of them."""
    with Searcher(index) as searcher:
        ids = dict(generations.current(index).contents())
        return {id_: replace(searcher.document(id_), first_seen="") for id_ in ids}


def tables(index: Path) -> list[dict[str, tuple[object, ...]]]:
    return [generations.current(index).table(name) for name in TABLES]


def halves(site: Path, folder: Path) -> list[Path]:
    """A site's pages in two folders by turns: each says too little of what is template."""
    for number, page in enumerate(sorted(site.iterdir())):
        half = folder / ("even", "odd")[number % 2] / site.name
        half.mkdir(parents=True, exist_ok=True)
        shutil.copy(page, half)
    return sorted(folder.iterdir())


def test_an_index_made_of_shards_equals_one_built_at_once(tmp_path: Path, work: Path, workers: Workers) -> None:
    """Of the seeds: sites, an archive and a lone page, one of the sites spread over two shards."""
    seeds = [*halves(SEEDS / "steppe-rights.example", tmp_path / "halves"), *SHARDS]
    seeds.remove(SEEDS / "steppe-rights.example")
    plain, index = tmp_path / "plain", tmp_path / "index"
    pipeline.build(settings(plain, *seeds))
    make(work, workers, *seeds)
    pipeline.build(settings(index), work=work)
    assert dict(generations.current(index).contents()) == dict(generations.current(plain).contents())
    assert tables(index) == tables(plain)
    assert all(tables(plain)), "the seeds have names and translations to compare"
    assert records(index) == records(plain)


def test_what_shards_were_made_into_is_not_made_again(
    tmp_path: Path, work: Path, workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(work, workers, *SHARDS)

    def refuse(*_: object) -> None:
        raise AssertionError("a page was read, judged or enriched again")

    for name in ("indexer.reading.read_page", "indexer.derive.derive"):
        monkeypatch.setattr(name, refuse)
    assert [shards.map_shard(shard, work, workers, Progress()) for shard in SHARDS] == [None] * len(SHARDS)
    make(work, workers, *SHARDS)
    report = pipeline.build(settings(tmp_path / "index"), work=work)
    assert (report.pages, report.skipped) == (Change(new=report.written.documents), ())


def test_a_page_captured_in_two_shards_is_the_later_capture(tmp_path: Path, work: Path, workers: Workers) -> None:
    """And one that its site says is gone is none, though another shard says so."""
    archives = [tmp_path / f"{number}.warc" for number in range(4)]
    for archive, captured in zip(archives, (PAGE, BACK, OTHER, OTHER_GONE), strict=True):
        archive.write_bytes(capture(*captured))
    make(work, workers, *archives)
    pipeline.build(settings(tmp_path / "index"), work=work)
    (record,) = records(tmp_path / "index").values()
    assert "second report" in record.text


def test_an_index_follows_its_shards(seeds: Path, index: Path, work: Path, workers: Workers, write_site) -> None:
    """A page that has changed, one that has come and one that is gone: only that shard is made anew."""
    site = seeds / "river.example"
    make(work, workers, site, SHARDS[0])
    pipeline.build(settings(index), work=work)
    write_site(site, 1, first=20)
    shutil.copy(site / "page-020.html", site / "page-003.html")
    (site / "page-000.html").unlink()
    make(work, workers, site, SHARDS[0])
    assert pipeline.build(settings(index), work=work).pages == Change(new=1, changed=1, unchanged=11, gone=1)
    fresh = index.parent / "fresh"
    pipeline.build(settings(index), work=work, prune=True)
    pipeline.build(settings(fresh, site, SHARDS[0]))
    assert dict(generations.current(index).contents()) == dict(generations.current(fresh).contents())


def test_a_step_that_fails_leaves_no_file(seeds: Path, work: Path, workers: Workers, monkeypatch) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(shards, "read_into", killed)
    with pytest.raises(KeyboardInterrupt):
        shards.map_shard(seeds, work, workers, Progress())
    assert [*(work / "pages").iterdir()] == []


def test_a_step_out_of_turn_says_which_one_comes_before(seeds: Path, work: Path, workers: Workers) -> None:
    with pytest.raises(SourceError, match="winnow map"):
        shards.reduce_shards(work)
    shards.map_shard(seeds, work, workers, Progress())
    with pytest.raises(SourceError, match="winnow reduce"):
        shards.derive_shard("seeds", work, workers, Overrides(), "drop")
    with pytest.raises(SourceError, match="winnow map other"):
        shards.derive_shard("other", work, workers, Overrides(), "drop")


def test_shards_of_another_version_are_refused(
    seeds: Path, work: Path, workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    shards.map_shard(seeds, work, workers, Progress())
    monkeypatch.setattr("indexer.cleaning.READER", "a newer one")
    with pytest.raises(IndexOutdated, match="map the shard again"):
        shards.reduce_shards(work)
    assert shards.map_shard(seeds, work, workers, Progress()) == ()
    assert shards.reduce_shards(work) == 12


def test_the_commands_make_an_index(seeds: Path, work: Path, index: Path) -> None:
    site, there = str(seeds / "river.example"), ["--work", str(work)]
    run = CliRunner().invoke
    assert run(winnow, ["map", site, *there]).output == "river.example: done, 0 skipped\n"
    assert run(winnow, ["map", site, *there]).output == "river.example: done before\n"
    assert run(winnow, ["reduce", *there]).output == "12 pages\n"
    assert run(winnow, ["derive", *there]).output == "river.example: done, 0 skipped\n"
    assert run(winnow, ["derive", "river.example", *there]).output == "river.example: done before\n"
    assert "12 in the index" in run(winnow, ["build", "--from", str(work), "--index", str(index)]).output
    assert run(winnow, ["build", str(seeds), "--from", str(work)]).exit_code == 2


def test_what_could_not_be_read_is_named(seeds: Path, work: Path) -> None:
    (seeds / "empty.html").touch()
    said = CliRunner().invoke(winnow, ["map", str(seeds), "--work", str(work)]).output
    assert said == "seeds: done, 1 skipped\n  seeds/empty.html: empty\n"
