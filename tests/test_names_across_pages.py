"""What pages say together, through whole builds: the same index in whatever order, and only what changed is written."""

from collections.abc import Callable
from pathlib import Path

import pytest

from indexer import derive, generations, pipeline, reading
from indexer.asking import Request
from indexer.model import Record
from indexer.report import Report
from indexer.searcher import Searcher
from indexer.settings import Settings

MERGE = '[[merge]]\nfacet = "person"\nvalue = "Aigerim Sadvakasova"\ninto = "Aigerim S."\n'
FILLER = "The meeting of the village council went on for a long while, and many questions stayed open until evening."
TEXTS = {
    "a": "The hall was full when Aigerim Sadvakasova spoke about water.",
    "b": "Nobody had invited A. Sadvakasova, but she came.",
    "c": "Later Timur Akhmetov left the room without a word.",
    "d": "Whoever asked was told that Aigerim Sadvakasova would answer.",
} | {name: f"There is no name on this page, but only the letter {name}, and it is a rare one." for name in "efgh"}
TEXTS |= {
    "i": "The Oak Grove Foundation (OGF) has built the hall and the bridge behind it.",
    "j": "Nobody thanked OGF for the bridge.",
    "k": "Later the Oak Grove Foundation built a second bridge.",
}


def write(seeds: Path, *names: str) -> None:
    folder = seeds / "council.example"
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        text = f"<title>Council {name}</title><h1>Council {name}</h1><p>{TEXTS[name]}</p><p>{name}: {FILLER}</p>"
        (folder / f"{name}.html").write_text(f"<html lang='en'><body>{text}</body></html>", "utf-8")


@pytest.fixture
def build_pages(tmp_path: Path) -> Callable[..., Report]:
    def run(*names: str, owner: str = "", index: str = "index") -> Report:
        write(tmp_path / "council", *names)
        (tmp_path / "overrides.toml").write_text(owner, "utf-8")
        overrides = tmp_path / "overrides.toml"
        seeds = (tmp_path / "council",)
        return pipeline.build(Settings(seeds=seeds, index=tmp_path / index, overrides=overrides, workers=2))

    return run


def documents(index: Path) -> dict[str, Record]:
    with Searcher(index) as searcher:
        records = list(searcher.records(Request()))
    return {record.source[-6]: record for record in records}


def people(record: Record) -> dict[str, bool]:
    return {value.value: value.listed for value in record.facets.get("person", ())}


def test_names_become_one_over_pages_and_those_of_one_page_are_not_listed(build_pages, index: Path) -> None:
    build_pages("a", "b", "c")
    found = documents(index)
    assert people(found["a"]) == people(found["b"]) == {"Aigerim Sadvakasova": True}
    assert people(found["c"]) == {"Timur Akhmetov": False}
    assert "nobody else's on this site" in found["b"].facets["person"][0].method


def test_an_index_built_page_by_page_equals_one_built_at_once(build_pages, tmp_path: Path) -> None:
    for name in "cbad":
        build_pages(name)
    build_pages(*"abcd", index="fresh")
    one, other = (dict(generations.current(tmp_path / name).contents()) for name in ("index", "fresh"))
    assert one == other
    kept, fresh = (documents(tmp_path / name) for name in ("index", "fresh"))
    assert {name: record.facets for name, record in kept.items()} == {n: r.facets for n, r in fresh.items()}


def test_a_page_that_makes_a_name_worth_listing_has_the_other_page_written_again(build_pages, index: Path) -> None:
    build_pages(*"acef")
    assert people(documents(index)["a"]) == {"Aigerim Sadvakasova": False}
    assert build_pages("d").written.written == 2
    assert people(documents(index)["a"]) == {"Aigerim Sadvakasova": True}


def test_merging_by_one_line_derives_no_page_and_writes_those_with_the_value(
    build_pages, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_pages(*"abcdefgh")

    def refuse(*_: object) -> None:
        raise AssertionError("a page was read, judged or enriched again")

    for module, name in ((reading, "read_page"), (reading.sources, "read"), (derive, "derive")):
        monkeypatch.setattr(module, name, refuse)
    assert build_pages(owner=MERGE).written.written == 3
    assert [*map(people, documents(index).values())].count({"Aigerim S.": True}) == 3
    assert build_pages(owner=MERGE).written.written == 0


def test_a_name_that_was_split_off_stays_apart(build_pages, index: Path) -> None:
    build_pages(*"abcd", owner='[[split]]\nfacet = "person"\nvalue = "A. Sadvakasova"\n')
    assert people(documents(index)["b"]) == {"A. Sadvakasova": False}


def test_the_names_of_organisations_are_the_same_page_by_page_as_at_once(build_pages, tmp_path: Path) -> None:
    for name in "ijk":
        build_pages(name)
    build_pages(*"ijk", index="fresh")
    kept, fresh = (generations.current(tmp_path / name).table("names") for name in ("index", "fresh"))
    assert kept == fresh
    assert {"OGF", "Oak Grove Foundation"} <= {*kept["OGF"]}


def test_translations_are_the_same_page_by_page_as_at_once(tmp_path: Path) -> None:
    """The first of the seeds' sites in three languages; its pages come one by one, and one goes and comes back."""
    seeds, site = tmp_path / "seeds", Path(__file__).parents[1] / "seeds" / "open-river.example"
    pages = [
        "en-about.html",
        "kk-about.html",
        "ru-about.html",
        "en-chu-river-water-2019.html",
        "kk-shu-ozeni-2019.html",
    ]
    kept = Settings(seeds=(seeds,), index=tmp_path / "index", workers=2)
    seeds.mkdir()
    for some in (pages[:2], pages[2:]):
        for name in some:
            (seeds / name).write_bytes((site / name).read_bytes())
        pipeline.build(kept)
    (seeds / pages[0]).unlink()
    pipeline.build(kept, prune=True)
    (seeds / pages[0]).write_bytes((site / pages[0]).read_bytes())
    pipeline.build(kept)
    pipeline.build(Settings(seeds=(seeds,), index=tmp_path / "fresh", workers=2))
    tables = [generations.current(tmp_path / name).table("translations") for name in ("index", "fresh")]
    assert tables[0] == tables[1]
    assert {each[2] for row in tables[0].values() for each in row} >= {"hreflang"}
