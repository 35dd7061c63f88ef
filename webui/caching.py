"""An unchanged page is not sent twice: its tag is made from the index, the address and the version of this web UI."""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

from flask import Blueprint, Response, request

from indexer.errors import WinnowError
from webui.serving import searcher


def revalidate(blueprint: Blueprint) -> None:
    """Answer 304 on this blueprint where the browser or program has the page already."""
    blueprint.before_request(unchanged)
    blueprint.after_request(tagged)


def tag() -> str:
    """What this address shows, in a word: it changes with each build of the index and each version of the web UI.

    "" while there is no index: pages that need none, like the help, are then sent anew each time.
    """
    try:
        index = searcher().status()
    except WinnowError:
        return ""
    parts = (build(), index.generation, index.built_at, index.engine, request.full_path)
    return sha256("\n".join(map(str, parts)).encode("utf-8", "replace")).hexdigest()[:20]


def unchanged() -> Response | None:
    """A 304 for whoever names the tag; else nothing, and the page is made."""
    if request.if_none_match and (name := tag()) and request.if_none_match.contains_weak(name):
        return Response(status=304)
    return None


def tagged(response: Response) -> Response:
    """Tags are weak: two answers may differ in the time they took and in their nonce."""
    response.headers.setdefault("Cache-Control", "no-cache")
    if response.status_code in (200, 304) and (name := tag()):
        response.set_etag(name, weak=True)
    return response


@cache
def build() -> str:
    """A digest of the web UI's own files: pages made by another version are out of date."""
    digest = sha256()
    for file in sorted(_files(files(__package__)), key=str):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def _files(folder: Traversable) -> Iterator[Traversable]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _files(entry)
        elif not entry.name.endswith(".pyc"):
            yield entry
