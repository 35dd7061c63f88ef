"""The lexicon of page furniture: what a block's whole text says about it, in any language, on a lone page too.

The phrases are in `lexicon/<language>.txt`; all files are always used, since a Flash notice is in English on a Kazakh
page. Nothing here looks at markup, so HTML and plain text are treated alike.
"""

import operator
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import Final, NamedTuple

from indexer.cleaning.folding import fold, fold_all


class Section(NamedTuple):
    """What the phrases of one section are."""

    label: str  # for people, before the quoted block
    confidence: float  # that a block with such a text is not what a person wrote on the page
    longest: int  # characters of a block that a phrase with a star may match


# By the name of the section in the files, which is also the name of the rule.
SECTIONS: Final = {
    "notice": Section("a plugin notice", 0.99, 400),
    "login": Section("part of a login box", 0.95, 120),
    "partners": Section("the heading of a list of partners", 0.85, 60),
    "cookies": Section("a cookie notice", 0.98, 600),
    "share": Section("a link to share or follow", 0.95, 80),
    "print": Section("a page tool", 0.95, 60),
    "copyright": Section("a copyright notice", 0.95, 200),
    "menu": Section("a menu entry", 0.9, 80),
    "comments": Section("part of a comment form", 0.9, 160),
    "counter": Section("a counter or reading time", 0.9, 80),
    "tags": Section("the page's tags", 0.85, 200),
    "pager": Section("a link to another page", 0.9, 120),
    "trail": Section("the way from the home page to this one", 0.95, 300),
}
THREAD: Final = "thread"  # the section of lines that begin the readers' comments; alone they condemn nothing
SPEAKER: Final = "speaker"  # those of them that must end with a colon: "Anna said:", not "…, Anna said."
PORTRAIT: Final = "portrait"  # the section of lines that stand for the picture of who wrote a comment
SIGNED: Final = "signed"  # the section of lines that sign a comment, or an entry below its heading
LABEL: Final = "label"  # the section of what stands before a colon in a line of a page's date, sections and counts
LONGEST: Final = max(section.longest for section in SECTIONS.values())

TRAIL: Final = "trail"  # its phrases are what such a line begins with
COUNTER: Final = "counter"
TAGS: Final = "tags"
PAGER: Final = "pager"
_MARKS: Final = (THREAD, PORTRAIT, SIGNED)
LONGEST_MARK: Final = 100  # characters of a line that begins the comments
SPEAKING: Final = 8  # words of a line that tells who writes; a longer one is a sentence that leads to a quotation
PART: Final = 80  # characters of a part of a line, but for its last: a title

_PARTED: Final = re.compile(r"[/|\\»›>→❯▸►·•]|::|\s[–—-]\s")  # what follows cuts at one of these, or not at all
_ARROWS: Final = re.compile(r"[|\\»›>→❯▸►]|::|\s/\s")
_DASHES: Final = re.compile(r"[|/·•]|\s[–—-]\s")
_PAGER: Final = re.compile(r"← .*|[^.!?]* →|‹ .* ›")  # "← The page before The page after →"
_LABELLED: Final = re.compile(r"(?:(?<=[\s|/·•,])|^)[^\W\d_]+(?=:\s)")  # the word before a colon
_NUMBER: Final = re.compile(r"\d+(?: \d+)*")  # "1,204" and "3.5" are one number each


class Said(NamedTuple):
    """What the lexicon says of a text."""

    folded: str  # by `folding.fold`; "" for a text that is too long for any phrase
    section: str  # that holds a phrase for all of it, or ""
    mark: str  # THREAD for a line of the kind "5 comments", SPEAKER for "Anna writes:", PORTRAIT for "Anna's picture"


_LONG: Final = Said("", "", "")
_MOST_SAID: Final = 50_000  # texts that are remembered: most short ones stand on many pages of a site
_said: dict[str, Said] = {}


def look_up(texts: Sequence[str]) -> list[Said]:
    """What the lexicon says of each text."""
    found = [_LONG if len(text) > LONGEST else _said.get(text) for text in texts]
    new = [*dict.fromkeys(text for text, said in zip(texts, found, strict=True) if said is None)]
    if new:
        if len(_said) > _MOST_SAID:
            _said.clear()
        now = dict(zip(new, map(_look_up, new, *fold_all(new)), strict=True))
        _said.update(now)
        return [said or now[text] for text, said in zip(texts, found, strict=True)]
    return list(filter(None, found))


def section(text: str) -> str:
    """The section of the lexicon that holds a phrase for this whole text, or ""."""
    return look_up([text])[0].section


def _look_up(text: str, folded: str, counted: str) -> Said:
    if not folded:
        return _LONG
    lexicon, words = _lexicon(), counted.split()
    name, mark = lexicon.exact.get(counted, ""), ""
    if words[0] in lexicon.first or words[-1] in lexicon.last:
        name, mark = name or _phrase(text, counted, words), _mark(text, counted, words)
    if not name and len(text) <= SECTIONS[TRAIL].longest:
        if not lexicon.of_parts.isdisjoint(words):
            name = of_parts(text)
        if not name and (text[0] in "←‹" or text[-1] == "→") and _PAGER.fullmatch(text):
            name = PAGER
    return Said(folded, name, mark)


def _phrase(text: str, counted: str, words: Sequence[str]) -> str:
    found = _starred(_lexicon().starred, words, counted, text)
    return found if found and len(text) <= SECTIONS[found].longest else ""


def _mark(text: str, counted: str, words: Sequence[str]) -> str:
    if len(text) >= LONGEST_MARK:
        return ""
    found = _starred(_lexicon().threads, words, counted, text)
    if found == SPEAKER and not (text.rstrip().endswith(":") and len(words) <= SPEAKING):
        return ""
    return found


