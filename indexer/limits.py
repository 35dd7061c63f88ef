"""Every limit in one table. What is over a limit is refused or cut with a clear word, never silently.

The table on the help page is generated from here, so the two cannot differ.
"""

from functools import cache
from math import comb
from typing import Final

KB: Final = 1024
MB: Final = 1024 * KB

# -- reading pages
PAGE_BYTES: Final = 5 * MB  # one page, decoded from its transfer encodings; larger ones are skipped by name
PAGE_SECONDS: Final = 30  # parsing one page, in a worker that is ended after it; the worst of ours take 2 s, idle
WORKER_MEMORY: Final = 1024 * MB  # address space of a worker above what it starts with
LINE_BYTES: Final = 16 * MB  # one line of a JSON Lines file
BLOCKS_PER_PAGE: Final = 20_000
TITLE_CHARS: Final = 300
ENRICHED_CHARS: Final = 200_000  # of the kept text; facets and dates are looked for in them
PATTERN_CHARS: Final = 500  # of a block; a pattern of overrides.toml is searched in them

# -- the index
CHECKED_BYTES: Final = 512 * MB  # SHA-256 of so much takes a second; a larger index is checked by `winnow verify`

# -- asking
QUERY_CHARS: Final = 1_000
QUERY_CLAUSES: Final = 64
QUERY_DEPTH: Final = 20
# Exact phrases that one loose phrase may stand for. Of four words that most of 200,000 documents have, 220 of them took
# 2.4 s to be found.
ARRANGEMENTS: Final = 64
PREFIX_LETTERS: Final = 3  # before the star of `traffick*`
FILTERS: Final = 20
FILTER_CHARS: Final = 200
PER_PAGE: Final = 100
PAGE_TIMES_SIZE: Final = 10_000  # page × per_page
FACET_VALUES: Final = 10  # listed under each facet of a search page
SNIPPET_FROM: Final = 100_000  # characters of a text that a snippet is chosen from: 5 ms at most
SEARCHES_AT_ONCE: Final = 2  # of one server: Python works on one at a time, and more only make each other wait
SEARCHES_IN_LINE: Final = 6  # that wait for one of these to end: as many as a browser opens at once
WAIT_SECONDS: Final = 5  # and so long at most: the line is short, but a new generation may be opened just then
ANSWERS_KEPT: Final = 128  # searches whose answers stay in memory until the next build; ten hits take some 20 KB
COUNTS_KEPT: Final = 512  # searches whose facets stay in memory: for their other pages and orders; some 5 KB each
DISTINCT: Final = 100  # different values of a facet that a search counts; a list of all values counts all of them
BROWSED_VALUES: Final = 200  # listed on one page of all of a facet's values
REPORTED_SITES: Final = 100  # listed on one page of the report on cleaning
CELL_CHARS: Final = 32_767  # of a cell in a CSV export: as many as a cell of a spreadsheet holds


@cache
def widest_slop(words: int) -> int:
    """How many words may stand between so many, all gaps together: 63 for two, 9 for three, 4 for four, 3 for five."""
    gaps = max(1, words - 1)
    return max(slop for slop in range(ARRANGEMENTS) if comb(slop + gaps, gaps) <= ARRANGEMENTS)


# Each row of the documentation's table: (name, value, unit, what it bounds and what happens beyond it).
TABLE: Final[tuple[tuple[str, int, str, str], ...]] = (
    ("PAGE_BYTES", PAGE_BYTES, "bytes", "size of one page; a larger one is skipped and named in the report"),
    ("PAGE_SECONDS", PAGE_SECONDS, "seconds", "time to parse one page; then its worker is ended and the page skipped"),
    ("WORKER_MEMORY", WORKER_MEMORY, "bytes", "memory a page may take to parse; beyond it the page is skipped"),
    ("LINE_BYTES", LINE_BYTES, "bytes", "one line of a JSON Lines file; a longer one is skipped"),
    ("BLOCKS_PER_PAGE", BLOCKS_PER_PAGE, "blocks", "blocks of one page; the rest joins the last one"),
    ("TITLE_CHARS", TITLE_CHARS, "characters", "a title; a longer one is cut"),
    ("ENRICHED_CHARS", ENRICHED_CHARS, "characters", "text that facets are looked for in; the rest is only searched"),
    ("PATTERN_CHARS", PATTERN_CHARS, "characters", "of a block that a pattern of overrides.toml is searched in"),
    ("CHECKED_BYTES", CHECKED_BYTES, "bytes", "an index whose checksums are compared when it is opened; larger: sizes"),
    ("QUERY_CHARS", QUERY_CHARS, "characters", "a query; the rest is left out, and a note says so"),
    ("QUERY_CLAUSES", QUERY_CLAUSES, "clauses", "words, phrases and other parts of a query; the rest is left out"),
    ("QUERY_DEPTH", QUERY_DEPTH, "levels", "nested parentheses; deeper ones are ignored"),
    ("ARRANGEMENTS", ARRANGEMENTS, "phrases", "ways the words of a loose phrase may stand in; its slop is cut to fit"),
    ("PREFIX_LETTERS", PREFIX_LETTERS, "letters", "fewest letters before `*`; with fewer the star is ignored"),
    ("FILTERS", FILTERS, "values", "facet values chosen in one address; more is an error"),
    ("FILTER_CHARS", FILTER_CHARS, "characters", "one facet value in an address; longer is an error"),
    ("PER_PAGE", PER_PAGE, "results", "results on one page; more is an error"),
    ("PAGE_TIMES_SIZE", PAGE_TIMES_SIZE, "results", "how deep paging goes; deeper is an error that says to narrow it"),
    ("FACET_VALUES", FACET_VALUES, "values", "values listed under a facet"),
    ("SNIPPET_FROM", SNIPPET_FROM, "characters", "beginning of a text that a snippet is chosen from"),
    (
        "DISTINCT",
        DISTINCT,
        "values",
        "different values of a facet that a search counts; where there are more, it says so",
    ),
    ("SEARCHES_AT_ONCE", SEARCHES_AT_ONCE, "requests", "worked on at the same time; the next waits for one to end"),
    ("SEARCHES_IN_LINE", SEARCHES_IN_LINE, "requests", "wait for their turn; more get a 503 that says to come back"),
    ("WAIT_SECONDS", WAIT_SECONDS, "seconds", "a request waits for its turn; then it is a 503 that says to come back"),
    ("ANSWERS_KEPT", ANSWERS_KEPT, "searches", "whose answers stay in memory until the next build"),
    ("COUNTS_KEPT", COUNTS_KEPT, "searches", "whose facets stay in memory until the next build"),
    ("BROWSED_VALUES", BROWSED_VALUES, "values", "values on one page of a facet; the others are on the next ones"),
    ("REPORTED_SITES", REPORTED_SITES, "sites", "on one page of the report on cleaning; the API lists all of them"),
    ("CELL_CHARS", CELL_CHARS, "characters", "a cell of a CSV export; a longer one is cut, JSON Lines has it whole"),
)
