"""The query language by example: what the help page shows, and what the tests hold true."""

from typing import Final, NamedTuple


class Example(NamedTuple):
    query: str
    meaning: str


EXAMPLES: Final = (
    Example("trafficking seminar", "both words, in any form and any order"),
    Example('"human trafficking"', "the words side by side, in any form; the exact phrase ranks first"),
    Example('"seminar Almaty"~3', "the words in this order, at most three words further apart"),
    Example("seminar OR training", "either word; OR in capitals"),
    Example("seminar -Almaty", "without a word; NOT Almaty is the same"),
    Example("(seminar OR training) Almaty", "parentheses say what belongs together"),
    Example("торговля людьми", "words of any language: «торговлей людьми» is found too"),
    Example("GLO.ACT", "a name with its dots or hyphens, with or without them"),
    Example("UNODC", "an organisation by its other names too, in any language; in quotes, only as it is written"),
    Example("traffick*", "every word that begins so; three letters or more"),
    Example("Khasanova~", "a word spelt a little differently: one letter, or two with ~2"),
    Example("title:report", "a word of the title"),
    Example('title:"annual report"', "a phrase of the title"),
    Example("country:Kazakhstan", "documents that name the country, whatever the language or form of its name"),
    Example('organisation:"Sana Sezim"', "documents that name the organisation; values of several words in quotes"),
    Example("country:(Kazakhstan OR Kyrgyzstan)", "documents that name either country"),
    Example("-country:*", "documents that name no country"),
    Example("-date:*", "documents without a date"),
    Example("language:kk", "documents written in Kazakh"),
    Example("date:2018", "documents of a year; date:2018-10 is a month, date:2018-10-09 a day"),
    Example("date:2018-01..2018-06", "from January to June 2018"),
    Example("date:>=2018", "from 2018 on; <, <= and > likewise"),
)
