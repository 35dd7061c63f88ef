"""What a build did, for people."""

import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from indexer.model import Skipped
from indexer.rows import Change

_NAMED: Final = 5  # sources named under each reason; the rest is counted


class Clock:
    """Seconds by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        start = time.monotonic()
        yield
        self.seconds[name] = time.monotonic() - start


@dataclass(frozen=True, slots=True)
class Written:
    """What went into the new generation; none was made where all are 0 but `documents`."""

    documents: int  # in the index now
    written: int = 0
    removed: int = 0
    rules: Mapping[str, int] = field(default_factory=dict)  # removed blocks by rule, of the documents written


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did. `str(report)` is what the command prints."""

    pages: Change
    written: Written
    skipped: tuple[Skipped, ...]
    seconds: Mapping[str, float]
    idle: tuple[str, ...] = ()  # entries of overrides.toml for a page or site that is not there

    def __str__(self) -> str:
        return "\n".join([*self._pages(), *self._removed_blocks(), *self._idle(), *self._skipped(), *self._speed()])

    def _pages(self) -> Iterator[str]:
        pages = self.pages
        yield f"pages      {pages.new} new, {pages.changed} changed, {pages.unchanged} unchanged, {pages.gone} gone"
        if self.written.written or self.written.removed:
            change = f"{self.written.written} written, {self.written.removed} removed"
        else:
            change = "nothing to change"
        yield f"documents  {self.written.documents} in the index: {change}"

    def _removed_blocks(self) -> Iterator[str]:
        if self.written.rules:
            counts = sorted(self.written.rules.items(), key=lambda rule: (-rule[1], rule[0]))
            yield f"removed    {sum(self.written.rules.values())} blocks: " + ", ".join(
                f"{n} {rule}" for rule, n in counts
            )

    def _idle(self) -> Iterator[str]:
        for entry in self.idle:
            yield f"overrides  {entry}"

    def _skipped(self) -> Iterator[str]:
        reasons = defaultdict[str, list[Skipped]](list)
        for skipped in self.skipped:
            reasons[skipped.reason].append(skipped)
        for reason, all_skipped in sorted(reasons.items(), key=lambda item: -len(item[1])):
            yield f"skipped    {len(all_skipped)} {reason}"
            for skipped in all_skipped[:_NAMED]:
                yield f"             {skipped.source}" + (f" ({skipped.detail})" if skipped.detail else "")
            if len(all_skipped) > _NAMED:
                yield f"             and {len(all_skipped) - _NAMED} more (winnow status --skipped lists them)"

    def _speed(self) -> Iterator[str]:
        total = sum(self.seconds.values())
        stages = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in self.seconds.items())
        rate = f", {self.written.written / total:.0f} documents a second" if self.written.written and total else ""
        yield f"time       {total:.1f} s ({stages}){rate}"
