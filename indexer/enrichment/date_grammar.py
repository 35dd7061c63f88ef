"""Dates and ranges of dates in a text, in all languages of data/months.json, in one pass.

The text becomes a row of letters, one a token (D day, M month, Y year, "-" dash …); a date is a pattern over that row.
So a dozen patterns do for all languages, and 2 KB of text take about 0.5 ms (the month names inside each pattern took
60 ms). What a pattern matched is read the same way for all: first and last day, month and year found in it.
"""

import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Final

from indexer.enrichment.calendar_words import kind, month, months_begin, spelled_day, spelled_days

FIRST_YEAR, LAST_YEAR = 1000, 2100

# What stands behind a number: ordinals, and the cases of Turkic numbers (5-іне, 14-ынан).
_ORDINALS: Final = (
    "st|nd|rd|th|го|ого|е|ое|й|ые|м|му|ом|шы|ші|ншы|нші|ыншы|інші|сыншы|сінші|чи|чы|чу|чү|инчи|нчи|er|º|ª|нчы|нче|ум|уми|юм|юми|"
    "[сш]?[ыі]н?(?:а|е|да|де|дан|ден|ан|ен)?|[нд][ае]н?|ға|ге|қа|ке|гача|гача|нан|нен"
)
_AROUND: Final = 32  # characters beside digits that are read; "Wednesday" and "of the year" are shorter
_DIGITS: Final = re.compile(r"\d(?:[^\n]{0,32}\d)*")
# What all days written in words hold, and hardly anything else, so that few lines are looked at for them. Patterns that
# begin with letters are searched ten times as fast as those with a choice.
_IN_WORDS: Final = (
    re.compile(
        "ого (?:(?<=ервого )|(?<=[Вв]торого )|(?<=вертого )|(?<=[пвс]ятого )|(?<=шестого )|(?<=ьмого )|(?<=цатого ))"
    ),
    re.compile("тьего "),
    re.compile("нш[ыі]"),
    re.compile("[наз] (?:(?<=он )|(?<=ырма )|(?<=отыз ))(?:бір|екі|үш|төрт|бес|алт|жет|сег|тоғ)"),
)
_GENITIVE: Final = ("ның", "нің", "дың", "дің", "тың", "тің", "нын", "нин", "дын", "дин", "тын", "тин", "нинг")
_RANGE: Final = "[-t]"
_YEAR: Final = r",?[oi]?y?Y(?:\.?y\.?)?"
_DAY_MONTH: Final = r"(?:W\.?,?)?D\.?[-o]*[Mm]\.?"
_MONTH_DAY: Final = r"(?:W\.?,?)?[Mm]\.?o?D"
_DAYS: Final = rf"(?:D,){{0,3}}D\.?(?:[-t/](?:W,?)?){_DAY_MONTH}"
_SHAPES: Final = re.compile(
    "(?=[DdMmYNWfi])(?:"  # what each of them begins with: it spares most places thirty attempts
    + "|".join(
        (
            rf"{_DAY_MONTH}{_YEAR}{_RANGE}{_DAY_MONTH}{_YEAR}",  # 28 December 2018 – 2 January 2019
            rf"Y-?y\.?{_DAY_MONTH}{_RANGE}?Y-?y\.?{_DAY_MONTH}",  # 2018 ж. 28 желтоқсан – 2019 ж. 2 қаңтар
            rf"{_DAY_MONTH}{_RANGE}{_DAY_MONTH}{_YEAR}",  # 28 мая – 2 июня 2012 г.
            rf"{_DAYS}{_YEAR}",  # 9-10 октября 2018 года
            rf"Y-?y?,?o?{_DAY_MONTH}{_RANGE}{_DAY_MONTH}",  # 2019 жылғы 28 мамыр – 2 маусым
            rf"Y-?y\.?{_DAY_MONTH}{_DAY_MONTH}",  # 2019 жылғы 28 мамырдан 2 маусымға дейін
            rf"Y-?y\.?{_DAYS}",  # 2019 жылғы 5–7 қыркүйек
            rf"{_DAY_MONTH}{_YEAR}",  # 9 октября 2018
            rf"Y-?y\.?{_DAY_MONTH}|Y,?M,?D",  # 2018 жылғы 9 қазан
            rf"{_MONTH_DAY},Y{_RANGE}{_MONTH_DAY},?Y",  # December 28, 2018 – January 2, 2019
            rf"{_MONTH_DAY}{_RANGE}{_MONTH_DAY},?Y",  # May 28 – June 2, 2012
            rf"{_MONTH_DAY}(?:,D)*,?{_RANGE}D,?o?Y",  # October 9 – 10, 2018
            rf"{_MONTH_DAY},?o?Y",  # October 9, 2018
            rf"fN{_RANGE}N|N-N|[dD]\.?-N|N",  # 9–10.10.2018
            rf"fM{_YEAR}t?M{_YEAR}|M,?Y-M,?Y|[if]?Y-?yMt?Y-?yM",  # December 2018 – January 2019
            rf"M{_RANGE}M{_YEAR}|[Mm]\.?{_YEAR}|Y-?y[Mm]-[Mm]|Y-?y[Mm]",  # March 2014
            rf"D\.?M{_RANGE}D\.?M|(?:D,){{0,3}}D\.?{_RANGE}D\.?o*M|Mo?D{_RANGE}D",  # 9–10 October
            r"(?:W,?)?D\.?[-o]*M|(?:W,?)?Mo?D|m\.D",  # 9 October, Oct. 9
            rf"[if]Y{_RANGE}Yy?|Y{_RANGE}Y-?y|[if]Yy?|Y-?y",  # in 2018, 2018 год, 2015–2017 годы
        )
    )
    + ")"
)


