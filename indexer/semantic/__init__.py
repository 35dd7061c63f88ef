"""Which documents mean what is asked, whatever their words and their language?   text → vector → the nearest documents

An extra (`semantic`): `model` makes vectors of texts, `building` keeps one of each document in its generation,
`vectors` finds those near a query's, `meaning` says what of a query is looked for so.
"""

from indexer.semantic.building import Documents, write_vectors
from indexer.semantic.meaning import Meaning, meaning_of, said, unsaid
from indexer.semantic.model import require

__all__ = ["Documents", "Meaning", "meaning_of", "require", "said", "unsaid", "write_vectors"]
