"""Shards as tasks of datatrove: the script of docs/scale.md on two machines, each with a folder of its own."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer import generations, pipeline, shards
from indexer.settings import Settings
from indexer.whole import PART

pytest.importorskip("datatrove", reason="no datatrove: pip install 'winnow-search[scale]'")
ROOT = Path(__file__).parents[1]
SCRIPT = re.search(r"```python\n(\"\"\"shards.py.+?)```", (ROOT / "docs/scale.md").read_text("utf-8"), re.S)


@pytest.fixture
def machines(tmp_path: Path, write_site: Callable[[Path, int], Path]) -> list[Path]:
    """Two machines: a site of the seeds in one shard of the first, four more shards on the second."""
    sites = [ROOT / "seeds" / "open-river.example", *(write_site(tmp_path / f"site-{n}", 12) for n in range(4))]
    machines = [tmp_path / "one", tmp_path / "two"]
    for machine, its in zip(machines, (sites[:1], sites[1:]), strict=True):
        (machine / "work").mkdir(parents=True)
        (machine / "shards.py").write_text(SCRIPT[1], "utf-8")
        for site in its:
            shutil.copytree(site, machine / "seeds" / site.name)
    return machines


def start(machine: Path, stage: str) -> "subprocess.Popen[str]":
    """Begin a stage on a machine."""
    command, path = [sys.executable, "shards.py", stage], {"PYTHONPATH": str(ROOT)}
    with (machine / f"{stage}.log").open("a") as log:
        return subprocess.Popen(command, cwd=machine, env=os.environ | path, stderr=log, start_new_session=True)


def run(machine: Path, stage: str) -> None:
    assert start(machine, stage).wait() == 0, (machine / f"{stage}.log").read_text("utf-8")


def done(machine: Path, stage: str) -> list[Path]:
    """What datatrove says of the tasks that have ended."""
    return sorted((machine / "work/logs" / stage / "completions").glob("*"))


def kill_when(machine: Path, stage: str, tasks: int) -> None:
    """Kill a machine, all of its processes at once, when so many tasks of a stage have ended."""
    process = start(machine, stage)
    while len(done(machine, stage)) < tasks:
        assert process.poll() is None
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def written(folder: Path) -> dict[str, int]:
    """When each finished file was written last, by its name."""
    return {path.name: path.stat().st_mtime_ns for path in folder.iterdir() if path.suffix != PART}


def bring(files: str, *, to: Path, of: list[Path]) -> None:
    for machine in of:
        if (machine / files) != (to / files):
            shutil.copytree(machine / files, to / files, dirs_exist_ok=True)


def test_what_a_killed_machine_had_done_is_not_done_again(machines: list[Path], tmp_path: Path) -> None:
    one, two = machines
    run(one, "map")
    kill_when(two, "map", 1)
    before = written(two / "work/pages")
    assert 1 <= len(before) < 4
    run(two, "map")
    after = written(two / "work/pages")
    assert len(after) == 4
    assert before.items() <= after.items()

    gathered = tmp_path / "gathered"
    bring("work/pages", to=gathered, of=machines)
    shards.reduce_shards(gathered / "work")
    for machine in machines:
        shutil.copy(gathered / "work/supports", machine / "work")
        run(machine, "derive")
    bring("work/documents", to=gathered, of=machines)
    pipeline.build(Settings(index=tmp_path / "index", workers=2), work=gathered / "work")

    sites = [site for machine in machines for site in (machine / "seeds").iterdir()]
    pipeline.build(Settings(seeds=tuple(sites), index=tmp_path / "plain", workers=2))
    index, plain = (dict(generations.current(tmp_path / name).contents()) for name in ("index", "plain"))
    assert index == plain
