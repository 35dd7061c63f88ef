"""Which entries of `overrides.toml` hold for a page, without looking at the page."""

import hashlib
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from indexer.errors import SettingsError
from indexer.model import document_id
from indexer.overrides.entries import Entry, entries, folded, site_name

_VERSION: Final = 1  # raise it when the same entry comes to do something else


@dataclass(frozen=True, slots=True)
class Corrections:
    """The entries that hold for one page, and a key that is the same for the same entries; "" for none."""

    entries: tuple[Entry, ...] = ()  # widest first: of two that contradict each other, the last one has its way
    key: str = ""

    def __hash__(self) -> int:
        return hash(self.key)

    @staticmethod
    def of(entries: Iterable[Entry]) -> "Corrections":
        ordered = tuple(sorted(entries, key=lambda entry: (bool(entry.page), bool(entry.site))))
        digest = hashlib.sha256(f"{_VERSION} {ordered!r}".encode()).hexdigest()[:32]
        return Corrections(ordered, digest) if ordered else Corrections()


class Overrides:
    """All entries of a file."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.entries = tuple(entries)
        self._sites, self._pages = defaultdict[str, list[Entry]](list), defaultdict[str, list[Entry]](list)
        for entry in self.entries:
            if entry.page:
                for name in {entry.page, document_id(entry.page)}:
                    self._pages[name].append(entry)
            else:
                self._sites[entry.site].append(entry)
        self._of_site: dict[str, Corrections] = {}

    def of(self, id: str, source: str, site: str) -> Corrections:
        """The entries that hold for a page; `site` is the one it was read from, whatever the owner calls it."""
        if site not in self._of_site:
            name = site_name(site)
            everywhere = self._sites.get("", ())
            self._of_site[site] = Corrections.of([*everywhere, *(self._sites.get(name, ()) if name else ())])
        common = self._of_site[site]
        own = dict.fromkeys([*self._pages.get(id, ()), *self._pages.get(source, ())])
        return Corrections.of([*common.entries, *own]) if own else common

    def idle(self, pages: Iterable[tuple[str, str, str]]) -> list[Entry]:
        """Entries for a page or site that is not among (id, source, site): most likely misspelt."""
        known_sites, known_pages = {""}, set[str]()
        for id_, source, site in pages:
            known_sites.add(site_name(site))
            known_pages |= {id_, source}
        return [
            entry
            for entry in self.entries
            if entry.site not in known_sites
            or (entry.page and known_pages.isdisjoint({entry.page, document_id(entry.page)}))
        ]


def load(path: Path, canonical: Callable[[str], str] = str) -> Overrides:
    """The overrides in a file; none where there is no file. `canonical` gives an address its one spelling, "" for none.

    Raises SettingsError naming the file, the entry and what is allowed.
    """
    try:
        text = path.read_text("utf-8")
        found = [_addressed(entry, canonical) for entry in entries(tomllib.loads(text), text)]
        _refuse_circles(found)
    except FileNotFoundError:
        return Overrides()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"Cannot read the overrides in {path}: {error}") from error
    except SettingsError as error:
        raise SettingsError(f"{path}: {error}") from error
    return Overrides(found)


def _addressed(entry: Entry, canonical: Callable[[str], str]) -> Entry:
    return replace(entry, page=canonical(entry.page) or entry.page)


def _refuse_circles(found: Iterable[Entry]) -> None:
    """Raise SettingsError where merges lead from a value back to it."""
    merges = {
        (entry.facet, folded(value)): entry for entry in found if entry.action == "merge" for value in entry.value
    }
    for start, entry in merges.items():
        at, met = (entry.facet, folded(entry.into)), {start}
        while at in merges and at != (entry.facet, folded(merges[at].into)):
            if at in met:
                raise SettingsError(f"{merges[at].place} merges '{at[1]}' in a circle")
            met.add(at)
            at = (entry.facet, folded(merges[at].into))
