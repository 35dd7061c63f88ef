"""Ask an engine and dress what it finds: the query as understood, snippets, and ways on when nothing is found."""

from dataclasses import dataclass, field

from indexer.model import Filter, Hit, Query, Results


@dataclass(frozen=True, slots=True)
class Request:
    """A search as a person or a program states it; `webui/params.py` turns addresses into it and back."""

    q: str = ""
    filters: tuple[Filter, ...] = ()  # at most one for each facet and direction
    date_from: str = ""  # YYYY, YYYY-MM or YYYY-MM-DD
    date_to: str = ""
    sort: str = "relevance"
    page: int = 1
    per_page: int = 10


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a document's text; `marks` are the half-open offsets of the words that matched."""

    field: str  # "title" or "body"
    text: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Note:
    """What was done to the user's text, for the user: `code` is stable, `message` is a sentence."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A way on from few or no results: another request, and how many documents it finds."""

    kind: str  # "without_filter", "without_dates", "any_word", "word"
    label: str  # what the link says
    request: Request
    total: int


@dataclass(frozen=True, slots=True)
class Answer:
    """All that a page of results shows, before it becomes HTML or JSON."""

    request: Request
    query: Query
    results: Results
    interpreted: str  # the query tree printed back as text
    notes: tuple[Note, ...] = ()
    snippets: dict[str, tuple[Snippet, ...]] = field(default_factory=dict)  # by document id
    suggestions: tuple[Suggestion, ...] = ()
    took_ms: float = 0.0

    @property
    def hits(self) -> tuple[Hit, ...]:
        return self.results.hits
