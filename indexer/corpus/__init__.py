"""What do the pages say together?   Findings of every document → what becomes of each one's values"""

from indexer.corpus.agreement import VERSION, Agreement, Decision
from indexer.corpus.findings import Findings, findings_of
from indexer.corpus.finish import finish
from indexer.corpus.naming import Names

__all__ = ["VERSION", "Agreement", "Decision", "Findings", "Names", "findings_of", "finish"]
