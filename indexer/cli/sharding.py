"""A build's first half, shard by shard: `winnow map | reduce | derive`."""

from pathlib import Path
from typing import Any

import click

from indexer import pipeline, settings, shards
from indexer.cli.command import comments_option, overrides_option, winnow
from indexer.model import Skipped
from indexer.progress import TerminalProgress
from indexer.whole import writing
from indexer.workers import Workers

_AGAIN = "What was whole before still is: run the command again, it goes on with what is missing."


def work_option(command: Any) -> Any:
    folder = click.Path(path_type=Path, file_okay=False)
    return click.option("--work", required=True, type=folder, help="Folder that the steps hand on their files in.")(
        command
    )


def workers_option(command: Any) -> Any:
    return click.option("--workers", type=click.IntRange(1, 256), help="Processes (default: one a core).")(command)


@winnow.command("map")
@click.argument("seeds", metavar="SHARDS...", nargs=-1, required=True, type=click.Path(path_type=Path))
@work_option
@workers_option
@click.pass_obj
def map_(file: Path | None, /, seeds: tuple[Path, ...], work: Path, **options: object) -> None:
    """Read the pages of SHARDS (files or folders of pages), each into a file of its own; what is done is left."""
    with writing(work, _AGAIN), Workers(settings.load(file, **options).workers) as workers:
        for shard in seeds:
            _say(shard.name, shards.map_shard(shard, work, workers, TerminalProgress()))


@winnow.command()
@work_option
def reduce(work: Path) -> None:
    """Count, over all shards that are mapped, on how many pages of its site each block stands."""
    with writing(work, _AGAIN):
        click.echo(f"{shards.reduce_shards(work)} pages")


@winnow.command()
@click.argument("names", metavar="[SHARDS]...", nargs=-1, type=click.Path(path_type=Path))
@work_option
@overrides_option
@comments_option
@workers_option
@click.pass_obj
def derive(file: Path | None, /, names: tuple[Path, ...], work: Path, **options: object) -> None:
    """Clean and enrich the pages of SHARDS (default: all that are mapped); then: winnow build --from WORK."""
    chosen = settings.load(file, **options)
    owner = pipeline.owners_word(chosen)
    with writing(work, _AGAIN), Workers(chosen.workers) as workers:
        for name in [path.name for path in names] or shards.mapped(work):
            _say(name, shards.derive_shard(name, work, workers, owner, chosen.comments))


def _say(name: str, skipped: tuple[Skipped, ...] | None) -> None:
    """A line for a shard, and one for each page that was lost."""
    click.echo(f"{name}: done before" if skipped is None else f"{name}: done, {len(skipped)} skipped")
    for each in skipped or ():
        click.echo(f"  {each.source}: {each.reason}" + (f" ({each.detail})" if each.detail else ""))
