"""Why does Winnow say so? The sentence in which a value was found, and how it was found, for the document's page."""

import re
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from indexer.model import Date, Evidence
from webui import dates, labels
from webui.i18n import _
from webui.markup import highlighted
from webui.phrases import method

AROUND: Final = 140  # characters shown on either side of a value in a long sentence
NEAR: Final = 1_000  # how far a sentence may reach
# A mark that ends sentences and a space, before a word that does not begin with a small letter; or the end of a block.
SENTENCE_END: Final = re.compile(r"[.!?…。؟]['\"»”’)\]]{0,3}\s(?=\W{0,3}[^\W\d_a-zа-я])|\n\n")


@dataclass(frozen=True, slots=True)
class Reason:
    """One value, and what it rests on."""

    value: str  # as it is filtered by; "" of a date
    label: str
    how: str  # "gazetteer, 95% sure"
    quote: Markup  # the sentence, the value marked; empty where it is not from the text
    corrections: tuple[str, ...] = ()  # entries of overrides.toml that would change it


TRANSLATED: Final = ("language", "country", "type", "topic")  # facets whose values have names in each language


def of_value(facet: str, value: Evidence, text: str) -> Reason:
    label = named(facet, value)
    told = how(value.method, value.confidence) + ("" if value.listed else _("; only this page has it, so no list does"))
    return Reason(value.value, label, told, quote(text, value.start, value.end))


def named(facet: str, value: Evidence) -> str:
    """What the value is called, as the document's page says it: with its country, or in full."""
    place, _comma, country = value.label.rpartition(", ")
    if facet == "place" and place == value.value:
        return f"{labels.place(place)}, {labels.country(country)}"
    return labels.facet_value(facet, value.value) if facet in TRANSLATED else value.label


def of_date(when: Date, text: str) -> Reason:
    found = quote(text, when.start, when.end_offset) or (highlighted(when.surface, ()) if when.surface else Markup())
    source = "" if when.source == "text" else when.source
    label = f"{dates.dated(when.value, when.end, when.precision)} ({dates.kind(when.kind)})"
    return Reason("", label, how(source or _("in the text"), when.confidence), found)


def how(name: str, confidence: float) -> str:
    """ "gazetteer, 95% sure"; what is certain is not said to be."""
    found = method(name)
    return _("%(method)s, %(share)s sure", method=found, share=labels.percent(confidence)) if confidence < 1 else found


def quote(text: str, start: int, end: int) -> Markup:
    """The sentence around a span, the span marked; empty where there is no such span."""
    if not 0 <= start < end <= len(text):
        return Markup()
    first, last = sentence(text, start, end)
    before = after = ""
    if start - first > AROUND:
        first, before = min(word_start(text, start - AROUND), start), "… "
    if last - end > AROUND:
        last, after = max(word_end(text, end + AROUND), end), " …"
    shift = len(before) - first
    return highlighted(before + text[first:last] + after, [(start + shift, end + shift)])


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of the sentence that holds a span, as far as it is near; a sentence never leaves its block."""
    first, last = max(0, start - NEAR), min(len(text), end + NEAR)
    for boundary in SENTENCE_END.finditer(text, first, last):
        if boundary.end() <= start:
            first = boundary.end()
        elif boundary.start() >= end:
            return first, len(text[: boundary.end()].rstrip())
    return first, last


def word_start(text: str, position: int) -> int:
    """The next place where a word begins."""
    space = text.find(" ", position)
    return position if space < 0 else space + 1


def word_end(text: str, position: int) -> int:
    """The last place where a word has ended."""
    space = text.rfind(" ", 0, position)
    return position if space < 0 else space
