"""Which index of which cluster a folder stands for: one small file in it.

The documents of a folder are an index of the cluster, and like the files of the other engines that index never changes:
a change makes another index, a clone of the last one (which shares its segments), and names it here when it is whole.
So a folder with a hard link to the file stands for the same documents, whatever becomes of them elsewhere.
"""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from indexer.errors import EngineError
from indexer.whole import whole

FILE: Final = "cluster.json"


@dataclass(frozen=True, slots=True)
class Place:
    """What a folder says."""

    urls: tuple[str, ...]
    index: str  # "": there is none yet
    folder: str  # that wrote this: another one with the same file only reads the index
    base: str = ""  # another folder's index, which this one began with
    others: tuple[str, ...] = ()  # indices of this folder that nothing uses, or a killed change left half made

    def beginning(self, name: str) -> "Place":
        """With an index that is about to be made."""
        return replace(self, others=(*self.others, name))

    def becoming(self, name: str) -> "Place":
        """With that index in the place of the one before."""
        before = (self.index,) if self.index != self.base else ()
        return replace(self, index=name, others=(*before, *(other for other in self.others if other != name)))

    def alone(self) -> "Place":
        """When the others are gone."""
        return replace(self, others=())


def new_name(alias: str) -> str:
    """Of an index; the alias points to the one that is served."""
    return f"{alias}-{uuid4().hex[:16]}"


def alias_of(name: str) -> str:
    """The alias that an index is called after."""
    return name.rpartition("-")[0]


def read(folder: Path) -> Place | None:
    """What the folder says, None where it says nothing. Raises EngineError where it cannot be read."""
    try:
        table: dict[str, Any] = json.loads((folder / FILE).read_text("utf-8"))
        return Place(tuple(table.pop("urls")), others=tuple(table.pop("others")), **table)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise EngineError(f"{folder / FILE} cannot be read ({error}): build the index again.") from error


def write(folder: Path, place: Place) -> None:
    """Into another file that takes the place of this one: a hard link to this one keeps what it says."""
    with whole(folder / FILE) as part:
        part.write_text(json.dumps(asdict(place), indent=1), "utf-8")
