"""Which words are in a text, and which of them are the same?   text → terms, for any language; for queries likewise"""

from indexer.words.analysis import Analysis, analyse, joined
from indexer.words.edits import near
from indexer.words.folding import fold
from indexer.words.languages import detect
from indexer.words.scripts import script
from indexer.words.splitting import WORD_CHARS, Token, part_tokens, parts, tokens
from indexer.words.stemming import STEMMED, beginnings, query_languages, stem

__all__ = [
    "STEMMED",
    "WORD_CHARS",
    "Analysis",
    "Token",
    "analyse",
    "beginnings",
    "detect",
    "fold",
    "joined",
    "near",
    "part_tokens",
    "parts",
    "query_languages",
    "script",
    "stem",
    "tokens",
]
