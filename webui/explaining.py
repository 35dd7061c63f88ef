"""Why is a document among the results, and why so high? Part by part of the query, for `explain=1`."""

from indexer.model import Record
from indexer.query import And, Node, Not, marks, parse, to_text, wanted
from webui.answer import Plain


def parts(q: str) -> list[Node]:
    """The parts of a query that a document can match one by one; those it must not have are left out."""
    tree = parse(q).tree
    nodes = tree.nodes if isinstance(tree, And) else (tree,)
    return [node for node in nodes if not isinstance(node, Not)]


def explained(q: str, record: Record, score: float) -> Plain:
    """How often each part of the query stands in the title and in the text of a document.

    A part that stands nowhere was met by a facet, a date, another form of the same name, or the document's meaning.
    """
    return {"score": score, "parts": [matched(part, record) for part in parts(q)] if q.strip() else []}


def matched(part: Node, record: Record) -> Plain:
    seeking = wanted(part)
    return {
        "part": to_text(part),
        "in_title": len(list(marks(record.title, record.language, seeking))),
        "in_text": len(list(marks(record.text, record.language, seeking))),
    }
