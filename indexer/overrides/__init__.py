"""What does the owner say?  `overrides.toml` → corrections of blocks, facets and dates, which have the last word."""

from indexer.overrides.apply import OWNER, by_owner, merged_into, to_blocks, to_record
from indexer.overrides.corrections import Corrections, Overrides, load
from indexer.overrides.entries import DATE_KINDS, KEYS, Entry
from indexer.overrides.lines import lines
from indexer.overrides.touching import is_named, named_by, of_blocks, split_by, touching

__all__ = [
    "DATE_KINDS",
    "KEYS",
    "OWNER",
    "Corrections",
    "Entry",
    "Overrides",
    "by_owner",
    "is_named",
    "lines",
    "load",
    "merged_into",
    "named_by",
    "of_blocks",
    "split_by",
    "to_blocks",
    "to_record",
    "touching",
]
