"""English names around a head word: "Supreme Court of Kazakhstan", "Committee for Human Rights", "Steppe Yarn Ltd"."""

from typing import Final

from indexer.enrichment.calendar_words import OTHER
from indexer.enrichment.calendar_words import kind as date_kind
from indexer.enrichment.organisation_reading import Phrase, Text, listed
from indexer.enrichment.person_words import kind as person_kind

_JOINED: Final = frozenset({" ", "-", " & ", "’", "'"})
_COMPLEMENT: Final = frozenset({"of", "for", "on", "against"})
_PEOPLE: Final = frozenset("GTQP")  # kinds of words that begin a person's name
_MOST_BEFORE: Final = 7  # words before the head
_PLAIN_WORDS: Final = 4  # words in lower case between "of" and "of the": "Academy of law enforcement bodies of the …"


def phrase(text: Text, at: int, head: str) -> Phrase | None:
    """The name around the head word at a position, or None."""
    if not text.is_capital(at) or text.language not in ("en", "") or text.in_title_case(at):
        return None
    first, after = _first(text, at), at + 1
    if head in listed("english-firm", "en"):
        return text.phrase(first, after) if first < at else None
    after = _behind(text, after)
    if after == at + 1 and (first == at or head in listed("with-of", "en") or _is_general(text, first, at)):
        return None
    if text.gap(after - 1) == "-" and text.is_capital(after):
        return None  # "San Diego Union-Tribune"
    return text.phrase(first, after)


def _first(text: Text, at: int) -> int:
    """Where the capitalised words before the head begin."""
    first = at
    while at - first < _MOST_BEFORE and text.gap(first - 1) in _JOINED and _is_part(text, first - 1):
        first -= 1
    while first < at and (_never_begins(text, first) or text.word(first) == "s"):
        first += 1
    return first


def _is_part(text: Text, position: int) -> bool:
    if text.word(position) == "s":
        return text.gap(position - 1) in ("’", "'") and text.word(position - 1) in listed("possessive", "en")
    return text.is_capital(position) and not _never_begins(text, position)


def _never_begins(text: Text, position: int) -> bool:
    """Whether no name has the word before its head: "The", "New", but for New York."""
    if text.word(position) == "new" and text.word(position + 1) in listed("with-new", "en"):
        return False
    return text.word(position) in listed("not-first", "en")


def _is_general(text: Text, first: int, at: int) -> bool:
    """Whether one word stands before the head, and it may be there for the sentence's sake: "Regional centres …"."""
    return at - first == 1 and text.begins_sentence(first) and not text.written(first).isupper()


def _behind(text: Text, after: int) -> int:
    """Where the complements end: "of Justice and Home Affairs", "of the Republic of Kazakhstan"."""
    complements = 0
    while text.gap(after - 1) == " " or text.gap(after - 1) == " & ":
        word = text.word(after)
        if word in _COMPLEMENT and not text.is_capital(after):
            begin = after + 1 + (text.word(after + 1) == "the" and text.gap(after) == " ")
        elif complements and (word == "and" or text.gap(after - 1) == " & "):
            begin = after + (word == "and")
        else:
            break
        end = _capitals(text, begin)
        if end == begin and word == "of" and not complements:
            end = _plain(text, begin)
        if end == begin or (word not in _COMPLEMENT and not _continues(text, begin, end)):
            break
        after, complements = end, complements + 1
    return after


def _capitals(text: Text, begin: int) -> int:
    """Where the row of capitalised words ends that a complement begins with; `begin` where there is none."""
    if (
        not text.is_capital(begin)
        or text.gap(begin - 1).strip(" &")
        or date_kind(text.written(begin)) not in (OTHER, "t")
    ):
        return begin
    if person_kind(text.written(begin), "en") in _PEOPLE:
        return begin
    end = begin + 1
    while text.gap(end - 1) in _JOINED and _is_part(text, end):
        end += 1
    return end


def _plain(text: Text, begin: int) -> int:
    """Where words in lower case end, if "of" and a capitalised word follow them."""
    for end in range(begin + 1, begin + _PLAIN_WORDS + 1):
        if text.gap(end - 1) != " " or text.gap(end - 2) != " ":
            break
        if text.word(end) == "of" and (text.is_capital(end + 1) or text.is_capital(end + 2)):
            return end
    return begin


def _continues(text: Text, begin: int, end: int) -> bool:
    """Whether what stands behind "and" is part of the name: not another one, which has a head word of its own."""
    heads = listed("phrase", "en") | listed("with-of", "en")
    return heads.isdisjoint(text.word(position) for position in range(begin, end)) and text.word(end) != "of"
