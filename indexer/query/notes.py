"""What a user is told about their query: what was left out, and how it was understood."""

from dataclasses import dataclass
from typing import Final

_QUOTED_CHARS: Final = 100


@dataclass(frozen=True, slots=True)
class Note:
    """What was done to the user's text, for the user."""

    code: str  # stable, a key of MESSAGES
    message: str  # a sentence


MESSAGES: Final = {
    "dash": "“{0}” begins with a dash, not with a minus: it was taken as a word. To leave a word out, write -word.",
    "dates_swapped": "The dates “{0}” were taken in their order.",
    "everything": "There was nothing to look for, so every document is shown.",
    "fuzzy_distance": "“{0}”: a word may differ by 1 or 2 letters; it was taken as {1}.",
    "missing_value": "“{0}:” is followed by nothing, so it was taken as a word.",
    "no_words": "“{0}” has no letters or digits to look for and was left out.",
    "not_a_date": "“{0}” is not a date, so it was taken as a word. Write date:2018, date:2018-10 or date:2018-10-09.",
    "operator_ignored": "“{0}” has nothing to combine and was left out.",
    "operator_word": "“{0}” alone was taken as a word.",
    "parenthesis": "The parentheses do not match: “{0}” was left out.",
    "short_word": "“{0}” needs at least {1} letters, so it was taken as the word “{2}”.",
    "sign_ignored": "“{0}” has no meaning at its place and was left out.",
    "slop": "“{0}”: at most {1} other words may stand between so many; they were looked for with that.",
    "star_alone": "“{0}” finds every document.",
    "too_deep": "Parentheses within parentheses were read {0} levels deep only; deeper ones were left out.",
    "too_long": "Only the first {0} characters of the query were used.",
    "too_many": "Only the first {0} words of the query were used.",
    "unclosed_quote": "A quotation mark is not closed: all that follows it was taken as the phrase.",
    "unknown_field": "There is no field “{0}”, so it was taken as a word. Fields: {1}.",
    "whole_value": "Values of “{0}” are compared whole, so “{1}” was left out.",
}


def note(code: str, *values: object) -> Note:
    """The note with its message filled in; what is quoted in it is cut to a readable length."""
    return Note(code, MESSAGES[code].format(*(_shorten(str(value)) for value in values)))


def _shorten(text: str) -> str:
    return text if len(text) <= _QUOTED_CHARS else text[:_QUOTED_CHARS] + "…"
