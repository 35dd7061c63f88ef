"""Where a text names people: patterns over a row of letters, one a token, as dates are found in date_grammar.py.

G given name, W one that is a word too, S what ends like a surname, K both, N a name that alone is somebody's
(data/known_people.tsv), C another capitalised word, I initials,
P patronymic, p particle ("bin", "von"), T title, R role (Q an office, E any other in capitals), X a capitalised word
that is no name, B and A words before and behind which a name is a thing's: see person_words.py.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from indexer.enrichment.person_words import letters as letters_of
from indexer.enrichment.vocabulary import word_lists
from indexer.words.folding import folded
from indexer.words.plain import Patterns

_LOWER: Final = "[a-zа-яёәғқңөұүһі]"
_TOKEN: Final = Patterns.of(
    rf"(?P<far>(?<![^\W_])(?:{_LOWER}+ ){{3,}}(?={_LOWER}+ {_LOWER}))"  # only its first word may stand beside a name
    r"|(?P<initials>(?=[^\W\d_]{1,2}\.)(?<![\w.])(?!(?:U\.S|U\.N|U\.K|D\.C|E\.U|P\.S|N\.B)\.)"
    r"(?:(?:[^\W\d_a-zа-яё]|Дж|Ch|Sh|Zh|Kh|Yu|Ya)\.[ \u00a0-]?){1,3}(?=[^\W\d_]{2}|[\s,;)]|$))"
    r"|(?P<word>[^\W\d_]+(?:[-’'ʻʼ‘`](?!s\b)[^\W\d_]+)*)|(?P<break>\n)|(?P<other>\d+|[^\s])"
)

_NAME: Final = "[GKNWSC]"
_MORE: Final = f"(?:p{{1,2}}{_NAME}|{_NAME})"
_FULL: Final = "[SKN][GKW]P|[GKNWC]P[SKNC]?|[GKN][GKWC]s"
# How it was told → pattern; the first that fits at the leftmost place. "<how>_name" is the person, where not all is.
_SHAPES: Final = re.compile(
    "|".join(
        (
            rf"(?P<full>{_FULL})",  # Ерлан Маратович Касымов
            rf"(?P<title>T\.?(?:[TRQE]\.?){{0,3}}(?P<title_name>{_FULL}|I?p{{0,2}}{_NAME}(?:I?{_MORE}){{0,2}}))",
            r"(?P<initials>(?<![GKNWSC])I[SN]|(?<![,GKNWSC])I[GKC]|[SKN]I)",  # A. Sadvakasova
            # Aigerim Sadvakasova; Джон Рональд Руэл Толкин
            rf"(?P<name>[GK][GW]C[SN]|[GKN]I?{_MORE}(?:{_NAME}|p{{1,2}}{_NAME})?|WI?(?:p{{1,2}})?[SKN])",
            rf"(?P<role>[QR](?P<role_name>[CW]I?{_MORE}(?:{_MORE})?)|[QRE](?P<role_surname>S))",  # судья Иванов
            # President Obama, not Commissioner Karel DE GUCHT
            r"(?P<office>Q(?P<office_name>p{0,2}(?:[CKN]|G(?!X)))(?![A-WYZp]))",
            r"(?P<reversed>S[GK](?![SKP]))",  # Касымов Ерлан
            r"(?P<ending>[CS]S)",  # Shakhnoza Khassanova, were Shakhnoza not listed
            r"(?P<known>N)",
            r"(?P<surname>S)",
        )
    )
)
# Where one of them may begin: a capitalised word alone, the most frequent letter, is spared ten attempts.
_BEGINNING: Final = re.compile("[GKNSTQI]|C(?=[PS])|R(?=[CWS])|W(?=[PISKNp])|E(?=S)")
_NAME_GROUPS: Final = {"title": ("title_name",), "role": ("role_name", "role_surname"), "office": ("office_name",)}
_INVERTED: Final = re.compile(r"(?<![GKNWSCTI])(?<!T\.)[CSK],T\.?$")  # before a given name: the surname stands first
_INSIDE_A_NAME: Final = re.compile("[GKNWSCX]{0,3}A")  # behind: "Elizabeth Morse Charitable Trust"
_QUOTES: Final = frozenset('«»“”„"')
_MANY_CAPITALS: Final = 0.6  # of the words of a line: a title in title case …
_SHORT_LINE: Final = 3  # words: … or just a name
_EDITED_BY: Final = "ред"  # "под ред. А. Я. Сухарева": the full stop ends no sentence
_LONG_TITLE: Final = 150  # characters on either side


class Name(NamedTuple):
    """The words of a name."""

    shape: str  # how it was told
    words: tuple[str, ...]
    letters: str  # of the words


class Found(NamedTuple):
    """Words of the text that name a person: text[start:end]."""

    start: int
    end: int
    name: Name
    before: str  # the word right before, if it is in lower case
    begins_sentence: bool
    after_institution: bool  # "фонда": then it may be the fund's name


def people(text: str, language: str) -> Iterator[Found]:
    """What may be the people of a text in the language, in order."""
    tokens = list(_TOKEN.to(text).finditer(text))
    written = [token[0] if token.lastgroup != "far" else token[0].partition(" ")[0] for token in tokens]
    letters = "".join(map(letters_of(language).__getitem__, written))
    for match in _shapes(letters):
        shape = match.lastgroup or ""
        group = next((name for name in _NAME_GROUPS.get(shape, ()) if match[name]), shape)
        start, end = match.span(group)
        if shape == "title" and _is_a_part(tokens, letters, start, end):
            continue
        if not _is_of_a_thing(text, letters, match.start(), start, end, tokens):
            in_title = letters[end - 1] == "C" and _is_title_case(text, tokens[end - 1].start())
            end -= in_title and _is_cut_short(text, tokens[start].start(), tokens[end - 1].end(), letters[start:end])
            is_headline = in_title and letters[start:end] == "CC"  # "President Hitt Leads Campaign"
            if not is_headline and (not in_title or end - start > 1):
                yield _found(tokens, letters, start, end, shape)


def _shapes(letters: str) -> Iterator[re.Match[str]]:
    end = 0
    for beginning in _BEGINNING.finditer(letters):
        match = _SHAPES.match(letters, beginning.start()) if beginning.start() >= end else None
        if match:
            end = match.end()
            yield match


def _is_a_part(tokens: Sequence[re.Match[str]], letters: str, start: int, end: int) -> bool:
    """Whether a word behind a title has another behind it that is taken for no name: "Dr Pam Green" tells nobody; but
    "King Charles II" does. Or whether it is a given name whose surname is not behind it: "4. Sulisbury, Dr. Kenneth",
    "Lord Jesus"."""
    if letters[start:end] == "G" and (_INVERTED.search(letters, 0, start) or _is_peer(tokens, letters, start)):
        return True
    return letters[start:end] in ("G", "C") and letters[end : end + 1] == "X" and not tokens[end][0].isupper()


def _is_peer(tokens: Sequence[re.Match[str]], letters: str, start: int) -> bool:
    return folded(tokens[letters.rindex("T", 0, start)][0]) in word_lists("person_words.tsv")["peer"]


def _is_of_a_thing(text: str, letters: str, first: int, start: int, end: int, tokens: Sequence[re.Match[str]]) -> bool:
    """Whether a thing is called so: the steamer Queen Elizabeth, «Михаил Светлов», Elizabeth Morse Trust."""
    if "B" in (letters[max(0, first - 1) : first], letters[max(0, start - 1) : start]):
        return True
    at, to = tokens[start].start(), tokens[end - 1].end()
    quoted = {text[max(0, at - 1) : at], text[to : to + 1]} <= _QUOTES
    return quoted or bool(_INSIDE_A_NAME.match(letters, end))


def _is_title_case(text: str, position: int) -> bool:
    """Whether most words of the line have capitals: there "Praises" is no surname ("Michael Copps Praises Project")."""
    around = text[max(0, position - _LONG_TITLE) : position].rpartition("\n")[2]
    line = (around + text[position : position + _LONG_TITLE].partition("\n")[0]).split()
    return len(line) > _SHORT_LINE and sum(word[0].isupper() for word in line) > _MANY_CAPITALS * len(line)


def _is_cut_short(text: str, start: int, end: int, letters: str) -> bool:
    """Whether the last of three words of a title may be no surname, for the page has the three nowhere else."""
    return len(letters.replace("I", "")) == 3 and letters[-2] != "p" and text.count(text[start:end]) == 1


def _found(tokens: Sequence[re.Match[str]], letters: str, start: int, end: int, shape: str) -> Found:
    at = start - 2 if start > 1 and (tokens[start - 2][0], tokens[start - 1][0]) == (_EDITED_BY, ".") else start - 1
    before = tokens[at][0].split(" ")[-2 if tokens[at][0].endswith(" ") else -1] if start else ""
    return Found(
        tokens[start].start(),
        tokens[end - 1].start() + len(tokens[end - 1][0].rstrip()),
        Name(shape, tuple([token[0].strip() for token in tokens[start:end]]), letters[start:end]),
        before if before[:1].islower() else "",
        not before[:1].isalnum(),
        letters[max(0, start - 1) : start] == "b",
    )
