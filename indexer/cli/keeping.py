"""The index as files: `winnow status | verify | rollback`."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import click

from indexer import audit, generations, settings
from indexer.catalog import Catalog
from indexer.cli.command import index_option, winnow
from indexer.cli.printing import cleaned
from indexer.engines import elsewhere, missing
from indexer.errors import IndexOutdated


@winnow.command()
@index_option
@click.option("--skipped", is_flag=True, help="List all that could not be read, with the reason.")
@click.option("--cleaning", is_flag=True, help="What cleaning removed, site by site, worst first.")
@click.pass_obj
def status(file: Path | None, /, skipped: bool, cleaning: bool, **options: object) -> None:
    """Say what the index holds."""
    index = settings.load(file, **options).index
    generation = generations.current(index)
    manifest = generation.manifest
    size = sum(size for size, _ in manifest.files.values()) / 1e6
    click.echo(f"{index}: generation {generation.number} of {manifest.built_at}, {manifest.engine}, {size:.1f} MB")
    click.echo(f"{manifest.documents} documents")
    with Catalog(index / "catalog.sqlite3") as catalog:
        click.echo(f"{catalog.gone()} pages gone (winnow build --prune drops them)")
        all_skipped = catalog.skipped()
    click.echo(f"{len(all_skipped)} skipped")
    for each in all_skipped if skipped else ():
        click.echo(f"  {each.source}: {each.reason}" + (f" ({each.detail})" if each.detail else ""))
    if cleaning:
        click.echo(cleaned(audit.overview(generation.contents())))


@winnow.command()
@index_option
@click.pass_obj
def verify(file: Path | None, /, **options: object) -> int:
    """Check every file of the index against its manifest."""
    chosen = settings.load(file, **options)
    index, generation = chosen.index, generations.current(chosen.index)
    faults = generations.verify(index) or [*_missing_elsewhere(index, chosen.cluster)]
    for fault in faults:
        click.echo(fault, err=True)
    if not faults:
        click.echo(
            f"{index}: all files of generations {generations.numbers(index)} are whole, {generation.number} is served"
        )
    return 1 if faults else 0


def _missing_elsewhere(index: Path, cluster: settings.Cluster) -> Iterator[str]:
    for number in generations.numbers(index):
        with suppress(IndexOutdated):
            yield from missing(generations.open_generation(index, number), cluster)


@winnow.command()
@index_option
@click.pass_obj
def rollback(file: Path | None, /, **options: object) -> None:
    """Serve the generation before the current one."""
    chosen = settings.load(file, **options)
    index = chosen.index
    with generations.locked(index), elsewhere(index, chosen.engine, chosen.cluster):
        click.echo(f"{index}: generation {generations.rollback(index)} is served now")
