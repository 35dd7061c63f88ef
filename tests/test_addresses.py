import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.addresses import absolute, site_of
from indexer.sources import canonical_url

PIECES = (
    "http:// HTTPS:// www. a.example пример.рф xn--e1afmkfd :80 :443 : @ / // .. . %2e %2F %zz % \\ ? & # é \ud800 "
    "[::1] utm_source=x id=1 ;jsessionid= /(S(abcdefghijklmnopqrstuvwx)) sid=0123456789abcdef0123456789abcdef"
).split()
ADDRESSES = st.lists(st.sampled_from([*PIECES, " ", "\n"])).map("".join)


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTP://WWW.Example.ORG", "http://www.example.org/"),
        ("http://a.example:80/x", "http://a.example/x"),
        ("https://a.example:443/x", "https://a.example/x"),
        ("https://a.example:0080/x", "https://a.example:80/x"),
        ("http://a.example:/x", "http://a.example/x"),
        ("http://user:pass@a.example./x", "http://a.example/x"),
        ("http://a.example/x#part", "http://a.example/x"),
        ("http://a.example/a/./b/../c", "http://a.example/a/c"),
        ("http://a.example/../../x", "http://a.example/x"),
        ("http://a.example/a/%2E%2E/b/", "http://a.example/b/"),
        ("http://a.example\\a\\b", "http://a.example/a/b"),
        ("http://a.example/%7euser/%d0%b0 б", "http://a.example/~user/%D0%B0%20%D0%B1"),
        ("http://a.example/100%", "http://a.example/100%25"),
        ("http://a.example/?utm_source=x&id=3&fbclid=y&PHPSESSID=1", "http://a.example/?id=3"),
        ("http://a.example/?utm_source=x", "http://a.example/"),
        ("http://a.example/a;jsessionid=9F?b=1", "http://a.example/a?b=1"),
        ("http://a.example/(S(abcdefghijklmnopqrstuvwx))/a.aspx", "http://a.example/a.aspx"),
        ("http://a.example/?sid=123", "http://a.example/?sid=123"),
        ("http://a.example/?sid=0123456789abcdef0123456789abcdef", "http://a.example/"),
        ("http://a.example/?b=2&a=1&&", "http://a.example/?b=2&a=1"),
        (" \thttp://a.example/a\nb ", "http://a.example/ab"),
        ("http://пример.рф/я", "http://xn--e1afmkfd.xn--p1ai/%D1%8F"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x"),
    ],
)
def test_one_spelling_for_each_address(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


NO_WEB_ADDRESSES = (
    " a.example /a ftp://a.example/ javascript:alert(1) data:text/html,x file:///etc/passwd http:// http:///x "
    "http://a..b/ http://a.example:99999/ http://a.example:x/ http://[::1/ http://<script>/ http://\ud800/"
).split(" ")


@pytest.mark.parametrize(
    "url", [*NO_WEB_ADDRESSES, "http://a b/", f"http://{'a' * 300}/", f"http://{'я' * 90_000}.example/"], ids=range(18)
)
def test_what_is_no_web_address_is_empty(url: str) -> None:
    assert canonical_url(url) == ""


@given(st.text() | ADDRESSES | ADDRESSES.map("http://a.b".__add__))
def test_it_never_raises_and_doing_it_twice_changes_nothing(text: str) -> None:
    once = canonical_url(text)
    assert canonical_url(once) == once
    assert once.isascii()
    assert site_of(once).isprintable()


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("http://www.a.example/x", "a.example"),
        ("http://www.example/", "www.example"),
        ("http://a.example:8080/", "a.example:8080"),
        ("http://www.xn--e1afmkfd.xn--p1ai/", "пример.рф"),
        ("http://xn--a.example/", "xn--a.example"),
        ("http://[::1]:8080/", "[::1]:8080"),
        ("", ""),
    ],
)
def test_a_site_is_the_host_for_people(url: str, site: str) -> None:
    assert site_of(url) == site


@pytest.mark.parametrize("base", ["http://a.example/b/", "", "http://[.]/"])
def test_a_link_that_is_no_address_leads_nowhere(base: str) -> None:
    assert canonical_url(absolute(base, "http://[x")) == ""


@pytest.mark.parametrize("base", ["http://a.example/b/c", "nonsense"])
@given(link=ADDRESSES)
def test_no_link_is_too_odd(base: str, link: str) -> None:
    assert canonical_url(absolute(base, link)) == canonical_url(canonical_url(absolute(base, link)))
