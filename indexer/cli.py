"""The command line: `winnow crawl | build | watch | serve | search | show | explain | status | …`.

Exit codes: 0 done; 1 an error, said in one line; 2 wrong usage; 75 the index is busy, try again; 130 interrupted.
"""

import json
import signal
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import click

from indexer import audit, evaluation, generations, pipeline, settings, sources, watching
from indexer.catalog import Catalog
from indexer.cleaning import judge
from indexer.engines import AUTO, ENGINES, IN_A_FOLDER, Engine, elsewhere, missing, open_engine
from indexer.errors import IndexBusy, IndexOutdated, NoSuchDocument, SettingsError, SourceError, WinnowError
from indexer.model import SORTS, Record, Skipped, document_id
from indexer.progress import TerminalProgress
from indexer.scan import scan_sources
from indexer.searcher import Searcher
from indexer.workers import Workers

_BUSY, _INTERRUPTED = 75, 130


def main() -> None:
    """Run the command line and turn errors into one line and an exit code."""
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        status = winnow.main(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(_INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except WinnowError as error:
        click.echo(f"winnow: {error}", err=True)
        sys.exit(_BUSY if isinstance(error, IndexBusy) else 1)
    except BrokenPipeError:  # `winnow explain … | head`
        sys.stderr.close()
        sys.exit(0)
    sys.exit(status if isinstance(status, int) else 0)


def _interrupt(*_: object) -> None:
    """SIGTERM ends a command as Ctrl-C does: in good order."""
    raise KeyboardInterrupt


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--settings", "file", type=click.Path(path_type=Path), help="Settings file (default: winnow.toml).")
@click.version_option(package_name="winnow-search")
@click.pass_context
def winnow(context: click.Context, file: Path | None) -> None:
    """Find things in scraped pages: clean them, index them, serve faceted search over them."""
    context.obj = file


def _index_option(command: Any) -> Any:
    return click.option("--index", type=click.Path(path_type=Path), help="Index folder (default: index).")(command)


def _overrides_option(command: Any) -> Any:
    path = click.Path(path_type=Path)
    return click.option("--overrides", type=path, help="Your corrections (default: overrides.toml).")(command)


def _comments_option(command: Any) -> Any:
    choice = click.Choice(settings.CHOICES["comments"])
    return click.option("--comments", type=choice, help="What becomes of readers' comments (default: drop).")(command)


def _url_option(command: Any) -> Any:
    return click.option("--url", help="Of the OpenSearch cluster; several with commas between them.")(command)


def _json_option(command: Any) -> Any:
    return click.option("--json", "as_json", is_flag=True, help="The API's own answer.")(command)


@winnow.command()
@click.argument("seeds", nargs=-1, type=click.Path(path_type=Path))
@_index_option
@_overrides_option
@_comments_option
@click.option("--engine", type=click.Choice([AUTO, *ENGINES]), help="Where documents are kept (default: auto).")
@_url_option
@click.option("--alias", help="What the index is called on the cluster (default: winnow).")
@click.option("--shards", type=click.IntRange(1, 1024), help="Of an index on the cluster (default: 1).")
@click.option("--replicas", type=click.IntRange(0, 16), help="Copies of each shard, beside the first (default: 1).")
@click.option("--workers", type=click.IntRange(1, 256), help="Processes that parse pages (default: one a core).")
@click.option("--dry-run", is_flag=True, help="Say which files are new, changed or gone, and change nothing.")
@click.option("--prune", is_flag=True, help="Drop documents whose source is gone.")
@click.pass_obj
def build(file: Path | None, /, seeds: tuple[Path, ...], dry_run: bool, prune: bool, **options: object) -> None:
    """Read new and changed pages in SEEDS (default: seeds) and bring the index up to date."""
    chosen = settings.load(file, seeds=seeds or None, **options)
    if not dry_run:
        click.echo(pipeline.build(chosen, prune=prune, progress=TerminalProgress()))
        return
    catalog = chosen.index / "catalog.sqlite3"
    with Catalog(catalog if catalog.exists() else Path(":memory:")) as known:
        scan = scan_sources(chosen.seeds, known)
    scan.refuse_if_empty(chosen.seeds)
    click.echo(scan)


@winnow.command()
@click.argument("seeds", nargs=-1, type=click.Path(path_type=Path))
@_index_option
@_overrides_option
@_comments_option
@click.option("--prune", is_flag=True, help="Drop documents whose source is gone.")
@click.pass_obj
def watch(file: Path | None, /, seeds: tuple[Path, ...], prune: bool, **options: object) -> None:
    """Build, and build again whenever pages in SEEDS (default: seeds) arrive, change or go; until interrupted."""
    chosen = settings.load(file, seeds=seeds or None, **options)
    for report in watching.builds(chosen, prune=prune):
        click.echo(report)


@winnow.command()
@click.argument("addresses", nargs=-1, required=True)
@click.option(
    "--into", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder that you build from."
)
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


@winnow.command()
@_index_option
@click.option("--host", help="Address to listen on (default: 127.0.0.1).")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on (default: 8000; 0: any free one).")
@_url_option
@click.pass_obj
def serve(file: Path | None, /, **options: object) -> None:
    """Serve the search site; it follows new builds by itself."""
    from webui.server import run  # only here: the indexer works without the web

    chosen = settings.load(file, **options)
    with Searcher(chosen.index, chosen.cluster) as searcher:
        run(searcher, name=chosen.name, host=chosen.host, port=chosen.port, seeds=chosen.seeds)


@winnow.command()
@click.argument("query")
@_index_option
@_json_option
@click.option("--page", type=click.IntRange(1), default=1, show_default=True)
@click.option("--sort", type=click.Choice(SORTS), default="relevance")
@click.option("--filter", "filters", multiple=True, metavar="FACET=VALUE", help="As in addresses: country=Kazakhstan.")
@click.pass_obj
def search(
    file: Path | None, /, query: str, as_json: bool, page: int, sort: str, filters: tuple[str, ...], **options: object
) -> None:
    """Search the index in the query language of the search box."""
    from webui import answer, api, params

    pairs = [("q", query), ("page", str(page)), ("sort", sort), *(_pair(each) for each in filters)]
    with Searcher(settings.load(file, **options).index) as searcher:
        found = searcher.search(params.parse(pairs))
        click.echo(_json(api.answered(found)) if as_json else _as_text(answer.search(found)))


@winnow.command()
@click.argument("page")
@_index_option
@_json_option
@click.pass_obj
def show(file: Path | None, /, page: str, as_json: bool, **options: object) -> None:
    """Show one document, by its id, its address, or the file of a page without an address: its text, and with --json
    all that is known of it."""
    from webui import documents

    with Searcher(settings.load(file, **options).index) as searcher:
        record = _document(searcher, page)
        plain = documents.document(record, searcher.translations(record.id))
        click.echo(_json(plain) if as_json else f"{record.title}\n{record.url}\n\n{record.text}")


@winnow.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@_json_option
@_overrides_option
@_comments_option
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
            click.echo(_json(plain, indent=None) if as_json else _explained(plain))


def _files(paths: Iterable[Path]) -> Iterable[sources.Found | Skipped]:
    for path in paths:
        if not path.exists():
            raise SourceError(f"There is no {path}. Name files or folders with pages.")
        yield from sources.walk(path)


@winnow.command()
@_index_option
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
        click.echo(_cleaning_table(audit.overview(generation.contents())))


@winnow.group("eval")
def evaluate() -> None:
    """Score Winnow on pages that you have labelled, and on searches that you have judged."""


@evaluate.command("cleaning")
@click.option("--data", required=True, type=click.Path(path_type=Path), help="Folder with labelled pages.")
@click.option("--others", is_flag=True, help="Also score the other extractors that are installed.")
@click.option(
    "--misses", type=click.IntRange(0), default=0, metavar="N", help="The N worst pages, and what went wrong."
)
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Score N pages of each set.")
@click.option("--leave-out", multiple=True, metavar="SET", help="Score a set, but keep it out of the means.")
@_json_option
@_overrides_option
@_comments_option
@click.option("--workers", type=click.IntRange(1, 256), help="Processes that clean pages (default: one a core).")
@click.pass_obj
def eval_cleaning(
    file: Path | None,
    /,
    data: Path,
    others: bool,
    misses: int,
    limit: int | None,
    leave_out: tuple[str, ...],
    as_json: bool,
    **options: object,
) -> None:
    """How much of the pages' own text is kept, and how much else: DIR/pages/* against DIR/truth/<same name>.txt."""
    chosen, sets = settings.load(file, **options), evaluation.find(data, limit or 0)
    with Workers(chosen.workers) as workers, TerminalProgress().bar("cleaning", len(sets), "set") as advance:
        found = evaluation.evaluate(
            sets,
            workers,
            others=others,
            owner=pipeline.owners_word(chosen),
            judge=partial(judge, comments=chosen.comments),
            left_out=leave_out,
            advance=advance,
        )
    click.echo(_json(evaluation.as_plain(found, misses)) if as_json else evaluation.as_text(found, misses))


@evaluate.command("search")
@click.option("--data", required=True, type=click.Path(path_type=Path), help="Folder with judged queries.")
@click.option("--words", type=click.Choice(evaluation.WORDS), default="any", help="Of a query that must be found.")
@click.option("--against", type=click.Path(path_type=Path), help="An earlier run (--json): what has changed, by query.")
@click.option("--engine", type=click.Choice(IN_A_FOLDER), help="For collections with documents of their own.")
@_json_option
@_index_option
@click.pass_obj
def eval_search(
    file: Path | None, /, data: Path, words: str, against: Path | None, as_json: bool, **options: object
) -> None:
    """How well judged queries are answered: DIR/judgments.tsv is query, document id, 1 or 0."""
    before = None if against is None else evaluation.check_run(_read_json(against), against, words)
    chosen, found = settings.load(file, **options), []
    for judged in evaluation.find_judged(data):
        with evaluation.indexed(judged, chosen.engine) if judged.has_documents else _served(chosen.index) as engine:
            found.append(evaluation.evaluate_search(judged, engine, words))
    as_plain, as_text = evaluation.search_as_plain, evaluation.search_as_text
    click.echo(_json(as_plain(found, words)) if as_json else as_text(found, words, before))


@contextmanager
def _served(index: Path) -> Iterator[Engine]:
    """The engine of the generation that is served."""
    generation = generations.current(index)
    with closing(open_engine(generation.manifest.engine, generation.engine_path)) as engine:
        yield engine


def _read_json(file: Path) -> Any:
    try:
        return json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise SourceError(f"{file} cannot be read ({error}). It must be what --json printed") from error


@evaluate.command("facets")
@click.option("--data", required=True, type=click.Path(path_type=Path), help="Labelled texts, a JSON object a line.")
@click.option("--split", default="", metavar="NAME", help="Only texts whose `split` is NAME.")
@click.option("--loose", is_flag=True, help="Labels are as the text has them: half of a value's words must match.")
@click.option("--misses", type=click.IntRange(0), default=0, metavar="N", help="N of what was wrong or not found.")
@_json_option
def eval_facets(data: Path, split: str, loose: bool, misses: int, as_json: bool) -> None:
    """How many of the facets found are right, and how many of the labelled ones are found."""
    found = evaluation.score_facets(evaluation.labelled_texts(data, split), loose)
    click.echo(
        _json(evaluation.facets_as_plain(found, misses)) if as_json else evaluation.facets_as_text(found, misses)
    )


@winnow.command()
@_index_option
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
@_index_option
@click.pass_obj
def rollback(file: Path | None, /, **options: object) -> None:
    """Serve the generation before the current one."""
    chosen = settings.load(file, **options)
    index = chosen.index
    with generations.locked(index), elsewhere(index, chosen.engine, chosen.cluster):
        click.echo(f"{index}: generation {generations.rollback(index)} is served now")


def _pair(text: str) -> tuple[str, str]:
    field, equals, value = text.partition("=")
    if not equals:
        raise click.BadParameter(f"'{text}' is not FACET=VALUE, for example country=Kazakhstan", param_hint="--filter")
    return field, value


def _json(plain: object, indent: int | None = 2) -> str:
    return json.dumps(plain, ensure_ascii=False, indent=indent)


def _as_text(plain: dict[str, Any]) -> str:
    lines = [f"{plain['total']} documents for {plain['query']['interpreted'] or 'everything'}"]
    lines += [f"  note: {note['message']}" for note in plain["query"]["notes"]]
    for hit in plain["results"]:
        date = hit["date"]["value"] if hit["date"] else "no date"
        lines += ["", f"{hit['title']}", f"  {hit['id']}  {hit['site']}  {hit['language']}  {date}"]
        lines += [f"  {snippet['text']}" for snippet in hit["snippets"] if snippet["field"] == "body"]
    return "\n".join(lines)


def _document(searcher: Searcher, page: str) -> Record:
    """The document of a page that is named as overrides.toml names it. Raises NoSuchDocument."""
    try:
        return searcher.document(page if "." not in page else document_id(sources.canonical_url(page) or page))
    except NoSuchDocument as error:
        places = "its address or, where it has none, its file"
        raise NoSuchDocument(f"No document has the id '{page}', and none has it as {places}") from error


def _cleaning_table(found: audit.Overview) -> str:
    """A line for each site, worst first, and one for all of them."""
    rows = [("site", "documents", "removed", "nothing left", "nothing removed", "mostly by rule")]
    rows += [_cleaning_row(site.name or "not known", site.total) for site in found.ordered("worst")]
    rows.append(_cleaning_row("all sites", found.total))
    columns = [_padded(column, left=number in (0, 5)) for number, column in enumerate(zip(*rows, strict=True))]
    return "\n".join("  ".join(row).rstrip() for row in zip(*columns, strict=True))


def _padded(column: Sequence[str], left: bool) -> list[str]:
    width = max(map(len, column))
    return [cell.ljust(width) if left else cell.rjust(width) for cell in column]


def _cleaning_row(name: str, of: audit.Yield) -> tuple[str, str, str, str, str, str]:
    rules = ", ".join(f"{rule} {count:,}" for rule, count in list(of.rules.items())[:3])
    return name, f"{of.documents:,}", f"{of.share:.0%}", f"{of.emptied:,}", f"{of.untouched:,}", rules


def _explained(plain: dict[str, Any]) -> str:
    if plain["skipped"]:
        return f"{plain['source']}: skipped, {plain['skipped']}\n"
    lines = [plain["source"], f"  title     {plain['title']}", f"  language  {plain['language']}"]
    for date in plain["dates"]:
        lines.append(
            f"  date      {date['value']} to {date['end']}, {date['kind']}, from {date['source']} {date['surface']}"
        )
    for name, values in plain["facets"].items():
        lines += [f"  {name:<9} {each['value']}  ({each['method']}: {each['surface']})" for each in values]
    for block in plain["blocks"]:
        mark = "+" if block["kept"] else "-"
        lines.append(f"  {mark} [{block['rule']}: {block['reason']}] {block['text'][:100]}")
    return "\n".join(lines) + "\n"
