"""What did cleaning do to each site?  Counts over the whole index, and what can be read off one site's documents.

The counts come from what a generation says of each document (contents.py), so they are exact and no document is opened.
Blocks are read from a sample of the site's documents: the first ids. Ids are hashes, so it is drawn evenly, and it is
the same each time.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations, islice
from types import MappingProxyType
from typing import Final

from indexer.cleaning.sites import fingerprint
from indexer.contents import Entry
from indexer.model import JudgedBlock, Record

SAMPLE: Final = 300  # documents of a site whose blocks are looked at
LISTED: Final = 20  # blocks or documents in each list
EXAMPLES: Final = 3  # documents that a block or a template is shown on

# Of a site's template (see `templates`).
TEMPLATE_SHARE: Final = 0.2
TEMPLATE_PAGES: Final = 3
TEMPLATE_BLOCKS: Final = 3
TEMPLATE_OVERLAP: Final = 0.2
TEMPLATE_GROUPS: Final = 100  # groups of documents that are compared with one another; those 15 had 17 at most


@dataclass(frozen=True, slots=True)
class Yield:
    """What cleaning kept and removed of some documents."""

    documents: int
    kept: int  # characters, titles aside
    removed: int  # characters
    rules: Mapping[str, int]  # removed blocks by rule, the most frequent first
    emptied: int  # documents of which nothing but the title is left
    untouched: int  # documents of which nothing was removed

    @property
    def share(self) -> float:
        """The share of the characters that was removed, 0 to 1."""
        return self.removed / (self.kept + self.removed or 1)


def is_emptied(entry: Entry) -> bool:
    return not entry.kept


def is_untouched(entry: Entry) -> bool:
    return not entry.rules


# ---------------------------------------------------------------------------------------------- the whole index


@dataclass(frozen=True, slots=True)
class Site:
    """One site: what cleaning did to it, and the ids of documents to look at."""

    name: str
    total: Yield
    languages: Mapping[str, Yield]  # by language, that of most documents first
    sample: tuple[str, ...]
    emptied: tuple[str, ...]  # at most LISTED
    untouched: tuple[str, ...]  # at most LISTED


@dataclass(frozen=True, slots=True)
class Overview:
    """Every site of an index."""

    total: Yield
    sites: Mapping[str, Site]  # by name

    def ordered(self, order: str) -> list[Site]:
        """The sites in one of ORDERS; equal ones by name."""
        return sorted(self.sites.values(), key=lambda site: (*ORDERS[order](site), site.name))


# What one would look at first comes first.
ORDERS: Final[Mapping[str, Callable[[Site], tuple[float, ...]]]] = MappingProxyType({
    "worst": lambda site: (-site.total.emptied / site.total.documents, -site.total.share),
    "removed": lambda site: (-site.total.share,),
    "emptied": lambda site: (-site.total.emptied,),
    "untouched": lambda site: (-site.total.untouched,),
    "documents": lambda site: (-site.total.documents,),
    "site": lambda _: (),
})  # fmt: skip


def overview(contents: Iterable[tuple[str, Entry]]) -> Overview:
    """The counts of every site, from (document id, entry) in the order of the ids, none of which is kept. About 0.1 s
    for 10,000 documents."""
    counts = defaultdict[str, _Counts](_Counts)
    for id_, entry in contents:
        counts[entry.site].add(id_, entry)
    sites = {name: of_site.seen(name) for name, of_site in sorted(counts.items())}
    return Overview(_together(site.total for site in sites.values()), MappingProxyType(sites))


def _together(parts: Iterable[Yield]) -> Yield:
    every = _Sum()
    for each in parts:
        every.documents += each.documents
        every.kept += each.kept
        every.removed += each.removed
        every.emptied += each.emptied
        every.untouched += each.untouched
        every.rules.update(each.rules)
    return every.seen()


@dataclass(slots=True)
class _Sum:
    """What adds up to a Yield."""

    documents: int = 0
    kept: int = 0
    removed: int = 0
    emptied: int = 0
    untouched: int = 0
    rules: Counter[str] = field(default_factory=Counter)

    def add(self, entry: Entry) -> None:
        self.documents += 1
        self.kept += entry.kept
        self.removed += entry.removed
        self.emptied += is_emptied(entry)
        self.untouched += is_untouched(entry)
        self.rules.update(entry.rules)

    def seen(self) -> Yield:
        rules = MappingProxyType(dict(self.rules.most_common()))
        return Yield(self.documents, self.kept, self.removed, rules, self.emptied, self.untouched)


class _Counts:
    """Those of one site."""

    def __init__(self) -> None:
        self._languages = defaultdict[str, _Sum](_Sum)
        self._sample, self._emptied, self._untouched = list[str](), list[str](), list[str]()

    def add(self, id: str, entry: Entry) -> None:
        self._languages[entry.language].add(entry)
        for ids, most, wanted in (
            (self._sample, SAMPLE, True),
            (self._emptied, LISTED, is_emptied(entry)),
            (self._untouched, LISTED, is_untouched(entry)),
        ):
            if wanted and len(ids) < most:
                ids.append(id)

    def seen(self, name: str) -> Site:
        largest_first = sorted(self._languages.items(), key=lambda language: (-language[1].documents, language[0]))
        languages = MappingProxyType({language: each.seen() for language, each in largest_first})
        ids = map(tuple, (self._sample, self._emptied, self._untouched))
        return Site(name, _together(languages.values()), languages, *ids)


# ----------------------------------------------------------------------------------------------------- one site


@dataclass(frozen=True, slots=True)
class Repeated:
    """A block that was removed from, or kept on, several of the documents that were looked at."""

    block: JudgedBlock  # as it is on the first of them; its verdict says its support on the whole site
    documents: int
    examples: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """Documents of one language that share commonly removed blocks which others have not."""

    language: str
    documents: int
    of: int  # documents of the language that were looked at
    blocks: tuple[str, ...]  # the commonest of these, at most EXAMPLES
    examples: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class SiteAudit:
    """What there is to see of one site."""

    site: Site
    looked_at: int  # documents
    removed: tuple[Repeated, ...]
    kept: tuple[Repeated, ...]
    templates: tuple[Template, ...]  # two for each language in which the template seems to have changed
    emptied: tuple[Record, ...]
    untouched: tuple[Record, ...]


def audit(site: Site, get: Callable[[str], Record | None]) -> SiteAudit:
    """Look at a sample of the site's documents. About 1 to 3 ms a document."""

    def records(ids: Iterable[str]) -> tuple[Record, ...]:
        return tuple(record for record in map(get, ids) if record)

    sample = records(site.sample)
    return SiteAudit(
        site,
        len(sample),
        removed_blocks(sample),
        kept_blocks(sample),
        tuple(templates(sample)),
        records(site.emptied),
        records(site.untouched),
    )


