"""A disk that is full or may not be written: old answers stay, one line says why, and the next build goes on."""

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer import generations
from indexer.limits import KB, MB

Answer = Callable[[Path], tuple[int, list[str]]]
Run = Callable[..., tuple[int, str]]
Built = tuple[Path, tuple[int, list[str]]]
STEP = 100 * KB
STEPS = int(os.environ.get("WINNOW_DISK_STEPS", "5"))  # spread over all of them; 1,000 and more: every 100 KB


def fill(disk: Path, leave: int) -> Path:
    """A file that leaves so many bytes of a disk free."""
    free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
    ballast = disk / "ballast"
    with ballast.open("wb") as file:
        for _ in range(max(0, free - leave) // STEP):
            file.write(bytes(STEP))
    return ballast


@pytest.fixture
def built(seeds: Path, small_disk: Callable[[int], Path], run: Run, answer: Answer) -> Built:
    """An index on a disk of 40 MB, and what it answers."""
    index = small_disk(40 * MB) / "index"
    assert run("build", seeds, "--index", index, "--workers", "1")[0] == 0
    return index, answer(index)


def test_a_disk_that_is_full_at_any_moment_loses_nothing(
    seeds: Path, write_site: Callable[..., Path], built: Built, run: Run, answer: Answer, figure
) -> None:
    index, before = built
    write_site(seeds / "hill.example", 40, first=100)
    needed = 20 * STEP
    leaves = range(0, needed + 1, STEP)
    tried, failed = leaves[:: max(1, len(leaves) // STEPS)], 0
    for leave in tried:
        ballast = fill(index.parent, leave)
        code, said = run("build", seeds, "--index", index, "--workers", "1")
        if code == 0:
            ballast.unlink()
            break
        failed += 1
        assert code == 1
        assert said.count("\n") == 1, said
        assert "the disk is full" in said
        assert answer(index) == before
        ballast.unlink()
    assert failed
    assert run("build", seeds, "--index", index, "--workers", "1")[0] == 0
    assert answer(index)[0] == before[0] + 40
    assert {int(path.name) for path in (index / "generations").iterdir()} == set(generations.numbers(index))
    figure("disk full", f"{failed} builds stopped of {len(tried)} tried; old answers {failed} of {failed}")


def test_an_index_that_may_not_be_written_is_told_in_one_line(
    seeds: Path, write_site: Callable[..., Path], built: Built, run: Run, answer: Answer, figure
) -> None:
    index, before = built
    write_site(seeds / "hill.example", 3, first=100)
    subprocess.run(["/bin/mount", "-o", "remount,ro", index.parent], check=True)
    code, said = run("build", seeds, "--index", index, "--workers", "1")
    assert (code, said.count("\n")) == (1, 1)
    assert "could not be written: [Errno 30] Read-only file system" in said
    assert answer(index) == before
    figure("read-only index", "one line, exit 1, old answers kept")


def test_a_folder_that_may_not_be_read_keeps_its_documents_and_is_named(
    seeds: Path, index: Path, write_site: Callable[..., Path], run: Run, start, answer: Answer, without_rights, figure
) -> None:
    shut = write_site(seeds / "hill.example", 3)
    write_site(seeds / "wood.example", 3)
    assert run("build", seeds, "--index", index, "--workers", "1")[0] == 0
    assert answer(index)[0] == 18
    write_site(seeds / "wood.example", 1, first=3)
    shut.chmod(0)
    build = start("build", seeds, "--index", index, "--workers", "1", "--prune", before=without_rights)
    report, _ = build.communicate(timeout=120)
    shut.chmod(0o755)
    assert build.returncode == 0
    assert re.search(r"1 permission denied\n +seeds/hill\.example", report), report
    assert answer(index)[0] == 19
    figure("permission denied in the middle of a folder", "named, its 3 documents kept, the new page of another found")