@dataclass(frozen=True, slots=True)
class Span:
    """A date or range as the text writes it: text[start:end]."""

    first: date
    last: date
    precision: str  # "day", "month" or "year"
    start: int
    end: int
    inferred: bool = False  # the year is not written; it was taken from around
    unsure: bool = False  # 03/04/2015: day and month may be swapped

    @property
    def is_range(self) -> bool:
        return self.precision == "day" and self.first != self.last


@dataclass(slots=True)
class _Parts:
    """What a pattern held, in the order of the text."""

    days: list[int]
    months: list[int]
    years: list[int]
    unsure: bool = False


def spans(text: str, year: int = 0, month_first: bool = False) -> list[Span]:
    """The dates of a text in order. Dates without a year get `year`, else that of the nearest dated one before, else
    behind; with none they are left out. `month_first`: how to read 03/04/2015."""
    letters, tokens = _tokenised(text)
    matches = [match for match in _SHAPES.finditer(letters) if not _counts_things(match, tokens)]
    found = [(match, _parts(match, tokens, month_first)) for match in matches]
    dated = [(number, parts.years[0]) for number, (_, parts) in enumerate(found) if parts.years]
    result = []
    for number, (match, parts) in enumerate(found):
        inferred = not parts.years
        if inferred:
            parts.years = [year or _nearest(number, dated)]
        start, end = tokens[match.start()].start(), tokens[match.end() - 1].end()
        span = _span(parts, start, end, inferred)
        if span:
            result.append(span)
    return result


def _counts_things(match: re.Match[str], tokens: list[re.Match[str]]) -> bool:
    """Whether the number behind a Cyrillic month is not its day: "в мае 5 человек", "маусымда 6 команда"; but "мамырдың
    5-і" is."""
    if match[0] not in ("MD", "WMD", "W,MD"):
        return False
    named = tokens[match.end() - 2][0].lower()
    return not (named.isascii() or named.endswith(_GENITIVE))


def _nearest(number: int, dated: list[tuple[int, int]]) -> int:
    """The year of the last dated one before, else of the first one behind; 0 where there is none."""
    behind = bisect_left(dated, (number, 0))
    return dated[max(0, behind - 1)][1] if dated else 0


@lru_cache(maxsize=2)
def _tokenised(text: str) -> tuple[str, list[re.Match[str]]]:
    tokens = [token for pattern, start, end in _windows(text) for token in pattern.finditer(text, start, end)]
    return "".join([kind(token[0]) if token.lastgroup == "word" else _letter(token) for token in tokens]), tokens


def _windows(text: str) -> Iterator[tuple[re.Pattern[str], int, int]]:
    """(pattern of its tokens, start, end) of the parts of a text where dates may be: around digits, and whole lines
    with a number in words and what may be a month."""
    last = 0
    in_words = [found.span() for pattern in _IN_WORDS for found in pattern.finditer(text)]
    for start, end in sorted([*in_words, *(found.span() for found in _DIGITS.finditer(text))]):
        if text[start].isdigit():
            if start < last:
                continue
            start = max(last, start - _AROUND, text.rfind("\n", last, start))
            newline = text.find("\n", end, end + _AROUND)
            last = min(len(text), end + _AROUND) if newline < 0 else newline + 1
            yield _token(""), start, last
        else:
            start, end = max(last, text.rfind("\n", last, start) + 1), (text.find("\n", end) + 1) or len(text)
            if months_begin().search(text, start, end):
                yield _token(spelled_days()), start, end
                last = end


