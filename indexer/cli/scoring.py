"""How good it is, by your own labels: `winnow eval cleaning | search | facets`."""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import click

from indexer import evaluation, generations, pipeline, settings
from indexer.cleaning import judge_all
from indexer.cli.command import comments_option, index_option, json_option, overrides_option, winnow
from indexer.cli.printing import printed
from indexer.engines import IN_A_FOLDER, Engine, open_engine
from indexer.errors import SourceError
from indexer.progress import TerminalProgress
from indexer.workers import Workers


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
@json_option
@overrides_option
@comments_option
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
            judge=partial(judge_all, comments=chosen.comments),
            left_out=leave_out,
            advance=advance,
        )
    click.echo(printed(evaluation.as_plain(found, misses)) if as_json else evaluation.as_text(found, misses))


@evaluate.command("search")
@click.option("--data", required=True, type=click.Path(path_type=Path), help="Folder with judged queries.")
@click.option("--words", type=click.Choice(evaluation.WORDS), default="any", help="Of a query that must be found.")
@click.option("--against", type=click.Path(path_type=Path), help="An earlier run (--json): what has changed, by query.")
@click.option("--engine", type=click.Choice(IN_A_FOLDER), help="For collections with documents of their own.")
@json_option
@index_option
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
    click.echo(printed(as_plain(found, words)) if as_json else as_text(found, words, before))


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
@json_option
def eval_facets(data: Path, split: str, loose: bool, misses: int, as_json: bool) -> None:
    """How many of the facets found are right, and how many of the labelled ones are found."""
    found = evaluation.score_facets(evaluation.labelled_texts(data, split), loose)
    click.echo(
        printed(evaluation.facets_as_plain(found, misses)) if as_json else evaluation.facets_as_text(found, misses)
    )
