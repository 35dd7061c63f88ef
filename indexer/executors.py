"""Shards as tasks of datatrove's executors: a pool, several machines without any cluster, Slurm, Ray.

A task of datatrove is a step that is told its number and how many there are; each of ours takes the shards that fall to
its number. The executor remembers which tasks have ended, and runs the others. docs/scale.md has the scripts.
"""

from dataclasses import dataclass
from pathlib import Path

from indexer import shards
from indexer.pipeline import owners_word
from indexer.progress import Progress
from indexer.settings import Settings
from indexer.workers import Workers


@dataclass(frozen=True)
class _Step:
    """What is done with each shard; each task has one process for its pages, as there are tasks for all cores."""

    shards: tuple[Path, ...]
    work: Path
    settings: Settings

    def __call__(self, data: object, rank: int, world_size: int) -> None:
        """Do the shards of one task. `data`, the output of the step before, is none of ours: ours are in files."""
        with Workers(1) as workers:
            for shard in self.shards[rank::world_size]:
                self.do(shard, workers)

    def do(self, shard: Path, workers: Workers) -> None:
        raise NotImplementedError


class MapShards(_Step):
    """`winnow map`."""

    def do(self, shard: Path, workers: Workers) -> None:
        shards.map_shard(shard, self.work, workers, Progress())


class DeriveShards(_Step):
    """`winnow derive`."""

    def do(self, shard: Path, workers: Workers) -> None:
        owner = owners_word(self.settings)
        shards.derive_shard(shard.name, self.work, workers, owner, self.settings.comments)
