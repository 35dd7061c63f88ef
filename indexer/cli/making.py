"""Pages into an index: `winnow crawl | build | watch`."""

from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import click

from indexer import pipeline, settings, watching
from indexer.catalog import Catalog
from indexer.cli.command import comments_option, index_option, overrides_option, semantic_option, url_option, winnow
from indexer.engines import AUTO, ENGINES
from indexer.errors import SettingsError, SourceError
from indexer.progress import TerminalProgress
from indexer.scan import scan_sources

_FOLDER = click.Path(path_type=Path, file_okay=False)


@winnow.command()
@click.argument("seeds", nargs=-1, type=click.Path(path_type=Path))
@index_option
@overrides_option
@comments_option
@semantic_option
@click.option("--engine", type=click.Choice([AUTO, *ENGINES]), help="Where documents are kept (default: auto).")
@url_option
@click.option("--alias", help="What the index is called on the cluster (default: winnow).")
@click.option("--shards", type=click.IntRange(1, 1024), help="Of an index on the cluster (default: 1).")
@click.option("--replicas", type=click.IntRange(0, 16), help="Copies of each shard, beside the first (default: 1).")
@click.option("--workers", type=click.IntRange(1, 256), help="Processes that parse pages (default: one a core).")
@click.option("--dry-run", is_flag=True, help="Say which files are new, changed or gone, and change nothing.")
@click.option("--prune", is_flag=True, help="Drop documents whose source is gone.")
@click.option("--from", "work", type=_FOLDER, help="Take what shards were made into (winnow map) instead of SEEDS.")
@click.pass_obj
def build(
    file: Path | None, /, seeds: tuple[Path, ...], dry_run: bool, prune: bool, work: Path | None, **options: object
) -> None:
    """Read new and changed pages in SEEDS (default: seeds) and bring the index up to date."""
    if work and (seeds or dry_run):
        raise click.UsageError("--from takes what was mapped: it goes with neither SEEDS nor --dry-run")
    chosen = settings.load(file, seeds=seeds or None, **options)
    if not dry_run:
        click.echo(pipeline.build(chosen, prune=prune, progress=TerminalProgress(), work=work))
        return
    catalog = chosen.index / "catalog.sqlite3"
    with Catalog(catalog if catalog.exists() else Path(":memory:")) as known:
        scan = scan_sources(chosen.seeds, known)
    scan.refuse_if_empty(chosen.seeds)
    click.echo(scan)


@winnow.command()
@click.argument("seeds", nargs=-1, type=click.Path(path_type=Path))
@index_option
@overrides_option
@comments_option
@semantic_option
@click.option("--prune", is_flag=True, help="Drop documents whose source is gone.")
@click.pass_obj
def watch(file: Path | None, /, seeds: tuple[Path, ...], prune: bool, **options: object) -> None:
    """Build, and build again whenever pages in SEEDS (default: seeds) arrive, change or go; until interrupted."""
    chosen = settings.load(file, seeds=seeds or None, **options)
    for report in watching.builds(chosen, prune=prune):
        click.echo(report)


@winnow.command()
@click.argument("addresses", nargs=-1, required=True)
@click.option("--into", required=True, type=_FOLDER, help="Folder that you build from.")
@click.option("--contact", required=True, help="A web or mail address for the sites' owners, sent with each request.")
@click.option("--pages", type=click.IntRange(1), default=10_000, show_default=True, help="Then stop; the next goes on.")
@click.option("--minutes", type=click.IntRange(0), default=0, help="Likewise, for each site (default: no bound).")
@click.option("--megabytes", type=click.IntRange(1), default=2_000, show_default=True, help="Likewise, unpacked.")
@click.option("--depth", type=click.IntRange(0), default=20, show_default=True, help="Links from the start.")
@click.option(
    "--delay", type=click.FloatRange(0), default=1.0, show_default=True, help="Least seconds between requests."
)
@click.option("--allow-network", "allow", multiple=True, metavar="CIDR", help="Speak to this private network too.")
def crawl(addresses: tuple[str, ...], **options: Any) -> None:
    """Fetch the sites of ADDRESSES politely into WARC files; run again, it asks only for what is new or changed."""
    crawler = _crawler()
    plan = crawler.CrawlPlan(addresses, **options)
    with TerminalProgress().bar("crawling", plan.pages, "address") as advance:
        report = crawler.crawl(plan, advance)
    click.echo(report)
    if report.interrupted:
        raise click.exceptions.Abort
    if report.failed:
        raise SourceError("Not one page came of it, or Winnow itself failed: the reasons stand above.")


def _crawler() -> ModuleType:
    """The crawler, an extra. Raises SettingsError where it is not installed."""
    try:
        return import_module("indexer.crawler")
    except ImportError as error:
        raise SettingsError(
            f"The crawler is not installed ({error.name}): pip install 'winnow-search[crawl]'"
        ) from error
