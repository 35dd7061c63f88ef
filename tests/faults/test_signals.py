"""Interrupted in good order: a build ends at once and goes on later, a server finishes what it has begun."""

import re
import signal
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer import generations, pipeline
from indexer.settings import Settings

Start = Callable[..., "object"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_build_ends_in_two_seconds_and_the_next_goes_on(
    seeds: Path, index: Path, write_site: Callable[..., Path], start, run, answer, figure, number: signal.Signals
) -> None:
    write_site(seeds / "hill.example", 400, first=100)
    process = start("build", seeds, "--index", index, "--workers", "2")
    while not (index / "catalog.sqlite3").exists():
        time.sleep(0.02)
    time.sleep(0.5)
    process.send_signal(number)
    began = time.monotonic()
    _, said = process.communicate(timeout=30)
    seconds = time.monotonic() - began
    assert (process.returncode, said.strip()) == (130, "")
    assert run("build", seeds, "--index", index, "--workers", "2")[0] == 0
    assert len(dict(generations.current(index).contents())) == 412
    figure(f"{number.name} of a build", f"exit 130 after {seconds:.1f} s (reach: 2 s), next build whole")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_server_ends_in_ten_seconds(seeds: Path, index: Path, start, figure, number: signal.Signals) -> None:
    pipeline.build(Settings(seeds=(seeds,), index=index, workers=1))
    server = start("serve", "--index", index, "--port", "0")
    address = re.search(r"http://[^ ]+", server.stdout.readline())[0]
    with urllib.request.urlopen(address + "search?q=meeting", timeout=10) as response:  # noqa: S310
        assert response.status == 200
    server.send_signal(number)
    began = time.monotonic()
    server.communicate(timeout=15)
    seconds = time.monotonic() - began
    assert seconds < 10
    figure(f"{number.name} of a server", f"ended after {seconds:.1f} s (reach: 10 s)")


def test_a_second_builder_says_who_has_the_lock(seeds: Path, index: Path, run, figure) -> None:
    pipeline.build(Settings(seeds=(seeds,), index=index, workers=1))
    with generations.locked(index):
        code, said = run("build", seeds, "--index", index)
    assert code == 75
    assert re.search(r"is being built by process \d+ since 2", said)
    figure("two builders", "the second says who has the lock, exit 75")
