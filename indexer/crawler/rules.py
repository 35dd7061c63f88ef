"""Which addresses are worth a request? The first rule that says no gives the reason for the report."""

import re
from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from indexer.addresses import canonical_url, site_of

ADDRESS_CHARS: Final = 1_500  # longer ones come from pages that link to themselves with one more parameter
PARAMETERS: Final = 3  # a listing narrowed by four facets repeats the pages that one facet leads to
_REPEATED_FOLDERS: Final = re.compile(r"(/[^/]+)\1\1(?:/|$)")  # /a/a/a: a relative link that was meant to be absolute

_CALENDAR: Final = re.compile(
    r"/(?:event-)?calend(?:ar|rier|ario)(?:/|$)|/events?/(?:month|week|day|list)/|/events?/\d{4}-\d\d"
    r"|[?&](?:month|year|day|week|ical|tribe-bar-date|eventDisplay|cal_[a-z]+)=",
    re.IGNORECASE,
)
_ACCOUNT: Final = re.compile(
    r"/(?:log-?(?:in|out)|sign-?(?:in|up)|register|cart|basket|checkout|wp-admin|wp-login\.php|administrator)(?:[/?]|$)"
    r"|/user/(?:login|register|password)|[?&](?:action|do)=(?:login|register|edit|history)",
    re.IGNORECASE,
)
_OTHER_VIEW: Final = re.compile(
    r"[?&](?:print|printable|share|replytocom|sort|order|orderby|dir|view|tmpl|format)=|/(?:print|printpdf|printmail)/",
    re.IGNORECASE,
)
_FILE: Final = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|ico|bmp|tiff?|css|js|mjs|json|xml|rss|atom|pdf|docx?|xlsx?|pptx?|odt|ods|rtf|epub"
    r"|zip|rar|7z|gz|tar|mp3|mp4|avi|mov|mkv|wmv|flv|ogg|wav|webm|exe|dmg|apk|woff2?|ttf|eot|swf)$",
    re.IGNORECASE,
)

# reason → whether the address is one of these
_TRAPS: Final[tuple[tuple[str, Callable[[str], object]], ...]] = (
    ("address too long", lambda url: len(url) > ADDRESS_CHARS),
    ("not a page", lambda url: _FILE.search(urlsplit(url).path)),
    ("calendar", _CALENDAR.search),
    ("login or basket", _ACCOUNT.search),
    ("another view of a page", _OTHER_VIEW.search),
    ("too many parameters", lambda url: urlsplit(url).query.count("&") >= PARAMETERS),
    ("folders repeat", lambda url: _REPEATED_FOLDERS.search(urlsplit(url).path)),
)


def same_site(url: str, site: str) -> bool:
    """Whether a canonical address is on the site: the same host and port, "www." aside."""
    return site_of(url) == site


def address(link: str) -> str:
    """The one spelling of a link, without fragment, session and tracking; "" where it is no http(s) address."""
    try:
        return "" if "@" in urlsplit(link).netloc else canonical_url(link)
    except ValueError:  # "http://[" is none
        return ""


def trap(url: str) -> str:
    """Why an address on the site is not asked for: one that leads to no page, or to the same pages without end."""
    return next((reason for reason, met in _TRAPS if met(url)), "")
