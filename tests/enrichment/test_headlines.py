from indexer.enrichment.headlines import Headline, headlines
from indexer.model import Document, JudgedBlock, Kind, Verdict

KEPT, REMOVED = Verdict(True, "content", ""), Verdict(False, "notice", "a notice")


def page(title: str, *blocks: tuple[str, Kind], verdict: Verdict = KEPT) -> Document:
    judged = tuple(JudgedBlock(text, kind, 1, verdict) for text, kind in blocks)
    return Document("id", "seeds/page.html", "", "site", title, judged)


def test_the_title_is_found_where_it_stands() -> None:
    document = page("Report", ("Report", Kind.TITLE), ("Text.", Kind.PARAGRAPH))
    assert list(headlines(document)) == [Headline("Report", 0)]


def test_a_title_that_is_not_shown_has_no_place() -> None:
    document = page("Our site", ("We report.", Kind.PARAGRAPH))
    assert list(headlines(document)) == [Headline("Our site", -1)]


def test_the_heading_at_the_top_is_a_headline_too() -> None:
    document = page("Our site", ("Our site", Kind.TITLE), ("Vacancy", Kind.HEADING), ("Text.", Kind.PARAGRAPH))
    assert list(headlines(document)) == [Headline("Our site", 0), Headline("Vacancy", 10)]
    assert document.text[10:17] == "Vacancy"


def test_a_heading_further_down_is_none() -> None:
    document = page("", ("Text.", Kind.PARAGRAPH), ("Vacancy", Kind.HEADING))
    assert list(headlines(document)) == []


def test_a_removed_block_is_none() -> None:
    assert list(headlines(page("", ("Menu", Kind.HEADING), verdict=REMOVED))) == []


def test_dashes_part_the_name_of_the_site_from_the_title() -> None:
    assert list(Headline("Our site - About us", 4).parts) == [Headline("Our site", 4), Headline("About us", 15)]
    assert list(Headline("Our site | About us", -1).parts) == [Headline("Our site", -1), Headline("About us", -1)]
