import pytest

from indexer.crawler.rules import address, same_site, trap


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("http://a.example/x?utm_source=mail&id=3#part", "http://a.example/x?id=3"),
        ("http://a.example/x;jsessionid=1F", "http://a.example/x"),
        ("http://user:secret@a.example/x", ""),
        ("mailto:a@a.example", ""),
        ("ftp://a.example/x", ""),
        ("javascript:void(0)", ""),
    ],
)
def test_a_link_is_asked_for_in_one_spelling_or_not_at_all(link: str, expected: str) -> None:
    assert address(link) == expected


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://a.example/report.pdf", "not a page"),
        ("http://a.example/calendar/2031-04", "calendar"),
        ("http://a.example/events/2031-04/", "calendar"),
        ("http://a.example/wp-login.php", "login or basket"),
        ("http://a.example/news/3?print=1", "another view of a page"),
        ("http://a.example/list?a=1&b=2&c=3&d=4", "too many parameters"),
        ("http://a.example/a/a/a/b", "folders repeat"),
        ("http://a.example/" + "x" * 1500, "address too long"),
    ],
)
def test_a_trap_is_named(url: str, reason: str) -> None:
    assert trap(url) == reason


@pytest.mark.parametrize(
    "url",
    [
        "http://a.example/",
        "http://a.example/index.php?option=com_content&id=12",
        "http://a.example/news?page=12",
        "http://a.example/events/conference-in-almaty",
        "http://a.example/2018/10/09/",
        "http://a.example/new-new-new",
        "http://пример.рф/новости/1",
    ],
)
def test_what_may_be_a_page_is_asked_for(url: str) -> None:
    assert trap(address(url)) == ""


def test_a_site_is_a_host_and_a_port_with_or_without_www() -> None:
    assert same_site("http://www.a.example/x", "a.example")
    assert not same_site("http://b.a.example/x", "a.example")
    assert not same_site("http://a.example:8080/x", "a.example")
    assert not same_site("", "a.example")


def test_what_is_no_address_is_none() -> None:
    assert address("http://[x") == ""
