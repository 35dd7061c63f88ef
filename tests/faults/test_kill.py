"""A build that is killed at any moment leaves the old index serving and the next build working."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer import generations, pipeline
from indexer.asking import Request
from indexer.searcher import Searcher
from indexer.settings import Settings

WINNOW = str(Path(sys.executable).with_name("winnow"))
KILLS = int(os.environ.get("WINNOW_KILLS", "6"))  # 20 and more: make soak


def start(seeds: Path, index: Path) -> subprocess.Popen[bytes]:
    command = [WINNOW, "build", str(seeds), "--index", str(index), "--workers", "2"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def found(index: Path) -> list[str]:
    with Searcher(index) as searcher:
        return [hit.id for hit in searcher.search(Request("meeting", per_page=100)).hits]


@pytest.mark.skipif(not Path(WINNOW).exists(), reason="the winnow command is not installed beside this Python")
def test_killed_builds_lose_nothing(
    tmp_path: Path, seeds: Path, index: Path, write_site: Callable[..., Path], figure
) -> None:
    pipeline.build(Settings(seeds=(seeds,), index=index, workers=2))
    before = found(index)
    write_site(seeds / "hill.example", 40, first=100)
    undisturbed = tmp_path / "undisturbed"
    began = time.monotonic()
    assert start(seeds, undisturbed).wait() == 0
    seconds = time.monotonic() - began
    rng = random.Random(5)
    for _ in range(KILLS):
        process = start(seeds, index)
        time.sleep(rng.uniform(0.1, 0.95) * seconds)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert found(index) == before or dict(generations.current(index).contents()) == dict(
            generations.current(undisturbed).contents()
        )
    assert start(seeds, index).wait() == 0
    assert dict(generations.current(index).contents()) == dict(generations.current(undisturbed).contents())
    assert found(index) == found(undisturbed)
    figure("kill -9 of a build", f"{KILLS} of {KILLS} reopen, 0 documents lost, next build as if undisturbed")
