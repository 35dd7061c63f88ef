"""Which pages are labelled, and what is said where none are."""

from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.errors import SourceError
from indexer.evaluation import find


def test_a_labelled_folder_is_one_set_and_counts_its_other_pages(label: Callable[[Path], Path], tmp_path: Path) -> None:
    (one,) = find(label(tmp_path / "valley.example"))
    assert (one.name, one.variant, len(one.pages)) == ("valley.example", "pages", 12)
    assert [page.name for page in one.labelled] == ["bridge.html", "school.html"]
    assert one.pages[0].page().site == "valley.example"


def test_a_folder_of_labelled_folders_is_several(label: Callable[[Path], Path], tmp_path: Path) -> None:
    label(tmp_path / "sites" / "b.example")
    label(tmp_path / "sites" / "a.example")
    assert [one.name for one in find(tmp_path)] == ["sites/a.example", "sites/b.example"]


def test_plain_text_beside_the_pages_is_a_set_of_its_own(label: Callable[[Path], Path], tmp_path: Path) -> None:
    folder = label(tmp_path / "valley.example")
    (folder / "text").mkdir()
    for name in ("bridge", "school"):
        (folder / "text" / f"{name}.txt").write_text("Some text of a page that is long enough.")
    assert [(one.variant, len(one.labelled)) for one in find(folder)] == [("pages", 2), ("text", 2)]


def test_a_limit_scores_fewer_and_still_counts_all(label: Callable[[Path], Path], tmp_path: Path) -> None:
    (one,) = find(label(tmp_path / "valley.example"), limit=1)
    assert (len(one.labelled), len(one.pages)) == (1, 12)


def test_a_collection_is_read_from_its_index(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>One</p>")
    (tmp_path / "a.txt").write_text("One")
    line = '{"html": "a.html", "text": "a.txt", "url": "https://WWW.a.example/x", "page_type": "forum"}\n'
    (tmp_path / "index.jsonl").write_text(line)
    (one,) = find(tmp_path)
    assert (one.variant, one.pages[0].kind, one.pages[0].page().site) == ("single", "forum", "a.example")


def test_of_two_pages_with_one_stem_the_truth_names_one_whole(label: Callable[[Path], Path], tmp_path: Path) -> None:
    folder = label(tmp_path / "valley.example")
    (folder / "pages" / "mill.php").write_text("<p>Another mill.</p>")
    (folder / "truth" / "mill.txt").write_text("Another mill.")
    with pytest.raises(SourceError, match=r"mill\.txt fits mill\.html and mill\.php: name it mill\.html\.txt"):
        find(folder)
    (folder / "truth" / "mill.txt").rename(folder / "truth" / "mill.php.txt")
    assert [page.name for page in find(folder)[0].labelled] == ["bridge.html", "mill.php", "school.html"]


def wrong(folder: Path, *files: str) -> Path:
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text('{"html": "a.html", "text": "gone.txt"}' if name == "index.jsonl" else "Words.")
    return folder


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (["pages/a.html"], r"has pages/ but no truth/\. Put pages into pages/"),
        (["notes/a.txt"], r"holds nothing labelled\. Put pages into pages/"),
        (["pages/a.html", "truth/README.md"], r"truth holds no truth: write the text"),
        (["pages/a.html", "truth/b.txt"], r"truth/b\.txt has no page: there is no .*pages/b\.\*"),
        (["truth/b.txt"], r"has truth/ but no pages/"),
        (["a.html", "index.jsonl"], r"index\.jsonl, line 1: there is no file .*gone\.txt"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(tmp_path: Path, files: list[str], message: str) -> None:
    with pytest.raises(SourceError, match=message) as error:
        find(wrong(tmp_path, *files))
    assert "\n" not in str(error.value)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"There is no folder .*nowhere"):
        find(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("line", "message"), [("[]", "line 1: not an object"), ("{", "line 1: not an"), ("", "lists no")]
)
def test_a_broken_index_is_named_with_its_line(tmp_path: Path, line: str, message: str) -> None:
    (tmp_path / "index.jsonl").write_text(line)
    with pytest.raises(SourceError, match=message):
        find(tmp_path)
