"""In which language is the page's own text?"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from indexer.enrichment.headlines import kept
from indexer.model import Document, Evidence, JudgedBlock, Kind
from indexer.words import detect, is_of_one_language

ENOUGH: Final = 200  # characters: from here on detection was right in 100 % of paragraphs of six languages

SHARE: Final = 0.25  # of the text: from here on a second language is one of the page's
ENOUGH_OF_A_BLOCK: Final = 60  # characters; shorter ones are names and numbers

_SHOWN: Final = 120  # characters of the block that is shown as the reason

# Names for people; a language that is not here is shown by its code.
LABELS: Final = {
    "en": "English", "ru": "Russian", "kk": "Kazakh", "ky": "Kyrgyz", "uz": "Uzbek", "tg": "Tajik", "tk": "Turkmen",
    "az": "Azerbaijani", "tr": "Turkish", "uk": "Ukrainian", "be": "Belarusian", "de": "German", "fr": "French",
    "es": "Spanish", "it": "Italian", "pt": "Portuguese", "pl": "Polish", "fa": "Persian", "ar": "Arabic",
    "zh": "Chinese", "nl": "Dutch", "hr": "Croatian", "sr": "Serbian", "bs": "Bosnian", "ka": "Georgian",
    "hy": "Armenian", "mn": "Mongolian", "he": "Hebrew", "ja": "Japanese", "ko": "Korean", "el": "Greek",
    "ro": "Romanian", "bg": "Bulgarian", "cs": "Czech", "sv": "Swedish", "fi": "Finnish", "hi": "Hindi",
}  # fmt: skip


def language(document: Document, text: str) -> tuple[Evidence, ...]:
    """The language of the kept text; of the whole page, boilerplate included, where too little is kept to tell. Then
    others that a good share of the blocks is written in, each with the first of these."""
    code, method, confidence = language_of(document, text)
    if not code:
        return ()
    main = Evidence(code, LABELS.get(code, code), "", -1, -1, method, confidence)
    return (main, *_others(document, text, code)) if method == "text" else (main,)


def of_blocks(blocks: Sequence[JudgedBlock], main: str) -> list[str]:
    """The language of each block. One that is too short to tell has that of the block before it, a heading's is that of
    the block behind it; without such a block it has the page's."""
    found = [detect(block.text) or main if len(block.text) >= ENOUGH_OF_A_BLOCK else "" for block in blocks]
    before = main
    for number, block in enumerate(blocks):
        if not found[number]:
            behind = next((code for code in found[number:] if code), before)
            found[number] = behind if block.kind in (Kind.HEADING, Kind.TITLE) else before
        before = found[number]
    return found


def _others(document: Document, text: str, main: str) -> Iterator[Evidence]:
    if is_of_one_language(text):
        return
    placed = [(start, block) for start, block in kept(document) if start + len(block.text) <= len(text)]
    written = dict[str, list[tuple[int, str]]]()
    for code, (start, block) in zip(of_blocks([block for _, block in placed], main), placed, strict=True):
        written.setdefault(code, []).append((start, block.text))
    for code, parts in written.items():
        size = sum(len(part) for _, part in parts)
        if code != main and size >= max(ENOUGH, SHARE * len(text)):
            start, part = parts[0]
            end = start + min(len(part), _SHOWN)
            yield Evidence(code, LABELS.get(code, code), text[start:end], start, end, "blocks of the text", 0.9)


def language_of(document: Document, text: str) -> tuple[str, str, float]:
    """(ISO 639-1 code or "", method, confidence)."""
    code = _detected(text)
    if code and (len(text) >= ENOUGH or not document.language or code == document.language):
        return code, "text", 1.0 if len(text) >= ENOUGH else 0.8
    return document.language or code, "page", 0.6


@lru_cache(maxsize=4)
def _detected(text: str) -> str:
    return detect(text)
