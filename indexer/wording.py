"""How else could it be said?  Nearest spellings, and the spellings of a name in other scripts, as the corpus has them.

Both are read off documents that the engine finds, so nothing is suggested that the corpus does not have.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache, partial
from typing import Final

from indexer.engines.base import Engine
from indexer.model import Clause, Fuzzy, Or, Phrase, Query, Shown, Term
from indexer.query import Also, And, Node, Word
from indexer.query import Or as AnyOf
from indexer.words import fold, in_dictionary, is_stop_word, near, part_tokens, query_languages, readings, sound, stem

_LOOKED_AT: Final = 20  # documents that spellings are read off
_CHARS: Final = 50_000  # of each of them
_SOUNDS_KEPT: Final = 10_000  # words; some 3 MB
_LONG: Final = 5  # letters: a shorter word may differ by one letter only, a longer one by two
_SHORTEST: Final = 3
_LONGEST: Final = 40  # letters of a word that two may be made of
_DOUBLE: Final = re.compile(r"(.)\1")


def words(tree: Node) -> Iterator[str]:
    """The words of a query that are looked for in the text, as they were written."""
    match tree:
        case And(nodes) | AnyOf(nodes):
            for node in nodes:
                yield from words(node)
        case Also(node):
            yield from words(node)
        case Word(text):
            yield text


def respelt(engine: Engine, word: str, most: int = 0) -> str:
    """The corpus's nearest spelling of a word that at most so many of its documents have; "" where there is none.

    A word that some have is mostly right, so there another one must be a letter away and stand in more documents; and
    an acronym, or a word of the dictionary, is meant as it is: "Путин" is no slip for "пути". Nor is any word one for a
    stop word: "NGO" for "no".
    """
    text = fold(word)
    having = engine.total(Query(Term("exact", text)))
    if len(text) < _SHORTEST or having > most or any(map(str.isdigit, text)):  # 2010 is no spelling of 2012
        return ""
    if having and (word.isupper() or in_dictionary(text)):
        return ""
    for distance in (1, 2) if len(text) >= _LONG and not having else (1,):
        found = _forms(engine, Fuzzy("exact", text, distance), partial(_is_near, text, distance))
        if found:
            best = max(found, key=lambda form: (_is_doubled(text, form, distance), found[form], form))
            return best if found[best] > having else ""
    return ""


def in_two(engine: Engine, word: str) -> tuple[str, ...]:
    """The two words that a word is made of which no document has: of those that stand side by side, the pair that most
    documents have. "gender", "equality" for "genderequality"; () where there is none."""
    text = fold(word)
    if len(text) > _LONGEST or engine.total(Query(Term("exact", text))):
        return ()
    pairs = ((text[:at], text[at:]) for at in range(_SHORTEST, len(text) - _SHORTEST + 1))
    known = [pair for pair in pairs if all(engine.total(Query(Term("exact", part))) for part in pair)]
    having = {pair: engine.total(Query(Phrase("exact", pair))) for pair in known}
    return max((pair for pair in having if having[pair]), key=lambda pair: (having[pair], pair), default=())


def _is_doubled(text: str, form: str, distance: int) -> bool:
    """Whether a letter that is single in one and double in the other is among what differs: the commonest slip, so it
    tells more than frequency. Who types "trafiking" means no "training"."""
    return near(_DOUBLE.sub(r"\1", text), _DOUBLE.sub(r"\1", form), distance - 1)


def in_other_spellings(engine: Engine, word: str, languages: Collection[str]) -> tuple[str, ...]:
    """How the corpus spells a name that may be this word, where its stems do not find them; most frequent first."""
    text = fold(word)
    spoken = query_languages(text, languages)
    sounds = {one for language in spoken for one in readings(text, language)}
    if not sounds or is_stop_word(text):
        return ()
    stems = {stem(text, language) for language in spoken}
    clause = Or(tuple(Term("sound", one) for one in sorted(sounds)))

    def is_other(form: str) -> bool:
        if sounds.isdisjoint(_sounds(form, tuple(languages))):
            return False
        return stems.isdisjoint({form, *(stem(form, language) for language in query_languages(form, languages))})

    return tuple(form.capitalize() for form, _ in _forms(engine, clause, is_other).most_common(3))


@lru_cache(_SOUNDS_KEPT)  # the same words stand in most documents, and hardly one of them is a spelling of another
def _sounds(form: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    """What a folded word may sound like in a corpus of these languages; a tuple takes a quarter of a set's memory."""
    return tuple(sound(form, language) for language in query_languages(form, languages))


def _is_near(text: str, distance: int, form: str) -> bool:
    return form != text and not is_stop_word(form) and near(text, form, distance)


def _forms(engine: Engine, clause: Clause, wanted: Callable[[str], bool]) -> Counter[str]:
    """The words that are wanted, by the number of documents that have them."""
    hits = engine.hits(Query(clause, limit=_LOOKED_AT))
    return Counter(form for hit in hits for form in _words_of(hit.record) if wanted(form))


def _words_of(document: Shown) -> set[str]:
    return {token.text for token in part_tokens(f"{document.title}\n{document.body[:_CHARS]}")}
