"""What is in the index as a whole: documents by year and by value of each facet, and how many have a value at all."""

from dataclasses import asdict, replace

from indexer.asking import Request
from indexer.search import Answer
from indexer.searcher import Searcher, Status
from webui import answer, labels
from webui.answer import Plain


def everything(searcher: Searcher) -> Answer:
    """All documents, counted and not listed; the addresses made of it lead to lists."""
    return replace(searcher.search(Request(per_page=0)), request=Request())


def stats(found: Answer, status: Status, path: str) -> Plain:
    """The index in numbers, as the API sends it; addresses lead to `path`."""
    results, years = found.results, answer.years(found, path)
    return {
        **asdict(status),
        "documents": results.total,
        "coverage": [
            *(coverage(counts.field, counts.distinct, counts.missing, results.total) for counts in results.facets),
            coverage("date", len(results.years), results.undated, results.total),
        ],
        "facets": [*(answer.facet(counts, found.request, path) for counts in results.facets), years],
    }


def coverage(field: str, distinct: int, missing: int, total: int) -> Plain:
    """How many documents have a value of the facet, or a date, and how many different ones there are."""
    label = labels.facet(field).label
    return {"field": field, "label": label, "documents": total - missing, "missing": missing, "distinct": distinct}
