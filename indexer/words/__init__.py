"""Which words are in a text, and which of them are the same?   text → terms, for any language; for queries likewise"""

from indexer.words.analysis import Analysis, analyse, joined, remember
from indexer.words.edits import Spellings, near
from indexer.words.folding import fold
from indexer.words.grams import needed_grams
from indexer.words.languages import detect, is_of_one_language
from indexer.words.russian import in_dictionary
from indexer.words.scripts import script
from indexer.words.signature import nearly_same, signature
from indexer.words.sounds import readings, sound
from indexer.words.splitting import WORD_CHARS, Token, part_tokens, parts, tokens
from indexer.words.stemming import STEMMED, beginnings, query_languages, stem
from indexer.words.stop_words import is_stop_word

__all__ = [
    "STEMMED",
    "WORD_CHARS",
    "Analysis",
    "Spellings",
    "Token",
    "analyse",
    "beginnings",
    "detect",
    "fold",
    "in_dictionary",
    "is_of_one_language",
    "is_stop_word",
    "joined",
    "near",
    "nearly_same",
    "needed_grams",
    "part_tokens",
    "parts",
    "query_languages",
    "readings",
    "remember",
    "script",
    "signature",
    "sound",
    "stem",
    "tokens",
]