def of_parts(text: str) -> str:
    """The section of a line that is put together of known parts, or ""."""
    if ":" in text and _labelled(text):
        return COUNTER
    if not _PARTED.search(text):
        return ""
    return TRAIL if _is_trail(text) else COUNTER if _counts(text) else ""


def _is_trail(text: str) -> bool:
    """Whether a line is the way to this page: "You are here: Home » News » The title", "Басты бет / Жаңалықтар"."""
    parts = _ARROWS.split(text)
    if len(parts) < 2:
        parts = _DASHES.split(text)
        if len(parts) < 3:  # "Home - sweet home"
            return False
    first = [folded for folded in map(fold, parts[0].split(":")) if folded]
    return bool(first) and _lexicon().trails.issuperset(first) and all(len(part.strip()) <= PART for part in parts[:-1])


def _labelled(text: str) -> bool:
    """Whether a line holds labelled values of the page's own only, tags or comments among them: "Date: 5 May 2018 |
    Category: News | Comments: 3", with or without something between.
    """
    labels = [fold(label) for label in _LABELLED.findall(text)]
    if len(labels) < 2 or not _LABELLED.match(text):
        return False
    known, of_site = _lexicon().labels, _lexicon().site_labels
    return known.issuperset(labels) and not of_site.isdisjoint(labels)


def _counts(text: str) -> bool:
    """Whether a line holds counters and dates only: "15 May 2018 · Read time: 3 min / Views: 120"."""
    exact, parts = _lexicon().exact, _DASHES.split(text)
    if len(parts) < 2:
        return False
    parts = list(map(fold, parts))
    counters = [exact.get(_NUMBER.sub("0", part)) == COUNTER for part in parts]
    dated = (len(part) <= PART and _NUMBER.search(part) for part in parts)
    return any(counters) and all(map(operator.or_, counters, map(bool, dated)))


def _starred(patterns: "Starred", words: Sequence[str], folded: str, text: str) -> str:
    """The section of the first pattern that the whole text matches; those with its first or last word are tried."""
    for section_name, pattern, colon in patterns.begin.get(words[0], ()) + patterns.end.get(words[-1], ()):
        if (not colon or ":" in text) and pattern.fullmatch(folded):
            return section_name
    return ""


@cache
def files() -> tuple[tuple[str, str], ...]:
    """(language, content) of each file of the lexicon, by name."""
    folder = resources.files("indexer.cleaning") / "lexicon"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".txt"))
    return tuple((name.removesuffix(".txt"), (folder / name).read_text("utf-8")) for name in names)


Pattern = tuple[str, re.Pattern[str], bool]  # its section, and whether a colon must stand in the text


class Starred(NamedTuple):
    """Phrases with a star."""

    begin: dict[str, tuple[Pattern, ...]]  # by first word
    end: dict[str, tuple[Pattern, ...]]  # those that begin with the star, by last word

    def add(self, phrase: str, pattern: Pattern) -> None:
        words = fold(phrase).split()
        by, word = (self.end, words[-1]) if phrase.startswith("*") else (self.begin, words[0])
        by[word] = (*by.get(word, ()), pattern)


@dataclass(frozen=True)
class Lexicon:
    exact: dict[str, str]  # folded phrase → section
    starred: Starred
    threads: Starred
    trails: set[str]  # folded phrases that the way to a page begins with
    labels: set[str]  # folded words before a colon in a line of labelled values
    site_labels: set[str]  # those of them that only a site puts there, never an author: tags, comments
    of_parts: set[str]  # words of which a line that is put together of known parts has one

    @cached_property
    def first(self) -> frozenset[str]:
        """Words that a phrase with a star begins with: of most texts neither the first nor the last word is known."""
        return frozenset((*self.starred.begin, *self.threads.begin))

    @cached_property
    def last(self) -> frozenset[str]:
        return frozenset((*self.starred.end, *self.threads.end))


@cache
def _lexicon() -> Lexicon:
    found = Lexicon({}, Starred({}, {}), Starred({}, {}), set(), set(), set(), set())
    for language, content in files():
        for section_name, phrase in _phrases(language, content):
            if section_name == TRAIL:  # "Home" alone is a menu entry, "Location" may be a heading
                found.trails.add(fold(phrase))
            elif section_name == LABEL:
                found.labels.add(fold(phrase))
            elif section_name in _MARKS or "*" in phrase:
                pattern = ".*".join(re.escape(fold(part)) for part in phrase.split("*"))
                patterns = found.threads if section_name in _MARKS else found.starred
                name = SPEAKER if section_name == THREAD and phrase.endswith(":") else section_name
                patterns.add(phrase, (name, re.compile(pattern), ":*" in phrase))
            else:
                found.exact.setdefault(fold(phrase), section_name)
            if section_name in (TRAIL, COUNTER):
                found.of_parts.update(fold(phrase).split())
            if (section_name == TAGS and phrase.endswith(":*")) or (section_name == THREAD and phrase.isalpha()):
                found.site_labels.add(fold(phrase))
    found.labels.update(found.site_labels)
    found.of_parts.update(found.labels)
    found.of_parts.discard("0")  # stands for any number
    return found


def _phrases(language: str, content: str) -> Iterator[tuple[str, str]]:
    """(section, phrase) for each line of a file."""
    current = ""
    for line in filter(None, map(str.strip, content.splitlines())):
        if line.startswith("[") and line.endswith("]"):
            current = line[1:-1]
            if current not in SECTIONS and current not in (*_MARKS, LABEL):
                choices = ", ".join((*SECTIONS, *_MARKS, LABEL))
                raise ValueError(f"lexicon/{language}.txt: no section called {current!r}. Choose one of: {choices}")
        elif not line.startswith("#"):
            yield current, line