@cache
def _token(spelled: str) -> re.Pattern[str]:
    in_words = f"(?P<spelled>{spelled})|" if spelled else ""
    return re.compile(
        rf"{in_words}(?P<word>[^\W\d_]+)"  # most come first
        r"|(?P<N>(?<![\d./])(?<!\d{3}-)"
        r"(?:\d{4}(?P<one>[-./])\d{1,2}(?P=one)\d{1,2}|\d{1,2}(?P<two>[-./])\d{1,2}(?P=two)\d{4})(?![\d/]|[-.]\d)(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?)"
        r"|(?P<d>(?<![\d./-])\d{1,2}\.\d{1,2}(?=\.?\s*[-–—]\s*\d{1,2}\.\d{1,2}\.\d{4}))"
        rf"|(?P<number>(?<![\d.,])\d+(?:\s?-?\s?(?:{_ORDINALS})(?![^\W_]))?(?![.,]?\d))"
        r"|(?P<dash>[-–—−])|(?P<break>\n)|(?P<other>[^\s])"
    )


def _letter(token: re.Match[str]) -> str:
    """The letter of anything but a word."""
    match token.lastgroup:
        case "number":
            return _number(token[0])
        case "spelled":
            return "D"
        case "dash":
            return "-"
        case "other":
            return token[0] if token[0] in ",./" else "x"
        case "break":
            return "|"
    return token.lastgroup or "x"


def _number(written: str) -> str:
    digits = _value(written)
    if (written.isdigit() or written[4:5] == "-") and digits > 999 and FIRST_YEAR <= digits <= LAST_YEAR:
        return "Y"
    return "D" if 1 <= digits <= 31 and len(written.rstrip("stndrh")) <= 9 else "x"


def _value(written: str) -> int:
    digits = re.match(r"\d+", written)
    if digits:
        return int(digits[0]) if len(digits[0]) <= 4 else 0
    return spelled_day(written)


def _parts(match: re.Match[str], tokens: list[re.Match[str]], month_first: bool) -> _Parts:
    parts = _Parts([], [], [])
    for letter, token in zip(match[0], tokens[match.start() : match.end()], strict=True):
        match letter:
            case "D":
                parts.days.append(_value(token[0]))
            case "M" | "m":
                parts.months.append(month(token[0]))
            case "Y":
                parts.years.append(_value(token[0]))
            case "N" | "d":
                _numeric(token[0], parts, month_first)
    return parts


def _numeric(written: str, parts: _Parts, month_first: bool) -> None:
    """09.10.2018, 2018-10-09, 10/9/2018: the year is the long one; with dots and dashes the day comes first."""
    numbers = [int(number) for number in re.findall(r"\d+", written.partition("T")[0])]
    if numbers[0] > 31:
        year, month_, day = numbers
    else:
        day, month_, year = numbers if len(numbers) == 3 else (*numbers, 0)
        parts.unsure = "/" in written and day <= 12 and month_ <= 12 and day != month_
        if month_ > 12 or (month_first and "/" in written and day <= 12):
            day, month_ = month_, day
    parts.days.append(day)
    parts.months.append(month_)
    parts.years += [year] if year else []


def _span(parts: _Parts, start: int, end: int, inferred: bool) -> Span | None:
    """The parts as a calendar would have them, or None where there is no such day or the range runs backwards."""
    precision = "day" if parts.days else "month" if parts.months else "year"
    years, months = parts.years, parts.months or [1, 12]
    try:
        first = date(years[0], months[0], parts.days[0] if parts.days else 1)
        last_of_month = monthrange(years[-1], months[-1])[1]
        last = date(years[-1], months[-1], parts.days[-1] if parts.days else last_of_month)
    except ValueError:
        return None
    if last < first and len(years) == 1 and len(months) == 2 and parts.days:
        first = first.replace(year=first.year - 1)  # 28 December – 2 January 2019
    if last < first:
        return None
    return Span(first, last, precision, start, end, inferred, parts.unsure)
