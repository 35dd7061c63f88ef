"""The command line: what it prints, and how it ends."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer.cli import winnow
from indexer.evaluation import OTHERS
from indexer.model import document_id
from indexer.report import Report

WINNOW = Path(sys.executable).with_name("winnow")
USER_PAGE = document_id("seeds/000_138dfad177e984e4.txt")


def run(*arguments: object) -> str:
    result = CliRunner().invoke(winnow, [str(argument) for argument in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_build_reports_pages_documents_and_time(seeds: Path, index: Path) -> None:
    report = run("build", seeds, "--index", index, "--workers", 1)
    assert "12 new, 0 changed, 0 unchanged, 0 gone" in report
    assert "12 in the index: 12 written" in report
    assert "documents a second" in report


def test_a_dry_run_changes_nothing(seeds: Path, index: Path) -> None:
    assert "12 new" in run("build", seeds, "--index", index, "--dry-run")
    assert not index.exists()


def test_search_finds_and_names_documents(seeds_index: Path) -> None:
    found = run("search", '"financial flows"', "--index", seeds_index)
    assert USER_PAGE in found
    assert "Regional seminar" in found


def test_search_as_json_is_the_apis_answer(seeds_index: Path, seeds_client) -> None:
    printed = json.loads(run("search", "seminar", "--index", seeds_index, "--json", "--filter", "country=Kazakhstan"))
    served = seeds_client.get("/api/v1/search?q=seminar&country=Kazakhstan").json
    printed["took_ms"] = served["took_ms"] = 0
    assert printed == served


def test_show_as_json_is_the_apis_document(seeds_index: Path, seeds_client) -> None:
    printed = json.loads(run("show", USER_PAGE, "--index", seeds_index, "--json"))
    assert printed == seeds_client.get(f"/api/v1/docs/{USER_PAGE}").json


@pytest.mark.parametrize(
    "name", ["http://steppe-rights.example/about_en.html", "seeds/steppe-rights.example/about_ru.html"]
)
def test_a_page_is_shown_by_its_address_or_by_its_file_where_it_has_none(seeds_index: Path, name: str) -> None:
    assert len(run("show", name, "--index", seeds_index).splitlines()) > 3


def test_show_prints_the_clean_text(seeds_index: Path) -> None:
    text = run("show", USER_PAGE, "--index", seeds_index)
    assert "Shakhnoza Khassanova shared the experience" in text
    assert "Flash" not in text


def test_explain_prints_an_object_a_line_for_each_page(seeds: Path) -> None:
    (seeds / "river.example" / "empty.html").write_bytes(b"")
    pages = [json.loads(line) for line in run("explain", seeds, "--json").splitlines()]
    assert len(pages) == 13
    assert {page["skipped"] for page in pages} == {None, "empty"}
    assert {"source", "id", "url", "site", "title", "language", "text", "blocks", "facets", "dates"} <= pages[0].keys()
    removed = [block for block in pages[0]["blocks"] if not block["kept"]]
    assert {block["rule"] for block in removed} == {"repeated"}
    assert removed[0]["support"] == {"on": 12, "of": 12}


def test_explain_in_words_marks_what_was_kept_and_removed(seeds: Path) -> None:
    text = run("explain", seeds / "river.example" / "page-000.html")
    assert "  + [" in text
    assert "language  en" in text


def test_status_tells_what_cleaning_removed_from_each_site(build: Callable[..., Report], index: Path) -> None:
    build()
    first, *sites, total = run("status", "--cleaning", "--index", index).splitlines()[-3:]
    assert first.split() == "site documents removed nothing left nothing removed mostly by rule".split()
    assert [line.split()[:2] for line in sites] == [["river.example", "12"]]
    assert total.startswith("all sites")
    assert "repeated 36" in total


@pytest.fixture
def labelled(seeds: Path) -> Path:
    """The twelve pages of the seeds, one of them with its truth."""
    folder = seeds.parent / "labelled" / "river.example"
    (folder / "truth").mkdir(parents=True)
    (seeds / "river.example").rename(folder / "pages")
    page = json.loads(run("explain", folder / "pages" / "page-003.html", "--json"))
    own = [block["text"] for block in page["blocks"] if block["kind"] in ("title", "paragraph")][:3]
    (folder / "truth" / "page-003.txt").write_text("\n".join(own), "utf-8")
    return folder


def test_eval_cleaning_prints_a_line_for_each_set(labelled: Path) -> None:
    head, line, *_ = run("eval", "cleaning", "--data", labelled.parent, "--misses", 1).splitlines()
    assert head.split() == "set by pages P R F1 leaked lost absent ms worst".split()
    assert line.split()[:6] == ["river.example", "pages", "winnow", "1", "1.000", "1.000"]


def test_eval_cleaning_for_programs_has_the_misses_whole(labelled: Path) -> None:
    (labelled / "truth" / "page-003.txt").write_text("Our friendly network of partner sites")
    found = json.loads(run("eval", "cleaning", "--data", labelled, "--misses", 1, "--json"))
    (miss,) = found["misses"][0]["lost"]
    assert (miss["text"], miss["rule"]) == ("Our friendly network of partner sites", "repeated")


def test_eval_cleaning_compares_with_what_is_installed(labelled: Path) -> None:
    found = json.loads(run("eval", "cleaning", "--data", labelled, "--others", "--json"))
    assert {one["by"] for one in found["sets"]} | set(found["missing"]) == {"winnow", *OTHERS}


def test_status_and_verify_and_rollback(seeds: Path, index: Path, build: Callable[..., Report]) -> None:
    build()
    assert "12 documents" in run("status", "--index", index, "--skipped")
    (seeds / "river.example" / "page-000.html").write_text("<p>Something else entirely stands here now.</p>")
    build()
    assert "[1, 2] are whole" in run("verify", "--index", index)
    assert "generation 1 is served now" in run("rollback", "--index", index)


@pytest.mark.skipif(not WINNOW.exists(), reason="the winnow command is not installed beside this Python")
@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["search", "x", "--index", "nowhere"], 1, "winnow: There is no index in nowhere/ yet"),
        (["build", "nowhere"], 1, "winnow: There is no nowhere."),
        (["show", "zz", "--index", "{index}"], 1, "winnow: No document has the id 'zz'"),
        (["search", "x", "--filter", "country", "--index", "{index}"], 2, "is not FACET=VALUE"),
        (["search", "x", "--filter", "contry=Iran", "--index", "{index}"], 1, "contry"),
        (["build", "--engine", "lucene"], 2, "'lucene' is not one of"),
        (["--settings", "nowhere.toml", "status"], 1, "winnow: Cannot read the settings in nowhere.toml"),
        (["eval", "cleaning", "--data", "nowhere"], 1, "winnow: There is no folder nowhere."),
        (["serve", "--index", "nowhere"], 1, "winnow: There is no index in nowhere/ yet"),
    ],
)
def test_errors_are_one_line_with_an_exit_code(
    seeds_index: Path, tmp_path: Path, arguments: list[str], code: int, message: str
) -> None:
    command = [str(WINNOW), *(argument.format(index=seeds_index) for argument in arguments)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=60)
    assert done.returncode == code
    assert message in done.stderr
    assert "Traceback" not in done.stderr
