"""Build again as pages arrive: the folder of seeds is watched."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any, Final

from indexer import pipeline
from indexer.errors import BuildRefused, IndexBusy, SettingsError
from indexer.progress import TerminalProgress
from indexer.report import Report
from indexer.settings import Settings

_QUIET_MS: Final = 2_000  # a scraper that writes page after page is waited for so long after its last one …
_AT_MOST_MS: Final = 60_000  # … but no longer than this after its first one
_TIMEOUT_MS: Final = 1_000


def builds(settings: Settings, *, prune: bool = False) -> Iterator[Report | str]:
    """The report of a build now, and of one after each change below the seeds, until interrupted.

    A build that is refused, or that finds another one at work, is told of and tried again at the next change.
    Raises SettingsError where `watchfiles` is not installed.
    """
    changes = _changes(settings)
    next(changes)  # from now on nothing is missed, what arrives during the first build neither
    yield _build(settings, prune)
    for change in changes:
        if change:
            yield _build(settings, prune)


def _build(settings: Settings, prune: bool) -> Report | str:
    try:
        return pipeline.build(settings, prune=prune, progress=TerminalProgress())
    except (BuildRefused, IndexBusy) as error:
        return f"winnow: {error}"


def _changes(settings: Settings) -> Iterator[set[Any]]:
    """The files that changed, again and again; an empty set where none did for a second."""
    try:
        watchfiles = import_module("watchfiles")
    except ImportError as error:
        raise SettingsError("watchfiles is not installed: pip install 'winnow-search[watch]'") from error
    times = {"step": _QUIET_MS, "debounce": _AT_MOST_MS, "rust_timeout": _TIMEOUT_MS}
    return watchfiles.watch(*settings.seeds, **times, yield_on_timeout=True)  # type: ignore[no-any-return]
