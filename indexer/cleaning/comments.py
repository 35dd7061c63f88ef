"""Where readers' comments begin: what others wrote below a text is not the page's own.

A thread of a forum is another thing: there the posts are the page.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexer.cleaning.features import AT
from indexer.cleaning.hints import BIT
from indexer.cleaning.notices import PORTRAIT, SIGNED, THREAD, Said
from indexer.model import Kind, Segments

TEXT_WORDS: Final = 20  # of the page's own before the comments; with fewer the comments may be the page
TEXT_LINE: Final = 8  # words of a line that counts for that, where no markup tells the comments
OFTEN: Final = 3  # "5 comments" so many times: it stands below each of several entries, and begins nothing
NAMED: Final = 3  # words of a line in which a name or a title may stand: of one reader there are many such

_NUMBER: Final = re.compile(r"\d+")
# A host's or a folder's name, with a number after it where others have such folders too; no word of an article's own
# name: for words as in "open-thread", "world-community-lashes-out" and "keyboards" 23 of 1,209 single pages were taken
# for threads, and one of them was.
_FORUM: Final = re.compile(
    r"[/.](?:\w*forums?|(?:show|view)?threads?|discussions?|communit(?:y|ies)|boards?|answers|viewtopic|qna|[tr])[/.?:]"
    r"|/(?:topics?|questions?|threads?)[/-]\d|[?&](?:topic|thread)=\d",
    re.IGNORECASE,
)
_FORUM_TYPES: Final = frozenset(("qapage", "question", "discussionforumposting"))


def of_readers(
    segments: Segments, raw: NDArray[np.float32], own: NDArray[np.bool_], said: Sequence[Said]
) -> list[bool]:
    """For each block whether it belongs to the readers' comments. `raw`: features.NAMES × blocks; `own`: blocks that
    else would be kept; `said`: by the lexicon.

    Measured on whole sites: F1 .949 → .977 for HTML, .906 → .950 for plain text; on WCXB, whose truth counts
    comments as content, .921 → .916.
    """
    if is_forum(segments):
        return [False] * len(own)
    words = np.where(own, raw[AT["words"]], 0)
    marked = (raw[AT["near"]].astype(np.int64) | raw[AT["far"]].astype(np.int64)) & BIT["comment"] > 0
    if marked.any():
        texts = np.where(marked, 0, words)
        if texts[: marked.argmax()].sum() >= max(TEXT_WORDS, texts.sum() / 2):
            return marked.tolist()  # type: ignore[no-any-return]
    start = _first_mark(words, said, _of_others(segments, raw, said))
    return [position >= start for position in range(len(own))]


def is_forum(segments: Segments) -> bool:
    """Whether the page's address or its own type says that it is a thread of a forum."""
    return bool(_FORUM.search(segments.url)) or segments.meta.type.lower() in _FORUM_TYPES


def _of_others(segments: Segments, raw: NDArray[np.float32], said: Sequence[Said]) -> set[int]:
    """The marks that begin no comments: an entry's byline right below its heading, "Comments:" before a field."""
    blocks, inputs = segments.blocks, [*raw[AT["inputs"], 1:], 0]
    return {
        at
        for at, one in enumerate(said)
        if (one.mark == SIGNED and at and blocks[at - 1].kind is Kind.HEADING)
        or (one.mark == THREAD and inputs[at] and blocks[at].text.endswith(":"))
    }


def _first_mark(words: NDArray[np.float32], said: Sequence[Said], others: set[int]) -> int:
    """The first line after the text that can only begin comments ("5 comments", "Anna writes:"); else the end.

    Where a comment's author stands below it ("Posted by Anna on May 3"), it begins at the line for his picture.
    """
    marks = [(at, one) for at, one in enumerate(said) if one.mark and at not in others]
    often = Counter(_NUMBER.sub("0", one.folded) for _, one in marks if _is_plain(one))
    before = np.cumsum(np.where(words >= TEXT_LINE, words, 0))
    first = int(np.searchsorted(before, TEXT_WORDS)) + 1
    places = {PORTRAIT: len(said), THREAD: len(said)}
    for at, one in reversed(marks):
        if at >= first and often[_NUMBER.sub("0", one.folded)] < OFTEN:
            places[PORTRAIT if one.mark == PORTRAIT else THREAD] = at
    return min(places.values()) if places[THREAD] < len(said) else len(said)


def _is_plain(said: Said) -> bool:
    """Whether a line names nobody, so that it can stand at the head of the comments once only: "5 comments"."""
    return said.mark == THREAD and said.folded.count(" ") < NAMED
