"""A text as the grammars of organisations' names read it (see organisation_phrases.py)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from indexer.enrichment.table import Word
from indexer.enrichment.vocabulary import rows

_SENTENCE_END: Final = frozenset('.!?:;\n•|«“„"(')
_SHORT_LINE: Final = 5  # words
_MANY_CAPITALS: Final = 0.6  # of a line's words: a headline in title case, where capitals tell nothing
_AROUND: Final = 200  # characters on each side that tell one


@dataclass(frozen=True, slots=True)
class Phrase:
    """A name in a text: text[start:end], and how it is shown: in the nominative, without an article."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its words."""

    text: str
    words: Sequence[Word]
    language: str

    def written(self, position: int) -> str:
        start, end, _ = self.words[position]
        return self.text[start:end]

    def word(self, position: int) -> str:
        """The folded word; "" before the first and behind the last."""
        return self.words[position][2] if 0 <= position < len(self.words) else ""

    def is_capital(self, position: int) -> bool:
        return 0 <= position < len(self.words) and self.text[self.words[position][0]].isupper()

    def gap(self, position: int) -> str:
        """What stands between a word and the next one; a newline at the ends of the text."""
        if not 0 <= position < len(self.words) - 1:
            return "\n"
        return self.text[self.words[position][1] : self.words[position + 1][0]]

    def begins_sentence(self, position: int) -> bool:
        before = self.text[: self.words[position][0]][-4:].rstrip(" \u00a0-–—")
        return not before or before[-1] in _SENTENCE_END

    def between(self, first: int, after: int) -> str:
        """The text of the words from `first` to before `after`."""
        return self.text[self.words[first][0] : self.words[after - 1][1]]

    def phrase(self, first: int, after: int, name: str = "") -> Phrase:
        return Phrase(
            self.words[first][0], self.words[after - 1][1], " ".join((name or self.between(first, after)).split())
        )

    def in_title_case(self, position: int) -> bool:
        """Whether most words of the line have capitals."""
        at = self.words[position][0]
        line = (
            self.text[max(0, at - _AROUND) : at].rpartition("\n")[2] + self.text[at : at + _AROUND].partition("\n")[0]
        )
        words = line.split()
        return len(words) > _SHORT_LINE and sum(word[0].isupper() for word in words) > _MANY_CAPITALS * len(words)


@cache
def listed(role: str, language: str) -> frozenset[str]:
    """The words of one list of data/organisation_words.tsv in one language."""
    lists = (words for of, code, words in rows("organisation_words.tsv") if (of, code) == (role, language))
    return frozenset(word for words in lists for word in words.split())
