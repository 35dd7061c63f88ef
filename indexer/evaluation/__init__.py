"""How good is it where the answer is known?  labelled pages, judged searches → scores

`labelled` finds the pages and their truth, `cleaning` scores what is kept of them, `tables` prints it. `judged` finds
the queries and the documents that answer them, `search` scores what is found. `facets` reads labelled texts, and scores
and prints what is found in them.
"""

from indexer.evaluation.cleaning import Evaluation, PageScore, SetScore, evaluate
from indexer.evaluation.extractors import OTHERS
from indexer.evaluation.facets import facets_as_plain, facets_as_text, labelled_texts, score_facets
from indexer.evaluation.judged import Judged, find_judged
from indexer.evaluation.labelled import Labelled, LabelledSet, find
from indexer.evaluation.scores import Score, mean, score, tokens
from indexer.evaluation.search import (
    WORDS,
    check_run,
    evaluate_search,
    indexed,
    search_as_plain,
    search_as_text,
)
from indexer.evaluation.tables import as_plain, as_text

__all__ = [
    "OTHERS",
    "WORDS",
    "Evaluation",
    "Judged",
    "Labelled",
    "LabelledSet",
    "PageScore",
    "Score",
    "SetScore",
    "as_plain",
    "as_text",
    "check_run",
    "evaluate",
    "evaluate_search",
    "facets_as_plain",
    "facets_as_text",
    "find",
    "find_judged",
    "indexed",
    "labelled_texts",
    "mean",
    "score",
    "score_facets",
    "search_as_plain",
    "search_as_text",
    "tokens",
]
