"""Everything Winnow raises on purpose.

    WinnowError
    ├── PageError          one page cannot be used: it is skipped, counted and named; the run goes on
    ├── SourceError        a file or folder cannot be read at all
    ├── SettingsError      a setting, option or overrides file is wrong
    ├── IndexFault        the index folder
    │   ├── NoIndex        there is none yet
    │   ├── IndexBusy      another builder holds the lock
    │   ├── IndexDamaged   a file is missing or is not what the manifest says
    │   └── IndexOutdated  it was written by another version of Winnow
    ├── BuildRefused       the build would lose documents (nothing to read, nothing readable)
    ├── BuildFailed        the index folder cannot be written: the disk is full, read-only, somebody else's
    ├── EngineError        an engine failed while it was asked
    ├── NoSuchDocument     no document has this id
    └── NoSuchSite         no document comes from this site

A message names the thing, the place and the way out. Only `webui/errors.py` knows HTTP codes, only `cli.py` knows
exit codes.
"""


class WinnowError(Exception):
    """The root: whatever Winnow raises on purpose."""


class PageError(WinnowError):
    """One page cannot be used. `reason` is a short phrase for the report, the same for all pages of its kind."""

    def __init__(self, reason: str, detail: str = "") -> None:
        self.reason, self.detail = reason, detail
        super().__init__(f"{reason} ({detail})" if detail else reason)

    def __reduce__(self) -> tuple[type["PageError"], tuple[str, str]]:
        return PageError, (self.reason, self.detail)  # it crosses from worker processes with both its parts


class SourceError(WinnowError):
    """A file or folder cannot be read at all."""


class SettingsError(WinnowError):
    """A setting, option or overrides file is wrong."""


class IndexFault(WinnowError):
    """Something is wrong with the index folder."""


class NoIndex(IndexFault):
    """There is no index at the place."""


class IndexBusy(IndexFault):
    """Another builder holds the lock of the index."""


class IndexDamaged(IndexFault):
    """A file of the index is missing or is not what the manifest says."""


class IndexOutdated(IndexFault):
    """The index was written by another version of Winnow."""


class BuildRefused(WinnowError):
    """The build would lose documents, so it did nothing."""


class BuildFailed(WinnowError):
    """The index folder cannot be written. What was served before is served on."""


class EngineError(WinnowError):
    """An engine failed while it was asked."""


class NoSuchDocument(WinnowError):
    """No document has the id that was asked for."""


class NoSuchSite(WinnowError):
    """No document comes from the site that was asked for."""
