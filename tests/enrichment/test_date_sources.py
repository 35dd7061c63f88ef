from dataclasses import replace

import pytest

from indexer.enrichment.date_sources import date_lines, is_listing, published
from indexer.model import Document, Meta


def first(document: Document) -> tuple[str, str] | None:
    found = published(document, date_lines(document))
    return (found[0].value, found[0].source) if found else None


def test_metadata_of_publication_is_surer_than_of_change(make) -> None:
    dates = (("json-ld dateModified", "2020-02-02"), ("meta article:published_time", "2019-01-01T08:00:00Z"))
    assert first(make("Title", dates=dates)) == ("2019-01-01", "meta article:published_time")


@pytest.mark.parametrize("path", ["2018/10/09/news", "2018-10-09-news", "a_20181009.html", "x/2018_10_9/y"])
def test_the_address_may_tell_the_day(make, path) -> None:
    assert first(make("Title", url=f"https://news.example/{path}")) == ("2018-10-09", "url")


@pytest.mark.parametrize("path", ["2018/13/09", "12018/10/09", "id-2018100912", "2018/10"])
def test_other_numbers_in_the_address_do_not(make, path) -> None:
    assert first(make("Title", url=f"https://news.example/{path}")) is None


@pytest.mark.parametrize(
    "line",
    [
        "9 October 2018",
        "Published: 09.10.2018 | 14:30 | Views: 214",
        "Дата: 9 октября 2018",
        "Жарияланды: 2018 ж. 9 қазан",
    ],
)
def test_a_line_with_only_a_date_under_the_title_is_the_publication(make, line) -> None:
    assert first(make(f"Title\n\n{line}\n\nText of the page.")) == ("2018-10-09", "text")


def test_a_removed_line_counts_but_has_no_place_in_the_text(make) -> None:
    document = make("Title\n\n- Published: 9 October 2018\n\nText.")
    (date,) = published(document, date_lines(document))
    assert (date.value, date.source, date.start, date.surface) == ("2018-10-09", "text (removed)", -1, "")


def test_a_short_sentence_is_not_such_a_line(make) -> None:
    assert first(make("Title\n\nThe contract, dated 4 February 2008, had lapsed.")) is None
    assert first(make("Title\n\nDate of the training: 4 May 2021")) is None


def test_a_listing_of_news_has_no_day_of_its_own(make) -> None:
    document = make(
        "News\n\n" + "\n\n".join(f"{day} May 2019 Something new at our centre again" for day in range(1, 6))
    )
    assert is_listing(date_lines(document))
    assert first(document) is None


def test_a_moment_in_another_time_zone_is_shown_as_the_page_shows_it(make) -> None:
    dates = (("json-ld datePublished", "2023-11-09T02:11:03+00:00"), ("time", "2023-11-08T21:11:03-05:00"))
    assert first(make("Title", dates=dates)) == ("2023-11-08", "time")


def test_american_pages_put_the_month_first(make) -> None:
    document = make("Title", dates=(("meta pubdate", "03/04/2015"),))
    american = replace(document, meta=Meta(dates=document.meta.dates, language="en-US"))
    assert first(document) == ("2015-04-03", "meta pubdate")
    assert first(american) == ("2015-03-04", "meta pubdate")


def test_nothing_is_published_before_the_web(make) -> None:
    assert first(make("Title", dates=(("meta pubdate", "1970-01-01"),))) is None
