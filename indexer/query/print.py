"""Tree → text in the query language, which is read as the same tree again."""

from indexer.query.scan import QUOTES
from indexer.query.tree import Also, And, DateIs, DateRange, Field, Fuzzy, MatchAll, Node, Not, Or, Phrase, Prefix, Word


def to_text(tree: Node) -> str:
    """The tree as a user would write it, e.g. `seminar OR (training "human rights" -title:draft)`."""
    match tree:
        case MatchAll():
            return ""
        case And(nodes):
            return " ".join(map(_operand, nodes))
        case Or(nodes):
            return " OR ".join(map(_operand, nodes))
        case _:
            return _operand(tree)


def _operand(node: Node) -> str:
    match node:
        case And() | Or():
            return f"({to_text(node)})"
        case Not(inner):
            return f"-{_operand(inner)}"
        case Field(name, inner):
            return f"{name}:{_operand(inner)}"
        case DateIs(day):
            return f"date:{day}"
        case DateRange(first, ""):
            return f"date:>={first}"
        case DateRange("", last):
            return f"date:<={last}"
        case DateRange(first, last):
            return f"date:{first}..{last}"
        case Also(inner):
            return _operand(inner)
        case _:
            return _leaf(node)


def _leaf(node: MatchAll | Word | Phrase | Prefix | Fuzzy) -> str:
    match node:
        case MatchAll():
            return "*"
        case Word(text):
            return text
        case Phrase(words, slop):
            return _quoted(" ".join(words)) + (f"~{slop}" if slop else "")
        case Prefix(text):
            return f"{text}*"
        case Fuzzy(text, distance):
            return f"{text}~{distance}" if distance > 1 else f"{text}~"


def _quoted(text: str) -> str:
    """The text in quotation marks that it does not hold itself."""
    opener, closers = next((pair for pair in QUOTES.items() if not set(pair[1]) & set(text)), ('"', '"'))
    return f"{opener}{text}{closers[0]}"
