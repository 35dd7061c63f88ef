"""`winnow` itself, and the options that several of its commands have."""

from pathlib import Path
from typing import Any

import click

from indexer import settings


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--settings", "file", type=click.Path(path_type=Path), help="Settings file (default: winnow.toml).")
@click.version_option(package_name="winnow-search")
@click.pass_context
def winnow(context: click.Context, file: Path | None) -> None:
    """Find things in scraped pages: clean them, index them, serve faceted search over them."""
    context.obj = file


def index_option(command: Any) -> Any:
    return click.option("--index", type=click.Path(path_type=Path), help="Index folder (default: index).")(command)


def overrides_option(command: Any) -> Any:
    path = click.Path(path_type=Path)
    return click.option("--overrides", type=path, help="Your corrections (default: overrides.toml).")(command)


def comments_option(command: Any) -> Any:
    choice = click.Choice(settings.CHOICES["comments"])
    return click.option("--comments", type=choice, help="What becomes of readers' comments (default: drop).")(command)


def semantic_option(command: Any) -> Any:
    says = "Embed each document, so that it can be searched by meaning (default: no)."
    return click.option("--semantic/--no-semantic", default=None, help=says)(command)


def url_option(command: Any) -> Any:
    return click.option("--url", help="Of the OpenSearch cluster; several with commas between them.")(command)


def json_option(command: Any) -> Any:
    return click.option("--json", "as_json", is_flag=True, help="The API's own answer.")(command)
