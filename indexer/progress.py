"""How far a build is: a bar with rate and time left on a terminal, nothing elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Progress:
    """Shows nothing: for tests, pipes and programs."""

    @contextmanager
    def bar(self, name: str, total: int, unit: str) -> Iterator[Callable[[int], object]]:
        """A function to call with how many of the `total` units were done since the last call."""
        yield lambda done: None


class TerminalProgress(Progress):
    """A bar on standard error, when that is a terminal."""

    @contextmanager
    def bar(self, name: str, total: int, unit: str) -> Iterator[Callable[[int], object]]:
        from tqdm import tqdm  # 20 ms: only for who builds

        hidden = not sys.stderr.isatty() or total == 0
        with tqdm(desc=name, total=total, unit=unit, unit_scale=unit == "B", disable=hidden, leave=False) as bar:
            yield bar.update