def removed_blocks(records: Iterable[Record]) -> tuple[Repeated, ...]:
    """The blocks removed from most documents."""
    return tuple(map(_repeated, _commonest(_standing(records, kept=False).values())))


def kept_blocks(records: Iterable[Record]) -> tuple[Repeated, ...]:
    """The blocks kept on most documents, near-identical pages aside: what an owner may want to drop."""
    groups = _standing(records, kept=True).values()
    return tuple(map(_repeated, _commonest(group for group in groups if len(group) > 1 and _on_pages(group) > 1)))


Standing = Sequence[tuple[Record, JudgedBlock]]  # one block wherever it stands


def _standing(records: Iterable[Record], *, kept: bool) -> dict[int, list[tuple[Record, JudgedBlock]]]:
    """By fingerprint, each block that was kept, or removed, with its documents; once for each of them."""
    groups = defaultdict[int, list[tuple[Record, JudgedBlock]]](list)
    for record in records:
        for mark, block in {_mark(b.text): b for b in record.blocks if b.verdict.kept is kept}.items():
            groups[mark].append((record, block))
    return groups


_mark = lru_cache(maxsize=10_000)(fingerprint)  # most texts looked at here stand on many pages


def _on_pages(standing: Standing) -> int:
    return max(block.verdict.on_pages for _, block in standing)


def _commonest(groups: Iterable[Standing]) -> list[Standing]:
    """Of equally common ones the longest first: the more text, the more it matters."""
    return sorted(groups, key=lambda group: (-len(group), -len(group[0][1].text), group[0][1].text))[:LISTED]


def _repeated(standing: Standing) -> Repeated:
    return Repeated(standing[0][1], len(standing), tuple(record for record, _ in standing[:EXAMPLES]))


# ---------------------------------------------------------------------------------------------------- templates


def templates(records: Iterable[Record]) -> Iterator[Template]:
    """The two templates of a site that was redesigned, or whose parts are built differently; nothing for one template.

    In each language, take the removed blocks that stand on a fifth of the documents, three at least, and of them the
    two that never stand on one document and have the most documents: two groups. They are two templates if of the
    blocks removed from half of the one group and from half of the other, three at least, at most a fifth is in both: a
    few menu entries outlive a redesign, but articles and listings of one template share most. On 15 real sites, one
    language each, there were no such groups or .33 and more was in both; on 104 pairs of them mixed, .12 at most.
    """
    languages = defaultdict[str, list[Record]](list)
    for record in records:
        languages[record.language].append(record)
    for language, members in languages.items():
        yield from _of_language(language, members)


def _of_language(language: str, records: Sequence[Record]) -> Iterator[Template]:
    gone = _standing(records, kept=False)
    documents = {mark: frozenset(record.id for record, _ in standing) for mark, standing in gone.items()}
    least = max(TEMPLATE_SHARE * len(records), TEMPLATE_PAGES)
    groups = _apart(ids for ids in documents.values() if len(ids) >= least)
    blocks = [{mark for mark, ids in documents.items() if 2 * len(ids & group) >= len(group)} for group in groups]
    fewest = min(map(len, blocks), default=0)
    if fewest < TEMPLATE_BLOCKS or len(blocks[0] & blocks[1]) > TEMPLATE_OVERLAP * fewest:
        return
    for group, own, others in zip(groups, blocks, reversed(blocks), strict=True):
        texts = tuple(standing[0][1].text for standing in _commonest(gone[mark] for mark in own - others))
        examples = islice((record for record in records if record.id in group), EXAMPLES)
        yield Template(language, len(group), len(records), texts[:EXAMPLES], tuple(examples))


def _apart(groups: Iterable[frozenset[str]]) -> tuple[frozenset[str], ...]:
    """The two groups without a document in common whose smaller one is the largest; () where there are none."""
    largest = sorted(dict.fromkeys(groups), key=len, reverse=True)[:TEMPLATE_GROUPS]
    pairs = [(one, other) for one, other in combinations(largest, 2) if one.isdisjoint(other)]
    return max(pairs, key=lambda pair: (len(pair[1]), len(pair[0])), default=())
