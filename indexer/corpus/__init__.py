"""What do the pages say together?   Findings of every document → what becomes of each one's values"""

from indexer.corpus.agree import Said, agree
from indexer.corpus.agreement import VERSION, Agreement, Decision
from indexer.corpus.findings import Findings, findings_of
from indexer.corpus.finish import finish
from indexer.corpus.naming import Names
from indexer.corpus.traces import trace_of
from indexer.corpus.translations import Translation, Translations, translations

__all__ = [
    "VERSION",
    "Agreement",
    "Decision",
    "Findings",
    "Names",
    "Said",
    "Translation",
    "Translations",
    "agree",
    "findings_of",
    "finish",
    "trace_of",
    "translations",
]
