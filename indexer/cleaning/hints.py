"""What the names in the markup hint at: class, id, role and tag names → a bit mask.

A hint is never a verdict. It is one of the numbers the judge weighs, and what a rule may look at.
"""

import re
from functools import lru_cache
from typing import Final

# (hint, how its words begin). The lower-cased "tag class id role" of an element is cut into words at camelCase and
# punctuation; `$` asks for the whole word.
_NAMES: Final[tuple[tuple[str, str], ...]] = (
    ("nav", "nav|menu|breadcrumb|crumb|sitemap|topbar|toolbar|tabs?$|skip|accordion"),
    ("header", "header|masthead|banner|logo|branding|hero"),
    ("footer", "foot|colophon|copyright|bottom|legal|disclaimer"),
    ("side", "side|aside|rail$|widget|column|col$|right|left|secondary|complementary|block"),
    ("comment", "comment|disqus|respond|discuss|reply|replies|livefyre"),
    ("forum", "thread|topic|message|posts?$|answer|question|forum"),
    ("related", "relat|recommend|more$|popular|recent|similar|suggest|also|latest|trending|read|promo|teaser|cards?$"),
    ("share", "shar|social|facebook|twitter|addthis|follow|like$|vk$|telegram|whatsapp|bookmark"),
    ("byline", "author|byline|date|time|posted|meta|info|publish|submitted|pub$|credit|creator"),
    ("tags", "tag|categor|label|keyword|taxonomy|rubric"),
    ("ad", "ads?$|advert|sponsor|adsense|commercial|outbrain|taboola|doubleclick|promotion"),
    ("account", "login|signin|sign$|signup|register|account|user|member|profile"),
    ("form", "form|search|subscri|newsletter|input|button|poll|vote|captcha|mailing"),
    ("consent", "cookie|consent|gdpr|popup|modal|overlay|dialog|alert|notice|notif"),
    ("partner", "partner|donor|supporter|friends|banners$"),
    ("pager", "pag(er|ing|inat)|prev|next|older|newer|navigat|back|top$"),
    ("tool", "print|tool|action|rating|rate|stat|view|counter|download|control|option|icon|font"),
    ("media", "caption|gallery|slide|carousel|photo|image|img|video|figure|figcaption|thumb|player|media"),
    ("main", "main|content|body$|primary|center|middle|wrapper|container|page$"),
    ("article", "article|entry|story|post|node|item$|itempage|single|blog|news|detail|text$|txt$"),
    ("title", "title|headline|heading|subject|h1$"),
    ("reference", "reference|footnote|toc$|infobox|reflist|citation|biblio|index|appendix"),
    ("product", "product|price|cart|shop|sku|spec|feature|descript|review|buy"),
    ("hidden", "hidden|hide$|invisible|screen|sr$|offscreen|collapse|none$"),
)

HINTS: Final = tuple(name for name, _ in _NAMES)
BIT: Final = {name: 1 << position for position, name in enumerate(HINTS)}

_SPLIT: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_PATTERNS: Final = tuple((BIT[name], re.compile(f"(?:{names})")) for name, names in _NAMES)
_LONGEST: Final = 400  # characters of an element's names
_CACHE_SIZE: Final = 50_000  # names repeat on a page and on a site, words everywhere
_masks: dict[str, int] = {}


def mask(names: str) -> int:
    """The hints that the names of an element give, as a bit mask over HINTS."""
    found = _masks.get(names)
    if found is None:
        if len(_masks) >= _CACHE_SIZE:
            _masks.clear()
        found = 0
        for word in _SPLIT.findall(names[:_LONGEST]):
            found |= _word(word.lower())
        _masks[names] = found
    return found


@lru_cache(maxsize=_CACHE_SIZE)
def _word(word: str) -> int:
    return sum(bit for bit, pattern in _PATTERNS if pattern.match(word))


@lru_cache(maxsize=_CACHE_SIZE)
def names_of(bits: int) -> tuple[str, ...]:
    """The names of the hints in a mask."""
    return tuple(name for name, bit in BIT.items() if bits & bit)
