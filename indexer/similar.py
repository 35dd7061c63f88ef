"""Which documents are about the same?  A document's most telling words, asked as one query of which any will do.

The telling words are those that stand often in the document and in few others (tf-idf), counted by the engine itself:
it works alike on every engine and needs nothing stored. It finds documents of the same language only. Those among them
whose text is nearly the same, by their signatures, are told apart from those that are about the same.
"""

from collections import Counter
from math import log
from typing import Final

from indexer.engines.base import Engine
from indexer.model import Hit, Or, Query, Record, Term
from indexer.words import analyse, is_stop_word, nearly_same

_LOOKED_UP: Final = 40  # of a document's words, the most frequent: each is a search that only counts, 0.1 ms
_ASKED: Final = 15  # of these, the most telling
_LETTERS: Final = 3  # a shorter word tells little
_CHARS: Final = 20_000  # of a text, from its beginning
_SPARE: Final = 2  # documents looked at beyond those wanted, before more are
_FOUND: Final = 20  # documents that are looked at: of copies beyond these, none is told


def similar(engine: Engine, record: Record, limit: int) -> tuple[Hit, ...]:
    """The documents that share most of what is telling in this one, best first; never itself or a near-duplicate."""
    for looked_at in (limit + _SPARE, _FOUND):  # mostly few of the first are copies
        found = [hit for hit in _found(engine, record, looked_at) if not _is_copy(hit, record)]
        if len(found) >= limit:
            break
    return tuple(found[:limit])


def duplicates(engine: Engine, record: Record, limit: int) -> tuple[Hit, ...]:
    """The near-duplicates of a document, best first; never the document itself."""
    return tuple(hit for hit in _found(engine, record, _FOUND) if _is_copy(hit, record))[:limit]


def _is_copy(hit: Hit, record: Record) -> bool:
    return nearly_same(hit.record.signature, record.signature)


def _found(engine: Engine, record: Record, limit: int) -> tuple[Hit, ...]:
    telling = _telling(engine, record)
    if not telling:
        return ()
    found = engine.hits(Query(Or(telling), limit=limit + 1))
    return tuple(hit for hit in found if hit.id != record.id)[:limit]


def _telling(engine: Engine, record: Record) -> tuple[Term, ...]:
    terms = analyse(f"{record.title}\n{record.text[:_CHARS]}", record.language)
    counts = Counter(
        stem
        for word, stem in zip(terms.exact, terms.stem, strict=True)
        if len(word) >= _LETTERS and not is_stop_word(word) and not word.isdigit()
    )
    documents = engine.total(Query())
    weighed = []
    for stem, often in counts.most_common(_LOOKED_UP):
        having = engine.total(Query(Term("stem", stem)))
        if having > 1:
            weighed.append((often * log(1 + documents / having), stem))
    return tuple(Term("stem", stem) for _, stem in sorted(weighed, reverse=True)[:_ASKED])
