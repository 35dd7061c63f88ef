import os
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from indexer.errors import SourceError
from indexer.model import Skipped
from indexer.sources import Found, walk

HTML = b"<!doctype html><title>T</title><p>Text"


@pytest.fixture
def tree(tmp_path: Path) -> Callable[[dict[str, bytes]], Path]:
    def tree(files: dict[str, bytes]) -> Path:
        root = tmp_path / "seeds"
        for name, body in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(body)
        return root

    return tree


def found(root: Path) -> list[Found]:
    return [item for item in walk(root) if isinstance(item, Found)]


def skipped(root: Path) -> dict[str, str]:
    return {item.source: item.reason for item in walk(root) if isinstance(item, Skipped)}


def test_files_come_in_the_order_of_their_whole_names(tree: Callable[..., Path]) -> None:
    root = tree({"b/1.html": HTML, "a.html": HTML, "a/2.html": HTML, "a-b/3.txt": b"x"})
    names = [item.name for item in found(root)]
    assert names == sorted(names) == ["seeds/a-b/3.txt", "seeds/a.html", "seeds/a/2.html", "seeds/b/1.html"]


def test_the_site_is_the_folder_of_the_file(tree: Callable[..., Path]) -> None:
    assert {item.name: item.site for item in found(tree({"site/x/page.html": HTML, "page.html": HTML}))} == {
        "seeds/site/x/page.html": "x",
        "seeds/page.html": "seeds",
    }


def test_a_mirrored_host_names_the_site_of_all_its_folders(tree: Callable[..., Path]) -> None:
    assert {item.site for item in found(tree({"www.A.example/2018/05/1.html": HTML, "a.example/2.html": HTML}))} == {
        "a.example"
    }


def test_a_single_file_can_be_the_root(tree: Callable[..., Path]) -> None:
    (item,) = found(tree({"site/page.htm": HTML}) / "site/page.htm")
    assert (item.name, item.site, item.reader) == ("page.htm", "site", ".htm")


@pytest.mark.parametrize(
    ("name", "reader"),
    [
        ("PAGE.HTML", ".html"),
        ("index.php?id=3&x=a.b", ".php"),
        ("index.asp@id=5", ".asp"),
        ("view.aspx%3Fid=5", ".aspx"),
        ("index.php?id=3.html", ".html"),
        ("a.b.warc.gz", ".warc.gz"),
        ("CC-MAIN.wet.gz", ".wet.gz"),
        ("dump.jsonl", ".jsonl"),
        ("dump.NDJSON.gz", ".ndjson.gz"),
        ("notes.txt", ".txt"),
        ("page_without_suffix", ".html"),
        ("article-1.2", ".html"),
    ],
)
def test_names_as_scrapers_leave_them(tree: Callable[..., Path], name: str, reader: str) -> None:
    assert [item.reader for item in found(tree({name: HTML}))] == [reader]


def test_what_is_no_page_is_named_or_plainly_not_one(tree: Callable[..., Path]) -> None:
    names = ("logo.png", "page.html~", "page.bak", ".hidden.html", ".git/x.html", "page.url", "robots.txt")
    root = tree(dict.fromkeys(names, HTML) | {"logo.png": b"\x89PNG", "nothing": b""})
    assert skipped(root) == {
        "seeds/logo.png": "unknown format",
        "seeds/nothing": "empty",
        "seeds/page.bak": "unknown format",
        "seeds/page.html~": "unknown format",
    }
    assert found(root) == []


def test_links_and_loops_are_not_followed(tree: Callable[..., Path], tmp_path: Path) -> None:
    root = tree({"page.html": HTML})
    (tmp_path / "secret.html").write_bytes(HTML)
    (root / "loop").symlink_to(".")
    (root / "out.html").symlink_to(tmp_path / "secret.html")
    (root / "broken.html").symlink_to("nowhere")
    links = dict.fromkeys(("seeds/loop", "seeds/out.html", "seeds/broken.html"), "symbolic link")
    assert [item.name for item in found(root)] == ["seeds/page.html"]
    assert skipped(root) == links


def test_pipes_sockets_and_devices_neither_hang_nor_are_read(tree: Callable[..., Path]) -> None:
    root = tree({"page.html": HTML})
    os.mkfifo(root / "pipe.html")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(root / "socket.html"))
        assert skipped(root) == {f"seeds/{name}": "not a regular file" for name in ("pipe.html", "socket.html")}


def test_a_device_as_root_is_named() -> None:
    assert list(walk(Path("/dev/null"))) == [Skipped("null", "not a regular file")]


def test_names_that_are_not_utf8_or_hold_newlines_are_printable(tree: Callable[..., Path]) -> None:
    root = tree({"page.html": HTML})
    for name in (b"caf\xe9.html", b"two\nlines.html", "страница.html".encode()):
        (Path(os.fsdecode(os.path.join(os.fsencode(root), name)))).write_bytes(HTML)  # noqa: PTH118
    names = {item.name for item in found(root)}
    assert names == {f"seeds/{name}.html" for name in ("page", "caf\\xe9", "two\\nlines", "страница")}
    assert all(name.isprintable() and name.encode() for name in names)


def test_folders_nested_deeper_than_pythons_stack_are_walked(deep_folder: Path) -> None:
    (item,) = found(deep_folder)
    assert item.name.count("/d") == 1_200


@pytest.fixture
def deep_folder(tmp_path: Path) -> Iterator[Path]:
    """1,200 folders in one another with a page in the last: no path is as long as that, so we go there step by step."""
    before = Path.cwd()
    os.chdir(tmp_path)
    for _ in range(1_200):
        Path("d").mkdir()
        os.chdir("d")
    Path("page.html").write_bytes(HTML)
    yield tmp_path
    Path("page.html").unlink()
    for _ in range(1_200):
        os.chdir("..")
        Path("d").rmdir()
    os.chdir(before)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that others than its owner may enter, as tmp_path's parents are not."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def test_what_may_not_be_read_is_named(open_folder: Path, request: pytest.FixtureRequest) -> None:
    (open_folder / "shut").mkdir(mode=0o700)
    (open_folder / "secret.html").write_bytes(HTML)
    (open_folder / "page.html").write_bytes(HTML)
    (open_folder / "secret.html").chmod(0)
    (open_folder / "shut").chmod(0)
    request.getfixturevalue("without_rights")
    name = open_folder.name
    assert skipped(open_folder) == {f"{name}/{file}": "permission denied" for file in ("secret.html", "shut")}
    assert [item.name for item in found(open_folder)] == [f"{name}/page.html"]


def test_a_root_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"nothing to read at .*nowhere"):
        list(walk(tmp_path / "nowhere"))


def test_a_root_may_be_a_link_since_the_user_named_it(tree: Callable[..., Path], tmp_path: Path) -> None:
    root = tree({"page.html": HTML})
    (tmp_path / "link").symlink_to(root)
    assert [item.name for item in found(tmp_path / "link")] == ["seeds/page.html"]
