"""Which pages are labelled?  a folder → LabelledSets

A labelled folder is a site: `pages/` and, for as many of them as one likes, `truth/<same name>.txt`, all the text that
should be kept. Pages without a truth count for what the site repeats. Beside `pages/` there may be the same pages as
plain text: `text/` (all that a page shows) and `text_rp/` (what another extractor left of it).

A collection is a folder of single pages with an `index.jsonl`: in each line `html` and `text` (paths of page and
truth), and optionally `url` and `page_type`.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from indexer import sources
from indexer.errors import PageError, SourceError
from indexer.model import Page, Skipped
from indexer.sources import Found

VARIANTS: Final = ("pages", "text", "text_rp")  # folders of a labelled one
SINGLE: Final = "single"  # the variant of a collection: each page is judged alone
_INDEX: Final = "index.jsonl"
_DEPTH: Final = 2  # labelled folders are looked for so deep: data/sites/<site>


@dataclass(frozen=True, slots=True)
class Labelled:
    """One page of a set, and where its truth is."""

    name: str  # path of the page within its set
    source: str  # the set's name and that path
    found: Found | Skipped
    site: str  # used where the page has no address, as in a build
    truth: Path | None = None  # None: the page counts only for what its site repeats
    kind: str = ""  # "forum", "product" …
    url: str = ""

    def page(self) -> Page:
        """The page as a build reads it. Raises PageError."""
        first = next(sources.read(self.found), None) if isinstance(self.found, Found) else self.found
        if first is None:
            raise PageError("holds no pages")
        if isinstance(first, Skipped):
            raise PageError(first.reason, first.detail)
        return sources.decode(replace(first, source=self.source, site=self.site, url=self.url or first.url))


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """Pages that are scored together: one variant of a site, or a collection."""

    name: str
    variant: str
    folder: Path
    pages: tuple[Labelled, ...]

    @property
    def is_site(self) -> bool:
        return self.variant != SINGLE

    @property
    def labelled(self) -> tuple[Labelled, ...]:
        return tuple(page for page in self.pages if page.truth)


def find(data: Path, limit: int = 0) -> list[LabelledSet]:
    """The labelled sets in a folder, itself or below it; with a `limit`, so many labelled pages of each.

    Raises SourceError where there is no such folder, nothing in it is labelled, or a truth has no page.
    """
    if not data.is_dir():
        raise SourceError(f"There is no folder {data}. Name one with labelled pages.")
    folders = list(_labelled_folders(data, _DEPTH))
    if not folders:
        missing = "has pages/ but no truth/" if _has_files(data / "pages") else "holds nothing labelled"
        raise SourceError(f"{data} {missing}. Put pages into pages/ and the text to be kept into truth/<same name>.txt")
    found = [one for folder in folders for one in _sets(folder, _name(folder, data), limit)]
    return sorted(found, key=lambda one: ((*VARIANTS, SINGLE).index(one.variant), one.name))


def _labelled_folders(folder: Path, depth: int) -> Iterator[Path]:
    if (folder / "truth").is_dir() or (folder / _INDEX).is_file():
        yield folder
    elif depth:
        for path in sorted(folder.iterdir()):
            if path.is_dir():
                yield from _labelled_folders(path, depth - 1)


def _has_files(folder: Path) -> bool:
    return folder.is_dir() and any(path.is_file() for path in folder.iterdir())


def _name(folder: Path, data: Path) -> str:
    """The path below the folder that was named; of that folder itself, its name."""
    return folder.relative_to(data).as_posix() if folder != data else folder.resolve().name


def _sets(folder: Path, name: str, limit: int) -> Iterator[LabelledSet]:
    if (folder / _INDEX).is_file():
        rows = tuple(_rows(folder, name))[: limit or None]
        if not rows:
            raise SourceError(f"{folder / _INDEX} lists no pages")
        yield LabelledSet(name, SINGLE, folder, rows)
        return
    truths = _truths(folder)
    variants = [variant for variant in VARIANTS if (folder / variant).is_dir()]
    if not variants:
        raise SourceError(f"{folder} has truth/ but no pages/: put the pages there")
    for variant in variants:
        yield LabelledSet(name, variant, folder, _pages(folder / variant, name, truths, limit))


# ---------------------------------------------------------------------------------------------- a labelled folder


def _truths(folder: Path) -> dict[str, Path]:
    """The truth files by name, without the ".txt"."""
    root = folder / "truth"
    paths = sorted(path for path in root.rglob("*.txt") if not path.name.startswith("._"))  # of macOS
    if not paths:
        raise SourceError(f"{root} holds no truth: write the text that should be kept of a page into {root}/<name>.txt")
    return {path.relative_to(root).as_posix().removesuffix(".txt"): path for path in paths}


def _pages(folder: Path, set_name: str, truths: dict[str, Path], limit: int) -> tuple[Labelled, ...]:
    site, pages = folder.resolve().parent.name, _files(folder)
    truth_of = {_page_of(name, pages, folder): path for name, path in list(truths.items())[: limit or None]}
    return tuple(Labelled(name, f"{set_name}/{name}", found, site, truth_of.get(name)) for name, found in pages.items())


def _files(folder: Path) -> dict[str, Found]:
    """The files that hold pages, by their path below the folder; dot files too: whoever labels has chosen them."""
    paths = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    found = {name: next(sources.walk(path)) for name, path in paths.items()}
    return {name: one for name, one in found.items() if isinstance(one, Found)}


def _page_of(truth: str, pages: dict[str, Found], folder: Path) -> str:
    """The page that a truth belongs to: the one of its name, with or without the suffix."""
    if truth in pages:
        return truth
    same = [name for name in pages if stem(name) == truth]
    if not same:
        raise SourceError(f"{folder.parent / 'truth' / truth}.txt has no page: there is no {folder / truth}.*")
    if len(same) > 1:
        both = " and ".join(same[:2])
        raise SourceError(f"{folder.parent / 'truth' / truth}.txt fits {both}: name it {same[0]}.txt")
    return same[0]


def stem(name: str) -> str:
    """The name without its suffix, the same for a page and its plain text."""
    return Path(name).with_suffix("").as_posix()


# --------------------------------------------------------------------------------------------------- a collection


def _rows(folder: Path, set_name: str) -> Iterator[Labelled]:
    index = folder / _INDEX
    for number, line in enumerate(index.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            page, truth = folder / row["html"], folder / row["text"]
        except (ValueError, KeyError, TypeError) as error:
            raise SourceError(f"{index}, line {number}: not an object with the paths `html` and `text`") from error
        _refuse_if_gone((page, truth), f"{index}, line {number}")
        name, site = row["html"], folder.resolve().name
        kind, url = row.get("page_type") or "", row.get("url") or ""
        yield Labelled(name, f"{set_name}/{name}", next(sources.walk(page)), site, truth, kind, url)


def _refuse_if_gone(paths: Sequence[Path], place: str) -> None:
    for path in paths:
        if not path.is_file():
            raise SourceError(f"{place}: there is no file {path}")
