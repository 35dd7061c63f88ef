"""What would the owner write to correct this? The lines for `overrides.toml`, ready to be copied from a page."""

from indexer.model import Date, Evidence, JudgedBlock, Record
from indexer.overrides import DATE_KINDS, OWNER, by_owner, lines


def of_block(record: Record, block: JudgedBlock) -> str:
    """The entry that keeps a removed block on its site, or drops a kept one; "" where the owner has spoken already."""
    if block.verdict.rule == OWNER:
        return ""
    return lines("drop" if block.verdict.kept else "keep", text=" ".join(block.text.split()), **scope(record))


def of_place(record: Record, block: JudgedBlock) -> str:
    """The entry that does the same to all that stands in the block's place, on every page of its site.

    "" where the text does as much, because it stands on most pages, and where the entry would do more to this page than
    is asked for: keep what is removed there with reason, or drop other blocks with this one.
    """
    verdict, there = block.verdict, [each for each in record.blocks if each.place == block.place]
    if not block.place or verdict.rule == OWNER or 2 * verdict.on_pages > max(verdict.of_pages, 2):
        return ""
    if (verdict.kept and len(there) > 1) or any(each.verdict.rule != verdict.rule for each in there):
        return ""
    return lines("drop" if verdict.kept else "keep", selector=block.place, **scope(record))


def of_value(record: Record, facet: str, value: Evidence) -> tuple[str, ...]:
    """The entries that hide a value on the site, that merge it, everywhere, into one yet to be named, and, where other
    pages made it one with another, that split it off again."""
    if value.method == OWNER:
        return ()
    named = {"facet": facet, "value": value.value}
    apart = (lines("split", facet=facet, value=value.alone),) if value.alone else ()
    return lines("hide", **named, **scope(record)), lines("merge", **named, into=""), *apart


def of_date(record: Record, when: Date) -> tuple[str, ...]:
    """The entry that sets the page's date, with the date as it is, to be changed."""
    if when.source == OWNER:
        return ()
    kind = {"kind": when.kind} if when.kind in DATE_KINDS else {}
    return (lines("date", page=record.id, value=spelt(when), **kind),)


def spelt(when: Date) -> str:
    """A date as overrides.toml has it: "2018-10-09..2018-10-10", "2018-10", "2018"."""
    letters = {"day": 10, "month": 7, "year": 4}[when.precision]
    first, last = when.value[:letters], when.end[:letters]
    return first if first == last else f"{first}..{last}"


def scope(record: Record) -> dict[str, str]:
    """The site; the page alone where its site is not the one it was read from, or is not known."""
    if not record.site or any(map(by_owner, record.facets.get("site", ()))):
        return {"page": record.id}
    return {"site": record.site}
