"""How good is it on pages whose answer is known?  labelled pages → scores

`labelled` finds the pages and their truth, `cleaning` scores what is kept of them, `tables` prints it.
"""

from indexer.evaluation.cleaning import Evaluation, PageScore, SetScore, evaluate
from indexer.evaluation.extractors import OTHERS
from indexer.evaluation.labelled import Labelled, LabelledSet, find
from indexer.evaluation.scores import Score, mean, score, tokens
from indexer.evaluation.tables import as_plain, as_text

__all__ = [
    "OTHERS",
    "Evaluation",
    "Labelled",
    "LabelledSet",
    "PageScore",
    "Score",
    "SetScore",
    "as_plain",
    "as_text",
    "evaluate",
    "find",
    "mean",
    "score",
    "tokens",
]
