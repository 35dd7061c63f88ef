"""What is being asked?   text ⇄ tree → clause; and which words of a document answer it

`parse` reads any text a user may write, `to_text` writes the tree back, `plan` turns it into what engines are asked;
`marks` and `snippet` show where a document says it.
"""

from indexer.query.dates import date_span
from indexer.query.examples import EXAMPLES, Example
from indexer.query.highlight import Mark, Wanted, marks, wanted
from indexer.query.notes import Note
from indexer.query.parse import Parsed, parse
from indexer.query.plan import WEIGHTS, Weights, Wider, other_name, plan
from indexer.query.print import to_text
from indexer.query.snippets import snippet
from indexer.query.tree import FIELDS, Also, And, Name, Node, Not, Or, Word, any_of, any_word

__all__ = [
    "EXAMPLES",
    "FIELDS",
    "WEIGHTS",
    "Also",
    "And",
    "Example",
    "Mark",
    "Name",
    "Node",
    "Not",
    "Note",
    "Or",
    "Parsed",
    "Wanted",
    "Weights",
    "Wider",
    "Word",
    "any_of",
    "any_word",
    "date_span",
    "marks",
    "other_name",
    "parse",
    "plan",
    "snippet",
    "to_text",
    "wanted",
]
