"""What is found, and why: `winnow serve | search | show | explain`."""

from collections.abc import Iterable
from pathlib import Path

import click

from indexer import pipeline, settings, sources
from indexer.asking import ALSO
from indexer.cli.command import comments_option, index_option, json_option, overrides_option, url_option, winnow
from indexer.cli.printing import answered, explained, printed
from indexer.errors import NoSuchDocument, SourceError
from indexer.model import SORTS, Record, Skipped, document_id
from indexer.searcher import Searcher
from indexer.workers import Workers


@winnow.command()
@index_option
@click.option("--host", help="Address to listen on (default: 127.0.0.1).")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on (default: 8000; 0: any free one).")
@url_option
@click.pass_obj
def serve(file: Path | None, /, **options: object) -> None:
    """Serve the search site; it follows new builds by itself."""
    from webui.server import run  # only here: the indexer works without the web

    chosen = settings.load(file, **options)
    with Searcher(chosen.index, chosen.cluster) as searcher:
        run(searcher, name=chosen.name, host=chosen.host, port=chosen.port, seeds=chosen.seeds)


@winnow.command()
@click.argument("query")
@index_option
@json_option
@click.option("--page", type=click.IntRange(1), default=1, show_default=True)
@click.option("--sort", type=click.Choice(SORTS), default="relevance")
@click.option("--filter", "filters", multiple=True, metavar="FACET=VALUE", help="As in addresses: country=Kazakhstan.")
@click.option("--also", multiple=True, type=click.Choice(ALSO), help="What to look for beside the words as they are.")
@click.pass_obj
def search(
    file: Path | None,
    /,
    query: str,
    as_json: bool,
    page: int,
    sort: str,
    filters: tuple[str, ...],
    also: tuple[str, ...],
    **options: object,
) -> None:
    """Search the index in the query language of the search box."""
    from webui import answer, api, params

    pairs = [("q", query), ("page", str(page)), ("sort", sort), *(_pair(each) for each in filters)]
    pairs += [("also", kind) for kind in also]
    with Searcher(settings.load(file, **options).index) as searcher:
        found = searcher.search(params.parse(pairs))
        click.echo(printed(api.answered(found)) if as_json else answered(answer.search(found)))


@winnow.command()
@click.argument("page")
@index_option
@json_option
@click.pass_obj
def show(file: Path | None, /, page: str, as_json: bool, **options: object) -> None:
    """Show one document, by its id, its address, or the file of a page without an address: its text, and with --json
    all that is known of it."""
    from webui import documents

    with Searcher(settings.load(file, **options).index) as searcher:
        record = _document(searcher, page)
        plain = documents.document(record, searcher.translations(record.id))
        click.echo(printed(plain) if as_json else f"{record.title}\n{record.url}\n\n{record.text}")


@winnow.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@json_option
@overrides_option
@comments_option
@click.option("--workers", type=click.IntRange(1, 256), help="Processes that parse pages (default: one a core).")
@click.pass_obj
def explain(file: Path | None, /, paths: tuple[Path, ...], as_json: bool, **options: object) -> None:
    """Read, clean and enrich files or folders as one corpus, without an index, and say why for every block."""
    from webui import documents

    chosen = settings.load(file, **options)
    owner = pipeline.owners_word(chosen)
    with Workers(chosen.workers) as workers:
        for item in pipeline.explain(_files(paths), workers, owner, chosen.comments):
            plain = documents.skipped(item) if isinstance(item, Skipped) else documents.explained(item)
            click.echo(printed(plain, indent=None) if as_json else explained(plain))


def _files(paths: Iterable[Path]) -> Iterable[sources.Found | Skipped]:
    for path in paths:
        if not path.exists():
            raise SourceError(f"There is no {path}. Name files or folders with pages.")
        yield from sources.walk(path)


def _pair(text: str) -> tuple[str, str]:
    field, equals, value = text.partition("=")
    if not equals:
        raise click.BadParameter(f"'{text}' is not FACET=VALUE, for example country=Kazakhstan", param_hint="--filter")
    return field, value


def _document(searcher: Searcher, page: str) -> Record:
    """The document of a page that is named as overrides.toml names it. Raises NoSuchDocument."""
    try:
        return searcher.document(page if "." not in page else document_id(sources.canonical_url(page) or page))
    except NoSuchDocument as error:
        places = "its address or, where it has none, its file"
        raise NoSuchDocument(f"No document has the id '{page}', and none has it as {places}") from error
